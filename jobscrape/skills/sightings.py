"""Every place in title and text where a skill stands, with all that is known of the place: the pass before any weighing.

A sighting is a plain record; mentions with names are made of those that count.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from jobscrape.skills.context import settle
from jobscrape.skills.cues import YEARS
from jobscrape.skills.fold import fold_term
from jobscrape.skills.labels import stated, stating
from jobscrape.skills.need import NEEDS, PREFERRED, REQUIRED, STATED, USED, alternatives, judge
from jobscrape.skills.neighbours import lend
from jobscrape.skills.sentences import Sentence, sentences
from jobscrape.skills.studies import studies
from jobscrape.skills.taxonomy import WEAK
from jobscrape.skills.years import years_of
from jobscrape.skills.zones import Zone, zones

if TYPE_CHECKING:
    from jobscrape.skills.labels import Line
    from jobscrape.skills.matcher import Hit, Matcher
    from jobscrape.skills.need import Judged

_SILENT = frozenset({"benefits", "legal"})
_HEADED = frozenset({"requirements", "preferred"})
_SHORTEST_NAME = 3
_SHORTEST_SILENCE = 40
"""More than the words around an ambiguous one that may speak for it."""
_LONGEST_RUN, _CROWDED = 6, 12
_NO_YEARS: dict[int, float] = {}
_NO_CHOICES: list[bool] = []

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
    own = _employer(company)
    found: dict[str, list[Sighting]] = {need: [] for need in NEEDS}
    if title:
        _read(engine, title, [Zone(0, len(title) + 1, "title", "")], own, found)
    spans = zones(text)
    _read(engine, _heard(text, spans), spans, own, found)
    return [*found[REQUIRED], *found[PREFERRED], *found[USED]]


@lru_cache(maxsize=1024)
def _employer(company: str) -> str:
    return fold_term(company)


def _heard(text: str, spans: list[Zone]) -> str:
    """Return `text` with the lines of silent zones struck out, so that nobody searches them; all offsets stay."""
    pieces: list[str] = []
    done = 0
    for zone in spans:
        if zone.name in _SILENT:
            start, stop = _whole_lines(text, zone)
            if stop - start > _SHORTEST_SILENCE:
                pieces += (text[done:start], "x" * (stop - start))
                done = stop
    return "".join(pieces) + text[done:] if pieces else text


def _whole_lines(text: str, zone: Zone) -> tuple[int, int]:
    """Return where the whole lines of a zone begin and end; a line that it shares stays out."""
    start, stop = zone.start, zone.end
    if start > 0 and text[start - 1] != "\n":
        start = text.find("\n", start, stop) + 1 or stop
    if stop < len(text) and text[stop] != "\n":
        stop = text.rfind("\n", start, stop)
    return start, stop


def _read(engine: Matcher, text: str, spans: list[Zone], own: str, found: dict[str, list[Sighting]]) -> None:
    """Add the sightings of one text to `found`, by need."""
    found_hits, cues, folded = engine.find(text)
    hits = settle(found_hits, text, folded, engine.compiled, title=bool(spans) and spans[0].name == "title")
    hits = lend(hits, text, engine)
    lines = {line: sure for line in stating(text, spans) if (sure := stated(line, found_hits, hits, folded, engine))}
    hits = studies(_with_stated(hits, lines), text, engine)
    bars = _Bars(engine, _own_patterns(hits, folded, own))
    at = 0
    for sentence in sentences(text, hits, cues):
        while spans[at].end <= sentence.hits[0][0] and at + 1 < len(spans):
            at += 1
        zone = spans[at].name
        if zone not in _SILENT:
            states = lines and any(start <= sentence.hits[0][0] < end for start, end, _ in lines)
            judged = [STATED] * len(sentence.hits) if states else judge(sentence, zone, text)
            _see(sentence, judged, zone, text, bars, found)


def _with_stated(hits: list[Hit], lines: dict[Line, list[Hit]]) -> list[Hit]:
    """Return `hits` with those of lines that state skills in the place of what was left of them."""
    for (start, end, _), sure in lines.items():
        hits = [*(hit for hit in hits if hit[0] < start), *sure, *(hit for hit in hits if hit[0] >= end)]
    return hits


def _see(sentence: Sentence, judged: list[Judged], zone: str, text: str, bars: _Bars, found: dict[str, list[Sighting]]) -> None:
    """Add the sightings of one sentence."""
    _, _, hits, _, kinds, runs = sentence
    many, watched = len(hits), bars.watched
    choices = alternatives(sentence, text) if len(runs) < many else _NO_CHOICES
    group_before = sum(map(len, found.values())) if True in choices else 0
    years = years_of(sentence, text) if kinds & YEARS else _NO_YEARS
    at = 0
    for number, run in enumerate(runs):
        group = group_before + number + 1 if choices and choices[number] else None
        beside = _around(len(run), many, kinds)
        for start, end, skill, sign, pattern in run:
            need, rule = judged[at]
            at += 1
            if not need or (pattern in watched and bars.stop(skill, pattern, zone)):
                continue
            if zone == "title" and bars.is_practice(skill):
                need = USED
            record = (skill, start, end, text[start:end], zone, need, rule, group, years.get(start), sign == WEAK, beside)
            found[need].append(_new(Sighting, record))


@lru_cache(maxsize=8192)
def _around(run: int, sentence: int, cues: int) -> Around:
    """Return what stands around a list; `run` and `sentence`: mentions in the list and in its sentence."""
    return Around(min(run, _LONGEST_RUN), min(sentence, _CROWDED) // 3, cues)


class _Bars:
    """What is no skill here: the employer's name and products, colleagues ("work with data scientists"), systems that take applications."""

    def __init__(self, engine: Matcher, own: frozenset[int]) -> None:
        self._engine = engine
        self._own = own
        self.watched = engine.watched | own if own else engine.watched
        """The patterns that may be barred."""

    def stop(self, skill: int, pattern: int, zone: str) -> bool:
        """Tell whether a pattern is barred in a zone."""
        limits = self._engine.limited.get(skill)
        if limits and zone not in limits:
            return True
        return zone not in _HEADED and (pattern in self._own or (zone != "title" and pattern in self._engine.jobs))

    def is_practice(self, skill: int) -> bool:
        """Tell whether a skill is a practice: in a title ("Sales Manager") it names the work and is no demand."""
        return self._engine.info[skill][2] == "practice"


def _own_patterns(hits: list[Hit], folded: str, own: str) -> frozenset[int]:
    """Return the patterns of hits that name the employer."""
    if not own or f" {own.partition(' ')[0]} " not in folded:
        return frozenset()
    return frozenset([pattern for start, end, _, _, pattern in hits if _is_own(folded[start + 1 : end + 1], own)])


def _is_own(surface: str, own: str) -> bool:
    """Tell whether words are the employer's name, its beginning, or the name and a product ("Adobe Acrobat")."""
    if len(surface) < _SHORTEST_NAME:
        return False
    return surface == own or own.startswith(f"{surface} ") or (len(own) >= _SHORTEST_NAME and surface.startswith(f"{own} "))
