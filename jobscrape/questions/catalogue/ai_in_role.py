"""What roles do with AI, by area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.questions.answer import Answer, CannotTellError, Column
from jobscrape.questions.build import MIN_EMPLOYERS, MIN_N, SHARE_COLUMNS, bars, listing, share_rows, told
from jobscrape.questions.expr import both, is_in, known, negated, unknown
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Ratio, Ratios

if TYPE_CHECKING:
    from jobscrape.questions.question import Steps
    from jobscrape.questions.scope import Scope

SAID = {"whole": known("ai_in_role"), "unknown": unknown("ai_in_role")}
USES = ("uses_tools", "builds_with", "trains", "supports")
RATIOS = (
    Ratio(name="any", part=both(known("ai_in_role"), negated(is_in("ai_in_role", "none"))), **SAID),
    *(Ratio(name=use, part=is_in("ai_in_role", use), **SAID) for use in USES),
)


def steps(scope: Scope) -> Steps:
    """Count what each area does with AI."""
    result = yield Ratios(ratios=RATIOS, by="$role_area")
    areas = {area: row for area, row in result.items() if area and row["any"].sums.n >= MIN_N and row["any"].sums.clusters >= MIN_EMPLOYERS}
    if not areas:
        raise CannotTellError(f"no role area has {MIN_N} postings with a text to judge by")
    figures = {area: told(row["any"]) for area, row in sorted(areas.items(), key=lambda item: -item[1]["any"].sums.ratio)}
    parts = {f"{area}.{use}": told(areas[area][use]) for area in figures for use in USES}
    words = listing(f"{area} {figure.shown}" for area, figure in figures.items())
    return Answer(
        sentence=f"Postings whose role uses, builds, trains or supports AI: {words}.",
        figures=figures | parts,
        columns=(Column(name="area", label="area and use"), *SHARE_COLUMNS),
        rows=share_rows(figures | parts),
        chart=bars(figures),
        n=sum(figure.n for figure in figures.values()),
        unknown=sum(figure.unknown for figure in figures.values()),
    )


QUESTION = Question(
    name="ai_in_role",
    asks="In which roles is AI a part of the work?",
    reads="The share of postings whose role does something with AI (uses tools, builds with it, trains it or supports it), by area.",
    caveats=("The role counts, not what the company sells; a wish (`nice to have`) alone is none.",),
    steps=steps,
    topic="ai",
)
