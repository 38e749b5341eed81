"""A board over days, through the command line: closings, an unchanged answer, 404 for a while, and what the commands tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from commandline import Run, scrapy

from jobscrape.replay import Answer, Answers, Fault, ReplayServer

if TYPE_CHECKING:
    from pymongo.database import Database

pytestmark = pytest.mark.e2e
URL = "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true&pay_transparency=true"


def answers(ids: range, head: str = "Baker") -> Answers:
    rows = [
        {
            "id": n,
            "title": f"{head} {n}" if n == ids[0] else f"Baker {n}",
            "absolute_url": f"https://boards.greenhouse.io/acme/jobs/{n}",
            "location": {"name": "Oslo, Norway"},
            "content": f"<p>Bake bread of kind {n}.</p>",
            "updated_at": f"2026-11-0{len(ids) % 9}T00:00:00Z",
        }
        for n in ids
    ]
    return Answers([Answer.of_json(URL, {"jobs": rows, "meta": {"total": len(rows)}})])


def test_a_board_over_days(mongo: str, database: Database[dict[str, Any]]) -> None:
    env = {"MONGODB_URI": mongo, "MONGODB_DATABASE": database.name}

    def crawl(day: int, ids: range, *, head: str = "Baker", gone: bool = False) -> Run:
        faults = [Fault("*/acme/*", status=404)] if gone else []
        with ReplayServer(answers(ids, head), faults=faults) as server:
            settings = [
                "-s",
                f"REPLAY_ORIGIN={server.origin}",
                "-s",
                f"CRAWL_TIME=2026-11-{day:02}T06:00:00Z",
                "-s",
                "NET_BACKOFF_BASE=0.05",
            ]
            return scrapy("crawl", "greenhouse", "-a", "boards=acme", *settings, env=env)

    assert "20 stored, 0 unchanged, 20 new" in crawl(1, range(10, 30)).out
    assert "9 unchanged, 1 changed" in crawl(3, range(10, 20), head="Head Baker").out
    again = crawl(5, range(10, 20), head="Head Baker").out
    assert "10 seen, 0 stored, 10 unchanged" in again
    assert ", 10 closed | " in again
    assert crawl(7, range(0), gone=True).status == 4
    assert "1 back" in crawl(9, range(10, 21), head="Head Baker").out

    statuses = {row["source_id"]: row["status"] for row in database["postings"].find({})}
    assert {n for n, status in statuses.items() if status == "open"} == {str(n) for n in range(10, 21)}
    assert set(statuses.values()) == {"open", "closed"}
    closed = database["postings"].find_one({"source_id": "25"})["spells"][0]  # type: ignore[index]
    assert [f"{at:%d}" for at in closed["closed_between"]] == ["01", "03"]
    jobs = {member["posting"]: job["status"] for job in database["jobs"].find({}) for member in job["members"]}
    assert {n: jobs[f"greenhouse:acme:{n}"] for n in statuses} == statuses
    ledger = {f"{e['started']:%d}": e for e in database["crawls"].find({})}
    assert [(day, e["outcome"], e["new"], e["changed"], e["closed"], e["reopened"], e["held"]) for day, e in sorted(ledger.items())] == [
        ("01", "complete", 20, 0, 0, 0, 0),
        ("03", "complete", 0, 1, 0, 0, 0),
        ("05", "unchanged", 0, 0, 10, 0, 0),
        ("07", "missing", 0, 0, 0, 0, 10),
        ("09", "complete", 0, 0, 0, 1, 0),
    ]
    assert ledger["03"]["rule"].startswith("a large fall, 10 newly absent")

    story = scrapy("history", "greenhouse:acme:10", env=env)
    assert '2026-11-03                title changed: "Baker 10" to "Head Baker 10"' in story.out.splitlines()
    assert "board not there: the board answered 404; nothing was concluded" in scrapy("history", "greenhouse:acme", env=env).out
    assert scrapy("coverage", "--json", "--weeks", "1", env=env).json[0]["share_completely"] == 1.0
