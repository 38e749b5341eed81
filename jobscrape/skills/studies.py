"""Degrees and fields of study: "BS in Computer Science, Mathematics or a related field" names no skill of the work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jobscrape.skills.context import connected
from jobscrape.skills.taxonomy import CONTEXT

if TYPE_CHECKING:
    from jobscrape.skills.matcher import Hit, Matcher

_GAP = re.compile(
    r"\W{0,3}(?:level |or higher |preferred |program |programme |required )?"
    r"(?:in|of|within|der|en|em|im|i|in der)?(?: (?:a|an|the|either|relevant|technical|related))?"
    r"(?: (?:fields?|areas?|disciplines?|subjects?)(?: of)?)?(?: (?:such as|like|e\.g\.|eg))?\W{1,4}",
    re.IGNORECASE,
)
_LONGEST_GAP = 45
_INTO = re.compile(r"(?: (?:in|of))? ", re.IGNORECASE)


def studies(hits: list[Hit], text: str, engine: Matcher) -> list[Hit]:
    """Return `hits` with what a degree was taken in told apart from skills, and degree and field beside each other as one.

    A skill that has the name of a field ("Statistics") is a field where it follows a degree or another field in a list.
    """
    learnt = engine.learnt
    if learnt.isdisjoint([hit[2] for hit in hits]):
        return hits
    out: list[Hit] = []
    last: Hit | None = None
    for hit in hits:
        if last is None and hit[2] not in learnt:
            out.append(hit)
            continue
        study = _study(hit, last, text, engine)
        if study is None:
            if hit[3] != CONTEXT or hit[2] not in engine.fields:
                out.append(hit)
                last = None
            continue
        if last is not None and study[0] == last[0]:
            out.pop()
        out.append(study)
        last = study
    return out


def _study(hit: Hit, last: Hit | None, text: str, engine: Matcher) -> Hit | None:
    """Return a hit as degree or field, joined with the `last` where they are one; None for a skill."""
    start, end, skill, rule, pattern = hit
    if skill in engine.degrees:
        if last is not None and last[2] in engine.fields and text[last[1] : start] == " ":
            return last[0], end, last[2], rule, pattern
        return hit
    if last is not None and _goes_on(last, start, text, engine):
        field = skill if skill in engine.fields else engine.twins.get(skill)
        if field is None:
            return None
        joined = last[2] in engine.degrees and _INTO.fullmatch(text, last[1], start) is not None
        return last[0] if joined else start, end, field, rule, pattern
    return hit if skill in engine.fields and rule != CONTEXT else None


def _goes_on(last: Hit, start: int, text: str, engine: Matcher) -> bool:
    if connected(text, last[1], start):
        return True
    return last[2] in engine.degrees and start - last[1] <= _LONGEST_GAP and _GAP.fullmatch(text, last[1], start) is not None
