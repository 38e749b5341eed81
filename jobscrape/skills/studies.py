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
    """Return `hits` with what a degree was taken in told apart from skills, and degree and field beside each other as one."""
    degrees, fields, twins = engine.degrees, engine.fields, engine.twins
    if not any(hit.skill in degrees or hit.skill in fields for hit in hits):
        return hits
    out: list[Hit] = []
    at = -1
    """Index in `out` of the last degree or field."""
    for hit in hits:
        field = hit.skill if hit.skill in fields else twins.get(hit.skill, -1)
        follows = at == len(out) - 1 >= 0 and _goes_on(out[at], hit, text, engine)
        if hit.skill in degrees:
            if follows and out[at].skill in fields and text[out[at].end : hit.start] == " ":
                hit = Hit(out[at].start, hit.end, out.pop().skill, hit.rule)
        elif follows and field >= 0:
            joined = out[at].skill in degrees and _INTO.fullmatch(text, out[at].end, hit.start) is not None
            hit = Hit(out.pop().start if joined else hit.start, hit.end, field, hit.rule)
        elif hit.skill in fields and hit.rule == CONTEXT:
            continue
        elif hit.skill not in fields:
            out.append(hit)
            continue
        out.append(hit)
        at = len(out) - 1
    return out


def _goes_on(last: Hit, hit: Hit, text: str, engine: Matcher) -> bool:
    if connected(text, last.end, hit.start):
        return True
    gap = hit.start - last.end
    return last.skill in engine.degrees and gap <= _LONGEST_GAP and _GAP.fullmatch(text, last.end, hit.start) is not None
