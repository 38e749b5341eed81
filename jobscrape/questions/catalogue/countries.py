"""Where the work is, by country."""

from __future__ import annotations

from jobscrape.questions.forms import shares_of
from jobscrape.questions.question import Question

QUESTION = Question(
    name="countries",
    asks="In which countries is the work?",
    reads="The share of postings with a place of work in the country; a posting with several countries counts in each.",
    caveats=("Boards were chosen, not sampled: compare a country with itself over time rather than with others.",),
    steps=shares_of("countries", "country", "Most postings are placed in", kind="map"),
    topic="places",
)
