"""The verdict of a run and its exit status."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from jobscrape.boards.visit import BoardVisit
from jobscrape.crawl_report import board_row, judged, shown


def row(outcome: str = "complete", **other: Any) -> dict[str, Any]:
    blank = {
        "board": "acme",
        "outcome": outcome,
        "limited": None,
        "all_it_shows": False,
        "details_failed": 0,
        "pages_asked": 0,
        "pages_dead": 0,
        "rejected": 0,
        "postings": 10,
        "why": "",
    }
    return {**blank, **other}


def run(*rows: dict[str, Any], **other: Any) -> dict[str, Any]:
    rejected = sum(r["rejected"] for r in rows)
    blank = {"store_error": None, "errors": 0, "boards": list(rows), "rejected": rejected, "postings": 10, "finish_reason": "finished"}
    return {**blank, **other}


VERDICTS = [
    (run(row()), 0, "complete"),
    (run(row("unchanged")), 0, "complete"),
    (run(row(), row("partial", why="HTTP 500 at x")), 4, "board acme partial"),
    (run(row("missing", why="HTTP 404"), row("blocked", why="HTTP 403")), 4, "2 of 2 boards"),
    (run(row("partial", limited="-a limit", why="limited: -a limit")), 0, "as far as it was limited"),
    (run(row("partial", limited="-a limit", why="HTTP 500 at x; limited: -a limit")), 4, "board acme partial"),
    (run(row("partial", all_it_shows=True, why="100 postings reach the cap of 90")), 0, "as far as the feed shows"),
    (run(row(details_failed=2)), 4, "2 pages of single postings"),
    (run(row(pages_asked=3, pages_dead=3)), 4, "incomplete: all 3 pages"),
    (run(row(pages_asked=4, pages_dead=3)), 0, "complete"),
    (run(row(pages_asked=2, pages_dead=2)), 0, "complete"),
    (run(row(rejected=4)), 4, "4 postings were rejected"),
    (run(row(rejected=1), postings=100), 0, "complete, but 1 rejected"),
    (run(row(), finish_reason="shutdown"), 4, "stopped (shutdown)"),
    (run(row(), row("failed", why="stopped"), finish_reason="shutdown"), 4, "stopped, 1 of 2 boards are not complete"),
    (run(), 4, "no board was visited"),
    (run(row(), errors=3), 1, "3 unexpected errors"),
    (run(row(), store_error="MongoDB went away"), 3, "MongoDB went away"),
]


@pytest.mark.parametrize(("result", "status", "words"), VERDICTS)
def test_verdict(result: dict[str, Any], status: int, words: str) -> None:
    verdict = judged(result)
    assert verdict["exit_status"] == status
    assert words in verdict["verdict"]


def test_the_verdict_is_one_line_and_names_the_source_of_the_data() -> None:
    result = run(row(), source="remoteok", outcomes={"complete": 1}, attribution={"name": "Remote OK", "url": "https://remoteok.com"})
    text = shown({**result, **judged(result)}, verbose=False)
    assert text.splitlines()[-1].startswith("remoteok: complete | boards: 1 complete; postings: 10 seen")
    assert "Remote OK, https://remoteok.com" in text


def test_a_weekly_maintenance_is_told() -> None:
    saturday = datetime(2026, 3, 7, 6, tzinfo=timezone.utc)
    visit = BoardVisit(source="workday", board="acme", run="r", started=saturday, natural_end=True, listed=7)
    assert (board_row(visit)["outcome"], board_row(visit)["why"]) == ("partial", "weekly maintenance")


@pytest.mark.parametrize(
    ("visit", "shown_whole"),
    [
        ({"newest_only": True, "capped": "100 postings reach the cap of 90", "natural_end": True}, True),
        ({"newest_only": True, "declared": 9000, "natural_end": True}, True),
        ({"newest_only": True, "declared": 9000}, False),
        ({"newest_only": False, "capped": "2000 postings reach the cap of 2000", "natural_end": True}, False),
    ],
)
def test_a_feed_of_the_newest_is_read_as_far_as_it_shows(visit: dict[str, Any], shown_whole: bool) -> None:
    made = BoardVisit(source="remoteok", board="all", run="r", started=datetime(2026, 1, 1, tzinfo=timezone.utc), listed=100, **visit)
    assert board_row(made)["outcome"] == "partial"
    assert board_row(made)["all_it_shows"] is shown_whole
