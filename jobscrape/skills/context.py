"""Does the context speak for an ambiguous word? "Go" beside "Rust" or in "written in Go", not in "Go beyond"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jobscrape.skills.doubt import Surroundings, plain_word
from jobscrape.skills.taxonomy import CONTEXT, DOUBT, EXACT, WEAK, WEAK_DOUBT

if TYPE_CHECKING:
    from jobscrape.skills.matcher import Hit
    from jobscrape.skills.taxonomy import Compiled

CONNECTOR = re.compile(
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
    around = Surroundings(hits, text, folded, compiled)
    for i, hit in enumerate(hits):
        if hit.skill < 0:
            continue
        if hit.rule >= DOUBT:
            if not _stands(i, kept, around):
                continue
            hit = hit._replace(rule=WEAK if hit.rule == WEAK_DOUBT else EXACT)
        elif hit.rule == CONTEXT and not (_supported(i, hits, kept, text, folded, compiled) or (not _glued(hit, text) and plain_word(around, i))):
            continue
        kept.append(hit)
    return kept


def _stands(i: int, kept: list[Hit], around: Surroundings) -> bool:
    hit, text = around.hits[i], around.text
    kind = around.compiled.skills[hit.skill][3]
    listed = (
        bool(kept) and (around.compiled.skills[kept[-1].skill][3] == "language") == (kind == "language") and _listed(text, kept[-1].end, hit.start)
    ) or _next_speaks(i, around.hits, text, around.compiled)
    return around.speak(i, listed=listed, follows=_AFTER.match(around.folded, hit.end + 1) is not None)


def connected(text: str, left: int, right: int) -> bool:
    """Tell whether only list connectors stand between two offsets ("Java, Go and Rust")."""
    return 0 <= right - left <= LONGEST_CONNECTOR and CONNECTOR.fullmatch(text, left, right) is not None


def _supported(i: int, hits: list[Hit], kept: list[Hit], text: str, folded: str, compiled: Compiled) -> bool:
    hit = hits[i]
    if _glued(hit, text):
        return False
    if kept and _listed(text, kept[-1].end, hit.start):
        return True
    if _next_speaks(i, hits, text, compiled):
        return True
    before, after = folded[max(0, hit.start + 1 - _REACH) : hit.start + 1], folded[hit.end + 1 : hit.end + 1 + _REACH]
    if _AFTER.match(after) or (_BEFORE.search(before) and not _YEAR.match(after)):
        return True
    cues = compiled.skills[hit.skill][5]
    return bool(cues) and any(f" {cue} " in f" {before} {after} " for cue in cues)


def _glued(hit: Hit, text: str) -> bool:
    """Tell whether a sign beside the word makes it another word ("C-level", "R&D", "Go!")."""
    before, after = text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]
    if before in _NOT_BEFORE or after in _NOT_AFTER:
        return True
    single = hit.end - hit.start == 1
    if after == "-" and not text[hit.end + 1 : hit.end + 2].isspace():
        return single or not text[hit.end + 1 :].lower().startswith(("based", "developer", "programm", "entwick", "kenntnis"))
    return single and (before == "-" or (after == "." and text[hit.end + 1 : hit.end + 2].isalpha()))


def _listed(text: str, left: int, right: int) -> bool:
    """Tell whether two mentions are items of one list on one line."""
    gap = text[left:right]
    return gap.strip() != "" and "\n" not in gap and connected(text, left, right)


def _next_speaks(i: int, hits: list[Hit], text: str, compiled: Compiled) -> bool:
    """Tell whether a list goes on after the word to one that needs no context, or to another ambiguous word of its category."""
    category = compiled.skills[hits[i].skill][2]
    for left, right in pairwise(hits[i : i + 6]):
        if right.skill < 0 or not _listed(text, left.end, right.start):
            return False
        if right.rule != CONTEXT or compiled.skills[right.skill][2] == category:
            return True
    return False
