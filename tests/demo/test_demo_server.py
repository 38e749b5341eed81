"""The market over HTTP: dates, ETags, faults on schedule, in a thread and in a process of its own."""

from __future__ import annotations

import json
import time
from collections import Counter
from http.client import HTTPConnection, IncompleteRead
from typing import Any

import pytest
from demo.market import WHEN, day, market

from jobscrape.demo.boards import tokens
from jobscrape.demo.faults import KINDS, Schedule, Trouble, possible
from jobscrape.demo.plan import Plan, minute_of
from jobscrape.demo.process import MarketProcess
from jobscrape.demo.server import DemoServer
from jobscrape.demo.year import steps, weekly

GREENHOUSE = "https://boards-api.greenhouse.io/v1/boards/{}/jobs?content=true"


def board(source: str = "greenhouse") -> str:
    return tokens(market(), minute_of(WHEN), source, moved=False)[source][0]


def fetch(origin: str, url: str, path: str = "/", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of what the server answers for the original `url`, or for `path` if it is ""."""
    connection = HTTPConnection(origin.removeprefix("http://"), timeout=60)
    try:
        connection.request("GET", path, headers={"X-Replay-URL": url, **headers} if url else headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()
    finally:
        connection.close()


def ids(body: bytes) -> set[int]:
    return {job["id"] for job in json.loads(body)["jobs"]}


def test_it_answers_at_the_date_that_is_set() -> None:
    url = GREENHOUSE.format(board())
    with DemoServer(market(), WHEN) as server:
        before = ids(fetch(server.origin, url)[2])
        server.set_time(day(250))
        after = ids(fetch(server.origin, url)[2])
        assert before
        assert after
        assert before != after
        assert server.time == day(250)
        told = json.loads(fetch(server.origin, "", "/-/demo/time?at=2025-06-03T06:00:00Z")[2])
        assert told["time"].startswith("2025-06-03T06:00")
        assert ids(fetch(server.origin, url)[2]) == before


def test_some_boards_can_stay_behind() -> None:
    one, two = tokens(market(), minute_of(WHEN), "greenhouse", moved=False)["greenhouse"][:2]
    with DemoServer(market(), WHEN) as server:
        first = [ids(fetch(server.origin, GREENHOUSE.format(b))[2]) for b in (one, two)]
        server.set_time(day(250), boards=[("greenhouse", two)])
        second = [ids(fetch(server.origin, GREENHOUSE.format(b))[2]) for b in (one, two)]
    assert second[0] == first[0]
    assert second[1] != first[1]


def test_etags_are_answered_with_304_where_the_system_has_them() -> None:
    with DemoServer(market(), WHEN) as server:
        status, headers, _ = fetch(server.origin, GREENHOUSE.format(board()))
        assert status == 200
        again, _, body = fetch(server.origin, GREENHOUSE.format(board()), **{"If-None-Match": headers["ETag"]})
        assert (again, body) == (304, b"")
        server.set_time(day(250))
        assert fetch(server.origin, GREENHOUSE.format(board()), **{"If-None-Match": headers["ETag"]})[0] == 200
        assert "ETag" not in fetch(server.origin, f"https://api.ashbyhq.com/posting-api/job-board/{board('ashby')}")[1]


def test_it_can_be_asked_by_the_host_header() -> None:
    with DemoServer(market(), WHEN) as server:
        body = fetch(server.origin, "", f"/v0/postings/{board('lever')}?mode=json", Host="api.lever.co")[2]
        assert json.loads(body)[0]["hostedUrl"].startswith("https://jobs.lever.co/")


def test_hosts_that_are_not_simulated_are_not_found() -> None:
    with DemoServer(market(), WHEN) as server:
        assert fetch(server.origin, "https://example.org/")[0] == 404
        assert fetch(server.origin, "https://boards-api.greenhouse.io/robots.txt")[0] == 404
        assert b"Sitemap:" in fetch(server.origin, "https://www.jobhafen.example/robots.txt")[2]


def answers(kind: str, source: str = "greenhouse", url: str = GREENHOUSE) -> list[Any]:
    """Return what two requests get while `kind` is wrong with a board."""
    trouble = Trouble(kind=kind, source=source, board=board(source))
    with DemoServer(market(), WHEN, schedule=Schedule(market().plan, 0.0, [trouble])) as server:
        return [fetch(server.origin, url.format(board(source))) for _ in range(2)]


def test_trouble_that_a_patient_crawler_gets_over() -> None:
    first, second = answers("rate_limit")
    assert (first[0], first[1]["Retry-After"], second[0]) == (429, "1", 200)
    first, second = answers("hiccup")
    assert (first[0], second[0]) == (502, 200)


def test_trouble_that_lasts() -> None:
    assert [a[0] for a in answers("server_error")] == [503, 503]
    assert [a[0] for a in answers("missing")] == [404, 404]
    status, headers, _ = answers("maintenance")[0]
    assert (status, headers["Content-Type"].split(";")[0]) == (200, "text/html")
    with pytest.raises(ValueError, match="char"):
        json.loads(answers("truncated")[0][2])


def test_trouble_with_the_content() -> None:
    assert json.loads(answers("empty")[0][2]) == {"jobs": [], "meta": {"total": 0}}
    capped = json.loads(answers("capped")[0][2])
    assert len(capped["jobs"]) == 5 < capped["meta"]["total"]
    assert json.loads(answers("empty", "lever", "https://api.lever.co/v0/postings/{}?mode=json")[0][2]) == []
    page = "https://api.smartrecruiters.com/v1/companies/{}/postings?limit=100&offset="
    capped = json.loads(answers("capped", "smartrecruiters", page + "0")[0][2])
    assert len(capped["content"]) == 5 < capped["totalFound"]
    assert json.loads(answers("capped", "smartrecruiters", page + "5")[0][2])["content"] == []


def test_an_answer_can_be_cut_off() -> None:
    with pytest.raises(IncompleteRead):
        answers("cut")


def test_a_slow_answer_comes_in_the_end() -> None:
    start = time.monotonic()
    assert [a[0] for a in answers("slow")] == [200, 200]
    assert time.monotonic() - start > 0.4


def test_the_schedule_is_known_beforehand() -> None:
    plan = market().plan
    schedule = Schedule(plan, 0.1)
    boards = [(s, b) for s, names in tokens(market(), minute_of(WHEN)).items() for b in names]
    drawn = [schedule.at(s, b, minute_of(when)) for when in weekly(plan) for s, b in boards]
    kinds = Counter(trouble.kind for trouble in drawn if trouble)
    assert set(kinds) == set(KINDS)
    assert 0.06 * len(drawn) < kinds.total() < 0.18 * len(drawn)
    assert [Schedule(plan, 0.1).at(s, b, minute_of(WHEN)) for s, b in boards] == [schedule.at(s, b, minute_of(WHEN)) for s, b in boards]
    assert all(possible(t.kind, t.source) for t in drawn if t and t.board)
    assert not any(Schedule(plan, 0.0).at(s, b, minute_of(WHEN)) for s, b in boards)


def test_a_process_of_its_own_serves_the_same() -> None:
    plan = Plan(employers=24)
    with MarketProcess(plan, WHEN) as process, DemoServer(market(), WHEN) as server:
        url = GREENHOUSE.format(board())
        assert fetch(process.origin, url)[2] == fetch(server.origin, url)[2]
        process.set_time(day(250))
        server.set_time(day(250))
        assert fetch(process.origin, url)[2] == fetch(server.origin, url)[2]
        assert process.stats()["status/200"] == 2
        assert process.get("boards?source=lever") == tokens(market(), minute_of(day(250)), "lever")


def test_a_year_is_planned_week_by_week() -> None:
    times = weekly(market().plan, 6)
    assert [t.weekday() for t in times] == [1] * 6
    planned = list(steps(market(), times, {"greenhouse", "hackernews"}))
    assert [step.when for step in planned if step.source == "greenhouse"] == times
    assert all(step.boards == tokens(market(), minute_of(step.when), step.source)[step.source] for step in planned)
    assert Counter(step.source for step in planned) == {"greenhouse": 6, "hackernews": 2}
