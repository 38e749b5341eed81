"""Where remote workers may live."""

from __future__ import annotations

from jobscrape.questions.forms import MIN_STATED, shares_of
from jobscrape.questions.question import Question

QUESTION = Question(
    name="remote_scope",
    asks="Where may remote workers live?",
    reads="The share of remote postings that allow the country or region, among those that say where.",
    caveats=("Silence is not the whole world: postings that do not say where are kept apart.",),
    steps=shares_of("remote_scope", "scope", "Remote workers may most often live in", match={"work_mode": "remote"}, stated=MIN_STATED),
    topic="work_mode",
)
