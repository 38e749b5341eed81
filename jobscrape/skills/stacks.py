"""Names in lower case, which alone would be words: "python, react, go" names React and Go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.skills.context import list_gap
from jobscrape.skills.doubt import doubt_words
from jobscrape.skills.taxonomy import CONTEXT, EXACT, LOWER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobscrape.skills.matcher import Hit, Matcher

_NAMED = frozenset({"language", "database", "framework", "mobile"})
"""Categories whose skills have names of their own."""


def spelt_low(hits: list[Hit], text: str, engine: Matcher) -> list[Hit]:
    """Return `hits` with names in lower case only where their list holds another one that can be nothing else."""
    if LOWER not in [hit[3] for hit in hits]:
        return hits
    return [hit for row in _lists(hits, text) for hit in _read(row, text, engine)]


def _lists(hits: list[Hit], text: str) -> Iterator[list[Hit]]:
    """Yield the hits parted into lists, most of one hit."""
    row: list[Hit] = []
    for hit in hits:
        if row and not list_gap(text, row[-1][1], hit[0]):
            yield row
            row = []
        row.append(hit)
    yield row


def _read(row: list[Hit], text: str, engine: Matcher) -> list[Hit]:
    """Return the hits of one list, those in lower case as certain ones if another is a sure name in lower case."""
    if any(_is_sure(hit, text, engine) for hit in row):
        words = doubt_words().lists["plain"]
        row = [(*hit[:3], EXACT, hit[4]) if hit[3] == LOWER and text[hit[0] : hit[1]] not in words else hit for hit in row]
    return [hit for hit in row if hit[3] != LOWER]


def _is_sure(hit: Hit, text: str, engine: Matcher) -> bool:
    start, end, skill, rule, _ = hit
    surface = text[start:end]
    if skill < 0 or rule in (LOWER, CONTEXT) or not surface.islower() or " " in surface:
        return False
    return engine.info[skill][1] in _NAMED or surface in doubt_words().lists["stack"]
