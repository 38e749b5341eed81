"""Does the context speak for an ambiguous word? "Go" beside "Rust" or in "written in Go", not in "Go beyond"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from jobscrape.skills.doubt import Surroundings, doubt_words, other, plain, spoken_against, stands, twin
from jobscrape.skills.taxonomy import CONTEXT, DOUBT, EXACT, WEAK, WEAK_DOUBT

if TYPE_CHECKING:
    from jobscrape.skills.matcher import Hit
    from jobscrape.skills.taxonomy import Compiled

_CONNECTOR = re.compile(
    r"[\s,;/()&|+•·*\"'–-]*(?:(?:and/or|and|or|und/oder|und|oder|et|ou|y|o|e|en|og|och|ja|i|lub|plus|as well as)(?=[\s/]))?[\s,/()&|\"'*]*"
)
_CHOICE = re.compile(r"\b(?:or|oder|ou|o|lub|eller|tai)\b|/")
LONGEST_CONNECTOR = 14
AND, OR = 1, 2
"""How two members of a list are joined."""
_SETTLED = {DOUBT: EXACT, WEAK_DOUBT: WEAK}
_VERSION = re.compile(r"^ v?\d+(?:\.[\dx]+)*\+?")
_WORDY = re.compile(r"[\w(]")
_DUTCH_OR = " of "
_YEAR = re.compile(r"\s?(?:19|20)\d\d\b")
_NOT_BEFORE = frozenset("&'’@#$€£")
_NOT_AFTER = frozenset("&'’@%!")
_REACH = 40


def settle(hits: list[Hit], text: str, folded: str, compiled: Compiled, *, title: bool = False) -> list[Hit]:
    """Return the hits without ambiguous words that nothing around them speaks for, and without shadows; in a title no word is doubted."""
    kept: list[Hit] = []
    around = Surroundings(hits, text, folded, compiled)
    for i, hit in enumerate(hits):
        _, _, skill, rule, _ = hit
        if skill < 0:
            continue
        if rule < CONTEXT or rule == WEAK:
            kept.append(hit)
        elif title and rule >= DOUBT:
            kept.append(_settled(hit, skill))
        elif _stands(i, kept, around) if rule >= DOUBT else _supported(i, kept, around):
            kept.append(_settled(hit, twin(around, i)))
    return kept


def _settled(hit: Hit, skill: int) -> Hit:
    start, end, _, rule, pattern = hit
    return start, end, skill, _SETTLED.get(rule, rule), pattern


def _stands(i: int, kept: list[Hit], around: Surroundings) -> bool:
    return stands(around, i, listed=_in_list(i, kept, around), follows=_followed(around.after(i)))


def _followed(words: list[str]) -> bool:
    """Tell whether words such as "developer" or "and Python" come next."""
    lists = doubt_words().lists
    match words:
        case [word, *_] if word in lists["follows"]:
            return True
        case ["and" | "or", word, *_]:
            return word in lists["follows_in_pair"]
        case _:
            return False


def _similar(words: list[str]) -> bool:
    """Tell whether "or similar" or "two years" comes next."""
    lists = doubt_words().lists
    match words:
        case ["or", "a" | "an", word, *_] | ["or", word, *_] if word in lists["similar"]:
            return True
        case [_, word, *_]:
            return word in lists["years"]
        case _:
            return False


def connected(text: str, left: int, right: int) -> int:
    """Return AND or OR if only list connectors stand between two offsets ("Java, Go and Rust"), 0 if more does."""
    return _connector(text[left:right]) if 0 <= right - left <= LONGEST_CONNECTOR else 0


@lru_cache(maxsize=4096)
def _connector(gap: str) -> int:
    if _CONNECTOR.fullmatch(gap) is None:
        return 0
    return OR if _CHOICE.search(gap.lower()) else AND


def _supported(i: int, kept: list[Hit], around: Surroundings) -> bool:
    start, end, skill, _, _ = around.hits[i]
    if _glued(start, end, around.text) or spoken_against(around, i):
        return False
    if _in_list(i, kept, around) or around.point(i) or around.headed(i):
        return True
    words = around.after(i)
    if _followed(words):
        return True
    folded, low = around.folded, max(0, start - _REACH)
    before = folded[max(low, around.text.rfind("\n", low, start) + 1) : start + 1]
    if _similar(words) or (_leads(before.split()) and not _YEAR.match(folded, end + 1)):
        return not other(around, i)
    cues = around.rows[skill][5]
    if not cues:
        return plain(around, i)
    reach = f" {before} {folded[end + 1 : end + 1 + _REACH]} "
    return plain(around, i) or any(f" {cue} " in reach for cue in cues)


def _leads(words: list[str]) -> bool:
    """Tell whether words such as "written in" end what stands before the word."""
    lists = doubt_words().lists
    return bool(words) and (words[-1] in lists["before"] or (len(words) > 1 and f"{words[-2]}_{words[-1]}" in lists["before"]))


def _glued(start: int, end: int, text: str) -> bool:
    """Tell whether a sign beside the word makes it another word ("C-level", "R&D", "Go!")."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in _NOT_BEFORE or after in _NOT_AFTER:
        return True
    single = end - start == 1
    if after == "-" and not text[end + 1 : end + 2].isspace():
        return single or not text[end + 1 : end + 10].lower().startswith(("based", "developer", "programm", "entwick", "kenntnis"))
    return single and (before == "-" or (after == "." and text[end + 1 : end + 2].isalpha()))


def _in_list(i: int, kept: list[Hit], around: Surroundings) -> bool:
    """Tell whether the word stands in a list of skills."""
    return (bool(kept) and _speaks(kept[-1], around.hits[i], around)) or _next_speaks(i, around)


def _speaks(left: Hit, right: Hit, around: Surroundings, *, first: bool = False) -> bool:
    """Tell whether two mentions are items of one list of skills; `first`: it is the left one that is doubtful."""
    gap = list_gap(around.text, left[1], right[0])
    if not gap:
        return False
    known, asked = (right, left) if first else (left, right)
    kind, wanted = around.rows[known[2]][3], around.rows[asked[2]][3]
    if kind == "soft" or (kind == "language") != (wanted == "language"):
        return False
    return kind == wanted or (kind == "technology" and known[3] != WEAK) or not _WORDY.search(gap)


def list_gap(text: str, left: int, right: int) -> str:
    """Return what stands between two items of a list on one line, "" if they are none."""
    if not 0 < right - left <= LONGEST_CONNECTOR:
        return ""
    return _cleaned_gap(text[left:right])


@lru_cache(maxsize=4096)
def _cleaned_gap(gap: str) -> str:
    gap = _VERSION.sub("", gap)
    return gap if "\n" not in gap and gap.strip() and (_connector(gap) or gap == _DUTCH_OR) else ""


def _next_speaks(i: int, around: Surroundings) -> bool:
    """Tell whether a list goes on after the word to one that needs no context, to another ambiguous word of its category, or to two."""
    category = around.rows[around.hits[i][2]][2]
    doubtful = 0
    for left, right in pairwise(around.hits[i : i + 6]):
        if right[2] < 0 or not list_gap(around.text, left[1], right[0]):
            return False
        doubtful += right[3] == CONTEXT
        if right[3] == CONTEXT and (around.rows[right[2]][2] == category or doubtful > 1):
            return True
        if right[3] != CONTEXT and _speaks(left, right, around, first=True):
            return True
    return False
