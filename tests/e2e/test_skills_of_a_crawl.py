"""Skills through the command line: a crawl tags and counts what it does not know, `scrapy skills` tells of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from commandline import scrapy

from jobscrape.replay import Answer, Answers, ReplayServer

if TYPE_CHECKING:
    from pymongo.database import Database

pytestmark = pytest.mark.e2e
URL = "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true&pay_transparency=true"
TEXT = (
    "<p>Acme bakes bread.</p><h3>Requirements</h3><ul><li>5+ years of Kubernetes and Terraform, with QuuxDB</li>"
    "<li>Rust is a plus</li><li>No Java needed</li></ul>"
)


def answers(number: int) -> Answers:
    rows = [
        {
            "id": n,
            "title": f"Platform Engineer {n}",
            "absolute_url": f"https://boards.greenhouse.io/acme/jobs/{n}",
            "location": {"name": "Oslo, Norway"},
            "content": TEXT,
            "updated_at": "2026-11-01T00:00:00Z",
        }
        for n in range(1, number + 1)
    ]
    return Answers([Answer.of_json(URL, {"jobs": rows, "meta": {"total": len(rows)}})])


def test_skills_of_a_crawl(mongo: str, database: Database[dict[str, Any]]) -> None:
    env = {"MONGODB_URI": mongo, "MONGODB_DATABASE": database.name}
    for day, number in ((1, 4), (3, 5)):
        with ReplayServer(answers(number)) as server:
            settings = ["-s", f"REPLAY_ORIGIN={server.origin}", "-s", f"CRAWL_TIME=2026-11-{day:02}T06:00:00Z"]
            run = scrapy("crawl", "greenhouse", "-a", "boards=acme", *settings, env=env)
            assert run.status == 0, run.err

    stored = database["postings"].find_one({"source_id": "1"}) or {}
    assert {"infra.kubernetes", "infra.terraform"} <= set(stored["skills_required"])
    assert stored["skills_preferred"] == ["lang.rust"]
    assert "lang.java" not in stored["skills"]
    assert stored["skill_years"]["infra.kubernetes"] == 5

    told = scrapy("skills", "explain", stored["_id"], env=env)
    assert told.status == 0, told.err
    assert "infra.kubernetes  Kubernetes  required  5 years" in told.out
    assert "[Rust] is a plus" in told.out
    missing = scrapy("skills", "explain", "greenhouse:acme:99", env=env)
    assert (missing.status, len(missing.err.splitlines())) == (2, 1)

    word = scrapy("skills", "candidates", "--json", env=env).json
    assert [(row["term"], row["n"]) for row in word] == [("QuuxDB", 5)]
    assert "QuuxDB" in word[0]["samples"][0]
    assert word[0]["first_seen"].startswith("2026-11-01")
    assert word[0]["last_seen"].startswith("2026-11-03")
    assert database["skill_candidates"].count_documents({}) == 1

    jobs = list(database["jobs"].find().sort("_id", 1))
    assert {job["last_seen"] for job in jobs} == {None}
    older = {"skills": ["lang.java"], "seniority": "intern", "versions.taxonomy": "older"}
    database["postings"].update_one({"source_id": "1"}, {"$set": older})
    database["jobs"].update_one({"members.posting": stored["_id"]}, {"$set": {"skills": ["lang.java"], "seniority": "intern"}})
    again = scrapy("retag", "--json", env=env)
    assert again.status == 0, again.err
    assert (again.json["read"], again.json["fields"]) == (1, {"skills": 1, "seniority": 1})
    assert {**(database["postings"].find_one({"source_id": "1"}) or {}), "last_seen": None} == {**stored, "last_seen": None}
    assert list(database["jobs"].find().sort("_id", 1)) == jobs
    assert scrapy("retag", env=env).out == "0 postings read again, 0 changed\n"
