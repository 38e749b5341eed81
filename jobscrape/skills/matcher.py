"""Find the aliases and cue phrases of the taxonomy in a text: one automaton, whole words, leftmost and longest."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

from ahocorasick_rs import BytesAhoCorasick

from jobscrape.skills.alphabet import Alphabet
from jobscrape.skills.cues import BITS
from jobscrape.skills.doubt import doubt_words
from jobscrape.skills.fold import fold, fold_term
from jobscrape.skills.taxonomy import ANY_CASE, FOLD, LOWER, Compiled, load

Hit: TypeAlias = "tuple[int, int, int, int, int]"
"""An alias found in a text: start, end, index of the skill in `Compiled.skills` (-1 = a phrase that only hides what is inside it),
rule (FOLD, EXACT, CONTEXT, WEAK, or LOWER: in lower case, beside what may be a list), index of the pattern. A plain tuple: there are
a hundred to a posting."""
Cue: TypeAlias = "tuple[int, int, int]"
"""A cue phrase found in a text: start, end, bit of its kind (see `cues`)."""
_AFTER, _BEFORE, _JOINTS = frozenset(",/|;"), frozenset("/|"), (", ", "and ", " or ", "und ", " & ", "/or ")
_NEXT = (" and ", " or ", " und ", " & ")
_NEVER, _LISTED = -1, -2
"""Rules of words not written as they should be: none of our skills; one in lower case, if beside what may be a list."""
JOBS = frozenset(
    f"{job}{end}"
    for job in ("developer", "engineer", "administrator", "designer", "manager", "architect", "analyst", "scientist")
    for end in ("", "s")
)


class Matcher:
    """The automaton over one compiled taxonomy, and tables by skill and by pattern."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self._alphabet = Alphabet(compiled.patterns, str)
        self._automaton = BytesAhoCorasick(list(map(self._alphabet.phrase, compiled.patterns)))
        bits = [BITS[kind] for kind in compiled.cues]
        self._targets = [
            (owner, forms, self._rule(pattern, owner, forms), " " in pattern[1:-1], bits[-2 - owner] if owner < -1 else 0)
            for pattern, owner, forms in zip(compiled.patterns, compiled.owners, compiled.forms, strict=True)
        ]
        self.names: list[tuple[str, str]] = [(skill[0], skill[1]) for skill in compiled.skills]
        """Id and label of each skill."""
        self.info: list[tuple[str, str, str]] = [(skill[0], skill[2], skill[3]) for skill in compiled.skills]
        """Id, category and kind of each skill."""
        self.limited: dict[int, list[str]] = {i: skill[6] for i, skill in enumerate(compiled.skills) if skill[6]}
        """Skills that count only in some zones, and those zones."""
        self.jobs = frozenset(i for i, pattern in enumerate(compiled.patterns) if self._is_job(pattern, compiled.owners[i]))
        """Patterns that name people with a job ("data scientists") rather than a technology."""
        self.watched = self.jobs.union(i for i, owner in enumerate(compiled.owners) if owner in self.limited)
        """Patterns that are no skill in some places."""
        self.degrees = frozenset(i for i, skill in enumerate(compiled.skills) if skill[2] == "degree")
        self.fields = frozenset(i for i, skill in enumerate(compiled.skills) if skill[2] == "study")
        self.learnt = self.degrees | self.fields
        named = {compiled.skills[i][1].lower(): i for i in self.fields}
        self.twins = {i: named[label.lower()] for i, (_, label) in enumerate(self.names) if label.lower() in named and i not in self.fields}
        """Field of study by the skill of the same name."""

    def find(self, text: str) -> tuple[list[Hit], list[Cue], str]:
        """Return the hits (in order, not overlapping), the cues (by end) and the folded text (see `fold`)."""
        folded = fold(text)
        coded = folded.encode() if folded.isascii() else self._alphabet.text(folded)
        hits: list[Hit] = []
        cues: list[Cue] = []
        targets, reach = self._targets, 0
        for pattern, start, stop in self._automaton.find_matches_as_indexes(coded, overlapping=True):
            skill, forms, rule, several_words, cue = targets[pattern]
            end = stop - 2
            if cue:
                cues.append((start, end, cue))
                continue
            if several_words:
                # Over the end of a block runs no match: a line break is a space only before a lower-case letter.
                at = text.find("\n", start, end)
                if at >= 0 and not text[at + 1].islower():
                    continue
            if forms is not None:
                surface = text[start:end]
                rule = forms.get(surface, rule)
                if rule < 0:
                    if rule == _NEVER or not surface.islower() or not _listed(text, start, end):
                        continue
                    rule = LOWER
            if start < reach:
                while hits and hits[-1][0] >= start:
                    hits.pop()
                if hits and hits[-1][1] > start:
                    continue
            hits.append((start, end, skill, rule, pattern))
            reach = end
        return hits, cues, folded

    def _rule(self, pattern: str, owner: int, forms: dict[str, int] | None) -> int:
        """Return the rule of a pattern for words that are not written as in `forms`; only names of technologies may be in lower case."""
        if forms is None:
            return FOLD
        word = pattern[1:-1]
        named = owner >= 0 and self.compiled.skills[owner][3] == "technology" and " " not in word and word in map(str.lower, forms)
        return forms.get(ANY_CASE, _LISTED if named and word not in doubt_words().lists["plain"] else _NEVER)

    def _is_job(self, pattern: str, owner: int) -> bool:
        """Tell whether a pattern names a job rather than a product ("Altium Designer") or a technology ("Unity developer")."""
        if owner < 0 or pattern[:-1].rpartition(" ")[2] not in JOBS:
            return False
        name = fold_term(self.compiled.skills[owner][1])
        return name.rpartition(" ")[2] not in JOBS and not pattern.startswith(f" {name} ")


def _listed(text: str, start: int, end: int) -> bool:
    """Tell whether a sign or word of lists stands beside a word."""
    if text[end : end + 1] in _AFTER or text.startswith(_NEXT, end):
        return True
    return text[start - 1 : start] in _BEFORE or text[max(0, start - 4) : start].endswith(_JOINTS)


@cache
def matcher() -> Matcher:
    """Return the matcher of the shipped taxonomy."""
    return Matcher(load())
