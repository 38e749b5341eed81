"""Years of experience demanded with a skill: "5+ years of Java", "Python (3 years)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jobscrape.skills.cues import YEARS

if TYPE_CHECKING:
    from jobscrape.skills.matcher import Hit
    from jobscrape.skills.sentences import Sentence

_WORDS = {w: i for i, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}  # noqa: SIM905
_YEARS = re.compile(
    r"(?<![\w.,$€£-])(?P<low>\d{1,2}(?:[.,]5)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s?(?:\(\d{1,2}\))?\s?\+?\s?"
    r"(?:(?:-|–|to|bis|à|a|or)\s?\d{1,2}\s?\+?)?\s?(?:or more |plus )?"
    r"(?:years?|yrs?|jahren?|ans|années|años|anos|anni|jaar|år|vuoden|lat)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:ago|old|of age|in business|of service|history|founded|over the (?:past|last|next)|for (?:over|more than)|anniversary)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"^[^.;]{0,90}$", re.DOTALL)
_MOST = 30.0


def years_of(sentence: Sentence, text: str) -> dict[int, float]:
    """Return the years demanded by start of the mention they belong to; {} if none are."""
    if not sentence.kinds & YEARS:
        return {}
    words = text[sentence.start : sentence.end]
    found = [m for m in _YEARS.finditer(words) if not _NOT.search(words, max(0, m.start() - 30), m.end() + 15)]
    out: dict[int, float] = {}
    for i, m in enumerate(found):
        years = _number(m["low"])
        begin, end = sentence.start + m.start(), sentence.start + m.end()
        limit = sentence.start + found[i + 1].start() if i + 1 < len(found) else sentence.end
        for run in _owners(sentence, text, begin, end, limit):
            out.update({hit[0]: years for hit in run if years <= _MOST})
    return out


def _number(word: str) -> float:
    return float(_WORDS.get(word.lower(), 0) or word.replace(",", "."))


def _owners(sentence: Sentence, text: str, begin: int, end: int, limit: int) -> list[list[Hit]]:
    """Return the list of mentions a number of years speaks about: directly before ("Java: 5 years", "Java (5 years)") or after it."""
    for run in sentence.runs:
        last = run[-1][1]
        if 0 <= begin - last <= 4 and text[last:begin].strip() in ("(", ":", "-", "–", ": ", ""):
            return [run]
    for run in sentence.runs:
        first = run[0][0]
        if end <= first < limit:
            return [run] if _BETWEEN.match(text[end:first]) else []
    return []
