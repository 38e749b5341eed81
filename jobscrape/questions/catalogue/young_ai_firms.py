"""What young AI firms ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.questions.answer import Answer, CannotTellError, Column
from jobscrape.questions.build import SHARE_COLUMNS, bars, enough_for, gap, share_rows, told
from jobscrape.questions.expr import both, filled, is_in, number_if
from jobscrape.questions.kinds import names
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Cells, Ratio, Ratios

if TYPE_CHECKING:
    from jobscrape.questions.question import Steps
    from jobscrape.questions.scope import Scope

SETS = {"fine_tuning": "fine-tuning", "vector_databases": "vector databases", "human_in_the_loop": "human in the loop"}
ROLES = both(is_in("role_area", "data_ai"), filled("skills"))
LEAST, SHARE, MIN_FIRMS = 8, 0.4, 5
"""A young AI firm: a start-up with at least LEAST postings, SHARE of them in data and AI; fewer than MIN_FIRMS are no group."""


def steps(scope: Scope) -> Steps:
    """Find the young AI firms, then compare what they ask for with other employers of data and AI people."""
    ai = number_if(is_in("role_area", "data_ai"), 1)
    rows = yield Cells(by={"c": "$company"}, sums={"ai": ai}, match={"firm": "startup"})
    firms = sorted(row["_id"]["c"] for row in rows if row["n"] >= LEAST and row["ai"] >= SHARE * row["n"])
    if len(firms) < MIN_FIRMS:
        raise CannotTellError(
            f"the young AI firms known (start-ups with mostly data and AI openings) are {len(firms)}, fewer than {MIN_FIRMS}"
        )
    ratios = tuple(Ratio(name=name, part=names(name), whole=ROLES) for name in SETS)
    result = yield Ratios(ratios=ratios, by={"$in": ["$company", firms]})
    if not {True, False} <= result.keys():
        raise CannotTellError("all data and AI postings are of one kind of firm")
    enough_for(result[True]["fine_tuning"], "of young AI firms")
    enough_for(result[False]["fine_tuning"], "of other firms")
    return _answer(len(firms), result[True], result[False])


def _answer(firms: int, inside: dict[str, Any], outside: dict[str, Any]) -> Answer:
    shares = {f"{name}.young": told(inside[name]) for name in SETS} | {f"{name}.others": told(outside[name]) for name in SETS}
    gaps = {f"{name}.above": gap(outside[name], inside[name]) for name in SETS}
    words = "; ".join(f"{label} {shares[f'{name}.young'].shown} against {shares[f'{name}.others'].shown}" for name, label in SETS.items())
    return Answer(
        sentence=f"In data and AI postings, {firms} young AI firms against others: {words}.",
        figures=shares | gaps,
        columns=(Column(name="skill", label="skill and firms"), *SHARE_COLUMNS),
        rows=share_rows(shares),
        chart=bars(shares),
        n=sum(f.n for name, f in shares.items() if name.startswith("fine_tuning")),
    )


QUESTION = Question(
    name="young_ai_firms",
    asks="Do young AI firms ask for fine-tuning, vector databases and human-in-the-loop evaluation?",
    reads="The share of data and AI postings that name the skill, at young AI firms and elsewhere.",
    caveats=("A young AI firm is told by its openings (a start-up that mostly hires for data and AI), not by its product.",),
    steps=steps,
    topic="firms",
)
