"""Which skills employers ask for."""

from __future__ import annotations

from jobscrape.questions.forms import shares_of
from jobscrape.questions.question import Question

QUESTION = Question(
    name="skills",
    asks="Which skills do employers ask for?",
    reads="The share of postings that name the skill (demanded, preferred or used), among postings that name any skill.",
    caveats=(
        "A skill that nobody writes down is not seen; short adverts name fewer.",
        "Parents are not counted with their children; `--where skill=ml.*` filters by a whole category.",
    ),
    steps=shares_of("skills", "skill", "The skills most asked for are"),
    topic="skills",
)
