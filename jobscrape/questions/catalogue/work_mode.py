"""Remote, hybrid and office work over time."""

from __future__ import annotations

from jobscrape.questions.expr import is_in, known, unknown
from jobscrape.questions.forms import shares_by_month
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Ratio
from jobscrape.questions.scope import ARRIVALS

SAID = {"whole": known("work_mode"), "unknown": unknown("work_mode")}
RATIOS = (
    Ratio(name="remote_or_hybrid", part=is_in("work_mode", "remote", "hybrid"), **SAID),
    Ratio(name="remote", part=is_in("work_mode", "remote"), **SAID),
    Ratio(name="hybrid", part=is_in("work_mode", "hybrid"), **SAID),
    Ratio(name="onsite", part=is_in("work_mode", "onsite"), **SAID),
)

QUESTION = Question(
    name="work_mode",
    asks="How much work is remote, hybrid or on site?",
    reads="The share of new postings of each mode, among those that say it; an office address alone says nothing.",
    caveats=("If employers with offices keep silent about them more often, the remote share is too high.",),
    basis=ARRIVALS,
    steps=shares_by_month(
        RATIOS, {"remote_or_hybrid": "remote or hybrid work", "remote": "remote work", "hybrid": "hybrid work", "onsite": "work on site"}
    ),
    topic="work_mode",
)
