"""Which boards were seen completely, partly or not at all, by source and week, from the ledger."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pymongo.database import Database

TIMES = {"source": 1, "token": 1, "first_crawl": 1, "last_crawl": 1}
WEEK = timedelta(days=7)
COMPLETELY, PARTLY = ("complete", "unchanged"), ("partial",)
FIELDS = {"_id": 0, "source": 1, "board": 1, "finished": 1, "outcome": 1}


@dataclass(slots=True, kw_only=True)
class Week:
    """One source in one week, Monday 00:00 UTC to Monday."""

    source: str
    start: datetime
    completely: list[str]
    """Boards seen whole at least once."""
    partly: list[str]
    """Boards of which some postings were seen."""
    not_at_all: dict[str, str]
    """Boards known then of which nothing was seen: the last outcome, or "not crawled"."""

    @property
    def boards(self) -> int:
        """Number of boards known in that week."""
        return len(self.completely) + len(self.partly) + len(self.not_at_all)

    @property
    def share(self) -> float:
        """Share of the boards seen completely."""
        return len(self.completely) / self.boards

    def document(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "source": self.source,
            "week": f"{self.start:%G-W%V}",
            "start": self.start.date().isoformat(),
            "boards": self.boards,
            "completely": len(self.completely),
            "partly": len(self.partly),
            "not_at_all": len(self.not_at_all),
            "share_completely": round(self.share, 4),
            "boards_partly": self.partly,
            "boards_not_at_all": self.not_at_all,
        }


def monday(at: datetime) -> datetime:
    """Return the start of the week of `at`, aware UTC."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=at.weekday())


def weeks(
    entries: Iterable[Mapping[str, Any]],
    known: Mapping[str, Mapping[str, datetime]],
    since: datetime,
    until: datetime,
    ended: Mapping[str, Mapping[str, datetime]] = MappingProxyType({}),
) -> Iterator[Week]:
    """Yield one Week per source and week in [since, until), which are Mondays; sources and weeks in order.

    `entries`: ledger entries {source, board, finished, outcome}, in any order. `known`: first crawl of each board by source;
    a board counts from the week of its first crawl on. `ended`: last crawl of boards that end by themselves; they count to its week.
    """
    outcomes: dict[tuple[str, datetime], dict[str, list[tuple[datetime, str]]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        week = outcomes[entry["source"], monday(entry["finished"])]
        week[entry["board"]].append((entry["finished"], entry["outcome"]))
    for source in sorted(known):
        start = since
        while start < until:
            last = ended.get(source, {})
            boards = sorted(b for b, first in known[source].items() if first < start + WEEK and last.get(b, start) >= start)
            if boards:
                yield _week(source, start, boards, outcomes.get((source, start), {}))
            start += WEEK


def _week(source: str, start: datetime, boards: list[str], outcomes: Mapping[str, list[tuple[datetime, str]]]) -> Week:
    week = Week(source=source, start=start, completely=[], partly=[], not_at_all={})
    for board in boards:
        had = [outcome for _, outcome in sorted(outcomes.get(board, ()))]
        if any(outcome in COMPLETELY for outcome in had):
            week.completely.append(board)
        elif any(outcome in PARTLY for outcome in had):
            week.partly.append(board)
        else:
            week.not_at_all[board] = had[-1] if had else "not crawled"
    return week


def coverage(
    database: Database[dict[str, Any]],
    since: datetime,
    until: datetime,
    source: str | None = None,
    threads: Collection[str] = (),
) -> list[Week]:
    """Return the coverage of [since, until), both moved to Mondays, of one source or all. One query on the ledger's date index.

    `threads`: sources whose boards are threads, which end by themselves: they count to the week of their last crawl.
    """
    start, end = monday(since), monday(until - timedelta(microseconds=1)) + WEEK
    known: dict[str, dict[str, datetime]] = defaultdict(dict)
    ended: dict[str, dict[str, datetime]] = defaultdict(dict)
    for board in database["boards"].find({"source": source} if source else {}, TIMES):
        if "first_crawl" in board:
            known[board["source"]][board["token"]] = board["first_crawl"]
        if board["source"] in threads and "last_crawl" in board:
            ended[board["source"]][board["token"]] = board["last_crawl"]
    entries = database["crawls"].find({"finished": {"$gte": start, "$lt": end}}, FIELDS)
    return list(weeks((e for e in entries if source in (None, e["source"])), known, start, end, ended))


def last_crawl(database: Database[dict[str, Any]]) -> datetime | None:
    """Return when the newest crawl finished; None = nothing was crawled yet."""
    newest = database["crawls"].find_one({}, {"finished": 1}, sort=[("finished", -1)])
    return newest["finished"] if newest else None
