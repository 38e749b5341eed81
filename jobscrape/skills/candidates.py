"""Words shaped like technology that the taxonomy does not know: how the vocabulary drifts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from jobscrape.skills.fold import fold_term
from jobscrape.skills.matcher import matcher
from jobscrape.skills.zones import zone_at, zones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SAMPLES = 3
SAMPLE_LENGTH = 160
MOST = 20_000
"""Words kept while counting; beyond it the rarest half is forgotten."""
MOST_EMPLOYERS = 50

_ZONES = frozenset({"requirements", "preferred", "responsibilities", "other"})
_WORD = re.compile(r"(?<![\w@/.&'’-])(?:[A-Z]|[a-z]+[A-Z+#])[\w+#]*(?:[.-][A-Za-z0-9+#]+)*(?![\w@])")
_SIGN = re.compile(r"[A-Z+#](?:(?<=[A-Z])(?<![\w@/.&'’-].)|(?<=[a-z].))", re.DOTALL)
_LIST = re.compile(r"(?:[,(/]|\b(?:and|or|with|using|in|like|as)) $")
_SHORTEST, _LONGEST = 2, 24
_NOWHERE, _LISTED, _ANYWHERE = "nowhere", "in a list", "anywhere"
_PLAIN = re.compile(r"[A-Z]?[a-z-]+|[A-Z]+(?:-[A-Z]+)*s?")


@dataclass(slots=True)
class Candidate:
    """An unknown word."""

    term: str
    """As it was written first."""
    postings: int = 0
    """Number of postings that hold it."""
    employers: set[str] = field(default_factory=set)
    """Employers among them, at most 50."""
    samples: list[str] = field(default_factory=list)
    """At most three places where it stands."""

    def see(self, text: str, start: int, company: str) -> None:
        """Count one more posting."""
        self.postings += 1
        if len(self.employers) < MOST_EMPLOYERS:
            self.employers.add(company)
        if len(self.samples) < SAMPLES:
            self.samples.append(_sample(text, start))


class Drift:
    """Counts unknown words, each once a posting, in bounded memory."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._seen: dict[str, Candidate] = {}

    def add(self, text: str, company: str = "") -> None:
        """Count the unknown words of one posting."""
        here: dict[str, tuple[str, int]] = {}
        for word, start in unknown_terms(text, company):
            here.setdefault(word.lower(), (word, start))
        for key, (word, start) in here.items():
            self._seen.setdefault(key, Candidate(word)).see(text, start, company)
        if len(self._seen) > self._most:
            kept = sorted(self._seen.items(), key=lambda pair: -pair[1].postings)[: self._most // 2]
            self._seen = dict(kept)

    def found(self, least: int = 1, employers: int = 1) -> list[Candidate]:
        """Return the words of at least so many postings and employers, most frequent first."""
        rows = [c for c in self._seen.values() if c.postings >= least and len(c.employers) >= employers]
        return sorted(rows, key=attrgetter("postings"), reverse=True)


def unknown_terms(text: str, company: str = "") -> Iterator[tuple[str, int]]:
    """Yield (word, offset) of words shaped like technology where skills are named, without those we know and the employer's name."""
    spans = None
    own = set(_folded(company).split())
    for word, start in _words(text):
        where = _interest(word)
        if where == _NOWHERE or (where == _LISTED and not _in_list(text, start)) or own & set(_folded(word).split()):
            continue
        spans = zones(text) if spans is None else spans
        if zone_at(spans, start).name in _ZONES:
            yield word, start


def _words(text: str) -> Iterator[tuple[str, int]]:
    """Yield (word, offset) of words with capitals or signs: those letters are looked for, which is far faster than all words."""
    done = 0
    for sign in _SIGN.finditer(text):
        start = sign.start()
        if start < done:
            continue
        while start > done and "a" <= text[start - 1] <= "z":
            start -= 1
        match = _WORD.match(text, start)
        if match is not None:
            done = match.end()
            yield match[0], start


@lru_cache(maxsize=32768)
def _interest(word: str) -> str:
    """Return where a word may be a product: anywhere with inner capitals, digits or signs, in a list if only capitalised."""
    if not _SHORTEST <= len(word) <= _LONGEST or is_known(word):
        return _NOWHERE
    if not _PLAIN.fullmatch(word):
        return _ANYWHERE if any(c.isupper() or c in "+#" for c in word[1:]) else _NOWHERE
    return _LISTED if word[0].isupper() and word[1:].islower() and len(word) > _SHORTEST else _NOWHERE


def _in_list(text: str, start: int) -> bool:
    return text[start - 1 : start] == " " and _LIST.search(text, max(0, start - 6), start) is not None


@lru_cache(maxsize=32768)
def _folded(word: str) -> str:
    return fold_term(word)


def is_known(word: str) -> bool:
    """Tell whether all parts of a word stand in some alias or cue of the taxonomy."""
    return set(_folded(word).split()) <= _vocabulary()


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for pattern in matcher().compiled.patterns for word in pattern.split())


def count(postings: Iterable[tuple[str, str]], least: int = 2) -> list[Candidate]:
    """Return the unknown words of (text, company) pairs in at least `least` postings of two employers, most frequent first."""
    drift = Drift()
    for text, company in postings:
        drift.add(text, company)
    return drift.found(least, employers=2)


def _sample(text: str, start: int) -> str:
    begin = max(text.rfind("\n", 0, start) + 1, start - SAMPLE_LENGTH // 2)
    return " ".join(text[begin : begin + SAMPLE_LENGTH].partition("\n")[0].split())
