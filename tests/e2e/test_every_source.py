"""`scrapy crawl` of every source over loopback HTTP into a real embedded MongoDB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from commandline import scrapy
from spiders.fixture import FOLDER, answers_of, load_fixture
from spiders.test_sources import SOURCES, spider_of

from jobscrape.boards.feed import Feed
from jobscrape.replay import ReplayServer

if TYPE_CHECKING:
    from pymongo.database import Database

pytestmark = pytest.mark.e2e
GOOD = {"complete", "unchanged"}


@pytest.mark.parametrize("source", [s for s in SOURCES if (FOLDER / f"{s}.yml").exists()])
def test_a_source_lands_in_mongodb(source: str, mongo: str, database: Database[dict[str, Any]]) -> None:
    fixture, spider = load_fixture(source), spider_of(source)
    boards: dict[str, dict[str, Any]] = fixture["boards"]
    if issubclass(spider, Feed):
        boards = dict([next(iter(boards.items()))])
    with ReplayServer(answers_of(fixture)) as server:
        env = {"MONGODB_URI": mongo, "MONGODB_DATABASE": database.name, **dict.fromkeys(spider.keys, "test-key")}
        settings = ["-s", f"REPLAY_ORIGIN={server.origin}", "-s", "CRAWL_TIME=2026-11-01T06:00:00Z", "-s", f"JOBSCRAPE_ALLOW={source}"]
        run = scrapy("crawl", source, "-a", f"boards={','.join(boards)}", "--json", *settings, env=env)
    assert run.err == ""
    expected = {(spider().token_in(board), str(e["source_id"])) for board, want in boards.items() for e in want.get("expected", [])}
    stored = {(d["board"], d["source_id"]): d for d in database["postings"].find({"source": source})}
    assert set(stored) == expected
    for document in stored.values():
        assert document["_id"] == f"{source}:{document['board']}:{document['source_id']}"
        assert document["title"]
        assert document["url"].startswith("http")
        assert document["company"]["key"]
        assert document["status"] == "open"
        if document["content_hash"]:
            assert database["descriptions"].find_one({"_id": document["content_hash"]})["text"]
    ledger = {d["board"]: d["outcome"] for d in database["crawls"].find({"source": source})}
    wanted = {spider().token_in(board): want.get("outcome", "complete") for board, want in boards.items()}
    assert ledger == wanted
    notices = sum(want.get("notices", 0) for want in boards.values())
    assert database["layoffs"].count_documents({}) == notices
    rejects = sum(want.get("rejects", 0) for want in boards.values())
    assert database["rejects"].count_documents({}) == rejects
    narrowed = all(o in GOOD for o in wanted.values()) or all(b["limited"] or b["outcome"] in GOOD for b in run.json["boards"])
    assert run.status == (0 if narrowed and not rejects else 4), run.json["verdict"]
