"""Data engineering, MLOps and optimisation roles over time."""

from __future__ import annotations

from jobscrape.questions.expr import both, either, is_in, known, matches, unknown
from jobscrape.questions.forms import shares_by_month
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Ratio
from jobscrape.questions.scope import ARRIVALS

SAID = {"whole": known("role"), "unknown": unknown("role")}
DATA = is_in("role", "data_engineering")
MLOPS = is_in("role", "mlops")
OPTIMISATION = both(
    is_in("role_area", "data_ai"),
    matches("title", r"optimi[sz]ation|optimi[sz]er|\bperformance\b|\binference\b|\bkernels?\b|\bcuda\b|\bcompilers?\b"),
)
RATIOS = (
    Ratio(name="together", part=either(DATA, MLOPS, OPTIMISATION), **SAID),
    Ratio(name="data_engineering", part=DATA, **SAID),
    Ratio(name="mlops", part=MLOPS, **SAID),
    Ratio(name="optimisation", part=OPTIMISATION, **SAID),
)
LABELS = {
    "together": "the share of these roles together",
    "data_engineering": "data engineering",
    "mlops": "MLOps",
    "optimisation": "optimisation of models (by title)",
}

QUESTION = Question(
    name="data_roles",
    asks="Are data engineering, MLOps and optimisation roles growing?",
    reads="The share of new postings, among those whose role could be read; optimisation is told by words of the title.",
    basis=ARRIVALS,
    steps=shares_by_month(RATIOS, LABELS),
    topic="ai",
)
