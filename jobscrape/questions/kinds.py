"""Named sets of skills, from kinds.yml."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from jobscrape.questions.expr import listed

if TYPE_CHECKING:
    from jobscrape.questions.expr import Expr


@cache
def kinds() -> dict[str, tuple[str, ...]]:
    """Return the sets: {name: patterns of skill ids}."""
    text = (files("jobscrape.questions") / "kinds.yml").read_text("utf-8")
    return {name: tuple(ids) for name, ids in yaml.safe_load(text).items()}


def names(*sets: str) -> Expr:
    """Return the condition that a posting names a skill of any of the sets."""
    return listed("skill_tags", [i for name in sets for i in kinds()[name]])
