"""Which roles employers look for."""

from __future__ import annotations

from jobscrape.questions.forms import shares_of
from jobscrape.questions.question import Question

QUESTION = Question(
    name="roles",
    asks="Which roles do employers look for?",
    reads="The share of postings of each role family, among postings whose role could be read.",
    caveats=("The mix is that of the boards crawled, not of the labour market.",),
    steps=shares_of("role", "role", "The roles most looked for are", is_list=False),
)
