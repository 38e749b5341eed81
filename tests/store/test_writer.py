"""The writer: batches, refusals kept, races retried, a store that goes away told."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from pymongo import InsertOne, UpdateOne
from pymongo.errors import AutoReconnect, BulkWriteError, DocumentTooLarge

from jobscrape.errors import StoreError
from jobscrape.store import writer as writer_module
from jobscrape.store.client import Location, connect_async
from jobscrape.store.schema import initialise
from jobscrape.store.writer import MAX_OPERATIONS, Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pymongo.database import Database

Batch = list[Any]


class FakeDatabase:
    """Collections whose writes go to `behave(collection, operations)`."""

    def __init__(self, behave: Callable[[str, Batch], None]) -> None:
        self.behave = behave
        self.batches: list[tuple[str, int]] = []
        self.rejects: list[dict[str, Any]] = []

    def __getitem__(self, name: str) -> FakeCollection:
        return FakeCollection(self, name)


class FakeCollection:
    def __init__(self, database: FakeDatabase, name: str) -> None:
        self.database, self.name = database, name

    async def bulk_write(self, operations: Batch, *, ordered: bool) -> None:
        assert not ordered
        self.database.batches.append((self.name, len(operations)))
        if self.name == "rejects":
            self.database.rejects.extend(op._doc for op in operations)
        else:
            self.database.behave(self.name, operations)


def write(number: int, **about: Any) -> dict[str, Any]:
    return {"operation": UpdateOne({"_id": number}, {"$set": {"n": number}}, upsert=True), "size": 10, "about": {"source": "x", **about}}


async def put_all(database: Any, count: int) -> Writer:
    made = Writer(database, "mongodb://test")
    for number in range(count):
        await made.put("postings", **write(number))
    await made.close()
    return made


def refusing(*codes: int) -> Callable[[str, Batch], None]:
    left = list(codes)

    def behave(_: str, operations: Batch) -> None:
        if left:
            code = left.pop(0)
            raise BulkWriteError({"writeErrors": [{"index": 0, "code": code, "errmsg": "no", "op": operations[0]}]})

    return behave


def test_it_writes_in_batches_and_at_the_end() -> None:
    database = FakeDatabase(lambda *_: None)
    made = asyncio.run(put_all(database, MAX_OPERATIONS + 1))
    assert database.batches == [("postings", MAX_OPERATIONS), ("postings", 1)]
    assert made.written == MAX_OPERATIONS + 1


def test_it_writes_after_a_while_without_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_module, "INTERVAL_SECONDS", 0.01)
    database = FakeDatabase(lambda *_: None)

    async def scene() -> None:
        made = Writer(database, "mongodb://test")  # type: ignore[arg-type]
        await made.put("postings", **write(1))
        await asyncio.sleep(0.1)
        assert database.batches == [("postings", 1)]
        await made.close()

    asyncio.run(scene())


def test_large_documents_are_written_before_the_count_is_reached() -> None:
    database = FakeDatabase(lambda *_: None)

    async def scene() -> None:
        made = Writer(database, "mongodb://test")  # type: ignore[arg-type]
        for number in range(3):
            await made.put("postings", **{**write(number), "size": 3 * 1024 * 1024})
        await made.close()

    asyncio.run(scene())
    assert database.batches == [("postings", 2), ("postings", 1)]


def test_a_lost_race_of_two_upserts_is_retried_once() -> None:
    database = FakeDatabase(refusing(11000))
    made = asyncio.run(put_all(database, 3))
    assert made.written == 3
    assert database.rejects == []


def test_what_the_server_refuses_is_kept_with_the_reason() -> None:
    database = FakeDatabase(refusing(121))
    made = asyncio.run(put_all(database, 3))
    assert (made.written, made.refused) == (2, 1)
    assert "code 121" in database.rejects[0]["error"]
    assert database.rejects[0]["source"] == "x"


def test_a_document_that_is_too_large_is_kept_as_reject_and_the_others_are_written() -> None:
    def behave(_: str, operations: Batch) -> None:
        if any(op._filter == {"_id": 1} for op in operations):
            raise DocumentTooLarge("17 MB")

    database = FakeDatabase(behave)
    made = asyncio.run(put_all(database, 3))
    assert (made.written, made.refused) == (2, 1)
    assert "DocumentTooLarge" in database.rejects[0]["error"]


def test_a_store_that_is_away_for_a_moment_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asyncio, "sleep", _at_once)
    left = [AutoReconnect("gone"), AutoReconnect("gone")]

    def behave(*_: Any) -> None:
        if left:
            raise left.pop()

    made = asyncio.run(put_all(FakeDatabase(behave), 2))
    assert made.written == 2


def test_a_store_that_stays_away_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asyncio, "sleep", _at_once)

    def behave(*_: Any) -> None:
        raise AutoReconnect("connection refused")

    with pytest.raises(StoreError, match="went away during the crawl") as error:
        asyncio.run(put_all(FakeDatabase(behave), 2))
    assert "\n" not in str(error.value)


async def _at_once(_: float) -> None:
    return None


def test_the_validator_refuses_a_wrong_type_and_the_rest_is_stored(mongo: str, database: Database[dict[str, Any]]) -> None:
    initialise(database)
    good = {"source": "s", "board": "b", "url": "https://x.example/1", "title": "T", "company": {"name": "A", "key": "a"}, "status": "open"}

    async def scene() -> Writer:
        from datetime import datetime, timezone

        now = datetime(2026, 1, 1, tzinfo=timezone.utc)
        db = await connect_async(Location(uri=mongo, database=database.name, is_embedded=True))
        made = Writer(db, mongo)
        for number, extra in enumerate([{}, {"title": 7}, {"status": "maybe"}]):
            document = {"_id": str(number), "source_id": str(number), "first_seen": now, "last_seen": now, **good, **extra}
            await made.put("postings", InsertOne(document), size=100, about={"source": "s", "source_id": str(number)})
        await made.close()
        await db.client.close()
        return made

    made = asyncio.run(scene())
    assert (made.written, made.refused) == (1, 2)
    assert [d["_id"] for d in database["postings"].find()] == ["0"]
    kept = {d["source_id"]: d["error"] for d in database["rejects"].find()}
    assert set(kept) == {"1", "2"}
    assert "title" in kept["1"]


def test_a_reject_that_cannot_be_stored_as_it_is_is_kept_as_text() -> None:
    def too_large(collection: str, operations: Batch) -> None:
        raise OverflowError("MongoDB can only handle up to 8-byte ints")

    async def put() -> FakeDatabase:
        database = FakeDatabase(too_large)
        made = Writer(database, "mongodb://test")  # type: ignore[arg-type]
        await made.put("postings", **write(1, raw={"u": 2**64}))
        await made.put("postings", **write(2, raw={"text": "x" * 17_000_000}))
        await made.put("postings", **write(3, raw={"u": 1}))
        await made.close()
        return database

    first, second, third = asyncio.run(put()).rejects
    assert (first["raw"], first["source"]) == ("{'u': 18446744073709551616}", "x")
    assert len(second["raw"]) == writer_module.LONGEST_TEXT
    assert third["raw"] == {"u": 1}
