"""A board in memory and crawls of it, for the tests of the lifecycle."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from jobscrape.store.lifecycle import BoardState, Decision, Keys, Observation, PostingState, Sighting, apply, decide

if TYPE_CHECKING:
    from collections.abc import Iterable

START = datetime(2026, 3, 2, 6, tzinfo=timezone.utc)


def day(number: float) -> datetime:
    """Return a moment `number` days after the first crawl."""
    return START + timedelta(days=number)


def keyed(title: str, **more: str) -> Sighting:
    """Return a sighting with a title."""
    return Sighting(keys=Keys(title=title, **more))


class Scene:
    """One board: crawl it at some day, look at what became of its postings."""

    def __init__(self) -> None:
        self.board = BoardState(board="greenhouse:acme")
        self.postings: dict[str, PostingState] = {}

    def crawl(self, at: float, ids: Iterable[str] | dict[str, Sighting] = (), outcome: str = "complete", **more: Any) -> Decision:
        """Crawl at day `at` and carry out what follows."""
        seen = ids if isinstance(ids, dict) else {id_: Sighting() for id_ in ids}
        start = day(at)
        what = Observation(board=self.board.board, run=f"run-{at}", started=start, finished=start, outcome=outcome, seen=seen, **more)
        return self.observe(what)

    def observe(self, what: Observation) -> Decision:
        """Take in an observation."""
        decision = decide(self.board, self.postings, what)
        apply(decision, self.postings)
        self.board = decision.board
        return decision

    def statuses(self) -> dict[str, str]:
        """Return the status of each posting, "absent" for an open one that waits for its confirmation."""
        return {p.id: "absent" if p.status == "open" and p.absent_since else p.status for p in self.postings.values()}

    def interval(self, id_: str, spell: int = -1) -> tuple[datetime, datetime] | None:
        """Return the closing interval of a spell."""
        return self.postings[id_].spells[spell].closed_between


def numbered(count: int, first: int = 1) -> list[str]:
    """Return `count` ids."""
    return [str(n) for n in range(first, first + count)]
