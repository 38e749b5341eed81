"""What a mention lends to its neighbour: the words before the number in "ISO 9001/14001/45001", the meaning of the acronym in
"Multi-Party Computation (MPC)", the last word in "unit, integration and end-to-end tests".
"""

from __future__ import annotations

import re
from functools import cache
from string import ascii_lowercase
from typing import TYPE_CHECKING

from jobscrape.skills.taxonomy import ANY_CASE, FOLD, WEAK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobscrape.skills.matcher import Hit, Matcher

_NUMBERED = re.compile(r" ([a-z][a-z& ]*?) ?(\d[\d.]*) ")
_NEXT = re.compile(
    r"\s?(?:/|,|&|\+|and\b|or\b|und\b|et\b|y\b|e\b)\s?(?:(?:and|or|und|et) )?(?=\d)(\d[\d.]*\d|\d)(?![\w%:.-]*\w)"
    r"(?!\+|\s?(?:years?|yrs?|months?|hours?|days?|weeks?|people|jahre|ans|años|%)\b)"
)
_SHORTEST, _LONGEST = 2, 6
_JOINING = frozenset({"and", "or", "and/or", "&", "und", "oder", "und/oder"})
_JOINTS = frozenset({*(f"{word[-1]} " for word in _JOINING), *(f"{char}/" for char in ascii_lowercase)})
"""The last two characters of what joins two items; a word is looked at only after these."""
_ITEMS = re.compile(r"(?<![\w.])(?:[\w-]{2,20}(?:, |/)){0,4}[\w-]{2,20}$")
_ITEM = re.compile(r"[\w-]+")
_REACH = 80
_PRACTISED = frozenset({"technology", "practice"})


def lend(hits: list[Hit], text: str, engine: Matcher) -> list[Hit]:
    """Return `hits` with numbers that share the words before the first of them, with acronyms that mean what stands before them, and
    with words that share the last word of a list.
    """
    numbered, _ = _numbers(engine)
    told = [at for at, hit in enumerate(hits) if hit[4] in numbered or (at and text[hit[0] - 1] == "(")]
    hits = _lent(hits, told, text, engine) if told else hits
    heads = _heads(engine)
    joined = [hit for hit in hits if hit[4] in heads and text[max(0, hit[0] - 2) : hit[0]] in _JOINTS]
    shared = [lent for hit in joined for lent in _sharing(hit, heads[hit[4]], text, engine)]
    return _with_shared(hits, shared) if shared else hits


def _with_shared(hits: list[Hit], shared: list[Hit]) -> list[Hit]:
    """Return `hits` with those of `shared` that name a skill which is not named yet, where no hit is."""
    named = {hit[2] for hit in hits}
    free = [lent for lent in shared if lent[2] not in named and all(lent[1] <= hit[0] or hit[1] <= lent[0] for hit in hits)]
    return sorted([*hits, *free]) if free else hits


def _sharing(hit: Hit, head: str, text: str, engine: Matcher) -> list[Hit]:
    """Return what the items of a list before a hit are with its last word, `head` ("unit and integration tests": unit tests).

    The item before the "and" must be a skill with it.

    A comma before "and" may also part things that have nothing in common: then all of two items or more must be skills.
    """
    end = hit[0] - 1
    if text[end] != "/":
        joint = text.rfind(" ", 0, end)
        if text[joint + 1 : end] not in _JOINING:
            return []
        end = joint
    parted = text[end - 1 : end] == ","
    end -= parted
    low = max(0, text.rfind("\n", 0, end) + 1, end - _REACH)
    last = text[max(low, text.rfind(" ", low, end) + 1, text.rfind("/", low, end) + 1) : end]
    pairs = _pairs(engine)
    match = _ITEMS.search(text, low, end) if last.lower() + head in pairs else None
    if match is None:
        return []
    items = list(_ITEM.finditer(text, *match.span()))
    known = [pairs.get(item[0].lower() + head) for item in items]
    if parted and (len(items) == 1 or None in known):
        return []
    return [(item.start(), item.end(), *pair) for item, pair in zip(items, known, strict=True) if pair is not None]


@cache
def _heads(engine: Matcher) -> dict[int, str]:
    """Return the last word of each pattern, with the space before it, where it is also the last word of a pair."""
    lasts = {words[words.index(" ") :] for words in _pairs(engine)}
    ends = ((index, pattern[pattern.rfind(" ", 0, -1) : -1]) for index, pattern in enumerate(engine.compiled.patterns))
    return {index: head for index, head in ends if head in lasts}


@cache
def _pairs(engine: Matcher) -> dict[str, tuple[int, int, int]]:
    """Return skill, rule and pattern of the aliases of two words that count in any case, by the words."""
    compiled, pairs = engine.compiled, {}
    for index, (pattern, owner, forms) in enumerate(zip(compiled.patterns, compiled.owners, compiled.forms, strict=True)):
        rule = FOLD if forms is None else forms.get(ANY_CASE)
        if owner >= 0 and rule in (FOLD, WEAK) and pattern.count(" ") == 3 and engine.info[owner][2] in _PRACTISED:
            pairs[pattern[1:-1]] = owner, rule, index
    return pairs


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
