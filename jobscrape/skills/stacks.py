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
    low = [i for i, hit in enumerate(hits) if hit[3] == LOWER]
    if not low:
        return hits
    out, done = [], 0
    for i in low:
        out += hits[done:i]
        done = i + 1
        if any(_is_sure(hits[k], text, engine) for step in (-1, 1) for k in _list_from(i, step, hits, text)):
            out.append((*hits[i][:3], EXACT, hits[i][4]))
    return out + hits[done:]


def _list_from(i: int, step: int, hits: list[Hit], text: str) -> Iterator[int]:
    """Yield the numbers of the hits that a list holds before (-1) or after (1) hit `i`, from there on."""
    k = i + step
    while 0 <= k < len(hits):
        left, right = sorted((k, k - step))
        if not list_gap(text, hits[left][1], hits[right][0]):
            return
        yield k
        k += step


def _is_sure(hit: Hit, text: str, engine: Matcher) -> bool:
    start, end, skill, rule, _ = hit
    surface = text[start:end]
    if skill < 0 or rule in (LOWER, CONTEXT) or not surface.islower() or " " in surface:
        return False
    return engine.info[skill][1] in _NAMED or surface in doubt_words().lists["stack"]
