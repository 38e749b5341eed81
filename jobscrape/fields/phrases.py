"""Lists of words and phrases found in short texts in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

if TYPE_CHECKING:
    from collections.abc import Iterable


def is_whole(low: str, start: int, end: int) -> bool:
    """Tell whether low[start:end] does not begin or end inside a word."""
    opens = not start or not (low[start - 1].isalnum() and low[start].isalnum())
    return opens and (end >= len(low) or not (low[end].isalnum() and low[end - 1].isalnum()))


class Phrases:
    """Words and phrases in lower case that count only as whole words."""

    __slots__ = ("_automaton",)

    def __init__(self, phrases: Iterable[str]) -> None:
        self._automaton = AhoCorasick(sorted(set(phrases)), matchkind=MatchKind.LeftmostLongest)

    def spans(self, low: str) -> list[tuple[int, int]]:
        """Return start and end of the phrases in `low` (lower case), in order."""
        return [(s, e) for _, s, e in self._automaton.find_matches_as_indexes(low) if is_whole(low, s, e)]

    def within(self, low: str) -> bool:
        """Tell whether any phrase stands in `low`."""
        return bool(self.spans(low))

    def last(self, low: str) -> int:
        """Return where the last phrase ends, -1 if there is none."""
        spans = self.spans(low)
        return spans[-1][1] if spans else -1

    def closes(self, low: str) -> bool:
        """Tell whether `low` ends with a phrase."""
        return self.last(low) == len(low) > 0

    def opens(self, low: str) -> bool:
        """Tell whether `low` begins with a phrase."""
        spans = self.spans(low)
        return bool(spans) and spans[0][0] == 0
