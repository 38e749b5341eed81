"""Years of experience demanded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.questions.answer import NUMBER, Answer, Column
from jobscrape.questions.build import SHARE_COLUMNS, bars, enough_for, told
from jobscrape.questions.expr import known, unknown
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Ratio, Ratios

if TYPE_CHECKING:
    from jobscrape.questions.question import Steps
    from jobscrape.questions.scope import Scope

BANDS = {"0 to 1": (0, 2), "2 to 4": (2, 5), "5 to 7": (5, 8), "8 and more": (8, 100)}
SAID = {"whole": known("years_min"), "unknown": unknown("years_min")}
RATIOS = (
    Ratio(name="mean", part="$years_min", is_share=False, **SAID),
    *(Ratio(name=band, part={"$and": [{"$gte": ["$years_min", a]}, {"$lt": ["$years_min", b]}]}, **SAID) for band, (a, b) in BANDS.items()),
)


def steps(scope: Scope) -> Steps:
    """Average the years and count them in bands."""
    result = yield Ratios(ratios=RATIOS)
    counted = result[None]
    enough_for(counted["mean"], "with years")
    figures = {"mean": told(counted["mean"], NUMBER), **{band: told(counted[band]) for band in BANDS}}
    bands = {band: figures[band] for band in BANDS}
    return Answer(
        sentence=f"Postings that say so demand {figures['mean'].shown} years of experience on average ({figures['mean'].interval}).",
        figures=figures,
        columns=(Column(name="years", label="years"), *SHARE_COLUMNS),
        rows=[[band, f.value, f.low, f.high, f.n] for band, f in bands.items()],
        chart=bars(bands),
        n=figures["mean"].n,
        unknown=figures["mean"].unknown,
    )


QUESTION = Question(
    name="years",
    asks="How many years of experience are demanded?",
    reads="The least number of years of the main requirement, among postings that say one.",
    caveats=("Junior postings seldom say a number, so that the mean is that of experienced roles.",),
    steps=steps,
    topic="demands",
)
