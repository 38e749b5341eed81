"""Every place in title and text where a skill stands, with all that is known of the place: the pass before any weighing.

A sighting is a plain record; mentions with names are made of those that count.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from jobscrape.skills.context import settle
from jobscrape.skills.fold import fold_term
from jobscrape.skills.need import NEEDS, USED, Judged, alternatives, judge
from jobscrape.skills.sentences import Sentence, sentences
from jobscrape.skills.taxonomy import WEAK
from jobscrape.skills.years import years_of
from jobscrape.skills.zones import Zone, zones

if TYPE_CHECKING:
    from collections.abc import Collection

    from jobscrape.skills.matcher import Hit, Matcher

_SILENT = frozenset({"benefits", "legal"})
_HEADED = frozenset({"requirements", "preferred"})
_SHORTEST_NAME = 3
_LONGEST_RUN, _CROWDED = 6, 12

_new = tuple.__new__
"""Makes a NamedTuple in a third of the time of its own constructor, which is a Python function."""


class Around(NamedTuple):
    """What stands around the mentions of one list."""

    run: int
    """Mentions in the list, at most 6."""
    crowd: int
    """Thirds of the mentions in the sentence, at most 4."""
    cues: int
    """Kinds of cue phrases in the sentence, as bits."""


class Sighting(NamedTuple):
    """One place where a skill stands."""

    skill: int
    """Index in `Compiled.skills`."""
    start: int
    end: int
    surface: str
    zone: str
    """"title" for the title, else the zone of the text."""
    need: str
    rule: str
    """Rule that set the need."""
    group: int | None
    years: float | None
    weak: bool
    """Only a general word names the skill here."""
    around: Around


def sightings(engine: Matcher, text: str, *, title: str = "", company: str = "") -> list[Sighting]:
    """Return every place of a skill that is no negation: stronger needs first, the title before the text."""
    own = fold_term(company)
    found: dict[str, list[Sighting]] = {need: [] for need in NEEDS}
    if title:
        _read(engine, title, [Zone(0, len(title) + 1, "title", "")], own, found)
    _read(engine, text, zones(text), own, found)
    return [sighting for need in NEEDS for sighting in found[need]]


def _read(engine: Matcher, text: str, spans: list[Zone], own: str, found: dict[str, list[Sighting]]) -> None:
    """Add the sightings of one text to `found`, by need."""
    hits, cues, folded = engine.find(text)
    if own and f" {own.partition(' ')[0]} " not in folded:
        own = ""
    at = 0
    for sentence in sentences(text, settle(hits, text, folded, engine.compiled, title=bool(spans) and spans[0].name == "title"), cues):
        while spans[at].end <= sentence.hits[0][0] and at + 1 < len(spans):
            at += 1
        zone = spans[at].name
        if zone not in _SILENT:
            _see(sentence, zone, text, _judged(engine, sentence, zone, text), _barred(engine, sentence, zone, folded, own), found)


def _see(
    sentence: Sentence, zone: str, text: str, judged: list[Judged], barred: Collection[int], found: dict[str, list[Sighting]]
) -> None:
    """Add the sightings of one sentence."""
    years = years_of(sentence, text)
    choices = alternatives(sentence, text)
    group_before = sum(map(len, found.values())) if True in choices else 0
    many, kinds = len(sentence.hits), sentence.kinds
    at = 0
    for number, (run, is_choice) in enumerate(zip(sentence.runs, choices, strict=True), 1):
        group = group_before + number if is_choice else None
        beside = _around(len(run), many, kinds)
        for start, end, skill, sign, _ in run:
            need, rule = judged[at]
            at += 1
            if need and start not in barred:
                record = (skill, start, end, text[start:end], zone, need, rule, group, years.get(start), sign == WEAK, beside)
                found[need].append(_new(Sighting, record))


@lru_cache(maxsize=8192)
def _around(run: int, sentence: int, cues: int) -> Around:
    """Return what stands around a list; `run` and `sentence`: mentions in the list and in its sentence."""
    return Around(min(run, _LONGEST_RUN), min(sentence, _CROWDED) // 3, cues)


def _judged(engine: Matcher, sentence: Sentence, zone: str, text: str) -> list[Judged]:
    """Return the decision for each mention; a practice in a title ("Sales Manager") names the work and is no demand."""
    judged = judge(sentence, zone, text)
    if zone != "title":
        return judged
    practices = (engine.info[hit[2]][2] == "practice" for hit in sentence.hits)
    return [Judged(USED, d.rule) if d.need and is_practice else d for d, is_practice in zip(judged, practices, strict=True)]


def _barred(engine: Matcher, sentence: Sentence, zone: str, folded: str, own: str) -> Collection[int]:
    """Return the starts of hits that are no skill here.

    These are the employer's name and products, colleagues ("work with data scientists"), systems that only take the application.
    """
    limited, jobs = engine.limited, engine.jobs
    suspects = [hit for hit in sentence.hits if own or hit[2] in limited or hit[4] in jobs]
    return {hit[0] for hit in suspects if _is_barred(engine, hit, zone, folded, own)} if suspects else ()


def _is_barred(engine: Matcher, hit: Hit, zone: str, folded: str, own: str) -> bool:
    start, end, skill, _, pattern = hit
    if skill in engine.limited and zone not in engine.limited[skill]:
        return True
    if zone in _HEADED:
        return False
    return (zone != "title" and pattern in engine.jobs) or (own != "" and _is_own(folded[start + 1 : end + 1], own))


def _is_own(surface: str, own: str) -> bool:
    """Tell whether words are the employer's name, its beginning, or the name and a product ("Adobe Acrobat")."""
    if len(surface) < _SHORTEST_NAME:
        return False
    return surface == own or own.startswith(f"{surface} ") or (len(own) >= _SHORTEST_NAME and surface.startswith(f"{own} "))
