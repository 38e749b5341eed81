"""Where the work is, by city."""

from __future__ import annotations

from jobscrape.questions.forms import shares_of
from jobscrape.questions.question import Question

QUESTION = Question(
    name="cities",
    asks="In which cities is the work?",
    reads="The share of postings with a place of work in the city, among postings that name a city.",
    steps=shares_of("places", "city", "Most postings are placed in"),
    topic="places",
)
