"""Large hiring centres against all other places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.questions.expr import filled, listed, negated
from jobscrape.questions.forms import by_month
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Ratio, Ratios, Tally
from jobscrape.questions.scope import ARRIVALS

if TYPE_CHECKING:
    from jobscrape.questions.question import Steps
    from jobscrape.questions.requests import Tallied
    from jobscrape.questions.scope import Scope

HUBS = 20


def steps(scope: Scope) -> Steps:
    """Take the largest cities of the period as hubs and follow the share of postings outside them."""
    tally: Tallied = yield Tally(of="places", basis=ARRIVALS, limit=HUBS + 2)
    hubs = list(tally.values)[:HUBS]
    named = filled("places")
    outside = Ratio(name="outside", part=negated(listed("place_tags", hubs)), whole=named, unknown=negated(named))
    result = yield Ratios(ratios=(outside,), basis=ARRIVALS, monthly=True)
    answer = by_month(scope, result[None], {"outside": f"the share outside the {len(hubs)} largest cities"})
    answer.notes.append(f"Largest cities: {'; '.join(hubs)}.")
    return answer


QUESTION = Question(
    name="hubs",
    asks="Is hiring moving out of the largest cities?",
    reads="The share of new postings that name no city among the twenty largest of the period, among those that name a city.",
    caveats=("Remote postings count with the city they name.", "The hubs are those of the boards crawled."),
    basis=ARRIVALS,
    steps=steps,
    topic="places",
)
