"""The statistics, held against SciPy and against what they promise."""

from __future__ import annotations

import random
from math import inf, isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobscrape.questions.stats.intervals import (
    Estimate,
    Paired,
    Sums,
    contrast,
    difference,
    effective,
    mean,
    p_value,
    share,
    student,
    wilson,
)
from jobscrape.questions.stats.multiple import benjamini_hochberg
from jobscrape.questions.stats.quantiles import median, quantile
from jobscrape.questions.stats.survival import curve

scipy_stats = pytest.importorskip("scipy.stats", reason="SciPy is not installed: pip install -r requirements-dev.txt")


def sums(cells: list[tuple[float, float]]) -> Sums:
    """Sums of (k, n) by employer."""
    return Sums(
        k=sum(k for k, _ in cells),
        n=sum(n for _, n in cells),
        kk=sum(k * k for k, _ in cells),
        kn=sum(k * n for k, n in cells),
        nn=sum(n * n for _, n in cells),
        clusters=sum(n > 0 for _, n in cells),
    )


@pytest.mark.parametrize(("k", "n"), [(0, 10), (1, 10), (5, 10), (10, 10), (37, 412), (999, 1000)])
def test_wilson_is_scipys(k: int, n: int) -> None:
    interval = scipy_stats.binomtest(k, n).proportion_ci(method="wilson")
    ours = wilson(k, n)
    assert (ours.low, ours.high) == pytest.approx((interval.low, interval.high), abs=1e-9)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 13, 40, 1000])
def test_student_is_scipys(freedom: int) -> None:
    assert student(freedom) == pytest.approx(scipy_stats.t.ppf(0.975, freedom), rel=2e-3)


def test_one_employer_bounds_no_difference() -> None:
    one = sums([(3, 10)])
    assert (student(0), contrast(one, one).high) == (inf, inf)


def test_nothing_looked_at_says_nothing() -> None:
    assert wilson(0, 0) == Estimate(value=0.0, low=0.0, high=1.0)
    assert share(Sums()).high == 1.0
    assert mean(Sums(k=5, n=2, clusters=1)).high == inf


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda p: (min(p), max(p))), max_size=40))
def test_a_share_lies_in_its_interval_and_clusters_never_add_knowledge(cells: list[tuple[int, int]]) -> None:
    one = sums([(float(k), float(n)) for k, n in cells])
    estimate = share(one)
    assert 0 <= estimate.low <= estimate.value + 1e-9
    assert estimate.value <= estimate.high + 1e-9 <= 1 + 1e-8
    assert effective(one) <= one.n + 1e-9


def test_alike_postings_widen_the_interval() -> None:
    mixed = sums([(5.0, 10.0)] * 40)
    alike = sums([(10.0, 10.0)] * 20 + [(0.0, 10.0)] * 20)
    assert share(alike).high - share(alike).low > 2.5 * (share(mixed).high - share(mixed).low)
    assert effective(alike) == pytest.approx(40, rel=0.1)


def covered(probability: float, employers: int, likeness: float, rounds: int = 150) -> float:
    """The share of drawn markets whose interval holds the truth; chances of employers scatter by `likeness`."""
    dice = random.Random(7)
    hits = 0
    for _ in range(rounds):
        cells = []
        for _ in range(employers):
            n = dice.randint(1, 40)
            a = probability * (1 / likeness - 1)
            chance = dice.betavariate(a, (1 - probability) * (1 / likeness - 1))
            cells.append((float(sum(dice.random() < chance for _ in range(n))), float(n)))
        estimate = share(sums(cells))
        hits += estimate.low <= probability <= estimate.high
    return hits / rounds


@pytest.mark.parametrize(("probability", "likeness"), [(0.3, 0.05), (0.3, 0.3), (0.1, 0.1)])
def test_intervals_hold_the_truth_as_often_as_they_say(probability: float, likeness: float) -> None:
    assert covered(probability, 60, likeness) >= 0.9


