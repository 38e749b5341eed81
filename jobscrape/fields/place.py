"""Places of work and their countries: what the source states, then the end of the title, then the text where it speaks of the role."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jobscrape.fields.cities import LARGE, cities_named, city, regions_named
from jobscrape.fields.found import Found, found
from jobscrape.fields.gazetteer import area_of, countries, country_of, data_yaml, fold, hits_in
from jobscrape.fields.phrases import PhraseGroups, Phrases
from jobscrape.fields.spots import LONGEST, Spot, spots
from jobscrape.items import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jobscrape.fields.reading import Reading
    from jobscrape.items import StatedPlace

FIELDS = ("locations", "countries")
AFTER = ()

KNOWN = 30_000
"""Cities numbered below this are looked for in a title where the country is stated."""
LABELLED = 12_000
"""Cities numbered below this are believed after "Location:" without their region or country."""
TEXT_READ = 20_000
"""Characters of the body in which a place is looked for."""
MOST_PHRASES = 60


def read(reading: Reading) -> dict[str, Found]:
    """Return the places of work, primary first, and their distinct countries, sorted; areas such as EMEA are no place."""
    stated = [(spot, place) for place in reading.stated.locations for spot in _stated(place)]
    places = _distinct(_place(spot, stated_place) for spot, stated_place in stated)
    source, rule = "location", "stated"
    if any(p.city for p in places):
        places = _distinct([*places, *(_place(spot) for spot in _also(reading, places))])
    else:
        places, source, rule = _refined(reading, places)
    if not places:
        return {}
    words = "; ".join(p.raw for p in places)
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
    by_words = list(spots(place.raw, country)) if place.raw else []
    by_parts = _structured(place, country)
    if by_parts and by_parts[0].city and sum(s.city is not None for s in by_words) < 2:
        return by_parts
    return by_words if any(s.city or s.region or s.country for s in by_words) else by_parts


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


def _refined(reading: Reading, places: list[Place]) -> tuple[list[Place], str, str]:
    """Return the cities that title or text name in the countries of `places`; places anywhere where these are empty."""
    allowed = {p.country for p in places if p.country}
    for source, rule, named in (
        ("title", "title_tail", _in_title(reading.title, allowed)),
        ("text", "role_place", _in_text(reading, allowed)),
    ):
        better = [spot for spot in named if (spot.city or not places) and (not allowed or spot.country in allowed)]
        if better:
            kept = [p for p in places if p.region or p.country not in {s.country for s in better}]
            return _distinct([*(_place(spot) for spot in better), *kept]), source, rule
    if not places and (stated := reading.stated.remote_locations):
        named = [Spot(words, None, None, code) for words in stated for _, _, code in _countries(words)]
        return _distinct(_place(spot) for spot in named), "remote_locations", "stated"
    return places, "location", "stated"


def _countries(words: str) -> list[tuple[int, int, str]]:
    code = country_of(words)
    return [(0, len(words), code)] if code else [(h.start, h.end, h.country) for h in hits_in(words, ambiguous=True) if h.country]


_TITLE_PARTS = re.compile(r"\s[-–—|/]\s|[,()\[\]|:]|\sin\s|\s@\s")


@cache
def _not_in_titles() -> frozenset[str]:
    return frozenset(data_yaml("place_words.yml")["not_in_titles"])


def _in_title(title: str, allowed: set[str]) -> list[Spot]:
    """Return the places in the last parts of a title: well-known cities, or any in a country stated; countries by their names."""
    parts = [p.strip() for p in _TITLE_PARTS.split(title[-LONGEST:])[1:]]
    named = [spot for part in parts[-3:] for spot in _title_part(part, allowed)]
    return [spot for spot in named if spot.city or not any(other.city and other.country == spot.country for other in named)]


def _title_part(part: str, allowed: set[str]) -> tuple[Spot, ...]:
    key = fold(part)
    if len(key) < 2 or key in _not_in_titles() or not part[:1].isupper() or (part.isupper() and len(part) > 5):
        return ()
    numbers = cities_named(key)
    if numbers and len(key) > 3 and not regions_named(key) and _is_meant(numbers, allowed):
        return spots(part, next(iter(allowed)) if len(allowed) == 1 else None)
    code = country_of(part) if len(part) > 3 or part in {"US", "UK", "USA", "UAE"} else None
    return (Spot(part, None, None, code),) if code and not allowed else ()


def _is_meant(numbers: Sequence[int], allowed: set[str]) -> bool:
    if not allowed:
        return numbers[0] < LARGE // 2
    return any(n < KNOWN and city(n).country in allowed for n in numbers)


_Marks = dict[str, list[tuple[int, int]]]


@cache
def _groups() -> PhraseGroups:
    words = data_yaml("place_words.yml")
    return PhraseGroups({key: words[key] for key in ("labels", "role_place", "offices", "role_is")})


@cache
def _subjects() -> Phrases:
    return Phrases(data_yaml("place_words.yml")["subjects"])


_TOKEN = r"(?:St\.|[A-ZÀ-Þ][\w'’&-]*)"
_NAME = re.compile(
    r"\s*(?:either |the |our |downtown |central |greater |Greater |beautiful |sunny )*"
    rf"({_TOKEN}(?:(?:, | |/| or | and | \| )(?:(?:of|de|do|du|am|la) )?{_TOKEN}){{0,6}})"
)
_OFFICE = re.compile(rf"\b(?:in|at|from|of|to) (?:our|the|one of our) ((?:{_TOKEN}[ ,/]*(?:or |and |& )?){{1,5}})$")
_STOP = re.compile(
    r"\n|\.\s|;|\s[|•]\s|\s{3}"
    r"|\b(?:Hybrid|On-?site|Type|Salary|Compensation|Commitment|Employment|Pay|Department|Team|About|Reports|Duration|Start|Job|Role|Schedule)\b"
)


def _in_text(reading: Reading, allowed: set[str]) -> list[Spot]:
    """Return the places the text gives the role: after "Location:", "this role is based in", "in our … office"."""
    hint = next(iter(allowed)) if len(allowed) == 1 else None
    low, text = reading.lower[:TEXT_READ], reading.text
    marks = _groups().spans(low)
    if named := _labelled(reading, marks, hint):
        return named
    for start, end in marks["role_place"][:MOST_PHRASES]:
        if _speaks_of_role(low, start, end) and (named := _named_at(text, end, hint)) and (named[0].city or not allowed):
            return named
    for start, _ in marks["offices"][:MOST_PHRASES]:
        match = _OFFICE.search(text[max(0, start - 60) : start].rstrip())
        if match and _speaks_of_role(low, start - 20, start) and (named := _certain(spots(match[1].strip(" ,/"), hint))):
            return named
    return []


def _labelled(reading: Reading, marks: _Marks, hint: str | None) -> list[Spot]:
    """Return the places after a label such as "Location:", which begins a line or is written with a capital."""
    low, text = reading.lower[:TEXT_READ], reading.text
    for start, end in marks["labels"][:MOST_PHRASES]:
        if text[start].isupper() or not low[max(0, start - 3) : start].strip(" -•*"):
            line = text[end : end + 90].lstrip(" \t\n")
            stop = _STOP.search(line)
            if named := _certain(spots(line[: stop.start()] if stop else line, hint), LABELLED):
                return named
    return []


def _also(reading: Reading, places: Sequence[Place]) -> list[Spot]:
    """Return further cities of a posting that states one: listed with it in title or text, or given to the role by the text."""
    stated = {fold(p.city) for p in places if p.city}
    marks = _groups().spans(reading.lower[:TEXT_READ])
    in_title = spots(_TITLE_PARTS.split(reading.title[-LONGEST:])[-1]) if " or " in reading.title or "/" in reading.title else ()
    lists = (in_title, _labelled(reading, marks, None))
    more = [
        spot for named in lists if any(fold(s.city or "") in stated for s in named) for spot in named if spot.city and spot.lat is not None
    ]
    for _, end in marks["role_is"][:MOST_PHRASES]:
        after = next((mark for mark in marks["role_place"] if mark[0] >= end), None)
        if after and after[0] < end + 25 and "." not in reading.text[end : after[1]]:
            more.extend(spot for spot in _named_at(reading.text, after[1], None) if spot.city)
    more.extend(_alternatives(reading, places))
    return more


_CITY_WORDS = r"([A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?)"
_CHOICE_BEFORE = re.compile(rf"\b{_CITY_WORDS} (?:or|oder|ou|eller) $")
_CHOICE_AFTER = re.compile(rf" (?:or|oder|ou|eller) {_CITY_WORDS}")


def _alternatives(reading: Reading, places: Sequence[Place]) -> list[Spot]:
    """Return large cities the text offers as another choice beside a stated one ("in Munich or Leipzig")."""
    more: list[Spot] = []
    for place in places[:5]:
        name = place.raw.split(",", 1)[0]
        start = reading.text.find(name) if place.city and len(name) >= 4 else -1
        while start >= 0 and len(more) < MOST_PHRASES:
            end = start + len(name)
            for match in (_CHOICE_BEFORE.search(reading.text[max(0, start - 40) : start]), _CHOICE_AFTER.match(reading.text, end)):
                more.extend(spot for spot in (_certain(spots(match[1])) if match else ()) if spot.city)
            start = reading.text.find(name, end)
    return more


def _speaks_of_role(low: str, start: int, end: int) -> bool:
    before = low[max(0, start - 110) : start]
    cut = max(before.rfind(". "), before.rfind("\n"), before.rfind("! "))
    if _subjects().within(before[cut + 1 :]):
        return True
    after = low[end : end + 60].partition(".")[0]
    return "this role" in after or "this position" in after


def _named_at(text: str, end: int, hint: str | None) -> list[Spot]:
    match = _NAME.match(text, end, min(len(text), end + 90))
    if match is None or text[match.end() : match.end() + 6].strip().lower().startswith(("time", "tz")):
        return []
    named = _certain(spots(match[1].rstrip(" .,"), hint))
    return named or [Spot(match[1], None, None, code) for _, _, code in _countries(match[1])[:3]]


def _certain(named: Sequence[Spot], limit: int = LARGE) -> list[Spot]:
    """Return the spots that are certain in a text: a city numbered below `limit`, one with its region or country, or a country."""
    return [spot for spot in named if (_is_known(spot, limit) if spot.city else spot.country)]


def _is_known(spot: Spot, limit: int) -> bool:
    if spot.lat is None:
        return False
    numbers = cities_named(fold(spot.city or ""))
    return "," in spot.raw or not numbers or numbers[0] < limit
