"""Find the aliases and cue phrases of the taxonomy in a text: one automaton, whole words, leftmost and longest."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from jobscrape.skills.fold import fold
from jobscrape.skills.taxonomy import ANY_CASE, FOLD, Compiled, load


class Hit(NamedTuple):
    """An alias found in a text."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last character."""
    skill: int
    """Index of the skill in `Compiled.skills`; -1 = a phrase that only hides what is inside it."""
    rule: int
    """FOLD, EXACT or CONTEXT."""


class Cue(NamedTuple):
    """A cue phrase found in a text."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last character."""
    kind: str
    """Kind of cue, a key of cues.yml."""


class Matcher:
    """The automaton over one compiled taxonomy."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self._automaton = AhoCorasick(compiled.patterns)
        several_words = (" " in pattern.strip() for pattern in compiled.patterns)
        self._targets = list(zip(compiled.owners, compiled.forms, several_words, strict=True))
        self._cue_kinds = compiled.cues
        self.info: dict[str, tuple[str, str]] = {s[0]: (s[2], s[3]) for s in compiled.skills}
        self.limited = frozenset(i for i, skill in enumerate(compiled.skills) if skill[6])
        self.degrees = frozenset(i for i, skill in enumerate(compiled.skills) if skill[2] == "degree")
        self.fields = frozenset(i for i, skill in enumerate(compiled.skills) if skill[2] == "study")
        named = {compiled.skills[i][1].lower(): i for i in self.fields}
        self.twins = {
            i: named[skill[1].lower()] for i, skill in enumerate(compiled.skills) if skill[1].lower() in named and i not in self.fields
        }
        """Field of study by the skill of the same name."""

    def find(self, text: str) -> tuple[list[Hit], list[Cue], str]:
        """Return the hits (in order, not overlapping), the cues (by end) and the folded text (see `fold`)."""
        folded = fold(text)
        hits: list[Hit] = []
        cues: list[Cue] = []
        targets, kinds = self._targets, self._cue_kinds
        for pattern, start, stop in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            skill, forms, several_words = targets[pattern]
            end = stop - 2
            if skill < -1:
                cues.append(Cue(start, end, kinds[-2 - skill]))
                continue
            rule = FOLD if forms is None else _rule(forms, text[start:end])
            if rule < 0 or (several_words and _broken(text, start, end)):
                continue
            while hits and hits[-1][0] >= start:
                hits.pop()
            if not hits or hits[-1][1] <= start:
                hits.append(Hit(start, end, skill, rule))
        return hits, cues, folded


def _rule(forms: dict[str, int], surface: str) -> int:
    """Return the rule for a spelling, -1 if it does not count."""
    rule = forms.get(surface)
    return forms.get(ANY_CASE, -1) if rule is None else rule


def _broken(text: str, start: int, end: int) -> bool:
    """Tell whether a match runs over the end of a block: a line break counts as a space only before a lower-case letter."""
    at = text.find("\n", start, end)
    return at >= 0 and not text[at + 1].islower()


@cache
def matcher() -> Matcher:
    """Return the matcher of the shipped taxonomy."""
    return Matcher(load())
