"""Where remote workers may live: countries and areas named by the source, the title, a place without a city, or a plain sentence."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from jobscrape.fields.cities import regions_coded, regions_named
from jobscrape.fields.found import Found, found
from jobscrape.fields.gazetteer import Hit, areas, country_of, fold, hits_in
from jobscrape.fields.rules import data, pattern, rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jobscrape.fields.reading import Reading

FIELDS = ("remote_scope",)
AFTER = ("work_mode", "countries")

_NAME = "remote_scope"
LONGEST_PLACE = 300
"""Characters of a place that are read."""
SEVERAL = 3
"""Regions from which on a list of them stands for their country; fewer may be the place of an office."""
LONGEST_REGION = 30
"""Characters of the name of a region in such a list."""
_LISTED = re.compile(r"[,;:/()\n]|\b(?:and|or|in|of|states?)\b")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)?")
_WORLD = "WORLDWIDE"
_LABELLED = "labelled_remote"
_LOUD = (_LABELLED, "hires_globally", "only_in", "outside_declined")
"""Rules that hold among benefits and legal words too."""
_EXACT = (*_LOUD, "where_to_live", "remote_within", "hiring_in", "location_label", "based")


def read(reading: Reading) -> Mapping[str, Found]:
    """Return remote_scope of a remote posting; unknown where no place to live is named, and for every other work mode."""
    if reading.value("work_mode") != "remote":
        return {}
    told = [*_from_source(reading), *_from_title(reading)]
    said = list(_from_text(reading))
    places = [*told, *_from_locations(reading)]
    parts = _without_world(places, said)
    scope = _outermost({code for code, _ in parts})
    if not scope:
        return {}
    return {_NAME: found(sorted(scope), source=parts[0][1][0], text=parts[0][1][1], rule=parts[0][1][2])}


Proof = tuple[str, str, str]
"""Source, words and rule of a piece of evidence."""


def _from_source(reading: Reading) -> Iterator[tuple[str, Proof]]:
    """Yield what the source's own field for places to live names."""
    for words in reading.stated.remote_locations:
        for code in _codes(hits_in(words, ambiguous=True)):
            yield code, ("remote_locations", words, "source_field")


def _from_title(reading: Reading) -> Iterator[tuple[str, Proof]]:
    for code in _codes(hits_in(reading.title)):
        if code != _WORLD or pattern(_NAME, "world").search(reading.title.lower()):
            yield code, ("title", reading.title, "title_place")


def _from_locations(reading: Reading) -> Iterator[tuple[str, Proof]]:
    """Yield the countries and areas of places that name no city; "Georgia" is a country only where the places are read so."""
    known = reading.value("countries")
    employer = reading.stated.company.lower().split()
    regions = {fold(place.region) for place in reading.value("locations") or () if place.region and not place.city}
    for place, raw in ((stated, raw) for stated in reading.stated.locations for raw in stated.raw[:LONGEST_PLACE].split(";")):
        hits = hits_in(raw, ambiguous=True)
        if not hits and place.country and not place.city and not place.region and not _rest(raw, []):
            code = country_of(place.country[:LONGEST_PLACE])
            if code:
                yield code, ("location", place.country, "country_field")
        rest = [word for word in _rest(raw, hits) if word not in employer] if hits else []
        if hits and (not rest or fold(" ".join(rest)) in regions):
            for code in (c for h in hits for c in _codes([h]) if not known or h.area or c in known):
                yield code, ("location", raw, "place_without_city")


def _rest(raw: str, hits: list[Hit]) -> list[str]:
    """Return the words of a place that are neither countries nor areas nor mere "remote"."""
    ends = [0, *(hit.end for hit in hits)]
    starts = [*(hit.start for hit in hits), len(raw)]
    kept = " ".join(raw[end:start] for end, start in zip(ends, starts, strict=True)).lower()
    return [word for word in _WORD.findall(kept) if word not in _allowed()]


@cache
def _allowed() -> frozenset[str]:
    return frozenset(data(_NAME)["allowed"])


def _from_text(reading: Reading) -> Iterator[tuple[str, Proof]]:
    """Yield the places right behind words that say where applicants may live; a right to work counts only where nothing plainer is said."""
    weak: list[tuple[str, Proof]] = []
    plain = False
    for sentence in reading.cues.sentences(_NAME):
        hit = rules(_NAME).first(sentence.low)
        if hit is None or not hit[0].value or (sentence.zone in data(_NAME)["quiet_zones"] and hit[0].name not in _LOUD):
            continue
        start, end = sentence.start + hit[1].start(), sentence.start + min(len(sentence.low), hit[1].end() + _reach(hit[0].name))
        stop = pattern(_NAME, "stop").search(sentence.low, hit[1].end())
        words = reading.text[start : min(end, sentence.start + stop.start()) if stop else end]
        for code in list(_codes(hits_in(words))) or _of_regions(reading.text[start : start + LONGEST_PLACE]):
            proof = (code, ("text", words, hit[0].name))
            if hit[0].name in _EXACT:
                plain = True
                yield proof
            else:
                weak.append(proof)
    if not plain:
        yield from weak


def _of_regions(words: str) -> list[str]:
    """Return the country of which a list of places names several regions ("California, Texas, Utah or Ohio")."""
    parts = {name for part in _LISTED.split(words) if 1 < len(name := part.strip(" .")) <= LONGEST_REGION}
    named: Counter[str] = Counter()
    for part in parts if len(parts) >= SEVERAL else ():
        named.update({region.country for region in regions_coded(part) or regions_named(fold(part))})
    return [code for code, times in named.most_common(1) if times >= SEVERAL]


def _reach(rule: str) -> int:
    """Return how far behind the words of a rule places still belong to it."""
    reach: int = data(_NAME)["near"].get(rule, data(_NAME)["reach"])
    return reach


def _codes(hits: list[Hit]) -> Iterator[str]:
    """Yield codes of countries and areas; an area without a code stands for its members."""
    for hit in hits:
        if hit.country:
            yield hit.country
        elif hit.area:
            area = areas()[hit.area]
            yield from (area.code,) if area.code else sorted(area.members)


def _without_world(told: list[tuple[str, Proof]], said: list[tuple[str, Proof]]) -> list[tuple[str, Proof]]:
    """Join both; a board's or a title's "anywhere" gives way to the places the text names."""
    narrow = [part for part in (*said, *told) if part[0] != _WORLD]
    world = [part for part in (*told, *said) if part[0] == _WORLD]
    if any(part[1][0] == "title" for part in world):
        return world
    return narrow or world


def _outermost(codes: set[str]) -> set[str]:
    """Drop countries and areas that lie inside another named area."""
    members = {area.code: area.members for area in areas().values() if area.code in codes}
    inside = {code for code in codes if any(code in group for area, group in members.items() if area != code)}
    nested = {a for a in members for b in members if a != b and members[a] < members[b]}
    return codes - inside - nested
