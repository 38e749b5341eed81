"""Batched, durable, bounded writing: one lock-serialised flusher, unordered idempotent operations, nothing lost in silence."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from bson import encode
from bson.errors import InvalidDocument
from pymongo import InsertOne
from pymongo.errors import BulkWriteError, ConnectionFailure, DocumentTooLarge, PyMongoError

from jobscrape.errors import StoreError

if TYPE_CHECKING:
    from pymongo import ReplaceOne, UpdateOne
    from pymongo.asynchronous.database import AsyncDatabase

    Operation = InsertOne[dict[str, Any]] | UpdateOne | ReplaceOne[dict[str, Any]]

MAX_OPERATIONS = 100
MAX_BYTES = 4 * 1024 * 1024
INTERVAL_SECONDS = 1.0
RETRIES = 5
DUPLICATE_KEY = 11000
LARGEST_DOCUMENT = 16_000_000
LONGEST_TEXT = 100_000
"""Characters that are kept of what cannot be stored as it is, even as a reject."""


@dataclass(slots=True, kw_only=True)
class Write:
    """One operation and what to tell of it if the server refuses it."""

    collection: str
    operation: Operation
    size: int
    about: dict[str, Any]


class Writer:
    """Collects operations and writes them at MAX_OPERATIONS, at MAX_BYTES, after INTERVAL_SECONDS and at `close`.

    `put` waits while a full buffer is being written, which slows the crawl to the pace of the store. Operations that the
    server refuses go to `rejects` with its reason. If the store stays away, `put` and `flush` raise StoreError.
    """

    def __init__(self, database: AsyncDatabase[dict[str, Any]], where: str) -> None:
        self.database = database
        self.where = where
        self.buffer: list[Write] = []
        self.bytes = 0
        self.written = 0
        self.refused = 0
        self.lock = asyncio.Lock()
        self.timer: asyncio.Task[None] | None = None
        self.broken: StoreError | None = None

    async def put(self, collection: str, operation: Operation, *, size: int, about: dict[str, Any]) -> None:
        """Queue an operation; write the buffer if it is full."""
        if self.broken:
            raise self.broken
        self.buffer.append(Write(collection=collection, operation=operation, size=size, about=about))
        self.bytes += size
        if len(self.buffer) >= MAX_OPERATIONS or self.bytes >= MAX_BYTES:
            await self.flush()
        elif self.timer is None or self.timer.done():
            self.timer = asyncio.get_running_loop().create_task(self._later())

    async def flush(self) -> None:
        """Write all that is queued. Raises StoreError if the store stays away."""
        async with self.lock:
            batch, self.buffer, self.bytes = self.buffer, [], 0
            if batch:
                await self._write(batch)
        if self.broken:
            raise self.broken

    async def close(self) -> None:
        """Write what is left and stop the timer."""
        if self.timer is not None:
            self.timer.cancel()
        await self.flush()

    async def _later(self) -> None:
        await asyncio.sleep(INTERVAL_SECONDS)
        try:
            await self.flush()
        except StoreError as error:
            self.broken = error

    async def _write(self, batch: list[Write]) -> None:
        rejects: list[Write] = []
        for collection in dict.fromkeys(w.collection for w in batch):
            rejects += await self._write_to(collection, [w for w in batch if w.collection == collection])
        if rejects:
            await self._write_to("rejects", rejects)

    async def _write_to(self, collection: str, writes: list[Write]) -> list[Write]:
        """Write one collection's operations; returns the rejects to store."""
        try:
            await self._persist(collection, [w.operation for w in writes])
        except BulkWriteError as error:
            return await self._sort_out(collection, writes, error.details.get("writeErrors", []))
        except (DocumentTooLarge, InvalidDocument, OverflowError) as error:
            if len(writes) == 1:
                return [self._reject(writes[0], f"{type(error).__name__}: {error}")]
            return [r for w in writes for r in await self._write_to(collection, [w])]
        self.written += len(writes) if collection != "rejects" else 0
        return []

    async def _sort_out(self, collection: str, writes: list[Write], errors: list[dict[str, Any]]) -> list[Write]:
        """Retry what lost a race of two upserts once; reject the rest with the server's reason."""
        self.written += len(writes) - len(errors)
        rejects: list[Write] = []
        for error in errors:
            write = writes[error["index"]]
            if error.get("code") == DUPLICATE_KEY and not write.about.get("retried"):
                write.about["retried"] = True
                rejects += await self._write_to(collection, [write])
            else:
                rejects.append(self._reject(write, f"refused by the database (code {error.get('code')}): {_reason(error)}"))
        return rejects

    async def _persist(self, collection: str, operations: list[Any]) -> None:
        """Write, waiting for a store that is away for a moment. Raises StoreError if it stays away."""
        for attempt in range(RETRIES + 1):
            try:
                await self.database[collection].bulk_write(operations, ordered=False)
            except BulkWriteError:
                raise
            except ConnectionFailure as error:
                if attempt == RETRIES:
                    self.broken = away(self.where, error)
                    raise self.broken from error
                await asyncio.sleep(min(0.25 * 2**attempt, 4.0))
            except PyMongoError as error:
                self.broken = StoreError(f"MongoDB at {self.where} refused to write to {collection}: {str(error)[:200]}")
                raise self.broken from error
            else:
                return

    def _reject(self, write: Write, reason: str) -> Write:
        self.refused += 1
        about = {k: v for k, v in write.about.items() if k != "retried"}
        document = {**about, "at": datetime.now(timezone.utc), "error": reason[:500], "collection": write.collection}
        return Write(collection="rejects", operation=InsertOne(storable(document)), size=0, about={"retried": True})


def away(where: str, error: Exception) -> StoreError:
    """Return the one-line error for a store that was lost in the middle of a crawl."""
    return StoreError(f"MongoDB at {where} went away during the crawl: {str(error)[:120]}; run the crawl again when it is back")


def storable(reject: dict[str, Any]) -> dict[str, Any]:
    """Return a reject as it can be stored: with its raw payload, or with the payload's text if that is what cannot be stored."""
    if 0 < size_of(reject) < LARGEST_DOCUMENT:
        return reject
    return {**reject, "raw": str(reject.get("raw"))[:LONGEST_TEXT]}


def size_of(document: dict[str, Any]) -> int:
    """Return the size of a document in bytes as it will be sent; 0 if it cannot be encoded (the server's refusal says why)."""
    try:
        return len(encode(document))
    except (InvalidDocument, OverflowError, DocumentTooLarge):
        return 0


def _reason(error: dict[str, Any]) -> str:
    """Return the server's words without the documents that it repeats."""
    details = error.get("errInfo", {}).get("details")
    return f"{str(error.get('errmsg', ''))[:200]} {_failed_fields(details)}".strip()


def _failed_fields(details: Any) -> str:
    rules = details.get("schemaRulesNotSatisfied", []) if isinstance(details, dict) else []
    names = [str(p.get("propertyName")) for r in rules for p in r.get("propertiesNotSatisfied", [])]
    return f"(fields: {', '.join(names)})" if names else ""
