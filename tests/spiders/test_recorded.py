"""Recorded payloads of every source: each posting maps, nothing is rejected without cause."""

from __future__ import annotations

import json
from typing import Any

import pytest
from driving import drive
from shared import SHARED, needs_shared, shared_path
from spiders.test_sources import SOURCES, spider_of

from jobscrape.pipelines.required import missing
from jobscrape.replay import load

pytestmark = [needs_shared, pytest.mark.recorded]

NOT_SERVED = {
    ("greenhouse", "codepath"): "recorded as a list without bodies, which the spider does not ask for",
}
"""Boards whose recording cannot answer the requests of a real crawl, with the reason from replay.json."""


def boards() -> list[Any]:
    found = []
    for source in SOURCES:
        path = shared_path("sources", source, "samples", "replay.json")
        if SHARED.is_dir() and path.exists():
            found += [
                pytest.param(source, board, id=f"{source}-{board['board'][:60]}") for board in json.loads(path.read_text("utf-8"))["boards"]
            ]
    return found


@pytest.mark.parametrize(("source", "board"), boards())
def test_each_recorded_posting_maps(source: str, board: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    if (source, board["board"]) in NOT_SERVED:
        pytest.skip(NOT_SERVED[source, board["board"]])
    for key in spider_of(source).keys:
        monkeypatch.setenv(key, "test-key")
    answers = load([shared_path("sources", source, "samples")])
    driven = drive(spider_of(source), board["board"] or spider_of(source).default_boards[0], answers)
    served = len(driven.postings) + len(driven.visit.gone)
    assert served >= board["postings"], (
        f"{board['postings']} recorded, {len(driven.postings)} mapped, {len(driven.visit.gone)} without a recorded page"
    )
    assert [r.error for r in driven.rejects] == []
    assert [(p.source_id, lack) for p in driven.postings if (lack := missing(p))] == []
    assert driven.settled == 1
