"""Reading lives: which postings were open on a date, which boards can be compared between two dates, and the view `spells`.

db.postings.find(open_on(date))              surely open: seen before (or then) and after (or then), in one spell
db.postings.find(open_on(date, maybe=True))  not known to be closed: also those last seen before and not yet found absent
db.spells.find({opened: {$lte: D}, seen_until: {$gte: D}})    the same in mongosh, one document a spell
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.questions import panel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta

    from pymongo.database import Database

Document = dict[str, Any]

SPELLS: list[Document] = [
    {"$unwind": "$spells"},
    {
        "$project": {
            "_id": 0,
            "posting": "$_id",
            "source": 1,
            "board": 1,
            "company": "$company.key",
            "title": 1,
            "role": 1,
            "seniority": 1,
            "countries": 1,
            "opened": "$spells.opened",
            "seen_until": "$spells.seen_until",
            "closed_after": {"$arrayElemAt": ["$spells.closed_between", 0]},
            "closed_before": {"$arrayElemAt": ["$spells.closed_between", 1]},
            "reason": "$spells.reason",
            "status": 1,
        }
    },
]
VIEWS: dict[str, tuple[str, list[Document]]] = {"spells": ("postings", SPELLS)}
"""Views by name: the collection they read and how."""


def create_views(database: Database[Document]) -> list[str]:
    """Make the views that are missing; returns their names."""
    present = set(database.list_collection_names())
    for name, (source, pipeline) in VIEWS.items():
        if name not in present:
            database.command({"create": name, "viewOn": source, "pipeline": pipeline})
    return list(VIEWS)


def open_on(at: datetime, *, maybe: bool = False) -> Document:
    """Return the filter for `postings` open at `at` (aware UTC).

    Certain: one spell was seen at or before `at` and at or after it. `maybe`: also spells that had not been found absent by
    then; between the last sighting and the first complete crawl without it nobody knows.
    """
    certain = {"spells": {"$elemMatch": {"opened": {"$lte": at}, "seen_until": {"$gte": at}}}}
    if not maybe:
        return certain
    censored = {"spells": {"$elemMatch": {"opened": {"$lte": at}, "closed_between.1": {"$gt": at}}}}
    running = {
        "status": {"$ne": "closed"},
        "spells": {"$elemMatch": {"opened": {"$lte": at}, "closed_between": None}},
        "$or": [{"absent_since": None}, {"absent_since": {"$gt": at}}],
    }
    return {"$or": [certain, censored, running]}


def constant_panel(database: Database[Document], since: datetime, until: datetime, gap: timedelta = panel.GAP) -> list[str]:
    """Return the boards (`source:board`) seen completely through [since, until): never `gap` without a complete crawl, edges included.

    Only these can be compared over time: a board that joins or fails in between would look like a change of the market.
    """
    ledger = panel.read(panel.condense(_proven(database, since - gap, until + gap)))
    if ledger is None:
        return []
    return sorted(board for board in ledger.looks if ledger.watched(board, since, until, gap))


def _proven(database: Database[Document], since: datetime, until: datetime) -> Iterator[Document]:
    """Yield the ledger entries of complete looks finished in [since, until)."""
    fields = {"source": 1, "board": 1, "finished": 1, "outcome": 1}
    entries = database["crawls"].find({"finished": {"$gte": since, "$lt": until}}, fields)
    yield from (entry for entry in entries if entry["outcome"] in panel.PROVEN)
