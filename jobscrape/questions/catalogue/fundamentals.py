"""Fundamentals in infrastructure roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.questions.answer import Answer, Column
from jobscrape.questions.build import SHARE_COLUMNS, bars, enough_for, share_rows, told
from jobscrape.questions.kinds import INFRASTRUCTURE_SKILLS, names
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Ratio, Ratios

if TYPE_CHECKING:
    from jobscrape.questions.question import Steps
    from jobscrape.questions.scope import Scope

SETS = {
    "any": "fundamentals",
    "algorithms": "algorithms",
    "networking": "networking",
    "databases": "databases",
    "security": "systems_security",
}


def steps(scope: Scope) -> Steps:
    """Count each fundamental among infrastructure roles."""
    result = yield Ratios(ratios=tuple(Ratio(name=name, part=names(skills), whole=INFRASTRUCTURE_SKILLS) for name, skills in SETS.items()))
    counted = result[None]
    enough_for(counted["any"], "for infrastructure roles")
    figures = {name: told(counted[name]) for name in SETS}
    return Answer(
        sentence=f"{figures['any'].shown} of the infrastructure postings name a fundamental ({figures['any'].interval}).",
        figures=figures,
        columns=(Column(name="fundamental", label="fundamental"), *SHARE_COLUMNS),
        rows=share_rows(figures),
        chart=bars(figures),
        n=figures["any"].n,
    )


QUESTION = Question(
    name="fundamentals",
    asks="Do infrastructure roles ask for fundamentals: algorithms, networking, databases, security?",
    reads="The share of infrastructure postings that name the field itself (or its textbook parts), among those that name any skill.",
    caveats=("A product such as PostgreSQL is not counted as a fundamental; `databases` is.",),
    steps=steps,
    topic="infrastructure",
)
