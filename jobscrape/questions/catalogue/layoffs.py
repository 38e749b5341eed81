"""Layoffs over time."""

from __future__ import annotations

from math import exp, log, sqrt
from typing import TYPE_CHECKING

from jobscrape.questions.answer import NUMBER, Answer, CannotTellError, Chart, Column, Figure, exact
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Raw
from jobscrape.questions.scope import ARRIVALS
from jobscrape.questions.stats.intervals import Z

if TYPE_CHECKING:
    from jobscrape.questions.facts import Stage
    from jobscrape.questions.question import Steps
    from jobscrape.questions.scope import Scope

MIN_EVENTS = 20


def steps(scope: Scope) -> Steps:
    """Count published layoffs by month, and compare the first with the last third."""
    panel = scope.panel(ARRIVALS)
    month = {"$dateToString": {"date": "$date", "format": "%Y-%m"}}
    count = {"_id": month, "events": {"$sum": 1}, "people": {"$sum": {"$ifNull": ["$headcount", 0]}}}
    pipeline: list[Stage] = [{"$match": {"date": {"$gte": panel.since, "$lt": panel.until}}}, {"$group": count}, {"$sort": {"_id": 1}}]
    rows = yield Raw(collection="layoffs", pipeline=pipeline)
    events = {row["_id"]: row for row in rows}
    counts = [int(events.get(m, {}).get("events", 0)) for m in panel.months]
    if len(panel.months) < 3 or sum(counts) < MIN_EVENTS:
        raise CannotTellError(f"only {sum(counts)} layoffs are on record in {len(panel.months)} whole months")
    third = max(len(counts) // 3, 1)
    ratio = _ratio(counts[:third], counts[-third:], counts)
    people = [int(events.get(m, {}).get("people", 0)) for m in panel.months]
    turn = "rising" if ratio.low > 1 else "slowing" if ratio.high < 1 else "neither clearly rising nor slowing"
    return Answer(
        sentence=(
            f"Published layoffs are {turn}: the last {third} months had {ratio.value:.2f} times the events of the first "
            f"({ratio.low:.2f} to {ratio.high:.2f})."
        ),
        figures={"ratio": ratio},
        columns=(
            Column(name="month", label="month"),
            Column(name="events", label="events", unit=NUMBER),
            Column(name="people", label="people", unit=NUMBER),
        ),
        rows=[list(row) for row in zip(panel.months, counts, people, strict=True)],
        chart=Chart(kind="lines", labels=list(panel.months), series={"events": [exact(c) for c in counts]}, unit=NUMBER),
        n=sum(counts),
    )


def _ratio(first: list[int], last: list[int], every: list[int]) -> Figure:
    """Return the ratio of two Poisson rates, with the scatter of all months where it is larger than Poisson's."""
    a, z = sum(first) + 0.5, sum(last) + 0.5
    scatter = max(1.0, _scatter(every))
    half = Z * sqrt(scatter * (1 / a + 1 / z))
    middle = log(z / a)
    return Figure(value=exp(middle), low=exp(middle - half), high=exp(middle + half), n=sum(every), unit=NUMBER)


def _scatter(counts: list[int]) -> float:
    """Return Pearson's scatter of the counts round a straight line, 1 for Poisson's."""
    middle, mean = (len(counts) - 1) / 2, sum(counts) / len(counts)
    square = sum((t - middle) ** 2 for t in range(len(counts)))
    slope = sum((t - middle) * c for t, c in enumerate(counts)) / square
    fitted = [max(mean + slope * (t - middle), 0.5) for t in range(len(counts))]
    return sum((c - f) ** 2 / f for c, f in zip(counts, fitted, strict=True)) / max(len(counts) - 2, 1)


QUESTION = Question(
    name="layoffs",
    asks="Are layoffs slowing?",
    reads="Published layoffs of the `layoffs` collection by month; the ratio compares the last with the first third of the months.",
    caveats=("Lists of layoffs hold what became public: large and well-known firms more than others.",),
    basis=ARRIVALS,
    steps=steps,
    topic="firms",
)
