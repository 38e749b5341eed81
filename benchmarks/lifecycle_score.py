"""Truth in hindsight, and how far each rule is from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import mean, median
from typing import TYPE_CHECKING, Any

from jobscrape.store.lifecycle.states import CONFIRM_AFTER

if TYPE_CHECKING:
    from datetime import datetime

    from benchmarks.lifecycle_histories import Attempt, Series
    from benchmarks.lifecycle_rules import Rule

DAY = 86_400


@dataclass(slots=True)
class Absence:
    """A posting missing from whole lists, from the first of them until it returns."""

    last_seen: datetime
    since: datetime
    closed: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    """When each rule closed it, and the date it recorded."""


@dataclass(slots=True)
class Score:
    """What one rule did."""

    closings: int = 0
    unproven: Counter[str] = field(default_factory=Counter)
    """Closed though no whole list lacked the posting, by what the crawl was in truth."""
    unproven_back: Counter[str] = field(default_factory=Counter)
    """Of those, seen again later under the same id."""
    flickers: int = 0
    """Closed on an absence that was over at the next whole list."""
    recorded: int = 0
    never: int = 0
    """Absent from whole lists at least 20 hours apart, never recorded as closed during that absence."""
    late: list[float] = field(default_factory=list)
    """Days from the first whole list without it to the closing."""
    off: list[float] = field(default_factory=list)
    """Days from the first whole list without it to the date recorded."""

    def figures(self) -> dict[str, Any]:
        """Return the row of the table."""
        total = self.recorded + self.never
        return {
            "closings": self.closings,
            "closed without proof": dict(self.unproven),
            "of these back later": dict(self.unproven_back),
            "closed on an absence of one crawl": self.flickers,
            "false closes": sum(self.unproven_back.values()) + self.flickers,
            "real closings": total,
            "never recorded": self.never,
            "never recorded, %": round(100 * self.never / total, 2) if total else None,
            "days late, mean": round(mean(self.late), 2) if self.late else None,
            "days late, median": round(median(self.late), 2) if self.late else None,
            "recorded date off by days, mean": round(mean(self.off), 2) if self.off else None,
        }


class Judge:
    """Follows one board beside the rules and knows more than they do: what came later."""

    def __init__(self, scores: dict[str, Score]) -> None:
        self.scores = scores
        self.present: set[str] = set()
        self.absent: dict[str, Absence] = {}
        self.last_whole: datetime | None = None
        self.wrong: dict[str, dict[str, str]] = defaultdict(dict)

    def watch(self, series: Series, rules: list[Rule], falls: dict[datetime, dict[str, Absence]]) -> None:
        """Follow all attempts; `falls` receives the postings that went missing at the times it names."""
        for attempt in series.attempts:
            if attempt.whole and attempt.facts.status == 200:
                self._look(attempt, falls)
            for rule in rules:
                for id_, date in rule.closed_by(attempt).items():
                    self._closed(rule.name, id_, attempt, date)
        for absence in self.absent.values():
            self._over(absence)

    def _look(self, attempt: Attempt, falls: dict[datetime, dict[str, Absence]]) -> None:
        """Take in a whole list."""
        now = attempt.ids.keys()
        for id_ in now & self.absent.keys():
            self._over(self.absent.pop(id_), returned=True)
        lost = self.present - now
        for id_ in lost:
            self.absent[id_] = Absence(self.last_whole or attempt.at, attempt.at)
            for name, wrong in self.wrong.items():
                if id_ in wrong:
                    self.absent[id_].closed[name] = attempt.at, attempt.at
        if attempt.at in falls:
            falls[attempt.at] = {id_: self.absent[id_] for id_ in lost}
        for name, wrong in self.wrong.items():
            for id_ in wrong.keys() & now:
                self.scores[name].unproven_back[wrong.pop(id_)] += 1
        self.present, self.last_whole = set(now), attempt.at

    def _closed(self, name: str, id_: str, attempt: Attempt, date: datetime) -> None:
        score = self.scores[name]
        score.closings += 1
        absence = self.absent.get(id_)
        if absence is not None:
            absence.closed.setdefault(name, (attempt.at, date))
        else:
            label = attempt.label or attempt.status
            score.unproven[label] += 1
            self.wrong[name][id_] = label

    def _over(self, absence: Absence, *, returned: bool = False) -> None:
        """Count an absence that ended, or that lasts to the end of the record."""
        assert self.last_whole is not None
        real = self.last_whole >= absence.since + CONFIRM_AFTER
        for name, score in self.scores.items():
            closed = absence.closed.get(name)
            if real and closed is not None:
                score.recorded += 1
                score.late.append((closed[0] - absence.since).total_seconds() / DAY)
                score.off.append((closed[1] - absence.since).total_seconds() / DAY)
            elif real:
                score.never += 1
            elif closed is not None and returned:
                score.flickers += 1
