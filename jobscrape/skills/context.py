"""Does the context speak for an ambiguous word? "Go" beside "Rust" or in "written in Go", not in "Go beyond"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from jobscrape.skills.taxonomy import CONTEXT

if TYPE_CHECKING:
    from jobscrape.skills.matcher import Hit
    from jobscrape.skills.taxonomy import Compiled

_CONNECTOR = re.compile(
    r"[\s,;/()&|+•·*\"'–-]*(?:(?:and/or|and|or|und/oder|und|oder|et|ou|y|o|e|en|og|och|ja|i|lub|plus|as well as)(?=[\s/]))?[\s,/()&|\"'*]*"
)
LONGEST_CONNECTOR = 14
_LEADS = (
    "in|with|using|via|languages?|frameworks?|tools|like|including|include|eg|e.g|as|mit|von|en|avec|con|com|"
    "experience|proficiency|proficient|years? of|years? in|jahren?|"
    "programming|scripting|fluent|know|knows|learn|write|writing|"
    "python|java|sql|stack|such as|either|primarily|mainly|modern|advanced|core|"
    "(?:knowledge|understanding|experience|use|command|kenntnisse|mastery|familiarity) (?:of|with|in)"
)
_FOLLOWS = (
    "developers?|engineers?|engineering|programming|programmer|language|code|codebases?|coding|framework|library|libraries|scripts?|scripting|"
    "development|entwickler|entwicklung|kenntnisse|applications?|apps?|skills?|certification|certified|databases?|proficiency|knowledge|stack|apis?|"
    "sdk|cli|microservices?|services?|backend|ecosystem|plugins?|modules?|experience|dashboards?|playbooks?|cookbooks?|pipelines?|queries|query|"
    r"formulas?|integration|tooling|compiler|runtime|(?:and|or) (?:python|java|c\+\+|rust)"
)
_BEFORE = re.compile(rf"\b(?:{_LEADS})\s*$")
_AFTER = re.compile(rf"\s*(?:{_FOLLOWS})\b")
_YEAR = re.compile(r"\s?(?:19|20)\d\d\b")
_NOT_BEFORE = frozenset("&'’@#$€£")
_NOT_AFTER = frozenset("&'’@%")
_REACH = 40


def settle(hits: list[Hit], text: str, folded: str, compiled: Compiled) -> list[Hit]:
    """Return the hits without ambiguous words that nothing around them speaks for, and without shadows."""
    kept: list[Hit] = []
    for i, hit in enumerate(hits):
        if hit[2] >= 0 and (hit[3] != CONTEXT or _supported(i, hits, kept, text, folded, compiled)):
            kept.append(hit)
    return kept


def connected(text: str, left: int, right: int) -> bool:
    """Tell whether only list connectors stand between two offsets ("Java, Go and Rust")."""
    return 0 <= right - left <= LONGEST_CONNECTOR and _is_connector(text[left:right])


@lru_cache(maxsize=4096)
def _is_connector(gap: str) -> bool:
    return _CONNECTOR.fullmatch(gap) is not None


def _supported(i: int, hits: list[Hit], kept: list[Hit], text: str, folded: str, compiled: Compiled) -> bool:
    start, end, skill, _, _ = hits[i]
    if _glued(start, end, text):
        return False
    if kept and _listed(text, kept[-1][1], start):
        return True
    if _next_speaks(i, hits, text, compiled):
        return True
    before, after = folded[max(0, start + 1 - _REACH) : start + 1], folded[end + 1 : end + 1 + _REACH]
    if _AFTER.match(after) or (_BEFORE.search(before) and not _YEAR.match(after)):
        return True
    cues = compiled.skills[skill][5]
    return bool(cues) and any(f" {cue} " in f" {before} {after} " for cue in cues)


def _glued(start: int, end: int, text: str) -> bool:
    """Tell whether a sign beside the word makes it another word ("C-level", "R&D", "Go!")."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in _NOT_BEFORE or after in _NOT_AFTER:
        return True
    single = end - start == 1
    if after == "-" and not text[end + 1 : end + 2].isspace():
        return single or not text[end + 1 : end + 10].lower().startswith(("based", "developer", "programm", "entwick", "kenntnis"))
    return single and (before == "-" or (after == "." and text[end + 1 : end + 2].isalpha()))


def _listed(text: str, left: int, right: int) -> bool:
    """Tell whether two mentions are items of one list on one line."""
    if not 0 < right - left <= LONGEST_CONNECTOR:
        return False
    gap = text[left:right]
    return gap.strip() != "" and "\n" not in gap and _is_connector(gap)


def _next_speaks(i: int, hits: list[Hit], text: str, compiled: Compiled) -> bool:
    """Tell whether a list goes on after the word to one that needs no context, or to another ambiguous word of its category."""
    category = compiled.skills[hits[i][2]][2]
    for left, right in pairwise(hits[i : i + 6]):
        if right[2] < 0 or not _listed(text, left[1], right[0]):
            return False
        if right[3] != CONTEXT or compiled.skills[right[2]][2] == category:
            return True
    return False