def test_a_change_in_the_same_employers_is_seen_more_sharply_than_between_strangers() -> None:
    dice = random.Random(3)
    rows = []
    for _ in range(30):
        base, n = dice.random() * 0.8, 25
        rows.append((round(base * n), n, round((base + 0.1) * n), n))
    a, z = sums([(float(k), float(n)) for k, n, _, _ in rows]), sums([(float(k), float(n)) for _, _, k, n in rows])
    products = {
        "kakz": sum(ka * kz for ka, _, kz, _ in rows),
        "kanz": sum(ka * nz for ka, _, _, nz in rows),
        "nakz": sum(na * kz for _, na, kz, _ in rows),
        "nanz": sum(na * nz for _, na, _, nz in rows),
    }
    same, strangers = difference(Paired(a=a, z=z, **{name: float(v) for name, v in products.items()})), contrast(a, z)
    assert same.value == pytest.approx(strangers.value)
    assert same.low > 0 > strangers.low
    assert p_value(same) < 0.001 < p_value(strangers)


def test_no_change_has_no_small_p() -> None:
    assert p_value(Estimate(value=0.0, low=-1.0, high=1.0)) == pytest.approx(1.0)
    assert p_value(Estimate(value=3.0, low=-inf, high=inf)) == 1.0


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=30))
def test_false_discovery_is_scipys(p_values: list[float]) -> None:
    assert benjamini_hochberg(p_values) == pytest.approx(list(scipy_stats.false_discovery_control(p_values)))


def test_quantiles_of_buckets() -> None:
    counts = {0.0: 10.0, 10.0: 10.0, 20.0: 10.0}
    assert quantile(counts, 0.5, 10) == 15
    assert quantile(counts, 1, 10) == 30
    middle = median(counts, 10, 30)
    assert middle.low < 15 < middle.high
    with pytest.raises(ValueError, match="empty"):
        quantile({}, 0.5, 10)


def test_known_days_give_kaplan_meier_as_scipy_does() -> None:
    dice = random.Random(5)
    lives = [(dice.randint(1, 60), dice.random() < 0.7) for _ in range(400)]
    tallied: dict[tuple[int, int | None], float] = {}
    for day, closed in lives:
        key = (day, day if closed else None)
        tallied[key] = tallied.get(key, 0) + 1
    ours = curve(tallied)
    data = scipy_stats.CensoredData(uncensored=[d for d, c in lives if c], right=[d for d, c in lives if not c])
    theirs = scipy_stats.ecdf(data).sf
    for day in (5, 20, 40, 55):
        assert ours.at(day).value == pytest.approx(float(theirs.evaluate(day)), abs=2e-3)
    interval = theirs.confidence_interval(method="log-log")
    assert ours.at(30).low == pytest.approx(float(interval.low.evaluate(30)), abs=0.01)
    assert ours.at(30).high == pytest.approx(float(interval.high.evaluate(30)), abs=0.01)


def test_closings_seen_every_fourth_day_give_the_life_that_was_drawn() -> None:
    dice = random.Random(9)
    tallied: dict[tuple[int, int | None], float] = {}
    for _ in range(3000):
        life, follow = dice.expovariate(1 / 40), dice.randrange(20, 200, 4)
        seen = int(life // 4 * 4)
        key = (seen, seen + 4) if seen + 4 <= follow else (follow, None)
        tallied[key] = tallied.get(key, 0) + 1
    middle = curve(tallied).median
    assert middle is not None
    assert middle.value == pytest.approx(40 * 0.693, abs=3)
    assert middle.low <= 28 <= middle.high + 4


def test_nothing_closed_has_no_median() -> None:
    one = curve({(5, None): 10.0})
    assert one.median is None
    assert one.at(100).value == 1.0
    late = curve({(5, 6): 4.0, (50, None): 6.0})
    assert late.median is None
    assert isfinite(late.at(10).low)
