"""One pass over a text for the cue words of all readers: each reader then looks only at the sentences that concern it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from jobscrape.fields.found import found
from jobscrape.fields.rules import data
from jobscrape.skills.zones import Zone, zone_at, zones

if TYPE_CHECKING:
    from jobscrape.fields.found import Found
    from jobscrape.fields.rules import Rule

LONGEST = 500
"""A sentence longer than this is cut to a window around its cue."""
MOST = 40
"""Sentences looked at for one topic."""
_BEFORE = 200
_END = re.compile(
    r"[\n.!?;•▪●■◦‣➢✓✔·](?:(?<=[\n•▪●■◦‣➢✓✔·])|(?<![ .(/][A-Za-z]\.)(?<!e\.g\.)(?<!i\.e\.)(?<!bzw\.)(?<!sr\.)(?<!jr\.)(?<!Sr\.)"
    r"(?<!Jr\.)(?<!mind\.)(?<!min\.)(?<!inkl\.)(?<!incl\.)(?<!approx\.)(?=\s+[^\sa-zà-ÿ]))"
)


class Sentence(NamedTuple):
    """A piece of the text that holds a cue."""

    start: int
    """Offset in the text."""
    low: str
    """Its words in lower case."""
    zone: str
    """Zone of the cue, see jobscrape.skills.zones."""
    cue: int
    """Offset of the cue inside `low`."""


class _Lexicon(NamedTuple):
    automaton: AhoCorasick
    owners: list[list[str]]


@cache
def _lexicon() -> _Lexicon:
    """Return the automaton over the `cues` of all data files, and which topics own each cue."""
    owners: dict[str, list[str]] = {}
    for topic in data("topics")["topics"]:
        for word in _words(data(topic)):
            owners.setdefault(word, []).append(topic)
    return _Lexicon(AhoCorasick(list(owners), implementation=Implementation.DFA), list(owners.values()))


def _words(book: dict[str, Any]) -> list[str]:
    """Return the cues of a data file: its `cues`, or all phrases of its `signs`."""
    if "cues" in book:
        return [str(word) for word in book["cues"]]
    return [str(phrase) for weights in book["signs"].values() for phrases in weights.values() for phrase in phrases]


class Cues:
    """Where a text says something about which topic; topics are names of data files."""

    def __init__(self, text: str, low: str) -> None:
        self._text = text
        self._low = low
        self._ends = [m.end() for m in _END.finditer(text)]
        self._hits: dict[str, list[tuple[int, int]]] = {}
        self._sentences: dict[str, list[Sentence]] = {}
        self.zones: list[Zone] = zones(text)
        lexicon = _lexicon()
        for index, start, end in lexicon.automaton.find_matches_as_indexes(low, overlapping=True):
            for topic in lexicon.owners[index]:
                self._hits.setdefault(topic, []).append((start, end))

    def hits(self, topic: str) -> list[tuple[int, int]]:
        """Return the offsets (start, end) of all cues of `topic`, by their ends."""
        return self._hits.get(topic, [])

    def zone(self, offset: int) -> str:
        """Return the name of the zone of the text at `offset`."""
        return zone_at(self.zones, offset).name

    def sentences(self, topic: str) -> list[Sentence]:
        """Return the sentences that hold a cue of `topic`, in order, each once, at most 40."""
        if topic not in self._sentences:
            self._sentences[topic] = self._cut(topic)
        return self._sentences[topic]

    def _cut(self, topic: str) -> list[Sentence]:
        out: list[Sentence] = []
        done = -1
        for start, end in self.hits(topic):
            if start < done:
                continue
            left, done = self.bounds(start, end)
            out.append(Sentence(left, self._low[left:done], self.zone(start), start - left))
            if len(out) == MOST:
                break
        return out

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence that holds the text from `start` to `end`, at most 500 characters apart."""
        place = bisect_right(self._ends, start)
        left = self._ends[place - 1] if place else 0
        place = bisect_right(self._ends, end - 1)
        right = self._ends[place] if place < len(self._ends) else len(self._text)
        if right - left > LONGEST:
            left = max(left, start - _BEFORE)
            return left, min(right, left + LONGEST)
        return left, right


def proof(sentence: Sentence, rule: Rule, hit: re.Match[str], text: str) -> Found:
    """Return the value of `rule` with the whole words it matched in `sentence` of `text` as evidence."""
    return found(rule.value, source="text", text=quote(text, sentence.start + hit.start(), sentence.start + hit.end()), rule=rule.name)


def quote(text: str, start: int, end: int) -> str:
    """Return text[start:end], widened so that no word at its ends is cut."""
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return text[start:end]
