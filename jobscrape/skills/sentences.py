"""Sentences around mentions, and the lists of mentions inside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from jobscrape.skills.alphabet import codes_of
from jobscrape.skills.context import OR, connected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobscrape.skills.matcher import Cue, Hit

_ENDS, _BULLETS, _DASHES = ".!?;", "\n•●▪", "–·*-"
_SPACES = "\n\t\r\f\v\xa0\u2002\u2003\u2009\u202f\u3000"
_ABBREVIATIONS = "e.g i.e eg ie etc incl z.b bzw inkl ca vs min max approx yrs no u.a ggf ex".split()
_ABBREVIATION = re.compile(rf"\b(?:{'|'.join(map(re.escape, _ABBREVIATIONS))}|z\.\sb|[a-z])$", re.IGNORECASE)
_LAST_LETTERS = frozenset(form[-2:] for word in _ABBREVIATIONS for form in (word, word.upper(), word.capitalize()))
_SPACE, _BLANK, _END, _DASH, _BULLET = 1, 3, 4, 8, 16
"""What signs are, as bits: a blank is a space, a line break both a space and a bullet."""

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


@cache
def _classes() -> npt.NDArray[np.uint8]:
    """Return what a sign is by its code point: a space, an end, a dash, a bullet; the last entry stands for all other code points."""
    table = np.zeros(max(map(ord, _SPACES + _BULLETS + _DASHES)) + 2, dtype=np.uint8)
    for kind, signs in ((_SPACE, _SPACES), (_BLANK, " "), (_END, _ENDS), (_DASH, _DASHES), (_BULLET, _BULLETS)):
        table[list(map(ord, signs))] |= kind
    return table


def _breaks(text: str) -> list[int]:
    """Return the offsets after the signs that end a sentence or an item, in order.

    A bullet does so anywhere, a full stop before a space or at the end, a dash between blanks or at the beginning before one.
    """
    signs = _classes().take(codes_of(f" {text} "), mode="clip")
    at = (signs >= _END).nonzero()[0]
    before, here, after = signs[at - 1], signs[at], signs[at + 1]
    found = (here >= _BULLET) | ((here == _END) & (after & _SPACE != 0)) | ((here == _DASH) & (before == _BLANK) & (after == _BLANK))
    offsets: list[int] = at[found].tolist()
    return offsets


def sentences(text: str, hits: list[Hit], cues: list[Cue]) -> Iterator[Sentence]:
    """Yield the sentences of `text` that hold one of `hits`, with their cues and lists."""
    breaks = [0, *_breaks(text), len(text) + 1] if hits else []
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
