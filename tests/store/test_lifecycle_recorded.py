"""Real boards: noise that must not count as change, falls that must be recorded, failures that must close nothing."""

from __future__ import annotations

import gzip
import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from jobscrape.store.lifecycle import Keys, Observation, PostingState, Sighting, fingerprint, place_key
from tests.shared import needs_shared, shared_path
from tests.store.scenes import Scene
from tests.store.sequences import boards, snapshots

pytestmark = [pytest.mark.recorded, needs_shared]

QUIET = (
    "devitjobs-uk",
    "greenhouse-codepath",
    "greenhouse-gotion",
    "greenhouse-sigmacomputing",
    "greenhouse-townsquaremedia",
    "greenhouse-webershandwick",
    "recruitee-midas",
    "recruitee-radishlab",
    "smartrecruiters-gousto1",
    "workable-southern-national",
)
"""Boards of which no surviving posting changed in a field that matters, however much the payload moved."""
CHANGED = {
    "ashby-lightdash": 1,
    "bamboohr-avidbots": 1,
    "bamboohr-premise": 3,
    "greenhouse-airtable": 13,
    "greenhouse-cloudflare": 3,
    "lever-gotogroup": 71,
    "pinpoint-auroraer": 15,
    "pinpoint-bathspa": 1,
    "recruitee-manual": 5,
    "workable-kroo": 1,
}
"""Changes that were looked at one by one: titles, places, departments, employment types, deadlines, words of the body."""


@pytest.mark.parametrize("board", boards())
def test_changes_of_a_real_board(board: str) -> None:
    changed, before = 0, {}
    for _, items, _ in snapshots(board):
        now = {id_: fingerprint(item) for id_, item in items.items()}
        changed += sum(now[id_] != before[id_] for id_ in now.keys() & before.keys())
        before = now
    assert changed == (0 if board in QUIET else CHANGED[board])


def test_whole_board_bumps_of_updated_at_and_new_vendor_fields_are_noise() -> None:
    raw = 0
    for board in QUIET:
        before: dict[str, Any] = {}
        for _, _, rows in snapshots(board):
            raw += sum(rows[id_] != before[id_] for id_ in rows.keys() & before.keys())
            before = rows
    assert raw > 500


def seen_in(board: str) -> list[tuple[datetime, dict[str, Sighting]]]:
    """Return the recordings of a sequence as sightings with keys."""
    found = []
    for at, items, _ in snapshots(board):
        sightings = {}
        for id_, item in items.items():
            keys = Keys(title=item.title.casefold(), place=place_key(item.locations), requisition=item.requisition_id or "")
            sightings[id_] = Sighting(keys=keys)
        found.append((at, sightings))
    return found


def crawl(scene: Scene, at: datetime, seen: dict[str, Sighting], outcome: str = "complete") -> Any:
    """Take in one recording."""
    return scene.observe(Observation(board="b", run=str(at), started=at, finished=at, outcome=outcome, seen=seen))


def test_nine_days_of_404_close_nothing() -> None:
    """gotion: 146 postings on 2026-05-31, 404 on 06-03 and 06-06, 141 of them back on 06-09."""
    scene = Scene()
    (at, first), *rest = seen_in("greenhouse-gotion")
    crawl(scene, at, first)
    for days in (3, 6):
        crawl(scene, at + timedelta(days=days), {}, "missing")
    assert {p.reason for p in scene.postings.values()} == {"board_gone"}
    back = crawl(scene, *rest[0])
    assert back.counts.reopened == 0
    assert sum(p.status == "open" and p.first_seen == at for p in scene.postings.values()) == 141
    assert not any(p.status == "closed" for p in scene.postings.values())
    crawl(scene, *rest[1])
    closed = [p for p in scene.postings.values() if p.status == "closed"]
    assert [p.spells[0].closed_between for p in closed] == [(at, rest[0][0])] * 5


@pytest.mark.parametrize("board", ["greenhouse-townsquaremedia", "workable-southern-national", "greenhouse-sigmacomputing"])
def test_waves_of_reposts_are_linked(board: str) -> None:
    scene = Scene()
    linked = new = 0
    for n, (at, seen) in enumerate(seen_in(board)):
        counts = crawl(scene, at, seen).counts
        if n and counts.new >= 40:
            linked, new = linked + counts.reposts, new + counts.new
    assert linked / new > 0.75


def test_a_wind_down_of_a_small_board_is_recorded() -> None:
    """recruitee-midas: 18, 1, 1, 1, 1, 0 postings; the last answer is a good one with an empty list."""
    scene = Scene()
    for at, seen in seen_in("recruitee-midas"):
        crawl(scene, at, seen)
    statuses = sorted(p.status for p in scene.postings.values())
    assert (statuses.count("closed"), statuses.count("open")) == (17, 1)
    last = next(p for p in scene.postings.values() if p.status == "open")
    crawl(scene, at + timedelta(days=1), {})
    assert scene.postings[last.id].spells[0].closed_between == (last.last_seen, at)


FALLS = {
    "cloudflare": (date(2026, 5, 6), date(2026, 5, 9), date(2026, 5, 12), 431, 198),
    "webershandwick": (date(2026, 6, 23), date(2026, 6, 26), date(2026, 6, 29), 96, 15),
    "hazel": (date(2025, 11, 10), date(2025, 11, 13), date(2025, 11, 16), 42, 6),
    "gemini": (date(2026, 2, 9), date(2026, 2, 12), date(2026, 2, 15), 34, 4),
}


@pytest.fixture(scope="module")
def histories() -> dict[str, list[dict[str, Any]]]:
    """Return the recorded history of the boards of FALLS."""
    found: dict[str, list[dict[str, Any]]] = {board: [] for board in FALLS}
    marks = tuple(f'"greenhouse","board":"{board}"'.encode() for board in FALLS)
    with gzip.open(shared_path("history", "presence_dev.jsonl.gz"), "rb") as lines:
        for line in lines:
            if any(mark in line for mark in marks) and b"jiayuliang" in line:
                row = json.loads(line)
                found[row["board"]].append(row)
    return found


@pytest.mark.parametrize("board", FALLS)
def test_a_real_mass_closure_is_recorded_at_the_second_complete_crawl(board: str, histories: dict[str, list[dict[str, Any]]]) -> None:
    last, first_without, confirmed, before, after = FALLS[board]
    scene, ids = Scene(), dict[str, Sighting]()
    for row in histories[board]:
        for id_ in row.get("del", ()):
            del ids[str(id_)]
        ids |= {str(id_): Sighting() for id_ in (*row.get("ids", ()), *row.get("add", ()))}
        at = datetime.fromisoformat(row["taken_at"].replace("Z", "+00:00")).astimezone(timezone.utc)
        if at.date() > confirmed:
            break
        decision = crawl(scene, at, dict(ids) if row["status"] == "ok" else {}, "complete" if row["status"] == "ok" else "failed")
        if at.date() == last:
            assert row["n"] == before
        if at.date() == first_without:
            assert row["n"] == after
            assert scene.board.state == "suspect"
            assert "a large fall" in decision.rule
            waiting = [p.id for p in scene.postings.values() if p.status == "open" and p.absent_since]
    assert decision.counts.closed >= len(waiting) - 2
    assert [between(scene.postings[i]) for i in waiting if scene.postings[i].status == "closed"] == [
        (last, first_without)
    ] * decision.counts.closed


def between(posting: PostingState) -> tuple[Any, Any]:
    """Return the days of the closing interval."""
    interval = posting.spells[-1].closed_between
    assert interval is not None
    return interval[0].date(), interval[1].date()
