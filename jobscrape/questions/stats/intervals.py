"""Intervals for shares and means of postings that come in clusters (the postings of one employer are alike).

A share is K/N with K and N sums over employers. Its variance is that of the linearised ratio (delta method),
`sum((k - p n)^2) / N^2` over employers; the interval is Wilson's at the sample size that has this variance.
Intervals of means and differences take Student's t with one degree of freedom less than there are employers: the variance itself
is a guess from few of them. All intervals are two-sided at LEVEL.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import inf, isfinite, pi, sqrt, tan
from statistics import NormalDist

LEVEL = 0.95
EDGE_LIKENESS = 0.1
"""Assumed correlation inside an employer where none can be measured because nobody or everybody is counted."""
Z = NormalDist().inv_cdf(0.5 + LEVEL / 2)


@cache
def student(freedom: int) -> float:
    """Return the quantile of Student's t that bounds LEVEL on both sides, by the expansion of Fisher and Cornish; inf without freedom."""
    if freedom < 1:
        return inf
    if freedom == 1:
        return tan(pi * LEVEL / 2)
    if freedom == 2:
        return LEVEL * sqrt(2 / (1 - LEVEL**2))
    terms = (
        (Z**3 + Z) / 4,
        (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
        (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
        (79 * Z**9 + 776 * Z**7 + 1482 * Z**5 - 1920 * Z**3 - 945 * Z) / 92160,
    )
    return Z + float(sum(term / freedom**power for power, term in enumerate(terms, 1)))


@dataclass(slots=True, kw_only=True, frozen=True)
class Sums:
    """Sums over employers of k (counted, or the sum of a value) and n (looked at): all that a ratio needs."""

    k: float = 0.0
    n: float = 0.0
    kk: float = 0.0
    kn: float = 0.0
    nn: float = 0.0
    clusters: int = 0
    """Employers with n > 0."""

    @property
    def ratio(self) -> float:
        """Return k / n; 0 without n."""
        return self.k / self.n if self.n else 0.0

    @property
    def variance(self) -> float:
        """Return the variance of the ratio with employers as clusters, with the correction for few of them."""
        if self.clusters < 2 or not self.n:
            return inf
        p = self.ratio
        spread = max(self.kk - 2 * p * self.kn + p * p * self.nn, 0.0)
        return spread / self.n**2 * self.clusters / (self.clusters - 1)


@dataclass(slots=True, kw_only=True, frozen=True)
class Estimate:
    """A value with its 95 % interval."""

    value: float
    low: float
    high: float


def wilson(k: float, n: float) -> Estimate:
    """Return the Wilson interval of k of n; (0, 1) without n."""
    if n <= 0:
        return Estimate(value=0.0, low=0.0, high=1.0)
    p = min(max(k / n, 0.0), 1.0)
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return Estimate(value=p, low=max(middle - half, 0.0), high=min(middle + half, 1.0))


def effective(sums: Sums) -> float:
    """Return the number of independent postings that carry as much as these, at most n."""
    p, binomial = sums.ratio, sums.ratio * (1 - sums.ratio)
    if sums.clusters < 2 or not sums.n:
        return min(sums.n, float(sums.clusters))
    if not 0 < p < 1:
        return sums.n / (1 + EDGE_LIKENESS * max(sums.nn / sums.n - 1, 0))
    return min(sums.n, binomial / sums.variance) if sums.variance else sums.n


def share(sums: Sums) -> Estimate:
    """Return the share k / n with Wilson's interval at the effective size."""
    size = effective(sums)
    return wilson(sums.ratio * size, size)


def mean(sums: Sums) -> Estimate:
    """Return the mean k / n, employers as clusters; its interval is endless with fewer than two employers."""
    half = student(sums.clusters - 1) * sqrt(sums.variance)
    return Estimate(value=sums.ratio, low=sums.ratio - half, high=sums.ratio + half)


@dataclass(slots=True, kw_only=True, frozen=True)
class Paired:
    """Two ratios of the same employers, first `a`, then `z`, and the sums of their products."""

    a: Sums
    z: Sums
    kakz: float = 0.0
    kanz: float = 0.0
    nakz: float = 0.0
    nanz: float = 0.0

    @property
    def covariance(self) -> float:
        """Return the covariance of both ratios that comes from shared employers."""
        if not self.a.n or not self.z.n:
            return 0.0
        p, q = self.a.ratio, self.z.ratio
        return (self.kakz - q * self.kanz - p * self.nakz + p * q * self.nanz) / (self.a.n * self.z.n)


def difference(pair: Paired, *, is_share: bool = True) -> Estimate:
    """Return z - a; shares at the edge (0 or 1) get the spread of their Wilson interval."""
    variance = _variance(pair.a, is_share=is_share) + _variance(pair.z, is_share=is_share) - 2 * pair.covariance
    floor = 0.1 * (_variance(pair.a, is_share=is_share) + _variance(pair.z, is_share=is_share))
    half = student(min(pair.a.clusters, pair.z.clusters) - 1) * sqrt(max(variance, floor))
    value = pair.z.ratio - pair.a.ratio
    return Estimate(value=value, low=value - half, high=value + half)


def contrast(first: Sums, second: Sums, *, is_share: bool = True) -> Estimate:
    """Return second - first for ratios of different employers."""
    return difference(Paired(a=first, z=second), is_share=is_share)


def p_value(estimate: Estimate) -> float:
    """Return the two-sided p value of `no difference` that belongs to an interval of a difference; 1 if it is endless."""
    half = (estimate.high - estimate.low) / 2
    if half == 0 or not isfinite(half):
        return 0.0 if half == 0 and estimate.value else 1.0
    return 2 * (1 - NormalDist().cdf(abs(estimate.value) / (half / Z)))


def _variance(sums: Sums, *, is_share: bool) -> float:
    if not is_share:
        return sums.variance
    interval = share(sums)
    edge = ((interval.high - interval.low) / (2 * Z)) ** 2
    return max(sums.variance, edge) if sums.ratio in (0.0, 1.0) or sums.clusters < 2 else sums.variance
