"""Is a skill required, preferred or used, and which mentions stand in for each other?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from jobscrape.skills.cues import DEMAND, EXAMPLE, LEAD, MUST, NEGATION, TELLING, TRAIL

if TYPE_CHECKING:
    from jobscrape.skills.matcher import Cue, Hit
    from jobscrape.skills.sentences import Sentence

REQUIRED, PREFERRED, USED = "required", "preferred", "used"
NEEDS = (REQUIRED, PREFERRED, USED)

_SMALL_WORDS = frozenset({"", "any", "prior", "previous", "a", "an", "the", "use", "using", "need", "need for", "require", "more", "much"})
_BUT = re.compile(r"\b(?:but|while|however|aber|mais|pero)\b")
_EXAMPLE_REACH = 40
_LEAD_REACH, _MUST_REACH = 160, 240
"""A text that lost its line breaks has sentences without end: a word that softens or demands speaks about what is near."""
_IF = re.compile(r"\b(?:if|when|as|where|whenever|wherever|falls|wenn|si)\s+$", re.IGNORECASE)


Judged: TypeAlias = "tuple[str, str]"
"""What was decided about one mention: required, preferred or used ("" = negated), and the name of the rule."""

_MENTION: Judged = (USED, "mention")
_DEMANDED: Judged = (REQUIRED, "demand")
_NEGATED: Judged = ("", "negation")
STATED: Judged = (USED, "stated")
"""Named in a line that states skills ("Technologies: java, tdd")."""
_PLAIN: dict[str, Judged] = {"requirements": (REQUIRED, "heading"), "preferred": (PREFERRED, "heading"), "title": (REQUIRED, "title")}
_SOFTENING = LEAD | TRAIL | MUST
_DECIDING = _SOFTENING | NEGATION | DEMAND


def judge(sentence: Sentence, zone: str, text: str) -> list[Judged]:
    """Return the decision for each mention of `sentence`, which stands in `zone`."""
    plain = _PLAIN.get(zone, _MENTION)
    kinds = sentence.kinds & _DECIDING
    if not kinds or (kinds == DEMAND and zone in _PLAIN):
        return [plain] * len(sentence.hits)
    out: list[Judged] = []
    demanded = _demanded_from(sentence, zone)
    softening = [cue for cue in sentence.cues if cue[2] & _SOFTENING]
    negated_until = -1
    for run in sentence.runs:
        for hit in run:
            if kinds & NEGATION and _negated(hit, sentence.cues, text):
                negated_until = run[-1][1]
            if hit[1] <= negated_until:
                out.append(_NEGATED)
            else:
                cued = _by_cue(hit, run, sentence, softening, text) if softening else None
                out.append(cued or (_DEMANDED if hit[0] >= demanded else plain))
    return out


def _demanded_from(sentence: Sentence, zone: str) -> int:
    """Return the offset from which on a demand ("experience with") speaks for all mentions of a sentence."""
    if sentence.kinds & DEMAND and zone not in _PLAIN and not sentence.kinds & TELLING:
        return min([end for _, end, kind in sentence.cues if kind == DEMAND])
    return sentence.end


def _negated(hit: Hit, cues: list[Cue], text: str) -> bool:
    start = hit[0]
    return any(kind == NEGATION and 0 <= start - end < 16 and text[end:start].strip().lower() in _SMALL_WORDS for _, end, kind in cues)


def _by_cue(hit: Hit, run: list[Hit], sentence: Sentence, cues: list[Cue], text: str) -> Judged | None:
    """Decide by a softening or demanding word in the sentence; the nearer one wins."""
    must = None
    for cue in cues:
        start, end, kind = cue
        if kind == TRAIL and start >= hit[1] and _reaches_back(cue, hit, run, sentence, text):
            return PREFERRED, "inline: " + text[start:end].lower()
        opens = kind == LEAD or (kind == TRAIL and sentence.hits[0][0] >= end)
        if opens and end <= hit[0] and _reaches_on(cue, hit, cues, text):
            return PREFERRED, "inline: " + text[start:end].lower()
        if kind == MUST and -_MUST_REACH < hit[0] - end < _MUST_REACH and not _IF.search(text, max(0, start - 10), start):
            must = cue
    return (REQUIRED, "inline: " + text[must[0] : must[1]].lower()) if must is not None else None


def _reaches_back(cue: Cue, hit: Hit, run: list[Hit], sentence: Sentence, text: str) -> bool:
    """Tell whether a word such as "a plus" speaks about the list `run` before it."""
    start = cue[0]
    aside = text.find("(", hit[1], start)
    if aside >= 0 and text.find(")", aside, start) < 0 and any(aside < h[0] < start for h in sentence.hits):
        return False
    end = run[-1][1]
    between = text[end:start]
    later = any(end <= h[0] < start for h in sentence.hits)
    if between.rfind("(") > between.rfind(")"):
        return not later
    if not later:
        return not any(kind == MUST and end <= a < b <= start and a < start - 4 for a, b, kind in sentence.cues)
    if _BUT.search(between):
        return False
    return not any(kind in (MUST, DEMAND) and b <= run[0][0] for _, b, kind in sentence.cues) and "," not in text[run[0][0] - 3 : run[0][0]]


def _reaches_on(cue: Cue, hit: Hit, cues: list[Cue], text: str) -> bool:
    """Tell whether a word such as "ideally" speaks about a mention after it."""
    between = text[cue[1] : hit[0]]
    if len(between) > _LEAD_REACH or between.count(")") > between.count("("):
        return False
    return not any(kind == MUST and start >= cue[1] for start, _, kind in cues)


def alternatives(sentence: Sentence) -> list[bool]:
    """Return for each list of the sentence whether its members are alternatives ("Java or Kotlin", "such as AWS, GCP")."""
    if not sentence.kinds & EXAMPLE:
        return sentence.choices
    examples = [cue for cue in sentence.cues if cue[2] == EXAMPLE]
    return [
        chosen or (len(run) > 1 and any(_introduces(cue, run, sentence) for cue in examples))
        for run, chosen in zip(sentence.runs, sentence.choices, strict=True)
    ]


def _introduces(cue: Cue, run: list[Hit], sentence: Sentence) -> bool:
    """Tell whether words such as "for example" stand before the list, with no other mention between."""
    start = run[0][0]
    return 0 <= start - cue[1] <= _EXAMPLE_REACH and not any(cue[1] <= h[0] < start for h in sentence.hits)
