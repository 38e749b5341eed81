"""Answers: figures with intervals, a table, a chart, a sentence, and what they rest on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobscrape.questions.stats.intervals import Estimate

SHARE, POINTS, NUMBER, MONEY, DAYS = "share", "points", "number", "EUR", "days"


class CannotTellError(Exception):
    """The data cannot answer; the message says why, as the end of the sentence `Cannot tell: ...`."""


@dataclass(slots=True, kw_only=True, frozen=True)
class Figure:
    """One number with its 95 % interval. Shares are 0 to 1; `points` are differences of shares."""

    value: float
    low: float
    high: float
    n: int
    """Postings (at the counting level) behind it, those unknown left out."""
    unknown: int = 0
    """Postings that do not say."""
    unit: str = SHARE

    @property
    def shown(self) -> str:
        """Return the value in words ("31 %", "+4.2 points", "72,000 EUR")."""
        return show(self.value, self.unit)

    @property
    def interval(self) -> str:
        """Return the interval in words ("28 to 34 %")."""
        if not isfinite(self.high):
            return f"at least {show(self.low, self.unit)}"
        return between(self.low, self.high, self.unit)


@dataclass(slots=True, kw_only=True, frozen=True)
class Column:
    """A column of a table; `unit` says how to show its values."""

    name: str
    label: str
    unit: str = "text"


@dataclass(slots=True, kw_only=True, frozen=True)
class Chart:
    """What to draw: lines over months, bars by label, a map by country code, or a curve over days."""

    kind: str
    """lines, bars, map or curve."""
    labels: Sequence[str]
    series: dict[str, Sequence[Figure | None]]
    unit: str = SHARE


@dataclass(slots=True, kw_only=True, frozen=True)
class Coverage:
    """What the panel leaves out, and what it says about completeness."""

    boards: int = 0
    boards_known: int = 0
    postings: int = 0
    postings_known: int = 0

    @property
    def share(self) -> float:
        """Return the share of the postings of the period that stand on boards of the panel."""
        return self.postings / self.postings_known if self.postings_known else 0.0


@dataclass(slots=True, kw_only=True)
class Answer:
    """What a question gives back; `reason` is set if the data cannot answer."""

    sentence: str = ""
    figures: dict[str, Figure] = field(default_factory=dict)
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[Any]] = ()
    chart: Chart | None = None
    n: int = 0
    unknown: int = 0
    notes: list[str] = field(default_factory=list)
    reason: str | None = None
    question: str = ""
    asks: str = ""
    basis: str = ""
    level: str = "job"
    since: str = ""
    until: str = ""
    months: Sequence[str] = ()
    coverage: Coverage = field(default_factory=Coverage)
    reads: str = ""
    caveats: Sequence[str] = ()

    @property
    def plain(self) -> str:
        """Return the sentence, or why there is none."""
        return f"Cannot tell: {self.reason}." if self.reason else self.sentence

    def document(self) -> dict[str, Any]:
        """Return the answer as JSON-ready values; endless bounds become None."""
        rows = [dict(zip([c.name for c in self.columns], row, strict=True)) for row in self.rows]
        own = {
            "question": self.question,
            "asks": self.asks,
            "answer": self.plain,
            "can_tell": self.reason is None,
            "n": self.n,
            "unknown": self.unknown,
        }
        panel = {"basis": self.basis, "level": self.level, "since": self.since, "until": self.until, "months": list(self.months)}
        coverage = {**asdict(self.coverage), "share": self.coverage.share}
        figures = {name: asdict(figure) for name, figure in self.figures.items()}
        rest = {"rows": rows, "notes": self.notes, "reads": self.reads, "caveats": list(self.caveats)}
        return finite({**own, **panel, "interval": "95 %", "coverage": coverage, "figures": figures, **rest})  # type: ignore[no-any-return]


def finite(value: Any) -> Any:
    """Return `value` with NaN and infinities as None, so that it is valid JSON."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {key: finite(v) for key, v in value.items()}
    return [finite(v) for v in value] if isinstance(value, (list, tuple)) else value


def figure(estimate: Estimate, n: float, unknown: float = 0, unit: str = SHARE) -> Figure:
    """Return the figure of an estimate."""
    return Figure(value=estimate.value, low=estimate.low, high=estimate.high, n=round(n), unknown=round(unknown), unit=unit)


def exact(n: int) -> Figure:
    """Return a count, which has no interval: it is what the boards showed."""
    return Figure(value=n, low=n, high=n, n=n, unit=NUMBER)


def between(low: float, high: float, unit: str) -> str:
    """Return a range in words, the unit said once ("28 to 34 %")."""
    words, _, name = show(high, unit).partition(" ")
    return f"{show(low, unit).removesuffix(f' {name}')} to {words} {name}".rstrip()


def show(value: float, unit: str) -> str:
    """Return a value in words."""
    if not isfinite(value):
        return "endless"
    if unit == SHARE:
        return f"{100 * value:.1f} %" if value < 0.1 else f"{100 * value:.0f} %"
    if unit == POINTS:
        return f"{100 * value:+.1f} points"
    if unit == MONEY:
        return f"{value:,.0f} EUR"
    if unit == DAYS:
        return f"{value:.0f} days"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"
