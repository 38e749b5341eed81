"""Every fault of a board, through a real crawl. Each fault has a host of its own, so that one crawl meets them all."""

from __future__ import annotations

import gzip
import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from jobscrape.net.conditional import body_hash
from jobscrape.replay import Answer, Fault, ReplayServer
from tests.net.crawling import Crawl, crawl

pytestmark = pytest.mark.e2e
JOBS = {"jobs": [{"id": number, "title": f"Engineer {number}"} for number in range(200)]}
SOUND = ("plain", "same", "changed", "away", "robots500", "robots403", "refused", "delayed")
FAULTY = (
    "seconds",
    "date",
    "long",
    "server",
    "never",
    "reset",
    "cut",
    "short",
    "type",
    "html",
    "gzip",
    "badgzip",
    "big",
    "bomb",
    "slow",
    "down",
)
HOSTS = (*SOUND, *FAULTY, "etag", "moved", "expect", "empty")


def url(host: str, path: str = "/jobs") -> str:
    return f"https://{host}.test{path}"


def answers() -> list[Answer]:
    etag = {"ETag": 'W/"v1"', "Content-Type": "application/json"}
    given = [Answer.of_json(url(host), {**JOBS, "host": host}) for host in HOSTS if host not in {"etag", "moved"}]
    return [
        *given,
        Answer(url("etag"), headers=etag, content=b'{"jobs": []}'),
        Answer(url("moved"), status=302, headers={"Location": "/elsewhere?page=2"}),
        Answer(url("moved", "/elsewhere?page=2"), status=301, headers={"Location": url("away")}),
        Answer(url("refused", "/robots.txt"), headers={"Content-Type": "text/plain"}, content=b"User-agent: *\nDisallow: /jobs\n"),
        Answer(url("refused", "/open"), headers={"Content-Type": "text/plain"}, content=b"open"),
        Answer(url("delayed", "/robots.txt"), headers={"Content-Type": "text/plain"}, content=b"User-agent: jobscrape\nCrawl-delay: 0.6\n"),
        *(Answer.of_json(url("delayed", f"/jobs/{number}"), {"id": number}) for number in range(3)),
        Answer(url("robots403", "/robots.txt"), status=403, content=b"User-agent: *\nDisallow: /\n"),
    ]


FAULTS = [
    Fault(url("seconds"), nth=(1,), status=429, retry_after=1),
    Fault(url("date"), nth=(1,), status=429, retry_after_date=2),
    Fault(url("long"), status=429, retry_after=3600),
    Fault(url("server"), nth=(1, 2), status=500),
    Fault(url("never"), status=503),
    Fault(url("reset"), nth=(1,), reset=0.5),
    Fault(url("cut"), nth=(1,), cut=0.5),
    Fault(url("short"), truncate=0.5),
    Fault(url("type"), nth=(1,), content_type="text/html", body=b"<html>maintenance</html>"),
    Fault(url("html"), body=b"<!DOCTYPE html><title>captcha</title>"),
    Fault(url("gzip"), gzip=True),
    Fault(url("badgzip"), headers={"Content-Encoding": "gzip"}, body=gzip.compress(b"[1, 2, 3]")[:4] + b"\xff" * 40),
    Fault(url("big"), body=b"[" + b"1," * 400_000 + b"1]"),
    Fault(url("bomb"), body=b"[" + b"1," * 400_000 + b"1]", gzip=True),
    Fault(url("robots500", "/robots.txt"), status=500),
    Fault(url("slow"), nth=(1,), delay=3),
    Fault(url("expect"), content_type="text/plain", truncate=0.9),
    Fault(url("empty"), body=b""),
    Fault(url("down"), reset=0.0),
]


def asks() -> list[str | dict[str, Any]]:
    special = {"etag", "same", "changed", "type", "expect", "slow", "delayed", "refused"}
    same = json.dumps({**JOBS, "host": "same"}).encode()
    return [
        *(url(host) for host in HOSTS if host not in special),
        {"url": url("etag"), "meta": {"validators": {"etag": 'W/"v1"', "body_hash": "old"}}},
        {"url": url("same"), "meta": {"validators": {"body_hash": body_hash(same)}}},
        {"url": url("changed"), "meta": {"validators": {"etag": '"v0"', "body_hash": body_hash(b"{}")}}},
        {"url": url("type"), "meta": {"expect": "json"}},
        {"url": url("expect"), "meta": {"expect": "json"}},
        {"url": url("slow"), "meta": {"download_timeout": 1}},
        *(url("delayed", f"/jobs/{number}") for number in range(3)),
        url("refused"),
        url("refused", "/open"),
        url("plain", "/unknown"),
    ]


@pytest.fixture(scope="module")
def served() -> Any:
    with ReplayServer(answers(), faults=FAULTS) as server:
        crawled = crawl(server, asks(), RETRY_TIMES=2, DOWNLOAD_MAXSIZE=100_000, CONCURRENT_REQUESTS=64)
        yield server, crawled


@pytest.fixture
def crawled(served: tuple[ReplayServer, Crawl]) -> Crawl:
    return served[1]


