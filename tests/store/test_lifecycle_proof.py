"""What a crawl can prove: a table of what happened and the outcome."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from jobscrape.store.lifecycle import CrawlFacts, Observation, Sighting, assess, vendor_outage
from jobscrape.store.lifecycle.outage import is_outage
from jobscrape.store.lifecycle.proof import in_maintenance
from tests.store.scenes import Scene, day, numbered

MONDAY = datetime(2026, 3, 2, 6, tzinfo=timezone.utc)
SATURDAY = MONDAY + timedelta(days=5)

CASES: list[tuple[dict[str, Any], str, str]] = [
    ({"fetched": 7, "rows": 7, "declared": 7}, "complete", ""),
    ({"fetched": 7, "rows": 7}, "complete", ""),
    ({"fetched": 0, "rows": 0, "declared": 0}, "complete", ""),
    ({"fetched": 7, "rows": 9, "declared": 9}, "complete", ""),
    ({"fetched": 41, "rows": 41, "declared": 40, "pages": 2}, "complete", ""),
    ({"fetched": 39, "rows": 40, "declared": 40, "pages": 2}, "partial", "39 of 40 declared postings fetched"),
    ({"fetched": 6, "rows": 6, "declared": 7}, "partial", "6 of 7 declared postings fetched"),
    ({"fetched": 40, "rows": 40, "failed_pages": 1, "pages": 2}, "partial", "1 of 3 pages failed"),
    ({"fetched": 40, "rows": 40, "natural_end": False}, "partial", "paging stopped before the end"),
    ({"fetched": 10, "rows": 10, "limited": "limit=10"}, "partial", "looked at a part only (limit=10)"),
    ({"fetched": 9, "rows": 10, "lost": 1}, "partial", "1 rows have no id"),
    ({"fetched": 500, "rows": 500, "cap": 500, "declared": 500}, "partial", "500 postings equal the cap of 500"),
    ({"fetched": 2000, "rows": 2000, "declared": 2000, "source": "workday"}, "partial", "2000 postings equal the cap of 2000"),
    ({"fetched": 2000, "rows": 2000, "declared": 2000}, "complete", ""),
    ({"fetched": 10_000, "rows": 10_000}, "partial", "10000 postings equal the cap of 10000"),
    ({"not_modified": True, "status": 304}, "unchanged", ""),
    ({"not_modified": True}, "unchanged", ""),
    ({"status": 404}, "missing", "the board answered 404"),
    ({"status": 410}, "missing", "the board answered 410"),
    ({"redirected_to": "https://example.com/careers"}, "missing", "it redirects to https://example.com/careers"),
    (
        {"redirected_to": "https://community.workday.com/maintenance-page"},
        "failed",
        "it redirects to https://community.workday.com/maintenance-page",
    ),
    ({"status": 401}, "blocked", "the board answered 401"),
    ({"status": 403}, "blocked", "the board answered 403"),
    ({"status": 429}, "blocked", "the board answered 429"),
    ({"refused": "robots.txt"}, "blocked", "robots.txt"),
    ({"refused": "robots.txt", "fetched": 20, "rows": 20}, "blocked", "robots.txt"),
    ({"status": 429, "fetched": 20, "rows": 20}, "partial", "the board answered 429"),
    ({"status": 404, "fetched": 20, "rows": 20}, "partial", "the board answered 404"),
    ({"status": 500}, "failed", "the board answered 500"),
    ({"status": 503}, "failed", "the board answered 503"),
    ({"status": None, "error": "timed out"}, "failed", "timed out"),
    ({"status": None}, "failed", "no answer"),
    ({"wrong_type": "text/html"}, "failed", "the answer was text/html"),
    ({"truncated": True}, "failed", "the answer was cut off"),
    ({"truncated": True, "fetched": 3, "rows": 3}, "partial", "the answer was cut off"),
    ({"error": "unreadable JSON"}, "failed", "unreadable JSON"),
    ({"started": SATURDAY, "source": "workday", "fetched": 7, "rows": 7, "declared": 7}, "partial", "weekly maintenance"),
    ({"started": SATURDAY, "source": "workday", "status": 404}, "failed", "the board answered 404 during maintenance"),
    ({"started": SATURDAY, "source": "workday", "status": 304}, "partial", "weekly maintenance"),
    ({"started": SATURDAY, "fetched": 7, "rows": 7, "declared": 7}, "complete", ""),
]


@pytest.mark.parametrize(("facts", "outcome", "why"), CASES)
def test_outcome(facts: dict[str, Any], outcome: str, why: str) -> None:
    found = assess(CrawlFacts(**{"source": "greenhouse", "started": MONDAY, "status": 200, **facts}))
    assert (found.outcome, found.why) == (outcome, why)


def test_the_proof_keeps_the_figures() -> None:
    facts = CrawlFacts(source="workday", started=MONDAY, status=200, fetched=2000, rows=2000, declared=2000, pages=100)
    assert assess(facts).proof == {"status": 200, "declared": 2000, "fetched": 2000, "pages": 100, "natural_end": True, "cap": 2000}


@pytest.mark.parametrize(("hours", "expected"), [(-2, False), (-1, True), (2.9, True), (3, False), (24, False)])
def test_maintenance_is_saturday_five_to_nine(hours: float, expected: bool) -> None:
    assert in_maintenance("workday", SATURDAY + timedelta(hours=hours)) is expected


@pytest.mark.parametrize(
    ("known", "failing", "expected"),
    [
        (1, 1, False),
        (2, 1, False),
        (2, 2, True),
        (9, 8, True),
        (9, 2, False),
        (30, 3, True),
        (500, 3, False),
        (500, 50, True),
        (5, 0, False),
    ],
)
def test_outage_needs_several_boards_and_a_share(known: int, failing: int, expected: bool) -> None:
    assert is_outage(known, failing) is expected


def observed(outcome: str, count: int = 0) -> Observation:
    return Observation(
        board="b", run="r", started=day(1), finished=day(1), outcome=outcome, seen=dict.fromkeys(numbered(count), Sighting())
    )


def board_with(count: int, *, missed: bool = False) -> Any:
    scene = Scene()
    scene.crawl(-9, numbered(count))
    if missed:
        scene.crawl(-5, outcome="missing")
    return scene.board


def test_outage_counts_boards_that_were_in_order() -> None:
    fine, dead = board_with(20), board_with(20, missed=True)
    run = [("workday", fine, observed("missing"))] * 2 + [
        ("workday", fine, observed("failed")),
        ("workday", fine, observed("complete", 20)),
    ]
    run += [("greenhouse", dead, observed("missing"))] * 9 + [("greenhouse", fine, observed("complete", 20))] * 9
    run += [("lever", fine, observed("complete", 1))] * 2 + [("ashby", board_with(5), observed("complete", 0))] * 3
    assert vendor_outage(run) == {
        "workday": "3 of 4 boards of workday failed in this run",
        "lever": "2 of 2 boards of lever failed in this run",
    }
