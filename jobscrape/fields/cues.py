"""One pass over a text for the cue words of all readers: each reader then looks only at the sentences that concern it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from jobscrape.fields.found import found
from jobscrape.fields.phrases import is_whole
from jobscrape.fields.rules import data
from jobscrape.skills.zones import zones

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
    """Return the automaton over the cues of all topics and the phrases of all sets, with who owns each word."""
    owners: dict[str, list[str]] = {}
    plan = data("topics")
    for topic in plan["topics"]:
        for word in _words(data(topic)):
            owners.setdefault(word, []).append(topic)
    for name, lists in plan["phrases"].items():
        for word in {word for file, keys in lists.items() for key in keys for word in _flat(data(file)[key])}:
            owners.setdefault(word, []).append(name)
    return _Lexicon(AhoCorasick(list(owners)), list(owners.values()))


def _words(book: dict[str, Any]) -> list[str]:
    """Return the cues of a data file: its `cues`, or all phrases of its `signs`."""
    if "cues" in book:
        return [str(word) for word in book["cues"]]
    return [str(phrase) for weights in book["signs"].values() for phrases in weights.values() for phrase in phrases]


def _flat(lists: list[str] | dict[str, list[str]]) -> list[str]:
    return lists if isinstance(lists, list) else [word for words in lists.values() for word in words]


class Cues:
    """Where a text says something about which topic; topics are names of data files."""

    def __init__(self, text: str, low: str) -> None:
        self._text = text
        self._low = low
        self._ends: dict[int, list[int]] = {}
        self._hits: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._sentences: dict[str, list[Sentence]] = {}
        self._zones = zones(text)
        self._zone_starts = [zone.start for zone in self._zones]
        lexicon = _lexicon()
        for index, start, end in lexicon.automaton.find_matches_as_indexes(low, overlapping=True):
            for owner in lexicon.owners[index]:
                self._hits[owner].append((start, end))

    def hits(self, topic: str) -> list[tuple[int, int]]:
        """Return the offsets (start, end) of all cues of `topic`, by their ends."""
        return self._hits.get(topic, [])

    def phrases(self, name: str, most: int) -> list[tuple[int, int]]:
        """Return the offsets (start, end) of the whole phrases of the set `name` that end within the first `most` characters, in order."""
        low, reached = self._low, 0
        out: list[tuple[int, int]] = []
        for start, end in sorted(self.hits(name), key=_first_longest):
            if start >= reached and end <= most:
                reached = end
                if is_whole(low, start, end):
                    out.append((start, end))
        return out

    def zone(self, offset: int) -> str:
        """Return the name of the zone of the text at `offset`."""
        place = bisect_right(self._zone_starts, offset) - 1
        return self._zones[place].name if place >= 0 and offset < self._zones[place].end else "other"

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
        opening, ends = self._line(start)
        place = bisect_right(ends, start)
        left = ends[place - 1] if place else opening
        if end > ends[-1]:
            ends = self._line(end - 1)[1]
        right = ends[bisect_right(ends, end - 1)]
        if right - left > LONGEST:
            left = max(left, start - _BEFORE)
            return left, min(right, left + LONGEST)
        return left, right

    def _line(self, offset: int) -> tuple[int, list[int]]:
        """Return the start of the line that holds `offset`, and where its sentences end; the last one ends it."""
        opening = self._text.rfind("\n", 0, offset) + 1
        if opening not in self._ends:
            closing = self._text.find("\n", opening) + 1 or len(self._text)
            ends = self._ends[opening] = []
            for hit in _END.finditer(self._text, opening):
                if hit.end() >= closing:
                    break
                ends.append(hit.end())
            ends.append(closing)
        return opening, self._ends[opening]


def _first_longest(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


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
