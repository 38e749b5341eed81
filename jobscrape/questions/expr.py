"""Conditions on a fact as aggregation expressions: small dictionaries that mongosh and every driver understand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_PATTERN = 900
Expr = Any
"""An aggregation expression; True stands for `every posting`."""


def is_in(field: str, *values: str) -> Expr:
    """Return the condition that `field` is one of `values`."""
    tests = [{"$eq": [f"${field}", value]} for value in values]
    return tests[0] if len(tests) == 1 else {"$or": tests}


def known(field: str) -> Expr:
    """Return the condition that scalar `field` is not null or absent."""
    return {"$gt": [f"${field}", None]}


def unknown(field: str) -> Expr:
    """Return the condition that scalar `field` is null or absent."""
    return {"$lte": [f"${field}", None]}


def filled(field: str) -> Expr:
    """Return the condition that list `field` is not empty."""
    return {"$gt": [{"$size": f"${field}"}, 0]}


def matches(field: str, pattern: str) -> Expr:
    """Return the condition that text `field` matches the regular expression."""
    return {"$regexMatch": {"input": f"${field}", "regex": pattern}}


def listed(field: str, ids: Iterable[str]) -> Expr:
    """Return the condition that joined list `field` ("|a|b|") holds one of `ids`, see `list_patterns`."""
    return either(*(matches(field, pattern) for pattern in list_patterns(ids)))


def list_patterns(ids: Iterable[str]) -> list[str]:
    """Return the regular expressions of `listed`, each short enough for every server; `*` in an id stands for any characters.

    Without ids there is one that matches nothing.
    """
    patterns: list[str] = []
    for part in (re.escape(i).replace(r"\*", "[^|]*") for i in ids):
        if patterns and len(patterns[-1]) + len(part) < LONGEST_PATTERN:
            patterns[-1] += f"|{part}"
        else:
            patterns.append(part)
    return [rf"\|(?:{pattern})\|" for pattern in patterns] or [r"$^"]


def both(*conditions: Expr) -> Expr:
    """Return the conjunction, without the trivial parts."""
    tests = [c for c in conditions if c is not True]
    return True if not tests else tests[0] if len(tests) == 1 else {"$and": tests}


def either(*conditions: Expr) -> Expr:
    """Return the disjunction."""
    return conditions[0] if len(conditions) == 1 else {"$or": list(conditions)}


def negated(condition: Expr) -> Expr:
    """Return the negation."""
    return {"$not": [condition]}


def number_if(condition: Expr, value: Expr) -> Expr:
    """Return `value` where the condition holds, else 0."""
    return value if condition is True else {"$cond": [condition, value, 0]}
