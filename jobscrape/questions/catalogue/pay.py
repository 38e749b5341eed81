"""What is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.questions.answer import MONEY, NUMBER, Answer, CannotTellError, Chart, Column, Figure, figure
from jobscrape.questions.build import MIN_EMPLOYERS, MIN_N
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Cells, Row
from jobscrape.questions.stats.intervals import Sums, effective
from jobscrape.questions.stats.quantiles import median, quantile

if TYPE_CHECKING:
    from jobscrape.questions.question import Steps
    from jobscrape.questions.scope import Scope

WIDTH = 2000
DIMENSIONS = {"role": "$role", "seniority": "$seniority", "country": "$countries", "skill": "$skills"}
LISTS = ("country", "skill")
PAID = {"pay_eur": {"$gt": 0}}
SHOWN = 40


def steps(scope: Scope) -> Steps:
    """Count postings by bucket of pay, then look how employers scatter round each median."""
    by = scope.options.get("by", "role")
    if by not in DIMENSIONS:
        raise CannotTellError(f"pay can be told by {', '.join(DIMENSIONS)}, not by {by}")
    field, unwind = DIMENSIONS[by][1:], DIMENSIONS[by][1:] if by in LISTS else None
    bucket = {"$multiply": [{"$floor": {"$divide": ["$pay_eur", WIDTH]}}, WIDTH]}
    rows = yield Cells(by={"v": DIMENSIONS[by], "b": bucket}, unwind=unwind)
    counts = _histograms(rows)
    if not counts:
        raise CannotTellError(f"no {by} has {MIN_N} postings with a yearly pay that could be converted to EUR")
    middles = {value: quantile(histogram, 0.5, WIDTH) for value, histogram in counts.items()}
    branches = [{"case": {"$eq": [DIMENSIONS[by], value]}, "then": {"$lt": ["$pay_eur", middle]}} for value, middle in middles.items()]
    below = {"$cond": [{"$switch": {"branches": branches, "default": False}}, 1, 0]}
    match = {**PAID, field: {"$in": list(middles)}}
    spread = yield Cells(by={"v": DIMENSIONS[by], "c": "$company"}, sums={"k": below}, match=match, unwind=unwind)
    answer = _answer(by, counts, _sums(spread))
    answer.unknown = sum(int(row["n"]) for row in rows if row["_id"].get("b") is None) if unwind is None else 0
    return answer


def _histograms(rows: list[Row]) -> dict[str, dict[float, float]]:
    """Return the histograms of the values with enough postings, largest first."""
    counts: dict[str, dict[float, float]] = {}
    for row in rows:
        if row["_id"].get("v") is not None and row["_id"].get("b") is not None:
            counts.setdefault(row["_id"]["v"], {})[float(row["_id"]["b"])] = float(row["n"])
    large = {value: c for value, c in counts.items() if sum(c.values()) >= MIN_N}
    return dict(sorted(large.items(), key=lambda item: -sum(item[1].values()))[:SHOWN])


def _sums(cells: list[Row]) -> dict[str, Sums]:
    """Return how many are below the median, by value, with employers as clusters."""
    found: dict[str, list[tuple[float, float]]] = {}
    for cell in cells:
        found.setdefault(cell["_id"]["v"], []).append((float(cell["k"]), float(cell["n"])))
    return {value: _clustered(pairs) for value, pairs in found.items()}


def _clustered(pairs: list[tuple[float, float]]) -> Sums:
    k, n = sum(k for k, _ in pairs), sum(n for _, n in pairs)
    products = {"kk": sum(k * k for k, _ in pairs), "kn": sum(k * n for k, n in pairs), "nn": sum(n * n for _, n in pairs)}
    return Sums(k=k, n=n, **products, clusters=len(pairs))


def _answer(by: str, counts: dict[str, dict[float, float]], spread: dict[str, Sums]) -> Answer:
    figures: dict[str, Figure] = {}
    rows: list[list[Any]] = []
    for value, histogram in counts.items():
        if value not in spread or spread[value].clusters < MIN_EMPLOYERS:
            continue
        middle = figure(median(histogram, WIDTH, effective(spread[value])), spread[value].n, unit=MONEY)
        figures[value] = middle
        quarters = (quantile(histogram, 0.25, WIDTH), quantile(histogram, 0.75, WIDTH))
        rows.append([value, middle.value, middle.low, middle.high, *quarters, middle.n])
    if not figures:
        raise CannotTellError(f"no {by} with pay has postings of {MIN_EMPLOYERS} employers")
    order = sorted(figures, key=lambda value: -figures[value].value)
    best, least = order[0], order[-1]
    return Answer(
        sentence=f"Median yearly pay by {by}: from {figures[least].shown} ({least}) to {figures[best].shown} ({best}), where it is stated.",
        figures={value: figures[value] for value in order},
        columns=(Column(name=by, label=by), *COLUMNS, Column(name="n", label="n", unit=NUMBER)),
        rows=sorted(rows, key=lambda row: -row[1]),
        chart=Chart(kind="bars", labels=order[:20], series={"": [figures[value] for value in order[:20]]}, unit=MONEY),
        n=sum(f.n for f in figures.values()),
    )


COLUMNS = tuple(
    Column(name=name, label=label, unit=MONEY)
    for name, label in (("median", "median"), ("low", "from"), ("high", "to (95 %)"), ("q1", "lower quarter"), ("q3", "upper quarter"))
)

QUESTION = Question(
    name="pay",
    asks="What is paid, by role, seniority, country or skill?",
    reads=(
        "The median of the middle of stated pay ranges, yearly, converted to EUR at the rate of the posting date; "
        "`--by role|seniority|country|skill` chooses the group."
    ),
    caveats=(
        "Only postings that state pay count; laws make some states and countries state it more often.",
        "Offers, not wages paid; a range's middle need not be what is agreed.",
    ),
    steps=steps,
    topic="pay",
)
