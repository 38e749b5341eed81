"""Cloud cost and security skills in infrastructure roles."""

from __future__ import annotations

from jobscrape.questions.forms import shares_by_month
from jobscrape.questions.kinds import INFRASTRUCTURE_SKILLS, names
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Ratio
from jobscrape.questions.scope import ARRIVALS

RATIOS = (
    Ratio(name="cloud_cost", part=names("cloud_cost"), whole=INFRASTRUCTURE_SKILLS),
    Ratio(name="security", part=names("security"), whole=INFRASTRUCTURE_SKILLS),
)

QUESTION = Question(
    name="infrastructure_skills",
    asks="Do infrastructure roles ask more often for cloud cost and security skills?",
    reads="The share of new infrastructure postings that name such a skill, among those that name any skill.",
    basis=ARRIVALS,
    steps=shares_by_month(RATIOS, {"cloud_cost": "cloud cost skills", "security": "security skills"}),
    topic="infrastructure",
)
