"""Lives as documents: states of postings and boards to and from the database, and the update that moves a posting on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from pymongo import UpdateOne

from jobscrape.store.lifecycle import BoardState, Keys, Look, Observation, PostingState, Spell
from jobscrape.store.lifecycle.boards import state_name

if TYPE_CHECKING:
    from collections.abc import Mapping

Document = dict[str, Any]
STATE_FIELDS: Document = {
    "source_id": 1,
    "first_seen": 1,
    "last_seen": 1,
    "status": 1,
    "status_reason": 1,
    "absent_since": 1,
    "spells": 1,
    "reposts": 1,
    "title": 1,
    "title_key": 1,
    "content_hash": 1,
    "stated.locations": 1,
    "stated.requisition_id": 1,
    "stated.internal_id": 1,
}


def update(board: str, id_: str, state: PostingState, expects: datetime | None, spells_before: int) -> UpdateOne:
    """Return the operation that stores a state unless somebody else has moved the posting on since it was decided.

    The condition stands in the update, not in its filter, which must find the posting by `_id` alone.
    """
    size, end = (1, state.last_seen) if expects is None else (spells_before, expects)
    spells = {"$ifNull": ["$spells", []]}
    ends = {"$let": {"vars": {"last": {"$arrayElemAt": [spells, size - 1]}}, "in": {"$eq": ["$$last.seen_until", end]}}}
    unmoved = {"$and": [{"$eq": [{"$size": spells}, size]}, ends]}
    document = state.document()
    last, first = document.pop("last_seen"), document.pop("first_seen")
    moved: Document = {name: {"$cond": [unmoved, {"$literal": value}, f"${name}"]} for name, value in document.items()}
    moved["last_seen"] = {"$max": ["$last_seen", last]}
    moved["first_seen"] = {"$min": ["$first_seen", first]}
    return UpdateOne({"_id": f"{board}:{id_}"}, [{"$set": moved}])


def state_of(row: Mapping[str, Any]) -> PostingState:
    """Read the life of a stored posting; its last sighting is the end of its last spell."""
    spells = [Spell.of(s) for s in row.get("spells") or []]
    if not spells:
        spells = [Spell(opened=row["first_seen"], seen_until=row["last_seen"])]
    return PostingState(
        id=row["source_id"],
        first_seen=row["first_seen"],
        last_seen=spells[-1].seen_until,
        status=row["status"],
        reason=row.get("status_reason"),
        absent_since=row.get("absent_since"),
        spells=spells,
        reposts=row.get("reposts") or [],
        keys=keys_of(row),
    )


def keys_of(row: Mapping[str, Any]) -> Keys:
    """Return what identifies the opening behind a stored posting."""
    stated = row.get("stated") or {}
    places = (place.get("raw") or f"{place.get('city') or ''}, {place.get('country') or ''}" for place in stated.get("locations") or [])
    return Keys(
        title=row.get("title_key") or " ".join(row["title"].casefold().split()),
        place="|".join(sorted(" ".join(place.casefold().split()) for place in places)),
        requisition=stated.get("requisition_id") or "",
        internal=stated.get("internal_id") or "",
        text=row.get("content_hash") or "",
    )


def board_document(board: BoardState) -> Document:
    """Return the board's memory as stored in `boards.lifecycle`."""
    return {
        "looks": [[look.started, look.finished, look.count] for look in board.looks],
        "misses": list(board.misses),
        "present": board.present,
        "latest": board.latest,
        "doubted": board.doubted,
        "fall": board.fall,
        "horizon_days": board.horizon.days if board.horizon else None,
    }


def board_of(key: str, stored: Mapping[str, Any]) -> BoardState:
    """Read a board's memory."""
    days = stored.get("horizon_days")
    board = BoardState(
        board=key,
        looks=tuple(Look(*look) for look in stored.get("looks") or []),
        misses=tuple(stored.get("misses") or ()),
        present=stored.get("present"),
        latest=stored.get("latest"),
        doubted=stored.get("doubted"),
        fall=stored.get("fall"),
        horizon=timedelta(days=days) if days else None,
    )
    board.state = state_name(board)
    return board


def observation_of_entry(key: str, past: Mapping[str, Any]) -> Observation:
    """Return what a ledger entry tells about its board."""
    days = past.get("horizon_days")
    return Observation(
        board=key,
        run=str(past["_id"]),
        started=past["started"],
        finished=past["finished"],
        outcome=past.get("found") or past["outcome"],
        listed=past.get("fetched") or 0,
        base=past.get("base"),
        horizon=timedelta(days=days) if days else None,
        outage=past.get("outage") or "",
    )
