"""Who hires most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.questions.answer import NUMBER, Answer, CannotTellError, Chart, Column, exact
from jobscrape.questions.build import listing
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Tally

if TYPE_CHECKING:
    from jobscrape.questions.question import Steps
    from jobscrape.questions.requests import Tallied
    from jobscrape.questions.scope import Scope

SHOWN = 100


def steps(scope: Scope) -> Steps:
    """Count the postings of each employer."""
    tally: Tallied = yield Tally(of="company_name", is_list=False, limit=SHOWN + 2)
    if not tally.values:
        raise CannotTellError("no posting stood open in the period")
    figures = {name: exact(round(counted.sums.k)) for name, counted in list(tally.values.items())[:SHOWN]}
    top = listing(f"{name} ({figure.n:,})" for name, figure in list(figures.items())[:5])
    return Answer(
        sentence=f"Most openings: {top}.",
        figures=figures,
        columns=(Column(name="company", label="company"), Column(name="n", label="openings in the period", unit=NUMBER)),
        rows=[[name, figure.n] for name, figure in figures.items()],
        chart=Chart(kind="bars", labels=list(figures)[:20], series={"": list(figures.values())[:20]}, unit=NUMBER),
        n=round(tally.postings),
    )


QUESTION = Question(
    name="companies",
    asks="Which employers hire most?",
    reads="Openings that stood on a completely observed board of the employer in the period; counts, not estimates.",
    caveats=("One advert may stand for several vacancies, and some employers advertise one vacancy in many places.",),
    steps=steps,
)
