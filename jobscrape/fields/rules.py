"""Ordered word rules from the data files beside this package, compiled once."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from operator import itemgetter, methodcaller
from typing import TYPE_CHECKING, Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from jobscrape.data_files import read_yaml
from jobscrape.fields.literals import MOST_SETS, alternatives, required_words, requirements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 1000
"""Characters of a title, field or sentence that rules look at; what follows is no sentence of a person."""
_VARIABLE = re.compile(r"<(\w+)>")


class Rule(NamedTuple):
    """A pattern over lower-case text and the value it proves."""

    name: str
    value: Any
    pattern: re.Pattern[str]


@cache
def data(name: str) -> dict[str, Any]:
    """Return the data file `name`.yml of this package as plain values."""
    values: dict[str, Any] = read_yaml("jobscrape.fields", f"data/{name}.yml")
    return values


class Table:
    """Ordered rules; one pass over a text finds the alternatives whose indispensable words stand in it, and only those are tried.

    The alternatives of all rules are numbered in order, and sets of them are kept as bits of an integer.
    """

    def __init__(self, ordered: Iterable[Rule]) -> None:
        self.rules = tuple(ordered)
        self._pieces = [(place, source) for place, rule in enumerate(self.rules) for source in alternatives(rule.pattern.pattern)]
        self._owner: list[int] = []
        self._free = self._single = 0
        needed: dict[str, list[int]] = {}
        for piece, (_, source) in enumerate(self._pieces):
            for sets in requirements(source) or [[]]:
                bit = 1 << len(self._owner)
                self._owner.append(piece)
                self._free |= 0 if sets else bit
                self._single |= bit if len(sets) < MOST_SETS else 0
                for nth, words in enumerate(sets):
                    for word in words:
                        needed.setdefault(word, [0] * MOST_SETS)[nth] |= bit
        self._needed = [(first, second) for first, second in needed.values()]
        self._automaton = AhoCorasick(list(needed))

    def _possible(self, low: str) -> Iterator[tuple[int, re.Pattern[str]]]:
        """Yield place of the rule and pattern of each alternative that may match the lower-case text `low`, in order."""
        first, second = self._free, self._free | self._single
        for word in {hit[0] for hit in self._automaton.find_matches_as_indexes(low, overlapping=True)}:
            for_first, for_second = self._needed[word]
            first |= for_first
            second |= for_second
        left, last = first & second, -1
        while left:
            bit = left & -left
            left ^= bit
            piece = self._owner[bit.bit_length() - 1]
            if piece != last:
                last = piece
                place, source = self._pieces[piece]
                yield place, _compiled(source)

    def candidates(self, low: str) -> Iterator[tuple[Rule, list[re.Pattern[str]]]]:
        """Yield the rules that may match the lower-case text `low`, in order, with those of their alternatives that may."""
        for place, parts in groupby(self._possible(low), key=itemgetter(0)):
            yield self.rules[place], [pattern for _, pattern in parts]

    def matching(self, low: str) -> list[Rule]:
        """Return all rules that match the lower-case text `low`, in order."""
        low = low[:LONGEST]
        return [rule for rule, parts in self.candidates(low) if any(part.search(low) for part in parts)]

    def first(self, low: str) -> tuple[Rule, re.Match[str]] | None:
        """Return the first rule that matches the lower-case text `low`, with its match; None if none does."""
        low = low[:LONGEST]
        found, best = -1, None
        for place, part in self._possible(low):
            if best is not None and place != found:
                break
            hit = part.search(low)
            if hit is not None and (best is None or hit.start() < best.start()):
                found, best = place, hit
        return None if best is None else (self.rules[found], best)


def matches(parts: list[re.Pattern[str]], low: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern in `low`, in order, given as its alternatives."""
    end = 0
    while hits := [hit for part in parts if (hit := part.search(low, end))]:
        first = min(hits, key=_start)
        yield first
        end = first.end()


_start = methodcaller("start")


@cache
def _compiled(source: str) -> re.Pattern[str]:
    """Return a compiled alternative; the first use compiles it."""
    return re.compile(source)


@cache
def rules(name: str, section: str = "rules") -> Table:
    """Return the ordered rules in `section` of the data file `name`; "<word>" in a pattern stands for an entry of its `vars`."""
    book = data(name)
    words = book.get("vars", {})
    return Table(Rule(row.get("rule", section), row.get("value"), re.compile(expand(row["pattern"], words))) for row in book[section])


def expand(pattern: str, words: dict[str, str]) -> str:
    """Replace "<word>" by its entry in `words`, as deep as they are nested."""
    while "<" in pattern:
        wider = _VARIABLE.sub(lambda m: f"(?:{words[m[1]]})" if m[1] in words else m[0], pattern)
        if wider == pattern:
            break
        pattern = wider
    return pattern


class Pattern:
    """A pattern over lower-case text that is only tried where one of its indispensable words stands."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        words = required_words(pattern)
        self._words = AhoCorasick(list(words)) if words else None

    def search(self, low: str, start: int = 0) -> re.Match[str] | None:
        """Return the first match from `start` on."""
        return self._pattern.search(low, start) if self._may_match(low) else None

    def finditer(self, low: str) -> Iterator[re.Match[str]]:
        """Yield all matches."""
        return self._pattern.finditer(low) if self._may_match(low) else iter(())

    def blank(self, low: str) -> str:
        """Return `low` with what matches replaced by as many "~"."""
        return self._pattern.sub(lambda hit: "~" * len(hit[0]), low) if self._may_match(low) else low

    def _may_match(self, low: str) -> bool:
        return self._words is None or bool(self._words.find_matches_as_indexes(low))


@cache
def pattern(name: str, key: str) -> Pattern:
    """Return the single pattern `key` in the section `patterns` of the data file `name`."""
    book = data(name)
    return Pattern(expand(book["patterns"][key], book.get("vars", {})))


@cache
def _numbers() -> dict[str, float]:
    return {str(word): float(value) for word, value in data("numbers")["numbers"].items()}


def number(word: str) -> float | None:
    """Return the value of digits ("3", "1,5") or of a small number word in any of our languages; None if it is neither."""
    tidy = word.strip().replace(",", ".")
    if tidy.replace(".", "", 1).isdigit():
        return float(tidy)
    return _numbers().get(tidy)
