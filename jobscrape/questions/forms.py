"""Forms that many questions take: shares of each value of a field, and shares month by month with their change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.questions.answer import NUMBER, POINTS, SHARE, Answer, CannotTellError, Chart, Column, Figure, show
from jobscrape.questions.build import (
    MIN_EMPLOYERS,
    MIN_N,
    MONTH_COLUMNS,
    SHARE_COLUMNS,
    bars,
    changed,
    direction,
    enough,
    listing,
    month_rows,
    months_chart,
    share_rows,
    told,
)
from jobscrape.questions.requests import Ratios, Tally
from jobscrape.questions.scope import ARRIVALS
from jobscrape.questions.stats.intervals import Estimate, p_value
from jobscrape.questions.stats.multiple import benjamini_hochberg

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jobscrape.questions.expr import Expr
    from jobscrape.questions.question import Steps
    from jobscrape.questions.requests import Counted, Ratio, Tallied
    from jobscrape.questions.scope import Scope

SHOWN = 400
MIN_STATED = 0.2
"""Share of postings that must say it at all, below which those that do are no picture of the rest."""


def shares_of(
    field: Expr,
    what: str,
    lead: str,
    *,
    is_list: bool = True,
    kind: str = "bars",
    match: Mapping[str, Any] | None = None,
    stated: float = 0.0,
) -> Callable[[Scope], Steps]:
    """Return the steps that tell the share of each value of `field`; `lead` begins the sentence ("The most wanted skills are")."""

    def steps(scope: Scope) -> Steps:
        tally: Tallied = yield Tally(of=field, is_list=is_list, match=match or {})
        n = tally.postings - tally.unknown
        employers = max((c.sums.clusters for c in tally.values.values()), default=0)
        enough(n, employers, f"with a known {what}")
        require_stated(n, tally.unknown, what, stated)
        every = list(tally.values.items())[:SHOWN]
        figures = {value: told(counted) for value, counted in every}
        rows = [[*row, counted.employers] for row, (_, counted) in zip(share_rows(figures), every, strict=True)]
        top = listing(f"{scope.named(value)} ({figures[value].shown})" for value in list(figures)[:5])
        chart = (
            bars(figures, named=scope.named)
            if kind == "bars"
            else Chart(kind=kind, labels=list(figures), series={"": list(figures.values())})
        )
        return Answer(
            sentence=f"{lead} {top}, among {n:,.0f} that say it.",
            figures=figures,
            columns=(Column(name=what, label=what), *SHARE_COLUMNS, Column(name="employers", label="employers", unit=NUMBER)),
            rows=rows,
            chart=chart,
            n=round(n),
            unknown=round(tally.unknown),
        )

    return steps


def shares_by_month(
    ratios: tuple[Ratio, ...], labels: Mapping[str, str], *, unit: str = SHARE, stated: float = 0.0
) -> Callable[[Scope], Steps]:
    """Return the steps that follow ratios through the months; figures are `name` (last third) and `name.change`."""

    def steps(scope: Scope) -> Steps:
        result = yield Ratios(ratios=ratios, basis=ARRIVALS, monthly=True)
        counted: dict[str, Counted] = result[None]
        return by_month(scope, {r.name: counted[r.name] for r in ratios}, labels, unit=unit, stated=stated)

    return steps


def by_month(scope: Scope, counted: Mapping[str, Counted], labels: Mapping[str, str], *, unit: str = SHARE, stated: float = 0.0) -> Answer:
    """Return the answer of `shares_by_month` from its counts; the first ratio leads and must be tellable."""
    first = next(iter(counted.values()))
    require_stated(first.sums.n, first.unknown, next(iter(labels.values())), stated)
    figures: dict[str, Figure] = {}
    words = []
    for name, one in counted.items():
        try:
            change = changed(one, POINTS if unit == SHARE else unit)
        except CannotTellError:
            if name == next(iter(counted)):
                raise
            continue
        figures[name], figures[f"{name}.change"] = told(at_end(one), unit), change
        if name == next(iter(counted)) or direction(change) in ("rose", "fell"):
            words.append(_told_change(labels[name], one, figures[name], change, unit))
    panel = scope.panel(ARRIVALS)
    shown = {labels[name]: one for name, one in counted.items()}
    return Answer(
        sentence=f"From {_months(panel.early)} to {_months(panel.late)}, {'; '.join(words)}.",
        figures=figures,
        columns=MONTH_COLUMNS if unit == SHARE else with_unit(unit),
        rows=month_rows(panel.months, shown),
        chart=months_chart(panel.months, shown, unit),
        n=round(first.sums.n),
        unknown=round(first.unknown),
    )


def with_unit(unit: str) -> tuple[Column, ...]:
    """Return the columns of a monthly table of means."""
    names = (("value", "mean"), ("low", "from"), ("high", "to (95 %)"))
    return (*MONTH_COLUMNS[:2], *(Column(name=name, label=label, unit=unit) for name, label in names), MONTH_COLUMNS[-1])


def at_end(counted: Counted) -> Counted:
    """Return the ratio in the last third of the months."""
    from dataclasses import replace  # noqa: PLC0415 - one use

    return replace(counted, sums=counted.pair.z) if counted.pair else counted


def require_stated(n: float, unknown: float, what: str, least: float = MIN_STATED) -> None:
    """Raise CannotTellError if too few postings say it."""
    if n + unknown and n / (n + unknown) < least:
        raise CannotTellError(f"only {show(n / (n + unknown), SHARE)} of the postings say {what}; those that do need not be like the rest")


def _told_change(label: str, one: Counted, late: Figure, change: Figure, unit: str) -> str:
    early = one.pair.a.ratio if one.pair else 0.0
    return f"{label} {direction(change)} from {show(early, unit)} to {late.shown} ({change.interval})"


def _months(months: tuple[str, ...]) -> str:
    return months[0] if len(months) == 1 else f"{months[0]}–{months[-1]}"


CHANGE_COLUMNS = (
    Column(name="early", label="first third", unit=SHARE),
    Column(name="late", label="last third", unit=SHARE),
    Column(name="change", label="change", unit=POINTS),
    Column(name="low", label="from", unit=POINTS),
    Column(name="high", label="to (95 %)", unit=POINTS),
    Column(name="q", label="q", unit=NUMBER),
)
FALSE_DISCOVERY = 0.05


def changes_of(field: str, what: str, *, is_list: bool = True) -> Callable[[Scope], Steps]:
    """Return the steps that compare the share of each value in the first and the last third of the months, with care for many."""

    def steps(scope: Scope) -> Steps:
        tally: Tallied = yield Tally(of=field, is_list=is_list, basis=ARRIVALS, change=True, limit=100_000)
        enough(tally.postings - tally.unknown, max((c.sums.clusters for c in tally.values.values()), default=0), f"with a known {what}")
        tested = {value: c for value, c in tally.values.items() if c.pair and _testable(c)}
        if not tested:
            raise CannotTellError(f"no {what} is named in {MIN_N} postings of the months compared")
        figures = {value: changed(c) for value, c in tested.items()}
        q = dict(zip(figures, benjamini_hochberg([p_value(_estimate(f)) for f in figures.values()]), strict=True))
        order = sorted(figures, key=lambda value: -figures[value].value)
        sure = [value for value in order if q[value] <= FALSE_DISCOVERY]
        clear = {v: figures[v] for v in [*sure[:10], *[v for v in sure[-10:] if v not in sure[:10]]]}
        return Answer(
            sentence=_risers(
                f"{len(tested)} {what}s",
                [v for v in sure if figures[v].value > 0],
                [v for v in reversed(sure) if figures[v].value < 0],
                figures,
                scope.named,
            ),
            figures={value: figures[value] for value in order},
            columns=(Column(name=what, label=what), *CHANGE_COLUMNS),
            rows=[_change_row(value, tested[value], figures[value], q[value]) for value in order],
            chart=bars(clear, named=scope.named) if sure else None,
            n=round(tally.postings - tally.unknown),
            unknown=round(tally.unknown),
            notes=["Called a change at a false discovery rate of 5 % (Benjamini-Hochberg)."],
        )

    return steps


def _testable(counted: Counted) -> bool:
    pair = counted.pair
    return pair is not None and pair.a.k + pair.z.k >= MIN_N / 2 and min(pair.a.clusters, pair.z.clusters) >= MIN_EMPLOYERS


def _estimate(one: Figure) -> Estimate:
    return Estimate(value=one.value, low=one.low, high=one.high)


def _change_row(value: str, counted: Counted, change: Figure, q: float) -> list[Any]:
    pair = counted.pair
    early, late = (pair.a.ratio, pair.z.ratio) if pair else (0.0, 0.0)
    return [value, early, late, change.value, change.low, change.high, round(q, 4)]


def _risers(what: str, up: list[str], down: list[str], figures: Mapping[str, Figure], named: Callable[[str], str]) -> str:
    if not up and not down:
        return f"None of {what} clearly rose or fell."
    groups = {"rising": up[:5], "falling": down[:5]}
    parts = [f"{word}: {listing(f'{named(v)} ({figures[v].shown})' for v in values)}" for word, values in groups.items() if values]
    return f"Of {what} compared, {len(up)} rose and {len(down)} fell; {'; '.join(parts)}."
