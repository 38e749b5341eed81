"""Lines that state skills as a field: "Technologies: java, cloud, tdd", or "Industry" and below it "Banking, Insurance".

There nothing has to speak for a word, however general: all skills of the line count, and the words of `labels.yml` beside them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jobscrape.skills.fold import fold
from jobscrape.skills.taxonomy import FOLD, read_labels
from jobscrape.skills.zones import heading_key, label_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobscrape.skills.matcher import Hit, Matcher
    from jobscrape.skills.zones import Zone

_LONGEST_LINE = 300
_BULLETS = ("- ", "* ", "• ", "· ")
_LEAST_SHARE = 0.5
"""Letters of a line that must belong to skills; in a sentence fewer do."""

Line = tuple[int, int, str]
"""Start and end of a line that states skills, and the kind of its label."""


def stating(text: str, spans: list[Zone]) -> list[Line]:
    """Return the lines of `text` that a label opens: what follows it in its line, or the next line, with all items of a list."""
    labelled = [(zone, *_label(zone.heading)) for zone in spans if zone.heading]
    return [line for zone, kind, end in labelled if kind for line in _lines(text, zone, kind, zone.start + end)]


def _lines(text: str, zone: Zone, kind: str, start: int) -> Iterator[Line]:
    """Yield the lines of a zone from `start`, where its label ends."""
    while start < zone.end:
        while start < zone.end and text[start].isspace():
            start += 1
        stop = text.find("\n", start, zone.end)
        stop = zone.end if stop < 0 else stop
        if start < stop <= start + _LONGEST_LINE:
            yield start, stop, kind
        if not text.startswith(_BULLETS, start) or not text.startswith(_BULLETS, stop + 1):
            return
        start = stop


@lru_cache(maxsize=1024)
def _label(heading: str) -> tuple[str, int]:
    """Return the kind of label a heading is and where the label ends, ("", 0) for another heading."""
    kind = label_of(heading_key(heading))
    if kind:
        return kind, len(heading)
    label, colon, _ = heading.partition(":")
    return label_of(heading_key(label)) if colon else "", len(label) + 1


def stated(line: Line, found: list[Hit], settled: list[Hit], folded: str, engine: Matcher) -> list[Hit]:
    """Return the skills of a line as certain hits, in order; [] where the line is a sentence rather than a list.

    `found`: all hits of the text; `settled`: those that count without the label; `folded`: the whole text folded.
    """
    start, end, kind = line
    held = [hit for hit in settled if start <= hit[0] and hit[1] <= end]
    sure = {hit[0] for hit in held}
    held += [
        (a, b, skill, FOLD, pattern)
        for a, b, skill, _, pattern in found
        if start <= a and b <= end and skill >= 0 and a not in sure and skill not in engine.fields
    ]
    taken = {at for a, b, *_ in held for at in range(a, b)}
    numbers, words = _words(engine, kind)
    for match in words.finditer(folded, start, end + 2):
        first, last = match.start(1) - 1, match.end(1) - 1
        if taken.isdisjoint(range(first, last)):
            held.append((first, last, numbers[match[1]], FOLD, -1))
    letters = sum(map(str.isalnum, folded[start + 1 : end + 1]))
    known = sum(map(str.isalnum, "".join(folded[a + 1 : b + 1] for a, b, *_ in held)))
    return sorted(held) if known >= _LEAST_SHARE * letters else []


@cache
def _words(engine: Matcher, kind: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """Return the skill of each word of a kind of label, and a pattern that finds the words in a folded text."""
    index = {ident: number for number, (ident, _) in enumerate(engine.names)}
    numbers = {fold(word).strip(): index[ident] for word, ident in read_labels()[kind]["words"].items() if ident in index}
    longest_first = sorted(numbers, key=len, reverse=True)
    return numbers, re.compile(f" ({'|'.join(map(re.escape, longest_first))})(?= )")
