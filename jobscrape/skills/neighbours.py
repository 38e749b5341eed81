"""What a mention lends to its neighbour: the numbers after "ISO 9001/14001/45001", the acronym in "Multi-Party Computation (MPC)"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobscrape.skills.matcher import Hit, Matcher

_NUMBERED = re.compile(r" ([a-z][a-z& ]*?) ?(\d[\d.]*) ")
_NEXT = re.compile(
    r"\s?(?:/|,|&|\+|and\b|or\b|und\b|et\b|y\b|e\b)\s?(?:(?:and|or|und|et) )?(?=\d)(\d[\d.]*\d|\d)(?![\w%:.-]*\w)"
    r"(?!\+|\s?(?:years?|yrs?|months?|hours?|days?|weeks?|people|jahre|ans|años|%)\b)"
)
_SHORTEST, _LONGEST = 2, 6


def lend(hits: list[Hit], text: str, engine: Matcher) -> list[Hit]:
    """Return `hits` with numbers that share the words before the first of them, and with acronyms that mean what stands before them."""
    numbered, _ = _numbers(engine)
    told = [at for at, hit in enumerate(hits) if hit[4] in numbered or (at and text[hit[0] - 1] == "(")]
    return _lent(hits, told, text, engine) if told else hits


def _lent(hits: list[Hit], told: list[int], text: str, engine: Matcher) -> list[Hit]:
    """Return `hits` with what those of the numbers `told` lend or are lent."""
    out: list[Hit] = []
    done = 0
    for at in told:
        out += hits[done:at]
        done = at + 1
        start, end, skill, rule, pattern = hits[at]
        if out and start < out[-1][1]:
            continue
        if out and skill != out[-1][2] and _abbreviates(out[-1], hits[at], text):
            skill = out[-1][2]
        out += [(start, end, skill, rule, pattern), *_more(hits[at], text, engine)]
    return out + [hit for hit in hits[done:] if not out or hit[0] >= out[-1][1]]


def _abbreviates(left: Hit, right: Hit, text: str) -> bool:
    """Tell whether the mention in brackets is made of the first letters of the words before it."""
    letters = text[right[0] : right[1]]
    if not (
        _SHORTEST <= len(letters) <= _LONGEST
        and letters.isupper()
        and text[left[1] : right[0]] == " ("
        and text[right[1] : right[1] + 1] == ")"
    ):
        return False
    return "".join(word[0] for word in re.split(r"[\s/-]+", text[left[0] : left[1]]) if word).upper() == letters


def _more(hit: Hit, text: str, engine: Matcher) -> Iterator[Hit]:
    """Yield the further numbers after a mention such as "ISO 9001"; a number nobody knows ends them."""
    numbered, skills = _numbers(engine)
    match = _NEXT.match(text, hit[1]) if hit[4] in numbered else None
    while match is not None:
        known = skills.get((numbered[hit[4]], match[1]))
        if known is None or known[0] == hit[2]:
            return
        yield match.start(1), match.end(1), known[0], hit[3], known[1]
        match = _NEXT.match(text, match.end(1))


@cache
def _numbers(engine: Matcher) -> tuple[dict[int, str], dict[tuple[str, str], tuple[int, int]]]:
    """Return the words before the number of each numbered pattern, and skill and pattern by words and number."""
    numbered: dict[int, str] = {}
    skills: dict[tuple[str, str], tuple[int, int]] = {}
    for index, pattern in enumerate(engine.compiled.patterns):
        match = _NUMBERED.fullmatch(pattern)
        if match is not None and engine.compiled.owners[index] >= 0:
            numbered[index] = match[1]
            skills[match[1], match[2]] = engine.compiled.owners[index], index
    return numbered, skills
