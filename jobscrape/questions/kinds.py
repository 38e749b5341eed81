"""Named sets of skills, from kinds.yml."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jobscrape.data_files import read_yaml
from jobscrape.questions.expr import both, filled, is_in, listed
from jobscrape.skills.taxonomy import with_narrower

if TYPE_CHECKING:
    from jobscrape.questions.expr import Expr

INFRASTRUCTURE_SKILLS = both(is_in("role_area", "infrastructure"), filled("skills"))
"""The condition that a posting of an infrastructure role names skills."""


@cache
def kinds() -> dict[str, tuple[str, ...]]:
    """Return the sets: {name: patterns of skill ids}."""
    sets = read_yaml("jobscrape.questions", "kinds.yml")
    return {name: tuple(dict.fromkeys(one for ident in ids for one in with_narrower(ident))) for name, ids in sets.items()}


def names(*sets: str) -> Expr:
    """Return the condition that a posting names a skill of any of the sets."""
    return listed("skill_tags", [i for name in sets for i in kinds()[name]])
