"""Parts that many questions share: figures from counts, tables and sentences; refusals with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.questions.answer import NUMBER, POINTS, SHARE, CannotTellError, Chart, Column, Figure, figure
from jobscrape.questions.stats.intervals import contrast, difference, mean, share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from jobscrape.questions.requests import Counted

MIN_N = 30
"""Postings below which no share is told."""
MIN_EMPLOYERS = 3
"""Employers below which nothing is told about a market."""
SHARE_COLUMNS = (
    Column(name="share", label="share", unit=SHARE),
    Column(name="low", label="from", unit=SHARE),
    Column(name="high", label="to (95 %)", unit=SHARE),
    Column(name="n", label="n", unit=NUMBER),
)


def told(counted: Counted, unit: str = SHARE) -> Figure:
    """Return the figure of a ratio."""
    estimate = share(counted.sums) if counted.is_share else mean(counted.sums)
    return figure(estimate, counted.sums.n, counted.unknown, unit)


def changed(counted: Counted, unit: str = POINTS) -> Figure:
    """Return the change from the first to the last third of the months; CannotTellError if there are too few postings."""
    pair = counted.pair
    if pair is None:
        raise CannotTellError("no months were compared")
    enough(min(pair.a.n, pair.z.n), min(pair.a.clusters, pair.z.clusters), "in the months compared")
    return figure(difference(pair, is_share=counted.is_share), pair.a.n + pair.z.n, counted.unknown, unit)


def gap(low: Counted, high: Counted, unit: str = POINTS) -> Figure:
    """Return high - low for different postings (two groups of employers)."""
    return figure(contrast(low.sums, high.sums, is_share=low.is_share), low.sums.n + high.sums.n, low.unknown + high.unknown, unit)


def enough(n: float, employers: int, where: str) -> None:
    """Raise CannotTellError if there are too few postings or employers."""
    if n < MIN_N:
        raise CannotTellError(f"only {n:.0f} postings {where} say it, fewer than {MIN_N}")
    if employers < MIN_EMPLOYERS:
        raise CannotTellError(f"only {employers} employers stand behind the postings {where}, fewer than {MIN_EMPLOYERS}")


def enough_for(counted: Counted, where: str) -> Counted:
    """Return `counted` if it has enough postings and employers, else raise CannotTellError."""
    enough(counted.sums.n, counted.sums.clusters, where)
    return counted


def months_chart(months: Sequence[str], series: Mapping[str, Counted], unit: str = SHARE) -> Chart:
    """Return lines over months, with gaps where a month has no postings."""
    lines: dict[str, Sequence[Figure | None]] = {name: [_month(counted, m, unit) for m in months] for name, counted in series.items()}
    return Chart(kind="lines", labels=list(months), series=lines, unit=unit)


def _month(counted: Counted, month: str, unit: str) -> Figure | None:
    sums = counted.months.get(month)
    if sums is None or not sums.n or (not counted.is_share and sums.clusters < 2):
        return None
    return figure(share(sums) if counted.is_share else mean(sums), sums.n, unit=unit)


def bars(figures: Mapping[str, Figure], limit: int = 20, named: Callable[[str], str] = str) -> Chart:
    """Return bars, the first `limit` of the figures; `named` gives the name to show for each."""
    shown = dict(list(figures.items())[:limit])
    unit = next(iter(shown.values())).unit if shown else SHARE
    return Chart(kind="bars", labels=[named(value) for value in shown], series={"": list(shown.values())}, unit=unit)


def share_rows(figures: Mapping[str, Figure]) -> list[list[Any]]:
    """Return the rows of a table with the label in front of SHARE_COLUMNS."""
    return [[label, f.value, f.low, f.high, f.n] for label, f in figures.items()]


def month_rows(months: Sequence[str], series: Mapping[str, Counted]) -> list[list[Any]]:
    """Return rows (series, month, share, from, to, n)."""
    rows = []
    for name, counted in series.items():
        for month in months:
            told_month = _month(counted, month, SHARE)
            if told_month:
                rows.append([name, month, told_month.value, told_month.low, told_month.high, told_month.n])
    return rows


MONTH_COLUMNS = (Column(name="series", label="series"), Column(name="month", label="month"), *SHARE_COLUMNS)


def direction(change: Figure) -> str:
    """Return `rose`, `fell` or `did not clearly change`."""
    return "rose" if change.low > 0 else "fell" if change.high < 0 else "did not clearly change"


def listing(parts: Iterable[str]) -> str:
    """Return `a, b and c`."""
    words = list(parts)
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
