"""Settles the boards of one run; boards that fail like many others of their vendor wait for the end of the run."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from pymongo.errors import ConnectionFailure

from jobscrape.store.board_session import BoardSession
from jobscrape.store.lifecycle.outage import failed_anew, is_outage
from jobscrape.store.writer import away

if TYPE_CHECKING:
    from jobscrape.boards.visit import BoardVisit
    from jobscrape.store.lifecycle import Decision
    from jobscrape.store.store import Store


class Settling:
    """The boards of one run. `horizon_days`: set by feeds that cannot prove absence; `totals`: what became of postings."""

    session = BoardSession

    def __init__(self, store: Store, horizon_days: int | None) -> None:
        self.store = store
        self.horizon = timedelta(days=horizon_days) if horizon_days else None
        self.in_order = 0
        self.failing = 0
        self.waiting: list[BoardVisit] = []
        self.totals: Counter[str] = Counter()

    async def settle(self, visit: BoardVisit) -> list[str]:
        """Record a visit, or keep it until `finish` if its board was in order and failed now. Raises StoreError.

        Returns the `_id` of the postings whose status changed.
        """
        try:
            session = self.session(self.store, visit, self.horizon)
            board = await session.open()
            in_order = visit.finished is not None and board.present is not None and not board.misses
            if in_order and failed_anew(board, session.observation()):
                self.waiting.append(visit)
            else:
                self._add(await session.record())
        except ConnectionFailure as error:
            raise away(self.store.writer.where, error) from error
        self.in_order += in_order
        self.failing = len(self.waiting)
        return session.moved

    async def finish(self) -> list[str]:
        """Record the visits that waited: many at once are the vendor's failure (or ours), few are the boards' own.

        Returns the `_id` of the postings whose status changed. Raises StoreError.
        """
        outage, moved = "", list[str]()
        if is_outage(self.in_order, self.failing):
            outage = f"{self.failing} of {self.in_order} boards failed in this run"
        try:
            for visit in self.waiting:
                session = self.session(self.store, visit, self.horizon)
                await session.open()
                self._add(await session.record(outage))
                moved += session.moved
        except ConnectionFailure as error:
            raise away(self.store.writer.where, error) from error
        return moved

    def _add(self, decision: Decision) -> None:
        self.totals.update({name: number for name, number in asdict(decision.counts).items() if number})
