"""Words that a pattern cannot match without: so that one pass over a text tells which patterns are worth trying."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

try:
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # Python 3.10
    import sre_parse as parser

SHORTEST = 2
"""A shorter word is everywhere and tells nothing."""
TELLING = 3
"""Words this long are taken before shorter ones."""
MOST_SETS = 2
"""Sets of words kept for one alternative."""
_MOST_WORDS = 400
_MOST_SPELLINGS = 40
"""Spellings of one part of a pattern that are told apart."""
_MARKS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
"""Escapes and classes, which hide brackets and bars, and the brackets and bars that count."""

Words = frozenset[str]
"""Every match holds at least one of them."""
_NOTHING: Words = frozenset([""])


def alternatives(pattern: str) -> list[str]:
    """Return the sources of the alternatives at the top of `pattern`: "a|b(c|d)" has two."""
    cuts, depth = [-1], 0
    for hit in _MARKS.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(hit[0], 0)
        if hit[0] == "|" and not depth:
            cuts.append(hit.start())
    return [pattern[start + 1 : end] for start, end in pairwise([*cuts, len(pattern)])]


def requirements(pattern: str) -> list[list[Words]] | None:
    """Return, for each alternative of `pattern`, sets of words of each of which every match holds one; None if some alternative needs none.

    The pattern must match lower-case text and carry no flags.
    """
    found = [_telling(_of_sequence(branch)) for branch in _alternatives(parser.parse(pattern, re.UNICODE))]
    return found if all(found) else None


def required_words(pattern: str) -> Words | None:
    """Return words of which every match of `pattern` holds at least one; None if no such set can be told."""
    found = requirements(pattern)
    return None if found is None else frozenset(word for sets in found for word in sets[0])


def _alternatives(sequence: Any) -> list[Any]:
    """Return the alternatives at the top of a pattern, or of a pattern that is one group."""
    parts = list(sequence)
    if len(parts) == 1:
        op, value = parts[0]
        if op is parser.BRANCH:
            return list(value[1])
        if op is parser.SUBPATTERN:
            return _alternatives(value[-1])
    return [parts]


def _telling(sets: list[Words]) -> list[Words]:
    """Return the most telling sets first: long words, few of them."""
    worthy = {words for words in sets if _worth(words) >= SHORTEST}
    return sorted(worthy, key=lambda words: (_worth(words) < TELLING, len(words), -_worth(words), sorted(words)))[:MOST_SETS]


def _worth(words: Words) -> int:
    return min(map(len, words))


def _of_sequence(sequence: Any) -> list[Words]:
    """Return what the parts of a sequence require; parts that stand for few words each and follow each other are taken together."""
    out: list[Words] = []
    run: Words = _NOTHING
    for op, value in sequence:
        words = _exact(op, value)
        if words is not None and len(run) * len(words) <= _MOST_SPELLINGS:
            run = _joined(run, words)
            continue
        out += _required(run)
        run = words or _NOTHING
        if words is None:
            out += _of_part(op, value)
    return out + _required(run)


def _required(run: Words) -> list[Words]:
    """Return the words without those that hold another one of them; nothing if one is empty."""
    return [] if "" in run else [frozenset(word for word in run if not any(other != word and other in word for other in run))]


def _exact(op: Any, value: Any) -> Words | None:
    """Return all words that one part of a pattern matches; None if they are many."""
    if op is parser.LITERAL:
        return frozenset([chr(value)])
    if op in (parser.AT, parser.ASSERT, parser.ASSERT_NOT):
        return _NOTHING
    if op is parser.IN:
        return frozenset(chr(letter) for _, letter in value) if all(kind is parser.LITERAL for kind, _ in value) else None
    if op is parser.SUBPATTERN:
        return _exact_sequence(value[-1])
    if op is parser.BRANCH:
        return _exact_branches(value[1])
    if op in (parser.MAX_REPEAT, parser.MIN_REPEAT) and (value[0], value[1]) == (0, 1):
        words = _exact_sequence(value[2])
        return None if words is None else words | _NOTHING
    return None


def _exact_sequence(sequence: Any) -> Words | None:
    out = _NOTHING
    for op, value in sequence:
        words = _exact(op, value)
        if words is None or len(out) * len(words) > _MOST_SPELLINGS:
            return None
        out = _joined(out, words)
    return out


def _exact_branches(branches: Any) -> Words | None:
    out: set[str] = set()
    for branch in branches:
        words = _exact_sequence(branch)
        if words is None or len(out) + len(words) > _MOST_SPELLINGS:
            return None
        out |= words
    return frozenset(out)


def _joined(starts: Words, ends: Words) -> Words:
    return frozenset(start + end for start in starts for end in ends)


def _of_part(op: Any, value: Any) -> list[Words]:
    """Return what one part of a pattern requires."""
    if op is parser.SUBPATTERN:
        return _of_sequence(value[-1])
    if op is parser.BRANCH:
        return _of_branches(value[1])
    if op in (parser.MAX_REPEAT, parser.MIN_REPEAT) and value[0] > 0:
        return _of_sequence(value[2])
    return []


def _of_branches(branches: Any) -> list[Words]:
    """Return the union of what each alternative requires, nothing if one of them requires nothing."""
    parts = [_telling(_of_sequence(branch)) for branch in branches]
    union = frozenset(word for sets in parts if sets for word in sets[0])
    return [union] if all(parts) and len(union) <= _MOST_WORDS else []
