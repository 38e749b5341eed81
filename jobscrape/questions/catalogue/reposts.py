"""Signs of re-posting and of openings that may not be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.questions.answer import Answer, Column
from jobscrape.questions.build import SHARE_COLUMNS, bars, enough_for, share_rows, told
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Ratio, Ratios
from jobscrape.questions.scope import ARRIVALS

if TYPE_CHECKING:
    from jobscrape.questions.question import Steps
    from jobscrape.questions.scope import Scope

DAY = 86_400_000
OPEN = {"$eq": ["$status", "open"]}
LONG = {"$gte": [{"$subtract": ["$seen_until", "$opened"]}, 180 * DAY]}
NAMES = {
    "reposted": "repeats one that went shortly before",
    "mirrored": "stands on several boards or several times",
    "returned": "was away and came back under its id",
    "backdated": "dated 30 days before its first sighting",
    "evergreen": "open for 180 days and more",
}
RATIOS = (
    Ratio(name="reposted", part={"$gt": ["$reposts", 0]}),
    Ratio(name="mirrored", part={"$gt": ["$job_postings", 1]}),
    Ratio(name="returned", part={"$gt": ["$spell_count", 1]}),
    Ratio(
        name="backdated",
        part={"$gt": [{"$subtract": ["$opened", "$posted"]}, 30 * DAY]},
        whole={"$gt": ["$posted", None]},
        unknown={"$lte": ["$posted", None]},
    ),
)
EVERGREEN = Ratio(name="evergreen", part=LONG, whole=OPEN)


def steps(scope: Scope) -> Steps:
    """Count each sign: new postings for the first three, postings open now for the last."""
    fresh = yield Ratios(ratios=RATIOS, basis=ARRIVALS)
    standing = yield Ratios(ratios=(EVERGREEN,))
    enough_for(fresh[None]["reposted"], "that are new")
    counted = fresh[None] | standing[None]
    figures = {name: told(counted[name]) for name in NAMES if counted[name].sums.n}
    shown = {NAMES[name]: f for name, f in figures.items()}
    return Answer(
        sentence=(
            f"Of the new openings, {figures['reposted'].shown} repeat one that went shortly before "
            f"and {figures['returned'].shown} were away and came back."
        ),
        figures=figures,
        columns=(Column(name="sign", label="sign"), *SHARE_COLUMNS),
        rows=share_rows(shown),
        chart=bars(shown),
        n=figures["reposted"].n,
    )


QUESTION = Question(
    name="reposts",
    asks="How often are openings posted again, and how many may not be meant?",
    reads="The share of new openings with each sign; the last among openings that stand open now.",
    caveats=("A long life is a hint, not a proof: some roles are always open because many people are needed.",),
    basis=ARRIVALS,
    steps=steps,
)
