"""Education: the lowest level that satisfies what the posting demands, or else prefers, and whether experience may replace it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from jobscrape.fields.found import Found, found
from jobscrape.fields.rules import data, matches, pattern, rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jobscrape.fields.cues import Sentence
    from jobscrape.fields.reading import Reading

FIELDS = ("education", "education_required")
AFTER = ()

_ORDER = ("high_school", "associate", "bachelor", "master", "phd")
_TAIL = re.compile(r"(?:[^\w~]{0,3}(?:level |or equivalent )?(?:degrees?|programs?|students?)\b)?")
_JOINED = re.compile(r"[\W~]*(?:or|and|oder|und|ou|o|eller|of)?[\W~]+(?:an? )?")
_ASIDE = 110
"""Characters after a level in which "preferred" still speaks of it."""


class Level(NamedTuple):
    """A level of education named in the text."""

    value: str
    demanded: bool
    replaceable: bool
    source: str
    text: str


def read(reading: Reading) -> Mapping[str, Found]:
    """Return education and education_required, if any level is demanded or preferred."""
    levels = list(_in_field(reading)) or list(_in_text(reading))
    if not levels:
        return {}
    pool = [level for level in levels if level.demanded] or levels
    lowest = min(pool, key=lambda level: _ORDER.index(level.value))
    replaceable = lowest.value != "high_school" and any(level.replaceable for level in pool)
    required = lowest.demanded and not replaceable
    rule = "demanded" if required else "equivalent_experience" if lowest.demanded else "preferred"
    evidence = {"source": lowest.source, "text": lowest.text, "rule": rule}
    return {"education": found(lowest.value, **evidence), "education_required": found(required, **evidence)}


def _in_field(reading: Reading) -> Iterator[Level]:
    words = reading.stated.education
    if words:
        named = [rule.value for rule in rules("education", "levels").matching(words.lower())]
        if named:
            yield Level(min(named, key=_ORDER.index), demanded=True, replaceable=False, source="education", text=words)


def _in_text(reading: Reading) -> Iterator[Level]:
    """Yield the levels that sentences name outside of what employer and benefits say about themselves."""
    quiet = data("education")["quiet_zones"]
    for sentence in reading.cues.sentences("education"):
        if sentence.zone not in quiet:
            yield from _levels(sentence, reading.text[sentence.start : sentence.start + len(sentence.low)])


def _levels(sentence: Sentence, text: str) -> Iterator[Level]:
    """Yield the levels of one sentence; of a preferred and a demanded level each is judged by the words behind it."""
    if next(rules("education", "levels").candidates(sentence.low), None) is None or pattern("education", "skip").search(sentence.low):
        return
    hits = _named(pattern("education", "noise").blank(sentence.low))
    if not hits:
        return
    low = sentence.low
    equivalent = pattern("education", "equivalent").search(low, hits[0][0]) is not None
    softened = pattern("education", "preferred").search(low[: hits[0][0]]) is not None
    for place, (_, end, value) in enumerate(hits):
        stop = _own_end(low, hits, place)
        aside = pattern("education", "preferred").search(low[end : min(stop, end + _ASIDE)].partition(";")[0]) is not None
        demanded = sentence.zone != "preferred" and not softened and not aside
        yield Level(value, demanded, equivalent, "text", text)


def _own_end(low: str, hits: list[tuple[int, int, str]], place: int) -> int:
    """Return where the words about the level at `place` end: at the next other level, unless "or" joins them ("PhD or MSc preferred")."""
    for (_, end, value), (start, _, other) in pairwise(hits[place:]):
        if value != other and not _JOINED.fullmatch(low, end, start):
            return start
    return len(low)


def _named(low: str) -> list[tuple[int, int, str]]:
    """Return (start, end, level) of all levels named in `low`, in order; words taken by a higher level name no lower one."""
    hits: list[tuple[int, int, str]] = []
    for rule, parts in rules("education", "levels").candidates(low):
        if rule.name == "student" and hits:
            break
        spans = [(m.start(), _reach(low, m.end())) for m in matches(parts, low)]
        for start, end in spans:
            low = low[:start] + "~" * (end - start) + low[end:]
        hits += [(start, end, rule.value) for start, end in spans]
    return sorted(hits)


def _reach(low: str, end: int) -> int:
    tail = _TAIL.match(low, end)
    return tail.end() if tail else end
