"""Sentences around mentions, and the lists of mentions inside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jobscrape.skills.context import connected

if TYPE_CHECKING:
    from jobscrape.skills.matcher import Cue, Hit

_BREAKS = re.compile(r"\n|[.!?;](?=\s)|\s[-–•·*●▪]\s")
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
    return out


def _ends(text: str) -> list[int]:
    ends = []
    for m in _BREAKS.finditer(text):
        if text[m.start()] == "." and _ABBREVIATION.search(text, max(0, m.start() - 8), m.start()):
            continue
        ends.append(m.end())
    ends.append(len(text) + 1)
    return ends


def _share(out: list[Sentence], cues: list[Cue]) -> None:
    at = 0
    for cue in cues:
        while at < len(out) and out[at].end < cue.end:
            at += 1
        if at == len(out):
            return
        if cue.start >= out[at].start - 1:
            out[at].cues.append(cue)


def _runs(text: str, hits: list[Hit]) -> list[list[Hit]]:
    runs = [[hits[0]]]
    for left, right in zip(hits, hits[1:], strict=False):
        if connected(text, left.end, right.start):
            runs[-1].append(right)
        else:
            runs.append([right])
    return runs
