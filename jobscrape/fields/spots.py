"""A location string to places: "San Francisco, CA or New York", "Remote - US", "US-CA-Fremont (1003)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from jobscrape.fields.cities import LARGE, Region, cities_named, city, regions_coded, regions_named
from jobscrape.fields.gazetteer import data_yaml, fold
from jobscrape.fields.place_segments import Segment, not_a_city, segment_of, segments_of

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 400
"""Characters of a location string that are read."""


class Spot(NamedTuple):
    """A place read from words: the words, city, region as written, alpha-2 country, coordinates; None = not said."""

    raw: str
    city: str | None
    region: str | None
    country: str | None
    lat: float | None = None
    lon: float | None = None


@dataclass(slots=True)
class _Place:
    """A place being put together from segments."""

    words: list[str] = field(default_factory=list)
    city: str | None = None
    cities: tuple[int, ...] = ()
    region: str | None = None
    regions: tuple[Region, ...] = ()
    country: str | None = None


@cache
def _city_first() -> frozenset[str]:
    return frozenset(data_yaml("place_words.yml")["city_first"])


_CHUNKS = re.compile(r"\s*[;|•·\n\t]\s*|\s+/\s+|\s+(?:or|oder|ou|und|and|et|y|&)\s+|\s*\+\s*", re.IGNORECASE)
_KREIS = re.compile(r", ?[^,;()]{1,60} ?\((?:Kreis|Landkreis)\)")


def spots(raw: str, country: str | None = None) -> tuple[Spot, ...]:
    """Return the places `raw` names, in order; `country` (alpha-2) decides between places of one name. Areas (EMEA) give none."""
    raw = raw[:LONGEST].strip()
    return _spots(_KREIS.sub("", raw) if "reis)" in raw else raw, country)


@lru_cache(maxsize=20_000)
def _spots(raw: str, country: str | None) -> tuple[Spot, ...]:
    found: list[Spot] = []
    for chunk in _chunks(raw):
        for place in _assemble(segments_of(chunk), country):
            spot = _spot(place, country)
            if not any(_covers(other, spot) for other in found):
                found.append(spot)
    found = [_with_country(spot, found) for spot in found]
    return tuple(s for s in found if s.city or s.region or not any(o is not s and o.country == s.country for o in found))


def _with_country(spot: Spot, others: Sequence[Spot]) -> Spot:
    """Return a region whose country is open ("MN" beside "WI") in the country of another place of the string that has it."""
    if spot.country or not spot.region:
        return spot
    possible = {r.country for r in (*regions_coded(spot.region), *regions_named(fold(spot.region)))}
    return spot._replace(country=next((o.country for o in others if o.country in possible), None))


def _covers(one: Spot, other: Spot) -> bool:
    same_city = fold(one.city or "") == fold(other.city or "")
    return same_city and one.country == other.country and (one.region == other.region or bool(one.city))


def _chunks(raw: str) -> list[str]:
    if segment_of(raw).is_known:
        return [raw]
    return [chunk for chunk in _CHUNKS.split(raw) if chunk]


def _assemble(segments: Sequence[Segment], hint: str | None) -> list[_Place]:
    """Put segments together to places: a city takes the regions and countries after it, a country the regions and cities after it."""
    places: list[_Place] = []
    for i, segment in enumerate(segments):
        following = segments[i + 1] if i + 1 < len(segments) else None
        current = places[-1] if places else None
        if segment.is_area:
            continue
        if current and (_add_parent(current, segment) or _add_child(current, segment) or _add_between(current, segment, following)):
            continue
        if segment.is_known:
            if not (segment.in_brackets and _is_district(current, segment)):
                places.append(_start(segment, following, hint))
        else:
            _add_unknown(places, segment, following)
    return places


def _add_parent(place: _Place, segment: Segment) -> bool:
    """Give `place` the region or country of `segment` if it can lie there."""
    if not place.city and not place.regions:
        return bool(segment.country and segment.country == place.country and not segment.cities)
    if not place.city and place.country and not place.regions[0].admin1 and any(r.country == place.country for r in segment.regions):
        return True
    if place.region and any(r in segment.regions for r in place.regions):
        return True
    if place.city and fold(place.city) == segment.key and segment.after_comma and segment.regions == () and not place.region:
        return True
    for region in segment.regions:
        if place.region is None and _lies_in(place, region.country, region.admin1):
            place.region, place.regions, place.country = segment.words, (region,), region.country
            place.cities = _within(place.cities, region.country, region.admin1)
            place.words.append(segment.words)
            return True
    if segment.country and place.country in {None, segment.country} and _lies_in(place, segment.country, None):
        place.country = segment.country
        place.cities = _within(place.cities, segment.country, None)
        place.words.append(segment.words)
        return True
    if place.city and segment.regions and not place.region and not segment.is_code and segment.key in _city_first():
        return False
    return _override(place, segment)


def _add_between(place: _Place, segment: Segment, following: Segment | None) -> bool:
    """Take a name between a city and its country for the region, if no city of that name lies there ("Trujillo, La Libertad, Peru")."""
    country = following.country if following and segment.after_comma and following.after_comma else None
    if not (country and place.city and not place.region and segment.cities and not segment.country and not segment.alias):
        return False
    if not _lies_in(place, country, None) or _within(segment.cities, country, None) or place.country not in {None, country}:
        return False
    place.region = segment.words
    place.words.append(segment.words)
    return True


def _is_district(place: _Place | None, segment: Segment) -> bool:
    """Tell whether a name in brackets after a city and its region is only a part of it ("Salt Lake City, Utah (Holladay)")."""
    return bool(place and place.city and place.region and place.country and _within(segment.cities, place.country, None))


def _lies_in(place: _Place, country: str, admin1: str | None) -> bool:
    """Tell whether `place` may lie in a country (and region): a candidate city does, its region does, or nothing is known of it."""
    if place.city and not place.cities:
        return place.country in {None, country}
    if place.cities:
        return bool(_within(place.cities, country, admin1))
    return any(r.country == country for r in place.regions) and admin1 is None


def _within(cities: tuple[int, ...], country: str, admin1: str | None) -> tuple[int, ...]:
    return tuple(n for n in cities if city(n).country == country and (admin1 is None or city(n).admin1 == admin1))


def _override(place: _Place, segment: Segment) -> bool:
    """Believe "Smalltown, TX" where the gazetteer knows only other places of that name: small ones, or some in the same country."""
    if not place.city or not place.cities or place.region or not segment.after_comma:
        return False
    is_elsewhere = not any(city(n).country == r.country for n in place.cities for r in segment.regions)
    is_city_itself = bool(segment.cities) and segment.cities[0] < LARGE
    is_alternate = fold(city(place.cities[0]).name) != fold(place.city)
    is_state = segment.is_code and bool(segment.regions) and not segment.country
    if place.cities[0] < LARGE and not (is_alternate or is_state) and (is_elsewhere or is_city_itself):
        return False
    if segment.regions and place.country is None:
        region = segment.regions[0]
        place.region, place.regions, place.country = segment.words, (region,), region.country
    elif segment.country and place.country is None and not segment.cities:
        place.country = segment.country
    else:
        return False
    place.cities = ()
    place.words.append(segment.words)
    return True


def _add_child(place: _Place, segment: Segment) -> bool:
    """Give a place that is only a country or region the region or city of `segment` if that lies in it."""
    if place.city or place.country is None:
        return False
    admin1 = place.regions[0].admin1 if place.regions else None
    region = next((r for r in segment.regions if r.country == place.country), None) if not place.regions else None
    cities = _within(segment.cities, place.country, admin1)
    if region and (segment.is_code or not cities or segment.key not in _city_first()):
        place.region, place.regions = segment.words, (region,)
    elif cities and not (admin1 is None and place.regions):
        place.city, place.cities = segment.words, cities
    elif segment.alias and segment.alias[2] == place.country and segment.alias[0]:
        place.city, place.cities = segment.alias[0], _within(cities_named(fold(segment.alias[0])), place.country, None)
    else:
        return False
    place.words.append(segment.words)
    return True


def _start(segment: Segment, following: Segment | None, hint: str | None) -> _Place:
    """Begin a place with the likeliest meaning of `segment`."""
    place = _Place([segment.words])
    if segment.alias:
        place.city, place.region, place.country = segment.alias
        place.cities = _within(cities_named(fold(place.city)), place.country, None) if place.city else ()
        place.regions = () if place.city or not place.region else (Region(place.country, "", place.region),)
        if place.region and place.city:
            place.regions = tuple(r for r in regions_coded(place.region) if r.country == place.country)
            place.cities = next((c for r in place.regions if (c := _within(place.cities, r.country, r.admin1))), place.cities)
        return place
    regions = tuple(r for r in segment.regions if hint in {None, r.country}) or segment.regions
    if regions and _is_region_first(segment, following, hint):
        place.region, place.regions = segment.words, regions[:1]
        place.country = None if segment.country and segment.country != regions[0].country and hint is None else regions[0].country
    elif segment.country and not (following and segment.cities and _is_city_of(segment, following)):
        place.country = segment.country
    elif segment.cities:
        place.city, place.cities = segment.words, segment.cities
    return place


def _is_city_of(segment: Segment, following: Segment) -> bool:
    """Tell whether a name of a country and of a city is the city because its region follows ("Norfolk, Virginia")."""
    return any(_within(segment.cities, r.country, r.admin1) for r in following.regions)


def _is_region_first(segment: Segment, following: Segment | None, hint: str | None) -> bool:
    """Tell whether a segment that may be a region is one: codes by what follows, names unless they are cities first."""
    if segment.key in _city_first():
        return False
    if segment.is_code and segment.country:
        if following is None:
            return hint is None or any(r.country == hint for r in segment.regions)
        in_country = _within(following.cities, segment.country, None)
        in_region = next((c for r in segment.regions if (c := _within(following.cities, r.country, r.admin1))), ())
        return not in_country or bool(in_region and in_region[0] < in_country[0])
    if segment.cities and following and _is_city_of(segment, following):
        return False
    return not (segment.cities and following and following.country and not any(r.country == following.country for r in segment.regions))


def _add_unknown(places: list[_Place], segment: Segment, following: Segment | None) -> None:
    """Take an unknown name before a region or country for a city, one between a city and its country for its region."""
    current = places[-1] if places else None
    if following is None or not (following.regions or following.country) or not following.after_comma:
        return
    if current and current.city and not current.region and segment.after_comma and following.country and current.country is None:
        current.region = segment.words
        current.words.append(segment.words)
    elif _is_name(segment.words):
        places.append(_Place([segment.words], city=segment.words))


def _is_name(words: str) -> bool:
    tokens = words.split()
    letters = all(t.replace("'", "").replace("’", "").replace(".", "").replace("-", "").isalpha() for t in tokens)
    return 1 <= len(tokens) <= 4 and letters and words[:1].isupper() and len(words) > 2 and not any(fold(t) in not_a_city() for t in tokens)


def _spot(place: _Place, hint: str | None) -> Spot:
    cities = place.cities
    if hint and place.country is None:
        cities = _within(cities, hint, None) or cities
    raw = ", ".join(place.words)
    if not cities:
        return Spot(raw, _spelled(place.city), place.region, place.country or (hint if place.city else None))
    best = city(cities[0])
    name = place.city if fold(place.city or "") == fold(best.name) else best.name
    return Spot(raw, _spelled(name), place.region, place.country or best.country, best.lat, best.lon)


def _spelled(name: str | None) -> str | None:
    """Return a name with capitals at its words if it was all in one case."""
    if name and (name.islower() or (name.isupper() and len(name) > 3)):
        return name.title()
    return name
