"""Sentences around mentions, and the lists of mentions inside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from jobscrape.skills.context import LONGEST_CONNECTOR, connected

if TYPE_CHECKING:
    from jobscrape.skills.matcher import Cue, Hit

_BREAKS = re.compile(
    r"[\n.!?;•●▪–·*-](?:(?<=[\n•●▪])|(?<=[.!?;])(?=\s|\Z)|(?<= [–·*-])(?= )|(?<=\A[–·*-])(?= ))",
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|eg|ie|etc|incl|z\.\s?b|bzw|inkl|ca|vs|min|max|approx|yrs|no|u\.a|ggf|ex)|\b[a-z])$", re.IGNORECASE
)


@dataclass(slots=True)
class Sentence:
    """A sentence or list item that holds mentions."""

    start: int
    end: int
    hits: list[Hit] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    runs: list[list[Hit]] = field(default_factory=list)
    """Mentions joined by nothing but commas, "and", "or" and the like."""
    kinds: frozenset[str] = frozenset()
    """Kinds of its cues."""


def sentences(text: str, hits: list[Hit], cues: list[Cue]) -> list[Sentence]:
    """Return the sentences of `text` that hold one of `hits`, with their cues and lists."""
    out: list[Sentence] = []
    last = None
    ends = _ends(text) if hits else []
    at = 0
    for hit in hits:
        if last is None or hit.start >= last.end:
            start = last.end if last is not None else 0
            while ends[at] < hit.end:
                start = ends[at]
                at += 1
            last = Sentence(start, ends[at])
            out.append(last)
        last.hits.append(hit)
    _share(out, cues)
    for sentence in out:
        sentence.runs = _runs(text, sentence.hits)
        sentence.kinds = frozenset([cue[2] for cue in sentence.cues])
    return out


def _ends(text: str) -> list[int]:
    """Return where sentences and items end: line breaks, stops before a space, bullets and dashes between spaces."""
    ends = []
    for m in _BREAKS.finditer(text):
        at = m.start()
        if text[at] != "." or not _ABBREVIATION.search(text, max(0, at - 8), at):
            ends.append(at + 1)
    ends.append(len(text) + 1)
    return ends


def _share(out: list[Sentence], cues: list[Cue]) -> None:
    at, last = 0, len(out)
    for cue in cues:
        end = cue[1]
        while at < last and out[at].end < end:
            at += 1
        if at == last:
            return
        if cue[0] >= out[at].start - 1:
            out[at].cues.append(cue)


def _runs(text: str, hits: list[Hit]) -> list[list[Hit]]:
    runs = [[hits[0]]]
    for left, right in pairwise(hits):
        if right[0] - left[1] <= LONGEST_CONNECTOR and connected(text, left[1], right[0]):
            runs[-1].append(right)
        else:
            runs.append([right])
    return runs
