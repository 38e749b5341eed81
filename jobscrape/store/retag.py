"""Reading stored postings again after a rule changed: only what changed is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pymongo import UpdateOne

from jobscrape.chain import read
from jobscrape.store.document import posting_document, stated_item
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
    """Read the postings of `query` again and write what changed.

    Without `everything` only those are read whose `versions` differ from today's, so an interrupted run is resumed by
    running it again.
    """
    done = Retagged()
    for batch in _batches(database, query, everything):
        _retag_batch(database, batch, done)
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


def _retag_batch(database: Database[Document], ids: list[str], done: Retagged) -> None:
    documents = list(database["postings"].find({"_id": {"$in": ids}}))
    hashes = [d["content_hash"] for d in documents if d.get("content_hash")]
    texts = {t["_id"]: t for t in database["descriptions"].find({"_id": {"$in": hashes}})}
    writes = [_update(document, texts.get(document.get("content_hash")) or {}, done) for document in documents]
    if writes:
        database["postings"].bulk_write(writes, ordered=False)


def _update(document: Document, text: Document, done: Retagged) -> UpdateOne:
    item = stated_item(document, description=text.get("html") or text.get("text") or "")
    new = posting_document(read(item, document["first_seen"]))
    changes = {k: v for k, v in new.items() if k not in KEPT and k != "versions" and document.get(k) != _stored(v)}
    done.read += 1
    done.changed += bool(changes)
    done.fields.update(list(changes))
    if "identity" in changes:
        done.rekeyed.append(document["_id"])
    return UpdateOne({"_id": document["_id"]}, {"$set": {**changes, "versions": current()}})


def _stored(value: Any) -> Any:
    """Return a value as MongoDB gives it back: dates to the millisecond, tuples as lists."""
    if isinstance(value, dict):
        return {k: _stored(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_stored(v) for v in value]
    if hasattr(value, "microsecond"):
        return value.replace(microsecond=value.microsecond // 1000 * 1000)
    return value
