"""Quantiles of values that come as counts by bucket, with an interval for the median that knows about clusters."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from jobscrape.questions.stats.intervals import Estimate, Z

if TYPE_CHECKING:
    from collections.abc import Mapping


def quantile(counts: Mapping[float, float], q: float, width: float) -> float:
    """Return quantile `q` of a histogram {lower edge: count} with buckets of `width`, linear inside a bucket.

    Raises ValueError if it is empty.
    """
    total = sum(counts.values())
    if total <= 0:
        raise ValueError("an empty histogram has no quantile")
    target, below = min(max(q, 0.0), 1.0) * total, 0.0
    for edge in sorted(counts):
        if below + counts[edge] >= target and counts[edge]:
            return edge + width * (target - below) / counts[edge]
        below += counts[edge]
    return max(counts) + width


def median(counts: Mapping[float, float], width: float, size: float) -> Estimate:
    """Return the median with the interval of Woodruff: the quantiles at 1/2 +- z sqrt(1/4 / size).

    `size` is the effective number of independent values, at most the total.
    """
    half = Z * sqrt(0.25 / max(size, 1.0))
    return Estimate(value=quantile(counts, 0.5, width), low=quantile(counts, 0.5 - half, width), high=quantile(counts, 0.5 + half, width))
