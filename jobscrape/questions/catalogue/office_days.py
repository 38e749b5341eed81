"""How many office days are demanded."""

from __future__ import annotations

from jobscrape.questions.answer import NUMBER
from jobscrape.questions.expr import both, is_in, known, unknown
from jobscrape.questions.forms import MIN_STATED, shares_by_month
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Ratio
from jobscrape.questions.scope import ARRIVALS

HYBRID = is_in("work_mode", "hybrid")
DAYS = Ratio(
    name="days",
    part="$office_days",
    whole=both(HYBRID, known("office_days")),
    unknown=both(HYBRID, unknown("office_days")),
    is_share=False,
)

QUESTION = Question(
    name="office_days",
    asks="How many office days a week do hybrid postings demand?",
    reads="The mean number of days among new hybrid postings that say one.",
    caveats=("Words such as `half of the time` are no number and count as unknown.",),
    basis=ARRIVALS,
    steps=shares_by_month((DAYS,), {"days": "the office days demanded"}, unit=NUMBER, stated=MIN_STATED),
    topic="work_mode",
)
