"""Role family and area: ordered patterns over the title; where the title is general, the words of the body may narrow it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jobscrape.fields.found import Found, found
from jobscrape.fields.rules import data, pattern, rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobscrape.fields.reading import Reading

FIELDS = ("role", "role_area")
AFTER = ()

_LABEL = re.compile(r"^\s*[\[(][^\])]{1,40}[\])]\s*")
_PART = re.compile(r",| [-–—|:] |[(|:]| - ")
LONGEST_TITLE = 300
"""Characters of a title that are read."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_QUIET = ("about", "benefits", "legal")


def read(reading: Reading) -> Mapping[str, Found]:
    """Return role and role_area; `other` where the title fits no family."""
    family, words, rule = title_family(reading.title)
    source = "title"
    narrower = _narrowed(reading, family) if rule not in data("roles")["special"] else None
    if narrower is not None:
        family, words = narrower
        source, rule = "text", "words_of_the_body"
    evidence = {"source": source, "text": words, "rule": rule}
    return {"role": found(family, **evidence), "role_area": found(areas()[family], **evidence)}


@lru_cache(maxsize=4096)
def title_family(title: str) -> tuple[str, str, str]:
    """Return (family, words, rule) for a title: what its first part names, unless that is general; family `other` where nothing matches."""
    low = title[:LONGEST_TITLE].lower()
    head = _PART.split(_LABEL.sub("", low), maxsplit=1)[0]
    first = rules("roles", "title").first(head) if head != low and pattern("roles", "noun").search(head) else None
    if first is not None and first[0].name not in data("roles")["general"]:
        return first[0].value, first[1][0], first[0].name
    hit = rules("roles", "title").first(low)
    if first is not None and hit is not None and first[0].name == "software" and areas()[hit[0].value] not in data("roles")["makers"]:
        hit = first
    if hit is not None:
        return hit[0].value, hit[1][0], hit[0].name
    noun = next((word for word in _WORD.findall(low) if word in occupations()), None)
    return ("other", title, "no_pattern") if noun is None else (occupations()[noun], noun, "occupation")


@cache
def areas() -> dict[str, str]:
    """Return the area of each role family."""
    return {family: area for area, families in data("roles")["areas"].items() for family in families}


@cache
def occupations() -> dict[str, str]:
    """Return the family of nouns that name an occupation by themselves."""
    return {str(noun): family for family, nouns in data("occupations")["nouns"].items() for noun in nouns}


@cache
def _signs() -> dict[str, tuple[str, int]]:
    """Return family and weight of each phrase."""
    return {
        str(phrase): (family, weight)
        for family, weights in data("role_signs")["signs"].items()
        for weight, phrases in weights.items()
        for phrase in phrases
    }


def sign_scores(reading: Reading) -> tuple[Counter[str], dict[str, str]]:
    """Return the weight of the signs of each family in the body (each phrase counts at most twice) and its heaviest phrase."""
    scores: Counter[str] = Counter()
    best: dict[str, tuple[int, str]] = {}
    seen: Counter[str] = Counter()
    low, signs = reading.lower, _signs()
    for start, end in reading.cues.hits("role_signs"):
        phrase = low[start:end]
        if seen[phrase] >= 2 or low[start - 1 : start].isalnum() or low[end : end + 1].isalnum() or reading.cues.zone(start) in _QUIET:
            continue
        seen[phrase] += 1
        family, weight = signs[phrase]
        scores[family] += weight
        best[family] = max(best.get(family, (0, "")), (weight, phrase))
    return scores, {family: phrase for family, (_, phrase) in best.items()}


def _narrowed(reading: Reading, family: str) -> tuple[str, str] | None:
    """Return the narrower family that the body speaks for, with its heaviest phrase."""
    plan = data("role_signs")["narrow"].get(family)
    if plan is None or not reading.text:
        return None
    scores, phrases = sign_scores(reading)
    taken = {"hardware"} if "software" in reading.title.lower() else set()
    winner = max((name for name in plan["to"] if name not in taken), key=lambda name: scores[name])
    lead = scores[winner] - scores[family]
    if scores[winner] < plan["least"] or lead < plan.get("over", 0):
        return None
    return winner, phrases[winner]
