"""Which roles grow and shrink."""

from __future__ import annotations

from jobscrape.questions.forms import changes_of
from jobscrape.questions.question import Question
from jobscrape.questions.scope import ARRIVALS

QUESTION = Question(
    name="role_trends",
    asks="Which roles are gaining and which are losing ground?",
    reads="The share of new postings of the role, last third of the months minus first third, in percentage points.",
    caveats=("q is the false discovery rate; shares add up to one, so that one role can only gain where another loses.",),
    basis=ARRIVALS,
    steps=changes_of("role", "role", is_list=False),
)
