"""How often each field is known, by source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.questions.answer import NUMBER, SHARE, Answer, CannotTellError, Column, Figure
from jobscrape.questions.build import listing
from jobscrape.questions.expr import filled, known
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Ratio, Ratios

if TYPE_CHECKING:
    from jobscrape.questions.question import Steps
    from jobscrape.questions.scope import Scope

SCALARS = (
    "role",
    "seniority",
    "employment_type",
    "work_mode",
    "office_days",
    "pay_eur",
    "years_min",
    "education",
    "visa_sponsorship",
    "ai_in_role",
    "language",
    "posted",
    "stage",
    "size",
)
LISTS = ("countries", "places", "remote_scope", "skills", "soft_skills")


FIELDS = (*SCALARS, *LISTS)
RATIOS = (*(Ratio(name=name, part=known(name)) for name in SCALARS), *(Ratio(name=name, part=filled(name)) for name in LISTS))


def steps(scope: Scope) -> Steps:
    """Count what is known of each field, by source."""
    result = yield Ratios(ratios=RATIOS, by="$source")
    sources = {source: row for source, row in sorted(result.items(), key=str) if source and row["role"].sums.n}
    if not sources:
        raise CannotTellError("no posting stood open in the period")
    total = sum(row["role"].sums.n for row in sources.values())
    figures = {name: _exact(sum(row[name].sums.k for row in sources.values()) / total, total) for name in FIELDS}
    gaps = listing(f"{name} ({figures[name].shown})" for name in sorted(figures, key=lambda name: figures[name].value)[:4])
    return Answer(
        sentence=f"Of {total:,.0f} postings, least is known of {gaps}.",
        figures=figures,
        columns=(
            Column(name="source", label="source"),
            Column(name="n", label="n", unit=NUMBER),
            *(Column(name=name, label=name.replace("_", " "), unit=SHARE) for name in FIELDS),
        ),
        rows=[[source, round(row["role"].sums.n), *(row[name].sums.ratio for name in FIELDS)] for source, row in sources.items()],
        n=round(total),
    )


def _exact(value: float, n: float) -> Figure:
    """Return a share that is counted, not estimated."""
    return Figure(value=value, low=value, high=value, n=round(n))


QUESTION = Question(
    name="fill_rates",
    asks="How often is each field known, by source?",
    reads="The share of postings of the source in which the field is known; the rest is unknown, never `no`.",
    caveats=("A source that has no field for something can still say it in its text.",),
    steps=steps,
    topic="method",
)
