"""Unknown words of crawls in `skill_candidates`: one document a word, bounded in number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pymongo import DESCENDING, UpdateOne

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pymongo.database import Database

    from jobscrape.skills.candidates import Candidate

COLLECTION = "skill_candidates"
MOST = 2000
"""Words written after one crawl, the most frequent."""


def write(database: Database[dict[str, Any]], found: list[Candidate], *, run: str, clock: datetime) -> int:
    """Add the words of one crawl; returns their number.

    `n` counts postings that crawls read with the word: new and changed ones, for what a board shows unchanged is not read again.
    `employers` is that of the crawl that met most.
    """
    changes = [_change(c, run, clock) for c in found[:MOST]]
    if changes:
        database[COLLECTION].bulk_write(changes, ordered=False)
    return len(changes)


def _change(candidate: Candidate, run: str, clock: datetime) -> UpdateOne:
    return UpdateOne(
        {"_id": candidate.term.lower()},
        {
            "$set": {"term": candidate.term, "samples": candidate.samples, "last_seen": clock, "run": run},
            "$inc": {"n": candidate.postings},
            "$max": {"employers": len(candidate.employers)},
            "$setOnInsert": {"first_seen": clock},
        },
        upsert=True,
    )


def read(database: Database[dict[str, Any]], least: int) -> Iterator[dict[str, Any]]:
    """Yield the words of at least `least` postings, most frequent first."""
    yield from database[COLLECTION].find({"n": {"$gte": least}}).sort([("n", DESCENDING), ("_id", 1)])
