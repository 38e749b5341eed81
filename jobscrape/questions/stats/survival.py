"""How long postings stay open: the estimator of Kaplan and Meier for closings known only as intervals, and for open postings.

Turnbull's self-consistent estimate on a grid of whole days; with exact closings it is Kaplan-Meier itself. The interval is
Greenwood's on the log-log scale, from the expected closings and the postings at risk of each day.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import exp, inf, log, sqrt
from typing import TYPE_CHECKING

from jobscrape.questions.stats.intervals import Estimate, Z

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROUNDS = 200
NEAR = 1e-6


@dataclass(slots=True, kw_only=True, frozen=True)
class Curve:
    """The share still open after each day on which some closed."""

    days: list[int]
    open: list[Estimate]
    postings: float
    closed: float

    def at(self, day: int) -> Estimate:
        """Return the share still open after `day`."""
        index = bisect_right(self.days, day)
        return self.open[index - 1] if index else Estimate(value=1.0, low=1.0, high=1.0)

    @property
    def median(self) -> Estimate | None:
        """Return the day by which half are closed, with its interval; None if fewer than half closed; `high` may be endless."""
        day = self._first(lambda e: e.value)
        if day is None:
            return None
        low, high = self._first(lambda e: e.low), self._first(lambda e: e.high)
        return Estimate(value=float(day), low=float(day if low is None else low), high=inf if high is None else float(high))

    def _first(self, of: Callable[[Estimate], float]) -> int | None:
        return next((day for day, e in zip(self.days, self.open, strict=True) if of(e) <= 0.5), None)


def curve(lives: Mapping[tuple[int, int | None], float]) -> Curve:
    """Return the curve of lives {(days surely open, day surely closed or None): postings}.

    (3, 5): open at day 3, closed at day 5. (7, None): open at day 7, then out of sight. Equal ends mean a known day.
    """
    tidy = _tidy(lives)
    grid = sorted({right for _, right in tidy if right is not None} | {left for left, right in tidy if right is None})
    if not any(right is not None for _, right in tidy):
        return Curve(days=[], open=[], postings=sum(lives.values()), closed=0.0)
    masses = _turnbull(tidy, grid)
    return _greenwood(tidy, grid, masses)


def _tidy(lives: Mapping[tuple[int, int | None], float]) -> dict[tuple[int, int | None], float]:
    out: dict[tuple[int, int | None], float] = {}
    for (left, right), count in lives.items():
        key = (left, None if right is None else max(right, left))
        out[key] = out.get(key, 0.0) + count
    return out


def _spans(tidy: Mapping[tuple[int, int | None], float], grid: list[int]) -> list[tuple[int, int, float]]:
    """Return (first grid index, end index, postings): the grid days on which each kind of life may have ended; the last is `later`."""
    spans = []
    for (left, right), count in tidy.items():
        first = bisect_right(grid, left)
        if right is None:
            spans.append((first, len(grid) + 1, count))
        else:
            end = bisect_right(grid, right)
            spans.append((min(first, end - 1), end, count))
    return spans


def _turnbull(tidy: Mapping[tuple[int, int | None], float], grid: list[int]) -> list[float]:
    """Return the probability of ending on each grid day; the last entry is for ending later."""
    spans, total = _spans(tidy, grid), sum(tidy.values())
    cells = len(grid) + 1
    mass = [1.0 / cells] * cells
    for _ in range(ROUNDS):
        sums = _running(mass)
        rate = [0.0] * (cells + 1)
        for first, end, count in spans:
            weight = count / max(sums[end] - sums[first], 1e-300)
            rate[first] += weight
            rate[end] -= weight
        level, fresh = 0.0, []
        for old, change in zip(mass, rate, strict=False):
            level += change
            fresh.append(max(old * level / total, 0.0))
        moved = max(abs(a - b) for a, b in zip(mass, fresh, strict=True))
        mass = fresh
        if moved < NEAR / 10:
            break
    return mass


def _running(mass: list[float]) -> list[float]:
    sums = [0.0]
    for value in mass:
        sums.append(sums[-1] + value)
    return sums


def _greenwood(tidy: Mapping[tuple[int, int | None], float], grid: list[int], mass: list[float]) -> Curve:
    total, censored = sum(tidy.values()), sum(count for (_, right), count in tidy.items() if right is None)
    days, out, alive, greenwood = [], [], 1.0, 0.0
    for day, chance in zip(grid, mass, strict=False):
        if chance <= NEAR / 100:
            continue
        at_risk = max(_at_risk(tidy, day), 1.0)
        hazard = min(chance / alive, 1.0) if alive > 0 else 1.0
        events = hazard * at_risk
        greenwood += events / (at_risk * (at_risk - events)) if at_risk > events else 0.0
        alive = max(alive - chance, 0.0)
        days.append(day)
        out.append(_log_log(alive, greenwood))
    return Curve(days=days, open=out, postings=total, closed=total - censored)


def _at_risk(tidy: Mapping[tuple[int, int | None], float], day: int) -> float:
    """Return the postings that may still be open just before `day`; those in the middle of their interval count half."""
    risk = 0.0
    for (left, right), count in tidy.items():
        if left >= day or (right is not None and right == day):
            risk += count
        elif right is not None and right > day:
            risk += count * (right - day + 1) / (right - left + 1)
    return risk


def _log_log(alive: float, greenwood: float) -> Estimate:
    if not 0 < alive < 1:
        return Estimate(value=alive, low=alive, high=alive)
    half = Z * sqrt(greenwood) / abs(log(alive))
    return Estimate(value=alive, low=alive ** exp(half), high=alive ** exp(-half))
