"""Which education is asked for."""

from __future__ import annotations

from jobscrape.questions.forms import shares_of
from jobscrape.questions.question import Question

QUESTION = Question(
    name="education",
    asks="Which education is asked for, where one is?",
    reads="The lowest level that satisfies the posting, among postings that name one.",
    caveats=("Most postings name none; they are kept apart and are not a demand for `no degree`.",),
    steps=shares_of("education", "education", "Where a degree is named, it is most often", is_list=False),
    topic="demands",
)