@pytest.fixture
def hits(served: tuple[ReplayServer, Crawl]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for seen in served[0].seen:
        if not seen.url.endswith("/robots.txt"):
            found.setdefault((urlsplit(seen.url).hostname or "").removesuffix(".test"), []).append(seen.at)
    return found


@pytest.mark.parametrize(
    ("host", "attempts"),
    [
        ("plain", 2),
        ("seconds", 2),
        ("date", 2),
        ("server", 3),
        ("reset", 2),
        ("cut", 2),
        ("type", 2),
        ("gzip", 1),
        ("slow", 2),
        ("robots403", 1),
    ],
)
def test_recovers(crawled: Crawl, hits: dict[str, list[float]], host: str, attempts: int) -> None:
    answer = crawled.answers[url(host)]
    assert answer["status"] == 200
    assert answer["url"] == url(host)
    assert json.dumps(JOBS)[:100] == answer["text"][:100]
    assert len(hits[host]) == attempts


@pytest.mark.parametrize(("host", "attempts", "status"), [("never", 3, 503), ("long", 2, 429)])
def test_the_last_status_is_passed_on(crawled: Crawl, hits: dict[str, list[float]], host: str, attempts: int, status: int) -> None:
    assert crawled.answers[url(host)]["status"] == status
    assert len(hits[host]) == attempts


@pytest.mark.parametrize(
    ("host", "error", "attempts", "words"),
    [
        ("short", "BadBodyError", 3, "truncated"),
        ("expect", "BadBodyError", 3, "truncated"),
        ("html", "BadBodyError", 3, "wrong_type"),
        ("empty", "BadBodyError", 3, "empty"),
        ("badgzip", "BadBodyError", 3, "undecodable"),
        ("big", "DownloadCancelledError", 1, "larger than download max size"),
        ("bomb", "TooLarge", 1, "DOWNLOAD_MAXSIZE"),
        ("down", "ResponseDataLossError", 3, ""),
        ("robots500", "RobotsUnreachable", 0, "status 500"),
    ],
)
def test_the_last_failure_is_passed_on(
    crawled: Crawl, hits: dict[str, list[float]], host: str, error: str, attempts: int, words: str
) -> None:
    answer = crawled.answers[url(host)]
    assert answer.get("error") == error
    assert words in answer["message"]
    assert len(hits.get(host, [])) == attempts


@pytest.mark.parametrize(("host", "least", "most"), [("seconds", 1.0, 15), ("date", 0.9, 15), ("long", 2.0, 30)])
def test_retry_after_is_honoured_and_capped(hits: dict[str, list[float]], host: str, least: float, most: float) -> None:
    first, second = hits[host][:2]
    assert least <= second - first < most


def test_retry_after_is_counted(crawled: Crawl) -> None:
    assert crawled.stats["net/retry_after/count"] == 4
    assert crawled.stats["net/retry_after/capped"] == 2
    assert crawled.stats["net/retry/reason/429"] == 3
    assert crawled.stats["net/slot/slowed"] >= 7


def test_backoff_waits(hits: dict[str, list[float]]) -> None:
    first, second, third = hits["server"]
    assert second - first >= 0.025
    assert third - second >= 0.05


def test_redirects_stay_under_replay(crawled: Crawl) -> None:
    answer = crawled.answers[url("moved")]
    assert answer["url"] == url("away")
    assert answer["meta"]["redirect_urls"] == [url("moved"), url("moved", "/elsewhere?page=2")]


def test_robots_refuse_and_allow(crawled: Crawl) -> None:
    assert crawled.answers[url("refused")]["error"] == "RobotsRefusal"
    assert crawled.answers[url("refused", "/open")]["text"] == "open"
    assert crawled.stats["net/robots/refused"] == 2
    assert crawled.stats["net/robots/unreachable"] == 1


def test_crawl_delay_is_applied(crawled: Crawl, hits: dict[str, list[float]]) -> None:
    first, second, third = sorted(hits["delayed"])
    assert second - first >= 0.58
    assert third - second >= 0.58
    assert crawled.stats["net/robots/crawl_delay"] == 1


def test_not_modified_reaches_the_callback(crawled: Crawl) -> None:
    answer = crawled.answers[url("etag")]
    assert (answer["status"], answer["flags"], answer["meta"]["unchanged"]) == (304, ["unchanged"], True)
    assert answer["meta"]["new_validators"] == {"etag": 'W/"v1"', "body_hash": "old"}


def test_same_body_is_unchanged_and_another_is_not(crawled: Crawl) -> None:
    same, changed = crawled.answers[url("same")], crawled.answers[url("changed")]
    assert (same["status"], same["flags"], same["meta"]["unchanged"]) == (200, ["unchanged"], True)
    assert (changed["status"], changed["flags"], changed["meta"]["unchanged"]) == (200, [], False)
    assert changed["meta"]["new_validators"]["body_hash"] == body_hash(json.dumps({**JOBS, "host": "changed"}).encode())
    counted = {what: crawled.stats[f"net/conditional/{what}"] for what in ("asked", "not_modified", "same_body", "changed")}
    assert counted == {"asked": 2, "not_modified": 1, "same_body": 1, "changed": 1}


def test_what_was_not_recorded_is_404(crawled: Crawl) -> None:
    answer = crawled.answers[url("plain", "/unknown")]
    assert answer["status"] == 404
    assert '"not recorded"' in answer["text"]


def test_defects_are_counted(crawled: Crawl) -> None:
    found = {name.rpartition("/")[2]: count for name, count in crawled.stats.items() if name.startswith("net/bad_body/")}
    assert found == {"truncated": 6, "wrong_type": 4, "empty": 3, "undecodable": 3}
    assert crawled.stats["net/too_large"] == 2


def test_the_crawl_names_itself(served: tuple[ReplayServer, Crawl]) -> None:
    agents = {seen.headers["user-agent"] for seen in served[0].seen}
    assert len(agents) == 1
    assert agents.pop().startswith("jobscrape/")
