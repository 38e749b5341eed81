"""Recorded payloads of every source: each posting maps, nothing is rejected without cause."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml
from driving import CLOCK, drive
from shared import SHARED, needs_shared, shared_path
from spiders.fixture import differences
from spiders.people import personal
from spiders.test_sources import SOURCES, spider_of

from jobscrape.pipelines.required import missing
from jobscrape.replay import load

pytestmark = [needs_shared, pytest.mark.recorded]

NOT_SERVED = {
    ("greenhouse", "codepath"): "recorded as a list without bodies, which the spider does not ask for",
}
"""Boards whose recording cannot answer the requests of a real crawl, with the reason from replay.json."""


PAGES = "ats_jsonld_pages"
"""Folder of the systems that give pages only; each of its boards names its system."""


RECORDED_AT = {("warn", "OK"): datetime(2020, 4, 30, tzinfo=timezone.utc)}
"""When the recording was made, where the request names dates."""


def boards() -> list[Any]:
    found = []
    for folder in [*SOURCES, PAGES]:
        path = shared_path("sources", folder, "samples", "replay.json")
        if SHARED.is_dir() and path.exists():
            for board in json.loads(path.read_text("utf-8"))["boards"]:
                source = {"workday page": "jsonld"}.get(board.get("system", ""), board.get("system", folder))
                found.append(pytest.param(source, folder, board, id=f"{source}-{board['board'][:60]}"))
    return found


def argument(board: str) -> str:
    """Return the argument that crawls a board as replay.json words it."""
    token, _, how = board.partition(" with ")
    value = how.partition(" (")[0].rpartition(" ")[2]
    if how.startswith("appliedFacets"):
        tenant, site = token.split("/")
        return f"https://{tenant}.myworkdayjobs.com/{site}?{value}"
    return f"{token}?token={value}" if how.startswith("token") else f"{token}/{value}" if how else board


@pytest.mark.parametrize(("source", "folder", "board"), boards())
def test_each_recorded_posting_maps(source: str, folder: str, board: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    if (source, board["board"]) in NOT_SERVED:
        pytest.skip(NOT_SERVED[source, board["board"]])
    for key in spider_of(source).keys:
        monkeypatch.setenv(key, key.removeprefix("ADZUNA_"))
    answers = load([shared_path("sources", folder, "samples")])
    clock = RECORDED_AT.get((source, board["board"]), CLOCK)
    driven = drive(spider_of(source), argument(board["board"]) or spider_of(source).default_boards[0], answers, clock=clock)
    pageless = driven.visit.gone | driven.visit.dead
    served = len(driven.postings) + len(pageless) + driven.visit.skipped
    assert len(driven.notices) == board.get("records", 0)
    assert served >= board["postings"], (
        f"{board['postings']} recorded, {len(driven.postings)} mapped, {len(pageless)} without a recorded page"
    )
    assert [r.error for r in driven.rejects] == []
    assert [(p.source_id, lack) for p in driven.postings if (lack := missing(p))] == []
    assert [(i.url, found) for i in (*driven.postings, *driven.notices) if (found := personal(i.raw))] == []
    assert driven.settled == 1


def by_hand() -> list[Any]:
    expected = yaml.safe_load((Path(__file__).parent / "recorded.yml").read_text("utf-8"))
    return [pytest.param(s, b, rows, id=f"{s}-{b[:60]}") for s, boards_ in expected.items() for b, rows in boards_.items()]


@pytest.mark.parametrize(("source", "board", "expected"), by_hand())
def test_recorded_postings_say_what_a_reader_finds_in_them(source: str, board: str, expected: list[dict[str, Any]]) -> None:
    driven = drive(spider_of(source), board, load([shared_path("sources", source, "samples")]))
    found = {p.source_id: p for p in driven.postings}
    assert {e["source_id"]: d for e in expected if (d := differences(found[e["source_id"]], e))} == {}
