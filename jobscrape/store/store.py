"""What a crawl asks of the database: what is known of a board, keep this posting, this board has been visited."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from pymongo import InsertOne, ReplaceOne, UpdateOne

from jobscrape.boards.visit import Memory
from jobscrape.layoffs.notices import notice_document
from jobscrape.store.document import description_document, posting_document
from jobscrape.store.lifecycle import Spell, diff, fingerprint
from jobscrape.store.lifecycle.changes import COMPARED
from jobscrape.store.writer import Writer, size_of

if TYPE_CHECKING:
    from pymongo.asynchronous.database import AsyncDatabase

    from jobscrape.boards.visit import Reject
    from jobscrape.items import JobPosting, LayoffNotice

KNOWN = {"source_id": 1, "row_hash": 1, "detailed_at": 1, "status": 1, "absent_since": 1}
BOARD = {"validators": 1, "last_complete": 1, "lifecycle.latest": 1}
REJECT_BYTES = 1024 * 1024


class Store:
    """The database of one run.

    `is_embedded`: sightings are not validated, which is two fifths of their cost on the embedded server; any other would want a
    privilege for it.
    """

    def __init__(
        self, database: AsyncDatabase[dict[str, Any]], where: str, run: str, clock: datetime, *, is_embedded: bool = False
    ) -> None:
        self.database = database
        self.unchecked = True if is_embedded else None
        self.writer = Writer(database, where)
        self.run = run
        self.clock = clock
        self.changed: Counter[str] = Counter()
        self.memories: dict[str, Memory] = {}

    async def recall(self, source: str, board: str) -> Memory:
        """Return the validators of a board and the row hashes of its open postings."""
        memory = self.memories[board] = Memory()
        entry = await self.database["boards"].find_one({"_id": f"{source}:{board}"}, BOARD) or {}
        memory.validators = entry.get("validators") or {}
        memory.complete = entry.get("last_complete")
        memory.latest = (entry.get("lifecycle") or {}).get("latest")
        alive = {"source": source, "board": board, "status": {"$in": ["open", "unknown"]}}
        async for row in self.database["postings"].find(alive, KNOWN):
            if row["status"] != "open" or row.get("absent_since"):
                memory.waiting.add(row["source_id"])
            if row["status"] != "open":
                continue
            memory.known[row["source_id"]] = row.get("row_hash") or ""
            if row.get("detailed_at"):
                memory.detailed[row["source_id"]] = row["detailed_at"]
        return memory

    async def save(self, item: JobPosting) -> str:
        """Queue a posting and its text; returns the `_id` of the posting."""
        about = {"source": item.source, "board": item.board, "url": item.url, "source_id": item.source_id, "run": self.run}
        text = description_document(item, self.clock)
        if text is not None:
            key = text.pop("_id")
            operation = UpdateOne({"_id": key}, {"$setOnInsert": text}, upsert=True)
            await self.writer.put("descriptions", operation, size=len(item.text) + len(item.description), about=about)
        document = {**posting_document(item), "fingerprint": fingerprint(item, item.text), "detailed_at": self.clock}
        identity = document.pop("_id")
        update = await self._update(item.board, identity, document)
        operation = UpdateOne({"_id": identity}, update, upsert=True)
        await self.writer.put("postings", operation, size=size_of(document), about={**about, "raw": item.raw})
        return str(identity)

    async def _update(self, board: str, identity: str, document: dict[str, Any]) -> dict[str, Any]:
        """Return the update that stores a posting, with what changed since it was last stored."""
        first = {
            "status": "open",
            "status_reason": None,
            "absent_since": None,
            "reposts": [],
            "spells": [Spell(opened=self.clock, seen_until=self.clock).document()],
        }
        seen: dict[str, Any] = {"$max": {"last_seen": self.clock}, "$min": {"first_seen": self.clock}}
        latest = self.memories.get(board, Memory()).latest
        if latest is not None and self.clock < latest:
            return {"$setOnInsert": {**document, **first}, **seen}
        changes = await self._changes(identity, document) if latest is not None else []
        if changes:
            self.changed[board] += 1
            seen["$addToSet"] = {"changes": {"$each": changes}}
        return {"$set": document, "$setOnInsert": first, **seen}

    async def _changes(self, identity: str, document: dict[str, Any]) -> list[dict[str, Any]]:
        """Return what differs from the stored state in a way a reader would notice: [{field, from, to, at}]."""
        old = await self.database["postings"].find_one({"_id": identity}, dict.fromkeys(COMPARED, 1))
        if old is None or old.get("fingerprint") == document["fingerprint"]:
            return []
        return [{**change, "at": self.clock} for change in diff(old, document)]

    async def notice(self, notice: LayoffNotice) -> None:
        """Queue a layoff notice."""
        document = notice_document(notice)
        operation = ReplaceOne({"_id": document["_id"]}, document, upsert=True)
        await self.writer.put("layoffs", operation, size=size_of(document), about={"source": notice.source, "url": notice.url})

    async def reject(self, reject: Reject) -> None:
        """Queue what could not be used."""
        raw = {"raw": reject.raw}
        document: dict[str, Any] = {
            "at": datetime.now(timezone.utc),
            "run": self.run,
            "source": reject.source,
            "board": reject.board,
            "url": reject.url,
            "error": reject.error,
            **(raw if 0 < size_of(raw) < REJECT_BYTES else {"raw": repr(reject.raw)[:100_000]}),
        }
        await self.writer.put("rejects", InsertOne(document), size=size_of(document), about={"retried": True})
