"""Every place in title and text where a skill stands, with all that is known of the place: the pass before any weighing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from jobscrape.items import Mention
from jobscrape.skills.context import settle
from jobscrape.skills.cues import YEARS
from jobscrape.skills.fold import fold_term
from jobscrape.skills.labels import stated, stating
from jobscrape.skills.need import NEEDS, PREFERRED, REQUIRED, STATED, USED, alternatives, judge
from jobscrape.skills.neighbours import lend
from jobscrape.skills.sentences import Sentence, sentences
from jobscrape.skills.stacks import spelt_low
from jobscrape.skills.studies import studies
from jobscrape.skills.taxonomy import WEAK
from jobscrape.skills.years import years_of
from jobscrape.skills.zones import ASKING, Zone, breaks_of, zones

if TYPE_CHECKING:
    from jobscrape.skills.labels import Line
    from jobscrape.skills.matcher import Hit, Matcher
    from jobscrape.skills.need import Judged

_SILENT = frozenset({"benefits", "legal", "unwanted"})
_SHORTEST_NAME = 3
_SHORTEST_SILENCE = 40
"""More than the words around an ambiguous one that may speak for it."""
_LONGEST_RUN, _CROWDED = 6, 12

_new = tuple.__new__
"""Makes a NamedTuple in a third of the time of its own constructor, which is a Python function."""


Around: TypeAlias = "tuple[int, int, int]"
"""What stands around the mentions of one list: mentions in the list, at most 6; thirds of the mentions in the sentence, at most 4; kinds
of cue phrases in the sentence, as bits."""
Sighting: TypeAlias = "tuple[int, Mention, bool, Around]"
"""One place where a skill stands: index in `Compiled.skills`, the mention, whether only a general word names the skill here, and what
stands around. A plain tuple, as there are fifty to a posting."""


def sightings(engine: Matcher, text: str, *, title: str = "", company: str = "") -> list[Sighting]:
    """Return every place of a skill that is no negation: stronger needs first, the title before the text."""
    own = _employer(company)
    found: dict[str, list[Sighting]] = {need: [] for need in NEEDS}
    if title:
        _read(engine, title, [Zone(0, len(title) + 1, "title", "")], breaks_of(title), own, found)
    if spans := zones(text):
        _read(engine, _heard(text, spans), spans, breaks_of(text), own, found)
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


def _read(engine: Matcher, text: str, spans: list[Zone], stops: list[int], own: str, found: dict[str, list[Sighting]]) -> None:
    """Add the sightings of one text to `found`, by need."""
    found_hits, cues, folded = engine.find(text)
    hits = settle(spelt_low(found_hits, text, engine), text, folded, engine.compiled, title=spans[0].name == "title")
    hits = lend(hits, text, engine)
    lines = {line: sure for line in stating(text, spans) if (sure := stated(line, found_hits, hits, folded, engine))}
    hits = studies(_with_stated(hits, lines), text, engine)
    bars = _Bars(engine, _own_patterns(hits, folded, own))
    at, last, (_, stop, zone, _) = 0, len(spans) - 1, spans[0]
    for sentence in sentences(text, stops, hits, cues):
        first = sentence.hits[0][0]
        while stop <= first and at < last:
            at += 1
            _, stop, zone, _ = spans[at]
        if zone not in _SILENT:
            states = lines and any(start <= first < end for start, end, _ in lines)
            judged = [STATED] * len(sentence.hits) if states else judge(sentence, zone, text)
            _see(sentence, judged, zone, text, bars, found)


def _with_stated(hits: list[Hit], lines: dict[Line, list[Hit]]) -> list[Hit]:
    """Return `hits` with those of lines that state skills in the place of what was left of them."""
    for (start, end, _), sure in lines.items():
        hits = [*(hit for hit in hits if hit[0] < start), *sure, *(hit for hit in hits if hit[0] >= end)]
    return hits


def _see(sentence: Sentence, judged: list[Judged], zone: str, text: str, bars: _Bars, found: dict[str, list[Sighting]]) -> None:
    """Add the sightings of one sentence."""
    _, _, hits, _, kinds, runs, _ = sentence
    watched, names = bars.watched, bars.engine.names
    choices = alternatives(sentence)
    group = sum(map(len, found.values())) if True in choices else 0
    years = years_of(sentence, text) if kinds & YEARS else None
    field, crowd, at = "title" if zone == "title" else "text", min(len(hits), _CROWDED) // 3, 0
    for number, run in enumerate(runs):
        any_of = group + number + 1 if choices[number] else None
        beside = (min(len(run), _LONGEST_RUN), crowd, kinds)
        for start, end, skill, sign, pattern in run:
            need, rule = judged[at]
            at += 1
            if not need or (pattern in watched and bars.stop(skill, pattern, zone)):
                continue
            if field == "title" and bars.is_practice(skill):
                need = USED
            ident, label = names[skill]
            said = years.get(start) if years else None
            mention = _new(Mention, (ident, label, text[start:end], start, end, need, zone, rule, any_of, said, field))
            found[need].append((skill, mention, sign == WEAK, beside))


class _Bars:
    """What is no skill here: the employer's name and products, colleagues ("work with data scientists"), systems that take applications."""

    def __init__(self, engine: Matcher, own: frozenset[int]) -> None:
        self.engine = engine
        self._own = own
        self.watched = engine.watched | own if own else engine.watched
        """The patterns that may be barred."""

    def stop(self, skill: int, pattern: int, zone: str) -> bool:
        """Tell whether a pattern is barred in a zone."""
        limits = self.engine.limited.get(skill)
        if limits and zone not in limits:
            return True
        return zone not in ASKING and (pattern in self._own or (zone != "title" and pattern in self.engine.jobs))

    def is_practice(self, skill: int) -> bool:
        """Tell whether a skill is a practice: in a title ("Sales Manager") it names the work and is no demand."""
        return self.engine.info[skill][2] == "practice"


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
