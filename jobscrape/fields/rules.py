"""Ordered word rules from the data files beside this package, compiled once."""

from __future__ import annotations

import re
from functools import cache
from operator import methodcaller
from typing import TYPE_CHECKING, Any, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from jobscrape.data_files import read_yaml
from jobscrape.fields.literals import alternatives, required_words, requirements

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
    """Ordered rules; one pass over a text finds the alternatives whose indispensable words stand in it, and only those are tried."""

    def __init__(self, ordered: Iterable[Rule]) -> None:
        self.rules = tuple(ordered)
        self._pieces = [(place, source) for place, rule in enumerate(self.rules) for source in alternatives(rule.pattern.pattern)]
        self._whole: list[tuple[int, int]] = []
        self._always: list[int] = []
        marks: dict[str, list[tuple[int, int]]] = {}
        for piece, (_, source) in enumerate(self._pieces):
            needs = requirements(source)
            if needs is None:
                self._always.append(piece)
            for sets in needs or ():
                for bit, words in enumerate(sets):
                    for word in words:
                        marks.setdefault(word, []).append((len(self._whole), 1 << bit))
                self._whole.append((piece, (1 << len(sets)) - 1))
        self._marks = list(marks.values())
        self._automaton = AhoCorasick(list(marks), implementation=Implementation.DFA)

    def candidates(self, low: str) -> Iterator[Rule]:
        """Yield the rules that may match the lower-case text `low`, in order."""
        return (self.rules[place] for place in self._possible(low))

    def _possible(self, low: str) -> dict[int, list[str]]:
        """Return the alternatives that may match, by the place of their rule, in order.

        `marks` say for each word which alternatives need it; an alternative is possible once all its needs have been seen.
        """
        seen: dict[int, int] = {}
        for word in {hit[0] for hit in self._automaton.find_matches_as_indexes(low, overlapping=True)}:
            for alternative, bit in self._marks[word]:
                seen[alternative] = seen.get(alternative, 0) | bit
        whole = self._whole
        pieces = {whole[alternative][0] for alternative, bits in seen.items() if bits == whole[alternative][1]}
        pieces.update(self._always)
        out: dict[int, list[str]] = {}
        for piece in sorted(pieces):
            place, source = self._pieces[piece]
            out.setdefault(place, []).append(source)
        return out

    def matching(self, low: str) -> list[Rule]:
        """Return all rules that match the lower-case text `low`, in order."""
        low = low[:LONGEST]
        return [self.rules[place] for place, sources in self._possible(low).items() if any(_compiled(s).search(low) for s in sources)]

    def first(self, low: str) -> tuple[Rule, re.Match[str]] | None:
        """Return the first rule that matches the lower-case text `low`, with its match; None if none does."""
        low = low[:LONGEST]
        for place, sources in self._possible(low).items():
            hits = [hit for source in sources if (hit := _compiled(source).search(low))]
            if hits:
                return self.rules[place], min(hits, key=_start)
        return None


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
        self._words = AhoCorasick(list(words), implementation=Implementation.DFA) if words else None

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
