"""The mix of levels over time."""

from __future__ import annotations

from jobscrape.questions.expr import is_in, known, unknown
from jobscrape.questions.forms import shares_by_month
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Ratio
from jobscrape.questions.scope import ARRIVALS

SAID = {"whole": known("seniority"), "unknown": unknown("seniority")}
LABELS = {
    "junior": "the junior share (interns and entry level)",
    "mid": "mid level",
    "senior": "senior level",
    "staff": "staff level and leads",
    "management": "management",
}
RATIOS = (
    Ratio(name="junior", part=is_in("seniority", "intern", "entry"), **SAID),
    Ratio(name="mid", part=is_in("seniority", "mid"), **SAID),
    Ratio(name="senior", part=is_in("seniority", "senior"), **SAID),
    Ratio(name="staff", part=is_in("seniority", "staff", "lead"), **SAID),
    Ratio(name="management", part=is_in("seniority", "manager", "director", "executive"), **SAID),
)

QUESTION = Question(
    name="seniority",
    asks="At which level do employers hire, and is the junior share changing?",
    reads="The share of new postings of each level, among those whose title, fields or text say one.",
    caveats=("A title without a level (`Backend Engineer`) counts as unknown, not as mid level.",),
    basis=ARRIVALS,
    steps=shares_by_month(RATIOS, LABELS),
    topic="demands",
)
