"""Is a skill required, preferred or used, and which mentions stand in for each other?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from jobscrape.skills.matcher import Cue, Hit
    from jobscrape.skills.sentences import Sentence

REQUIRED, PREFERRED, USED = "required", "preferred", "used"
NEEDS = (REQUIRED, PREFERRED, USED)

_HEADED = frozenset({"requirements", "preferred", "title"})
_SMALL_WORDS = frozenset({"", "any", "prior", "previous", "a", "an", "the", "use", "using", "need", "need for", "require", "more", "much"})
_OR = re.compile(r"\b(?:or|oder|ou|o|lub|eller|tai)\b|/")
_EXAMPLE_REACH = 40
_LEAD_REACH, _MUST_REACH = 160, 240
"""A text that lost its line breaks has sentences without end: a word that softens or demands speaks about what is near."""
_IF = re.compile(r"\b(?:if|when|as|where|whenever|wherever|falls|wenn|si)\s+$", re.IGNORECASE)


class Judged(NamedTuple):
    """What was decided about one mention."""

    need: str
    """required, preferred or used; "" = negated."""
    rule: str
    """Name of the rule."""


_MENTION = Judged(USED, "mention")
_PLAIN = {"requirements": Judged(REQUIRED, "heading"), "preferred": Judged(PREFERRED, "heading"), "title": Judged(REQUIRED, "title")}
_DECIDING = frozenset({"lead", "trail", "must", "negation", "demand"})


def judge(sentence: Sentence, zone: str, text: str) -> list[Judged]:
    """Return the decision for each mention of `sentence`, which stands in `zone`."""
    kinds = sentence.kinds & _DECIDING
    plain = _by_zone(zone)
    if not kinds or (kinds == {"demand"} and zone in _HEADED):
        return [plain] * len(sentence.hits)
    out = []
    negated_until = -1
    softened = not kinds.isdisjoint(("lead", "trail", "must"))
    for run in sentence.runs:
        for hit in run:
            if "negation" in kinds and _negated(hit, sentence.cues, text):
                negated_until = run[-1][1]
            if hit[1] <= negated_until:
                out.append(Judged("", "negation"))
            else:
                out.append((_by_cue(hit, run, sentence, text) if softened else None) or _by_demand(hit, sentence, zone))
    return out


def _negated(hit: Hit, cues: list[Cue], text: str) -> bool:
    for cue in cues:
        if cue[2] == "negation":
            gap = hit[0] - cue[1]
            if 0 <= gap < 16 and text[cue[1] : hit[0]].strip().lower() in _SMALL_WORDS:
                return True
    return False


def _by_cue(hit: Hit, run: list[Hit], sentence: Sentence, text: str) -> Judged | None:
    """Decide by a softening or demanding word in the sentence; the nearer one wins."""
    must = None
    for cue in sentence.cues:
        if cue.kind == "trail" and cue.start >= hit.end and _reaches_back(cue, hit, run, sentence, text):
            return Judged(PREFERRED, "inline: " + text[cue.start : cue.end].lower())
        opens = cue.kind == "lead" or (cue.kind == "trail" and sentence.hits[0].start >= cue.end)
        if opens and cue.end <= hit.start and _reaches_on(cue, hit, sentence, text):
            return Judged(PREFERRED, "inline: " + text[cue.start : cue.end].lower())
        if (
            cue.kind == "must"
            and -_MUST_REACH < hit.start - cue.end < _MUST_REACH
            and not _IF.search(text, max(0, cue.start - 10), cue.start)
        ):
            must = cue
    return Judged(REQUIRED, "inline: " + text[must.start : must.end].lower()) if must is not None else None


def _reaches_back(cue: Cue, hit: Hit, run: list[Hit], sentence: Sentence, text: str) -> bool:
    """Tell whether a word such as "a plus" speaks about the list `run` before it."""
    aside = text.find("(", hit.end, cue.start)
    if aside >= 0 and text.find(")", aside, cue.start) < 0 and any(aside < h.start < cue.start for h in sentence.hits):
        return False
    end = run[-1].end
    between = text[end : cue.start]
    opened = between.rfind("(")
    later = [h for h in sentence.hits if end <= h.start < cue.start]
    if opened > between.rfind(")"):
        return not any(h.start > end + opened for h in later) and not later
    if opened >= 0 and "(" in between and ")" not in between:
        return False
    if not later:
        return not any(
            c.kind == "must" and end <= c.start < c.end <= cue.start and c.start < cue.start - 4 for c in sentence.cues if c is not cue
        )
    if re.search(r"\b(?:but|while|however|aber|mais|pero)\b", between):
        return False
    return (
        not any(c.kind in ("must", "demand") and c.end <= run[0].start for c in sentence.cues)
        and "," not in text[run[0].start - 3 : run[0].start]
    )


def _reaches_on(cue: Cue, hit: Hit, sentence: Sentence, text: str) -> bool:
    """Tell whether a word such as "ideally" speaks about a mention after it."""
    between = text[cue.end : hit.start]
    if len(between) > _LEAD_REACH or between.count(")") > between.count("("):
        return False
    return not any(c.kind == "must" and c.start >= cue.end for c in sentence.cues)


def _by_demand(hit: Hit, sentence: Sentence, zone: str) -> Judged:
    if zone in _HEADED:
        return _by_zone(zone)
    if any(c.kind == "demand" and c.end <= hit.start for c in sentence.cues) and not any(
        c.kind in ("company", "used") for c in sentence.cues
    ):
        return Judged(REQUIRED, "demand")
    return _by_zone(zone)


def _by_zone(zone: str) -> Judged:
    return _PLAIN.get(zone, _MENTION)


def alternatives(sentence: Sentence, text: str) -> list[bool]:
    """Return for each list of the sentence whether its members are alternatives ("Java or Kotlin", "such as AWS, GCP")."""
    if len(sentence.runs) == len(sentence.hits):
        return [False] * len(sentence.runs)
    out = []
    for run in sentence.runs:
        if len(run) == 1:
            out.append(False)
            continue
        between = text[run[0][1] : run[-1][0]].lower()
        out.append(_OR.search(between) is not None or any(_introduces(c, run, sentence) for c in sentence.cues if c[2] == "example"))
    return out


def _introduces(cue: Cue, run: list[Hit], sentence: Sentence) -> bool:
    """Tell whether words such as "for example" stand before the list, with no other mention between."""
    start = run[0][0]
    return 0 <= start - cue[1] <= _EXAMPLE_REACH and not any(cue[1] <= h[0] < start for h in sentence.hits)
