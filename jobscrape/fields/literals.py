"""Words that a pattern cannot match without: so that one pass over a text tells which patterns are worth trying."""

from __future__ import annotations

import re
from typing import Any

try:
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # Python 3.10
    import sre_parse as parser

SHORTEST = 2
"""A shorter word is everywhere and tells nothing."""
_MOST_PATHS = 400

Words = frozenset[str]


def required_words(pattern: str) -> Words | None:
    """Return words of which every match of `pattern` holds at least one; None if no such set can be told.

    The pattern must match lower-case text and carry no flags.
    """
    words = _of_sequence(parser.parse(pattern, re.UNICODE))
    return words if words and _worth(words) >= SHORTEST else None


def _worth(words: Words) -> int:
    return min(map(len, words))


def _of_sequence(sequence: Any) -> Words | None:
    """Return the most telling requirement among the parts of a sequence; literals that follow each other are one word."""
    best: Words | None = None
    run = ""
    for op, value in [*sequence, (None, None)]:
        if op is parser.LITERAL:
            run += chr(value)
            continue
        for words in (frozenset([run]) if run else None, _of_part(op, value)):
            if words is not None and _better(words, best):
                best = words
        run = ""
    return best


def _better(words: Words, best: Words | None) -> bool:
    """Prefer words of three letters and more; among those fewer alternatives."""
    if best is None:
        return True
    return (min(_worth(words), 3), -len(words), _worth(words)) > (min(_worth(best), 3), -len(best), _worth(best))


def _of_part(op: Any, value: Any) -> Words | None:
    """Return the requirement of one part of a pattern."""
    if op is parser.SUBPATTERN:
        return _of_sequence(value[-1])
    if op is parser.BRANCH:
        return _of_branches(value[1])
    if op in (parser.MAX_REPEAT, parser.MIN_REPEAT) and value[0] > 0:
        return _of_sequence(value[2])
    return None


def _of_branches(branches: Any) -> Words | None:
    """Return the union over the alternatives, None if one of them requires nothing."""
    parts = [_of_sequence(branch) for branch in branches]
    known = [words for words in parts if words]
    union = frozenset(word for words in known for word in words)
    return union if len(known) == len(parts) and len(union) <= _MOST_PATHS else None
