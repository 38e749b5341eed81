"""Degrees and fields of study: "BS in Computer Science, Mathematics or a related field" names no skill of the work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jobscrape.skills.context import connected
from jobscrape.skills.matcher import Hit
from jobscrape.skills.taxonomy import CONTEXT

if TYPE_CHECKING:
    from jobscrape.skills.matcher import Matcher

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
    if not any(hit.skill in engine.degrees or hit.skill in engine.fields for hit in hits):
        return hits
    out: list[Hit] = []
    last: Hit | None = None
    for hit in hits:
        study = _study(hit, last, text, engine)
        if study is None:
            if hit.rule != CONTEXT or hit.skill not in engine.fields:
                out.append(hit)
                last = None
            continue
        if last is not None and study.start == last.start:
            out.pop()
        out.append(study)
        last = study
    return out


def _study(hit: Hit, last: Hit | None, text: str, engine: Matcher) -> Hit | None:
    """Return a hit as degree or field, joined with the `last` where they are one; None for a skill."""
    follows = last is not None and _goes_on(last, hit, text, engine)
    if hit.skill in engine.degrees:
        if last is not None and last.skill in engine.fields and text[last.end : hit.start] == " ":
            return Hit(last.start, hit.end, last.skill, hit.rule)
        return hit
    if last is not None and follows:
        field = hit.skill if hit.skill in engine.fields else engine.twins.get(hit.skill)
        if field is None:
            return None
        joined = last.skill in engine.degrees and _INTO.fullmatch(text, last.end, hit.start) is not None
        return Hit(last.start if joined else hit.start, hit.end, field, hit.rule)
    return hit if hit.skill in engine.fields and hit.rule != CONTEXT else None


def _goes_on(last: Hit, hit: Hit, text: str, engine: Matcher) -> bool:
    if connected(text, last.end, hit.start):
        return True
    gap = hit.start - last.end
    return last.skill in engine.degrees and gap <= _LONGEST_GAP and _GAP.fullmatch(text, last.end, hit.start) is not None
