"""Which skills rise and fall."""

from __future__ import annotations

from jobscrape.questions.forms import changes_of
from jobscrape.questions.question import Question
from jobscrape.questions.scope import ARRIVALS

QUESTION = Question(
    name="skill_trends",
    asks="Which skills are rising and which are falling?",
    reads="The share of new postings that name the skill, last third of the months minus first third, in percentage points.",
    caveats=(
        "q is the false discovery rate at which the skill would be called changed; skills above 0.05 are not called so.",
        "A change of the share says nothing about the number of openings: see `flow`.",
    ),
    basis=ARRIVALS,
    steps=changes_of("skills", "skill"),
    topic="skills",
)
