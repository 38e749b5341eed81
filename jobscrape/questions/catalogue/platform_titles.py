"""Platform, reliability and developer experience in titles."""

from __future__ import annotations

from jobscrape.questions.expr import matches
from jobscrape.questions.forms import shares_by_month
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Ratio
from jobscrape.questions.scope import ARRIVALS

PLATFORM = r"\bplatform (?:engineer|architect|developer|reliability)|(?:engineer|developer),? (?:- )?(?:internal )?platform\b"
RELIABILITY = r"\bsre\b|\bsite reliability|\breliability engineer|\bdevops\b"
EXPERIENCE = r"\bdeveloper (?:experience|productivity|tools|tooling|platform)|\bdevex\b|\bengineering productivity\b"
RATIOS = (
    Ratio(name="together", part=matches("title", f"{PLATFORM}|{RELIABILITY}|{EXPERIENCE}")),
    Ratio(name="platform", part=matches("title", PLATFORM)),
    Ratio(name="reliability", part=matches("title", RELIABILITY)),
    Ratio(name="developer_experience", part=matches("title", EXPERIENCE)),
)
LABELS = {
    "together": "the share of these titles together",
    "platform": "platform engineering",
    "reliability": "site reliability and DevOps",
    "developer_experience": "developer experience",
}

QUESTION = Question(
    name="platform_titles",
    asks="Are platform, site reliability and developer experience titles rising?",
    reads="The share of all new postings whose title has such words.",
    caveats=("Titles are fashion too: the same work may have been called something else before.",),
    basis=ARRIVALS,
    steps=shares_by_month(RATIOS, LABELS),
    topic="infrastructure",
)
