"""What is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.questions.answer import MONEY, NUMBER, Answer, CannotTellError, Chart, Column, Figure, figure
from jobscrape.questions.build import MIN_EMPLOYERS, MIN_N
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Raw, Row
from jobscrape.questions.scope import STANDING
from jobscrape.questions.stats.intervals import Sums, effective
from jobscrape.questions.stats.quantiles import median, quantile

if TYPE_CHECKING:
    from jobscrape.questions.question import Steps
    from jobscrape.questions.scope import Scope

WIDTH = 2000
DIMENSIONS = {"role": "$role", "seniority": "$seniority", "country": "$countries", "skill": "$skills"}
SHOWN = 40


def steps(scope: Scope) -> Steps:
    """Count postings by bucket of pay, then look how employers scatter round each median."""
    by = scope.options.get("by", "role")
    if by not in DIMENSIONS:
        raise CannotTellError(f"pay can be told by {', '.join(DIMENSIONS)}, not by {by}")
    unwind = [{"$unwind": DIMENSIONS[by]}] if by in ("country", "skill") else []
    paid = [*scope.base(STANDING), {"$match": {"pay_eur": {"$gt": 0}}}, *unwind]
    bucket = {"$multiply": [{"$floor": {"$divide": ["$pay_eur", WIDTH]}}, WIDTH]}
    rows = yield Raw(collection="facts", pipeline=[*paid, {"$group": {"_id": {"v": DIMENSIONS[by], "b": bucket}, "n": {"$sum": 1}}}])
    counts = _histograms(rows)
    if not counts:
        raise CannotTellError(f"no {by} has {MIN_N} postings with a yearly pay that could be converted to EUR")
    middles = {value: quantile(histogram, 0.5, WIDTH) for value, histogram in counts.items()}
    branches = [{"case": {"$eq": [DIMENSIONS[by], value]}, "then": {"$lt": ["$pay_eur", middle]}} for value, middle in middles.items()]
    below = {"$cond": [{"$switch": {"branches": branches, "default": False}}, 1, 0]}
    cell = {"_id": {"v": DIMENSIONS[by], "c": "$company"}, "n": {"$sum": 1}, "k": {"$sum": below}}
    products = {name: {"$sum": {"$multiply": [f"${a}", f"${b}"]}} for name, a, b in (("kk", "k", "k"), ("kn", "k", "n"), ("nn", "n", "n"))}
    sums = {"_id": "$_id.v", "k": {"$sum": "$k"}, "n": {"$sum": "$n"}, **products, "clusters": {"$sum": 1}}
    field = DIMENSIONS[by][1:]
    spread = yield Raw(
        collection="facts", pipeline=[*paid, {"$match": {field: {"$in": list(middles)}}}, {"$group": cell}, {"$group": sums}]
    )
    return _answer(by, counts, {row["_id"]: _sums(row) for row in spread})


def _histograms(rows: list[Row]) -> dict[str, dict[float, float]]:
    """Return the histograms of the values with enough postings, largest first."""
    counts: dict[str, dict[float, float]] = {}
    for row in rows:
        if row["_id"].get("v") is not None:
            counts.setdefault(row["_id"]["v"], {})[float(row["_id"]["b"])] = float(row["n"])
    large = {value: c for value, c in counts.items() if sum(c.values()) >= MIN_N}
    return dict(sorted(large.items(), key=lambda item: -sum(item[1].values()))[:SHOWN])


def _sums(row: Row) -> Sums:
    return Sums(**{name: float(row[name]) for name in ("k", "n", "kk", "kn", "nn")}, clusters=int(row["clusters"]))


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
