"""Places of work and their countries: what the source states, then the end of the title, then the text where it speaks of the role."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jobscrape.fields.cities import cities_named
from jobscrape.fields.found import Found, found
from jobscrape.fields.gazetteer import area_of, countries, country_of, data_yaml, fold
from jobscrape.fields.place_text import candidates, countries_named, further
from jobscrape.fields.spots import LONGEST, Spot, spots
from jobscrape.items import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobscrape.fields.reading import Reading
    from jobscrape.items import StatedPlace

FIELDS = ("locations", "countries")
AFTER = ()


def read(reading: Reading) -> dict[str, Found]:
    """Return the places of work, primary first, and their distinct countries, sorted; areas such as EMEA are no place."""
    places = _distinct(_place(spot, stated) for stated in reading.stated.locations for spot in _stated(stated))
    if any(p.city for p in places):
        more = [_place(spot) for spot in further(reading, places)]
        return _hits(_distinct([*places, *more]), "location", "stated_and_text" if more else "stated")
    return _refined(reading, places)


def _hits(places: list[Place], source: str, rule: str, words: str = "") -> dict[str, Found]:
    """Return both fields with their evidence; `words` defaults to those of the places."""
    if not places:
        return {}
    words = words or "; ".join(p.raw for p in places)
    codes = sorted({p.country for p in places if p.country})
    hits = {"locations": found(places, source=source, text=words, rule=rule)}
    if codes:
        hits["countries"] = found(codes, source=source, text=words, rule=rule)
    return hits


def _place(spot: Spot, stated: StatedPlace | None = None) -> Place:
    place = Place(raw=spot.raw, city=spot.city, region=spot.region, country=spot.country, lat=spot.lat, lon=spot.lon)
    if stated is not None and stated.city and stated.lat is not None and stated.lon is not None and spot.city:
        place.lat, place.lon = stated.lat, stated.lon
    return place


def _distinct(places: Iterable[Place]) -> list[Place]:
    """Return the places without repetitions; a repetition may add the region."""
    out: dict[tuple[str, str | None, str], Place] = {}
    for place in places:
        key = (fold(place.city or ""), place.country, "" if place.city else fold(place.region or ""))
        first = out.setdefault(key, place)
        first.region = first.region or place.region
    return list(out.values())


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(data_yaml("place_words.yml")["placeholders"])


def _part(words: str | None) -> str | None:
    """Return a structured part, None for a placeholder ("Remote", "N/A", "Europe")."""
    tidy = " ".join((words or "")[:LONGEST].split())
    return None if not tidy or fold(tidy) in _placeholders() or area_of(tidy) else tidy


def _stated(place: StatedPlace) -> list[Spot]:
    """Return the places of one statement: its structured parts, or its words where those name several or the parts no city."""
    country = _country(place.country)
    by_words = [s for s in spots(place.raw, country) if not _strays(s, country)] if place.raw else []
    by_parts = _structured(place, country)
    if by_parts and by_parts[0].city and sum(s.city is not None for s in by_words) < 2:
        return by_parts
    return by_words if any(s.city or s.region or s.country for s in by_words) else by_parts


def _strays(spot: Spot, country: str | None) -> bool:
    """Tell whether a region alone was taken for one of another country than the source states (Maine-et-Loire is not in Maine)."""
    return country is not None and bool(spot.region) and not spot.city and spot.country not in (None, country)


def _country(stated: str | None) -> str | None:
    """Return the alpha-2 code of a country field, which may be a code in lower case."""
    words = (stated or "")[:LONGEST].strip()
    return country_of(words) or (country_of(words.upper()) if len(words) <= 3 else None)


def _structured(place: StatedPlace, country: str | None) -> list[Spot]:
    town, region = _part(place.city), _part(place.region)
    if town and country_of(town) and not cities_named(fold(town)):
        country, town = country or country_of(town), None
    if region and fold(region) == fold((place.country or "")[:LONGEST]):
        region = None
    if town is None:
        return [Spot((place.raw or place.country or "")[:LONGEST], None, region, country)] if country else []
    words = ", ".join(part for part in (town, region, countries()[country].name if country else None) if part)
    read = [spot for spot in spots(words, country) if spot.city]
    if read:
        return [
            spot._replace(raw=place.raw[:LONGEST] or words, region=spot.region or (region if len(read) == 1 else None)) for spot in read
        ]
    return [Spot(place.raw[:LONGEST] or words, town, region, country)] if len(town.split()) <= 4 else []


def _refined(reading: Reading, places: list[Place]) -> dict[str, Found]:
    """Return the cities that title or text name in the countries of `places`; places anywhere where these are empty."""
    allowed = {p.country for p in places if p.country}
    for source, rule, words, named in candidates(reading, allowed):
        better = [s for s in named if (s.city or not places) and (not allowed or s.country in allowed or _is_full(s, rule))]
        if better:
            kept = [p for p in places if p.region or p.country not in {s.country for s in better}]
            return _hits(_distinct([*(_place(spot) for spot in better), *kept]), source, rule, words)
    if not places and (stated := reading.stated.remote_locations):
        of_applicants = [Spot(words, None, None, code) for words in stated for _, _, code in countries_named(words)]
        return _hits(_distinct(_place(spot) for spot in of_applicants), "remote_locations", "stated")
    return _hits(places, "location", "stated")


def _is_full(spot: Spot, rule: str) -> bool:
    """Tell whether a text says "Location:" before a city with its region or country: that counts beside another country too."""
    return rule == "label" and spot.city is not None and "," in spot.raw
