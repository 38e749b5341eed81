"""The rules under comparison: ours, and those of three published systems as their code states them."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Protocol

from jobscrape.store.lifecycle import BoardState, Counts, Observation, PostingState, apply, assess, decide

if TYPE_CHECKING:
    from datetime import datetime

    from benchmarks.lifecycle_histories import Attempt


class Rule(Protocol):
    """Something that follows a board and says which postings it holds for closed."""

    name: str

    def closed_by(self, attempt: Attempt) -> dict[str, datetime]:
        """Take in an attempt; return the postings that were open for this rule and now are not, with the date recorded."""
        ...


class Jobscrape:
    """Two complete crawls at least 20 hours apart, or nothing."""

    name = "jobscrape"

    def __init__(self, board: str) -> None:
        self.board = BoardState(board=board)
        self.postings: dict[str, PostingState] = {}
        self.total = Counts()

    def closed_by(self, attempt: Attempt) -> dict[str, datetime]:
        """Assess, decide, apply."""
        found = assess(attempt.facts)
        at, run = attempt.at, attempt.at.isoformat()
        missing_is_ours = attempt.outage if found.outcome in ("missing", "failed") or not attempt.ids else ""
        seen = Observation(
            board=self.board.board,
            run=run,
            started=at,
            finished=at,
            outcome=found.outcome,
            why=found.why,
            seen=attempt.ids,
            outage=missing_is_ours,
        )
        decision = decide(self.board, self.postings, seen)
        apply(decision, self.postings)
        self.board = decision.board
        for name in ("new", "closed", "reopened", "unknown", "reposts"):
            setattr(self.total, name, getattr(self.total, name) + getattr(decision.counts, name))
        closed = [step.state for step in decision.settlements if step.kind == "closed"]
        return {posting.id: posting.absent_since or at for posting in closed}


class RowDateToday:
    """Levergreen: a posting is active if it has a row dated today; an attempt without rows leaves none."""

    name = "row dated today"

    def __init__(self) -> None:
        self.active: set[str] = set()
        self.today: str = ""

    def closed_by(self, attempt: Attempt) -> dict[str, datetime]:
        """Replace yesterday's rows by today's."""
        day = attempt.at.strftime("%Y-%m-%d")
        before = self.active
        self.active = set(attempt.ids) | (before if day == self.today else set())
        self.today = day
        return dict.fromkeys(before - self.active, attempt.at)


class SetDifference:
    """jobwatch, stapply: what a crawl that raised no error does not list is closed."""

    name = "set difference"

    def __init__(self) -> None:
        self.active: set[str] = set()

    def closed_by(self, attempt: Attempt) -> dict[str, datetime]:
        """Compare with the last answer."""
        if attempt.status != "ok":
            return {}
        before, self.active = self.active, set(attempt.ids)
        return dict.fromkeys(before - self.active, attempt.at)


class Guards:
    """jobseek: set difference, skipped below 70 % of the median of the last five good runs or if over 50 % would close.

    An empty board is delisted at the sixth empty answer; a board that is gone at the third confirmation 6 hours apart. On a
    skipped cycle the baseline is not rolled forward, so a fall below it stays unrecorded for ever.
    """

    name = "30 % / 50 % guards"

    def __init__(self) -> None:
        self.active: set[str] = set()
        self.baseline: list[int] = []
        self.empty = 0
        self.gone: list[datetime] = []

    def closed_by(self, attempt: Attempt) -> dict[str, datetime]:
        """Judge by size."""
        return dict.fromkeys(self._closed(attempt), attempt.at)

    def _closed(self, attempt: Attempt) -> set[str]:
        if attempt.status != "ok":
            return self._board_gone(attempt) if attempt.facts.status == 404 else set()
        self.gone = []
        if not attempt.ids:
            self.empty += 1
            return self._close_all() if self.empty >= 6 else set()
        self.empty = 0
        found = set(attempt.ids)
        missing = self.active - found
        guarded = len(self.baseline) >= 3 and len(found) < 0.7 * median(self.baseline[-5:])
        if guarded or len(missing) > 0.5 * len(self.active):
            self.active |= found
            return set()
        self.baseline.append(len(found))
        self.active = found
        return missing

    def _board_gone(self, attempt: Attempt) -> set[str]:
        if not self.gone or (attempt.at - self.gone[-1]).total_seconds() >= 6 * 3600:
            self.gone.append(attempt.at)
        return self._close_all() if len(self.gone) >= 3 else set()

    def _close_all(self) -> set[str]:
        closed, self.active = self.active, set()
        return closed


def all_rules(board: str) -> list[Rule]:
    """Return a fresh set of rules for one board."""
    return [Jobscrape(board), RowDateToday(), SetDifference(), Guards()]
