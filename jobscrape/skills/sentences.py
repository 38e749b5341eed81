"""Sentences around mentions, and the lists of mentions inside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from jobscrape.skills.context import OR, connected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobscrape.skills.matcher import Cue, Hit

_ABBREVIATIONS = "e.g i.e eg ie etc incl z.b bzw inkl ca vs min max approx yrs no u.a ggf ex".split()  # noqa: SIM905
_ABBREVIATION = re.compile(rf"\b(?:{'|'.join(map(re.escape, _ABBREVIATIONS))}|z\.\sb|[a-z])$", re.IGNORECASE)
_LAST_LETTERS = frozenset(form[-2:] for word in _ABBREVIATIONS for form in (word, word.upper(), word.capitalize()))
_NO_CUES: list[Cue] = []
_NO_CHOICE = [False]
_new = tuple.__new__


class Sentence(NamedTuple):
    """A sentence or list item that holds mentions."""

    start: int
    end: int
    hits: list[Hit]
    cues: list[Cue]
    kinds: int
    """Kinds of its cues, as bits."""
    runs: list[list[Hit]]
    """Mentions joined by nothing but commas, "and", "or" and the like."""
    choices: list[bool]
    """Whether an "or" joins any of each run."""


def sentences(text: str, stops: list[int], hits: list[Hit], cues: list[Cue]) -> Iterator[Sentence]:
    """Yield the sentences of `text` that hold one of `hits`, with their cues and lists; `stops`: where sentences end."""
    breaks = [0, *stops, len(text) + 1]
    after, at, cue, count, many = 1, 0, 0, len(hits), len(cues)
    while at < count:
        after = bisect_left(breaks, hits[at][1], after)
        start, end = _bounds(text, breaks, after)
        first = at
        at += 1
        while at < count and hits[at][0] < end:
            at += 1
        held = hits[first:at]
        runs, choices = ([held], _NO_CHOICE) if at == first + 1 else _runs(text, held)
        own, kinds, cue = _share(cues, cue, start, end) if cue < many and cues[cue][1] <= end else (_NO_CUES, 0, cue)
        yield _new(Sentence, (start, end, held, own, kinds, runs, choices))


def _bounds(text: str, breaks: list[int], after: int) -> tuple[int, int]:
    """Return where the sentence before break number `after` begins and ends; a break after an abbreviation is none."""
    start, end, before = breaks[after - 1], breaks[after], after - 1
    while start and text[start - 1] == "." and _abbreviates(text, start):
        before -= 1
        start = breaks[before]
    while end <= len(text) and text[end - 1] == "." and _abbreviates(text, end):
        after += 1
        end = breaks[after]
    return start, end


def _abbreviates(text: str, end: int) -> bool:
    """Tell whether the dot before `end` is that of an abbreviation."""
    last = text[max(0, end - 3) : end - 1]
    return (last in _LAST_LETTERS or not last[:1].isalnum() or len(last) < 2) and _is_abbreviation(text[max(0, end - 9) : end - 1])


@lru_cache(maxsize=8192)
def _is_abbreviation(tail: str) -> bool:
    return _ABBREVIATION.search(tail) is not None


def _share(cues: list[Cue], at: int, start: int, end: int) -> tuple[list[Cue], int, int]:
    """Return the cues from number `at` on that stand in a sentence, their kinds, and the number of the next cue."""
    own: list[Cue] = []
    kinds = 0
    while at < len(cues) and cues[at][1] <= end:
        if cues[at][0] >= start - 1:
            own.append(cues[at])
            kinds |= cues[at][2]
        at += 1
    return own, kinds, at


def _runs(text: str, hits: list[Hit]) -> tuple[list[list[Hit]], list[bool]]:
    """Return the lists of mentions, and whether an "or" is in each."""
    run = [hits[0]]
    runs, choices, end = [run], [False], hits[0][1]
    for hit in hits[1:]:
        joint = connected(text, end, hit[0])
        if joint:
            run.append(hit)
            choices[-1] |= joint == OR
        else:
            run = [hit]
            runs.append(run)
            choices.append(False)
        end = hit[1]
    return runs, choices
