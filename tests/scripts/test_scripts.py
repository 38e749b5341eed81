"""The scripts of the schedules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from scripts import canary_boards, crawl_matrix, crawl_summary, drift

if TYPE_CHECKING:
    from pathlib import Path

    from pymongo.database import Database


def board(outcome: str, **more: Any) -> dict[str, Any]:
    """A row of a crawl's summary."""
    return {"board": "acme", "outcome": outcome, "why": "", "limited": "", **more}


def run(status: int, *boards: dict[str, Any]) -> dict[str, Any]:
    """A crawl's summary."""
    return {"source": "lever", "boards": list(boards), "exit_status": status, "verdict": "a | b"}


@pytest.mark.parametrize(
    ("summary", "bad"),
    [
        (run(0, board("complete"), board("unchanged")), False),
        (run(4, *[board("complete")] * 19, board("missing")), False),
        (run(4, *[board("complete")] * 4, board("missing")), True),
        (run(4), True),
        (run(1, board("complete")), True),
        (run(3), True),
        (run(0, board("partial", limited="40 postings", why="limited: 40 postings")), False),
    ],
)
def test_what_is_bad(summary: dict[str, Any], bad: bool) -> None:
    assert crawl_summary.is_bad(summary, 0.1) is bad


def test_a_missing_summary_is_bad_and_cells_stay_cells(tmp_path: Path) -> None:
    (tmp_path / "lever.json").write_text("")
    one = crawl_summary.read(tmp_path / "lever.json")
    assert crawl_summary.is_bad(one, 1.0)
    text = crawl_summary.markdown([one, run(4, board("failed", why="a|b\nc"))], 0.1)
    assert "the crawl left no summary" in text
    assert "| lever:acme | failed | a/b c |" in text


def test_the_matrix_splits_large_sources_and_skips_what_needs_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("A_KEY", raising=False)
    sources = [
        {"source": "large", "off": "", "keys": [], "registered": 301, "board_is": "company"},
        {"source": "feed", "off": "", "keys": [], "registered": 0, "board_is": "feed"},
        {"source": "empty", "off": "", "keys": [], "registered": 0, "board_is": "site"},
        {"source": "locked", "off": "", "keys": ["A_KEY"], "registered": 0, "board_is": "feed"},
        {"source": "off", "off": "terms", "keys": [], "registered": 0, "board_is": "feed"},
    ]
    made = crawl_matrix.entries(sources, [])
    assert [(e["source"], e["part"]) for e in made] == [("large", "1/3"), ("large", "2/3"), ("large", "3/3"), ("feed", "1/1")]
    assert [e["source"] for e in crawl_matrix.entries(sources, ["off"])] == ["off"]


def test_the_canary_sees_every_board_in_turn() -> None:
    tokens = [f"t{i}" for i in range(12)]
    seen = {token for week in range(12) for token in canary_boards.pick(tokens, 5, week)}
    assert seen == set(tokens)
    assert canary_boards.pick(tokens, 5, 2) == ["t10", "t11", "t0", "t1", "t2"]
    assert canary_boards.pick([], 5, 3) == []


def test_drift_names_lost_fields(database: Database[dict[str, Any]]) -> None:
    rows = [{"_id": i, "source": "lever", "stated": {"pay": [1]} if i < 2 else {}, "content_hash": "x"} for i in range(40)]
    database["postings"].insert_many(rows)
    (row,) = database["postings"].aggregate(drift.pipeline(["pay", "description"]))
    assert drift.drifted(row, {"pay": 0.9, "description": 1.0, "tags": 0.2}) == [("pay", 0.9, 0.05)]
    assert json.dumps(row)
