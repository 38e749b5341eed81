"""Reading stored postings again after a rule changed: only what changed is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pymongo import UpdateOne

from jobscrape.chain import read
from jobscrape.identity.job import BEST
from jobscrape.store.document import posting_document, stated_item
from jobscrape.store.jobs import Jobs
from jobscrape.versions import current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pymongo.database import Database

Document = dict[str, Any]
BATCH = 100
KEPT = frozenset(
    {"_id", "source", "board", "source_id", "url", "apply_url", "row_hash", "stated", "raw", "tags", "department", "attribution"}
)
"""Fields that the source stated: reading again cannot change them."""


@dataclass(slots=True)
class Retagged:
    """What reading again changed."""

    read: int = 0
    changed: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    rekeyed: list[str] = field(default_factory=list)
    """Postings whose identity changed: their openings must be looked at again."""


def retag(database: Database[Document], query: Document, progress: Callable[[int], None], *, everything: bool = False) -> Retagged:
    """Read the postings of `query` again and write what changed, to their jobs as well.

    Without `everything` only those are read whose `versions` differ from today's, so an interrupted run is resumed by
    running it again.
    """
    done, jobs = Retagged(), Jobs(database)
    for batch in _batches(database, query, everything):
        jobs.refresh(_retag_batch(database, batch, done))
        progress(len(batch))
    return done


def _batches(database: Database[Document], query: Document, everything: bool) -> Iterator[list[str]]:
    batch: list[str] = []
    wanted = current()
    for document in database["postings"].find(query, {"versions": 1}):
        if everything or document.get("versions") != wanted:
            batch.append(document["_id"])
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _retag_batch(database: Database[Document], ids: list[str], done: Retagged) -> list[str]:
    """Read some postings again; returns those of which a job may show what changed."""
    documents = list(database["postings"].find({"_id": {"$in": ids}}))
    hashes = [d["content_hash"] for d in documents if d.get("content_hash")]
    texts = {t["_id"]: t for t in database["descriptions"].find({"_id": {"$in": hashes}})}
    changes = {d["_id"]: _changes(d, texts.get(d.get("content_hash")) or {}, done) for d in documents}
    writes = [UpdateOne({"_id": key}, {"$set": {**change, "versions": current()}}) for key, change in changes.items()]
    if writes:
        database["postings"].bulk_write(writes, ordered=False)
    return [key for key, change in changes.items() if not change.keys().isdisjoint(BEST)]


def _changes(document: Document, text: Document, done: Retagged) -> Document:
    item = stated_item(document, description=text.get("html") or text.get("text") or "")
    new = posting_document(read(item, document["first_seen"]))
    changes = {k: v for k, v in new.items() if k not in KEPT and k != "versions" and document.get(k) != _stored(v)}
    done.read += 1
    done.changed += bool(changes)
    done.fields.update(list(changes))
    if "identity" in changes:
        done.rekeyed.append(document["_id"])
    return changes


def _stored(value: Any) -> Any:
    """Return a value as MongoDB gives it back: dates to the millisecond, tuples as lists."""
    if isinstance(value, dict):
        return {k: _stored(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_stored(v) for v in value]
    if hasattr(value, "microsecond"):
        return value.replace(microsecond=value.microsecond // 1000 * 1000)
    return value
