"""Read postings in a stream, month by month of their first sighting, so that no server has to hold the whole collection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.questions.scope import next_month

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from pymongo.database import Database

Document = dict[str, Any]
BATCH = 500


def months(
    database: Database[Document], since: datetime | None = None, until: datetime | None = None
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the [begin, end) of the months that hold first sightings, cut to [since, until)."""
    ends = [_end(database, direction) for direction in (1, -1)]
    if ends[0] is None or ends[1] is None:
        return
    begin = max(since or ends[0], ends[0].replace(day=1, hour=0, minute=0, second=0, microsecond=0))
    while begin <= ends[1] and (until is None or begin < until):
        end = next_month(begin)
        yield begin, min(end, until) if until else end
        begin = end


def _end(database: Database[Document], direction: int) -> datetime | None:
    found = next(iter(database["postings"].find({}, {"first_seen": 1}).sort("first_seen", direction).limit(1)), None)
    return found["first_seen"] if found else None


def postings(
    database: Database[Document], match: Mapping[str, Any], fields: Mapping[str, int], since: datetime, until: datetime
) -> Iterator[Document]:
    """Yield the postings first seen in [since, until), oldest first; served by the index `first_seen`."""
    period: Document = {"first_seen": {"$gte": since, "$lt": until}}
    found = database["postings"].find({"$and": [period, dict(match)]} if match else period, dict(fields), batch_size=BATCH)
    yield from found.sort("first_seen", 1)


def texts(database: Database[Document], batch: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the bodies of postings by their id, as far as they have one."""
    hashes = {posting["_id"]: posting.get("content_hash") for posting in batch}
    wanted = sorted({value for value in hashes.values() if value})
    found = {row["_id"]: row.get("text") or "" for row in database["descriptions"].find({"_id": {"$in": wanted}}, {"text": 1})}
    return {ident: found[value] for ident, value in hashes.items() if value in found}
