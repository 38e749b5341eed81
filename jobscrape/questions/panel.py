"""Which boards were observed completely, and when: the panel of an answer, from the ledger in `crawls`.

`summary(since, until)` condenses the ledger into `coverage`, one document per board and month:
{_id "source:board|2026-03", board, month, days [of the month with a complete look], complete, partial, failed, missing, blocked}.
A board is watched through a period if no stretch without a complete look, the edges included, is longer than GAP.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from jobscrape.questions.scope import Panel, month_start, months_between, next_month

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jobscrape.questions.facts import Stage

COLLECTION = "coverage"
GAP = timedelta(days=15)
PROVEN = ("complete", "unchanged")
FLAWED = ("partial", "failed", "missing", "blocked")


def summary(since: datetime, until: datetime) -> list[Stage]:
    """Return the pipeline on `crawls` that merges `coverage` for entries finished in [since, until), which begin and end a month."""
    proven = {"$in": ["$outcome", list(PROVEN)]}
    counts: dict[str, Any] = {name: {"$sum": {"$cond": [{"$eq": ["$outcome", name]}, 1, 0]}} for name in FLAWED}
    day = {"$cond": [proven, {"$dayOfMonth": "$finished"}, 0]}
    key = {"board": {"$concat": ["$source", ":", "$board"]}, "month": {"$dateToString": {"date": "$finished", "format": "%Y-%m"}}}
    shaped = {
        "_id": {"$concat": ["$_id.board", "|", "$_id.month"]},
        "board": "$_id.board",
        "month": "$_id.month",
        "days": {"$setDifference": ["$days", [0]]},
        **dict.fromkeys(("complete", "crawls", *FLAWED), 1),
    }
    return [
        {"$match": {"finished": {"$gte": since, "$lt": until}}},
        {
            "$group": {
                "_id": key,
                "days": {"$addToSet": day},
                "crawls": {"$sum": 1},
                "complete": {"$sum": {"$cond": [proven, 1, 0]}},
                **counts,
            }
        },
        {"$project": shaped},
        {"$merge": {"into": COLLECTION, "on": "_id", "whenMatched": "replace", "whenNotMatched": "insert"}},
    ]


def condense(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the documents of `coverage` for ledger entries of whole months: what `summary` does, for a server slow at it."""
    cells: dict[str, dict[str, Any]] = {}
    for entry in entries:
        board, month = f"{entry['source']}:{entry['board']}", f"{entry['finished']:%Y-%m}"
        key = f"{board}|{month}"
        fresh = {"_id": key, "board": board, "month": month, "days": set(), "crawls": 0, "complete": 0}
        cell = cells.setdefault(key, {**fresh, **dict.fromkeys(FLAWED, 0)})
        cell["crawls"] += 1
        if entry["outcome"] in PROVEN:
            cell["complete"] += 1
            cell["days"].add(entry["finished"].day)
        elif entry["outcome"] in cell:
            cell[entry["outcome"]] += 1
    return [{**cell, "days": sorted(cell["days"])} for cell in cells.values()]


@dataclass(slots=True, kw_only=True)
class Ledger:
    """The condensed ledger: days with a complete look by board, and the counts by month."""

    first: datetime
    """First look at any board."""
    last: datetime
    """Last look at any board."""
    looks: dict[str, list[datetime]] = field(default_factory=dict)
    months: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)
    """{board: {month: {crawls, complete, partial, failed, missing, blocked}}}."""

    def watched(self, board: str, since: datetime, until: datetime, gap: timedelta = GAP) -> bool:
        """Return whether `board` was seen completely through [since, until): on a day before it, and never `gap` without a look."""
        looks = self.looks.get(board, [])
        first, end = bisect_left(looks, since), bisect_left(looks, until)
        if first == 0 or since - looks[first - 1] > gap:
            return False
        inside = looks[first - 1 : end]
        after = looks[end] if end < len(looks) and looks[end] - inside[-1] <= gap else min(until, self.last)
        return all(b - a <= gap for a, b in zip(inside, [*inside[1:], after], strict=True))

    def proves(self, board: str) -> bool:
        """Return whether `board` is still looked at completely, so that what is absent from it is gone; no feed, no old thread is."""
        looks = self.looks.get(board, [])
        return bool(looks) and self.last - looks[-1] <= GAP

    def seen(self, board: str, since: datetime, until: datetime) -> bool:
        """Return whether `board` was seen completely at least once in [since, until)."""
        looks = self.looks.get(board, [])
        return bisect_left(looks, since) < bisect_left(looks, until)


def read(rows: Iterable[Mapping[str, Any]]) -> Ledger | None:
    """Return the ledger of `coverage`; None if nothing was crawled yet."""
    looks: dict[str, list[datetime]] = defaultdict(list)
    months: dict[str, dict[str, dict[str, int]]] = defaultdict(dict)
    for row in rows:
        start = month_start(row["month"])
        looks[row["board"]] += [start + timedelta(days=day - 1) for day in row["days"]]
        months[row["board"]][row["month"]] = {name: int(row.get(name, 0)) for name in ("crawls", "complete", *FLAWED)}
    every = [at for days in looks.values() for at in days]
    if not every:
        return None
    return Ledger(first=min(every), last=max(every), looks={board: sorted(days) for board, days in looks.items()}, months=dict(months))


def standing_panel(ledger: Ledger, boards: Iterable[str], since: datetime | None, until: datetime | None) -> Panel:
    """Return the panel for postings that stood open: boards seen completely at least once; by default the last twelve months."""
    end = until or ledger.last + timedelta(days=1)
    begin = since or max(ledger.first, end - timedelta(days=365))
    inside = frozenset(board for board in ledger.looks if ledger.seen(board, begin, end))
    return Panel(since=begin, until=end, boards=inside, others=frozenset(boards) - inside, months=tuple(months_between(begin, end)))


def arrivals_panel(ledger: Ledger, boards: Iterable[str], since: datetime | None, until: datetime | None) -> Panel:
    """Return the panel for comparisons over time: whole months, boards watched through all of them.

    Without `since` the start is chosen that keeps most board-months, among the last 24 months.
    """
    end = _month_end(until or ledger.last + timedelta(days=1))
    starts = [since] if since else [month_start(m) for m in months_between(ledger.first, end)[-24:]]
    best: tuple[int, datetime, frozenset[str]] = (-1, end, frozenset())
    for start in starts:
        inside = frozenset(board for board in ledger.looks if ledger.watched(board, start, end))
        size = len(inside) * len(months_between(start, end))
        if size > best[0]:
            best = (size, start, inside)
    _, begin, inside = best
    return Panel(since=begin, until=end, boards=inside, others=frozenset(boards) - inside, months=tuple(months_between(begin, end)))


def _month_end(when: datetime) -> datetime:
    """Return the last start of a month that is not after `when`, forgiving three days for a crawl that ends just before it."""
    start = when.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    following = next_month(start)
    return following if following - when <= timedelta(days=3) else start
