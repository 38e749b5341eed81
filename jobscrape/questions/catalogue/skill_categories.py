"""Which kinds of skill employers ask for."""

from __future__ import annotations

from jobscrape.questions.forms import shares_of
from jobscrape.questions.question import Question

CATEGORIES = {"$setUnion": [{"$map": {"input": "$skills", "in": {"$arrayElemAt": [{"$split": ["$$this", "."]}, 0]}}}, []]}
"""The part of each skill id before the dot, once."""

QUESTION = Question(
    name="skill_categories",
    asks="Which kinds of skill do employers ask for?",
    reads="The share of postings that name at least one skill of the category, among postings that name any skill.",
    caveats=("A category with many skills is named more easily than one with few.",),
    steps=shares_of(CATEGORIES, "category", "The kinds of skill most asked for are"),
    topic="skills",
)
