"""Visits of a board without a spider: what a crawl writes to the store, in this process."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pymongo import AsyncMongoClient

from jobscrape.boards.visit import BoardVisit
from jobscrape.items import Company, JobPosting, Normalised, StatedPlace
from jobscrape.store.schema import initialise
from jobscrape.store.settling import Settling
from jobscrape.store.store import Store
from tests.store.scenes import day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from pymongo.database import Database

Change = dict[str, Any]


def posting(id_: str, **change: Any) -> JobPosting:
    """Return a posting; `change` replaces fields of the item."""
    item = JobPosting(
        source="greenhouse", board="acme", source_id=id_, url=f"https://acme.test/{id_}", title=f"Baker {id_}", company="Acme"
    )
    item.locations = [StatedPlace(raw="Leeds")]
    item.text = f"Bake bread of kind {id_}."
    item = replace(item, **change)
    item.description = item.text
    item.normalised = Normalised(title=item.title, title_key=item.title.casefold(), company=Company(name="Acme", key="acme"))
    return item


class CrashError(Exception):
    """The process dies here."""


class Market:
    """Boards in a database, crawled at some day."""

    def __init__(self, database: Database[dict[str, Any]], horizon_days: int | None = None) -> None:
        self.database = database
        self.uri = "mongodb://{}:{}/?directConnection=true".format(*database.client.address)  # type: ignore[misc]
        self.horizon_days = horizon_days
        initialise(database)

    def crawl(
        self,
        at: float,
        ids: Iterable[str] = (),
        *,
        board: str = "acme",
        changed: dict[str, Change] | None = None,
        crash: Callable[[Settling], None] | None = None,
        **facts: Any,
    ) -> None:
        """Crawl one board; see `crawl_many`."""
        self.crawl_many(at, {board: {"ids": list(ids), "changed": changed or {}, **facts}}, crash)

    def crawl_many(self, at: float, boards: dict[str, dict[str, Any]], crash: Callable[[Settling], None] | None = None) -> None:
        """Crawl boards in one run; a board is {ids, changed, and fields of its BoardVisit}."""
        with contextlib.suppress(CrashError):
            asyncio.run(self._run(day(at), f"run-{at}", boards, crash))

    async def _run(self, clock: datetime, run: str, boards: dict[str, dict[str, Any]], crash: Callable[[Settling], None] | None) -> None:
        client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(self.uri, tz_aware=True)
        try:
            store = Store(client[self.database.name], "here", run, clock)
            settling = Settling(store, self.horizon_days)
            if crash is not None:
                crash(settling)
            for board, given in boards.items():
                await self._visit(store, settling, board, dict(given))
            await settling.finish()
            await store.writer.close()
        finally:
            await client.close()

    async def _visit(self, store: Store, settling: Settling, board: str, given: dict[str, Any]) -> None:
        ids, changed = given.pop("ids", []), given.pop("changed", {})
        visit = BoardVisit(source="greenhouse", board=board, run=store.run, started=store.clock, finished=store.clock, natural_end=True)
        visit.memory = await store.recall("greenhouse", board)
        for name, value in given.items():
            setattr(visit, name, value)
        for id_ in ids:
            visit.add(id_)
            if id_ in visit.memory.known and id_ not in changed:
                visit.seen.add(id_)
            else:
                await store.save(posting(id_, board=board, **changed.get(id_, {})))
        await store.writer.flush()
        await settling.settle(visit)

    def stored(self, id_: str, board: str = "acme") -> dict[str, Any]:
        """Return a posting."""
        found = self.database["postings"].find_one({"_id": f"greenhouse:{board}:{id_}"})
        assert found is not None
        return found

    def statuses(self, board: str = "acme") -> dict[str, str]:
        """Return the status of each posting, "absent" for an open one that waits for its confirmation."""
        rows = self.database["postings"].find({"board": board})
        return {r["source_id"]: "absent" if r["status"] == "open" and r["absent_since"] else r["status"] for r in rows}

    def ledger(self, at: float, board: str = "acme") -> dict[str, Any]:
        """Return a ledger entry."""
        found = self.database["crawls"].find_one({"_id": f"run-{at}:greenhouse:{board}"})
        assert found is not None
        return found

    def board(self, board: str = "acme") -> dict[str, Any]:
        """Return the summary of a board."""
        found = self.database["boards"].find_one({"_id": f"greenhouse:{board}"})
        assert found is not None
        return found
