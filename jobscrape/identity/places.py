"""Places for comparison: where two postings may be one, where they cannot, where one side does not say.

A place key is "city|region|country" with unknown parts empty, "~AREA" for an area of several countries, or "*" for
"anywhere" and nothing said. City folded, region by its GeoNames code where known, country ISO 3166-1 alpha-2.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jobscrape.data_files import read_yaml
from jobscrape.fields import gazetteer
from jobscrape.fields.cities import LARGE, cities_named, regions_coded, regions_named
from jobscrape.fields.spots import spots
from jobscrape.identity.titles import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

OPEN = "*"
LONGEST = 400
TITLE_CODES = frozenset({"us", "usa", "uk", "uae", "eu"})
_ASIDE = re.compile(r"\(([^()]*)\)")
_SEPARATOR = re.compile(r"([;,/|•()\n]|\s[-–—]\s|(?<![,;])\s(?:or|and)\s)")


class Fit(IntEnum):
    """How two places or two sets of places go together, worst first."""

    CONFLICT = 0
    OPEN = 1
    """One side says nothing, or only "remote"."""
    NESTED = 2
    """One lies inside the other: a city in its country, a country in EMEA."""
    SAME = 3


@cache
def _open_words() -> frozenset[str]:
    """Return the words of location strings that say nothing about where."""
    return frozenset(read_yaml("jobscrape.identity", "data/places.yml")["open"])


@lru_cache(maxsize=65536)
def country(part: str) -> str | None:
    """Return the alpha-2 code that `part`, folded, names; short codes count, so ask only for text that is a place by its nature."""
    return gazetteer.country_of(part) or (gazetteer.country_of(part.upper()) if len(part.replace(".", "")) <= 3 else None)


@lru_cache(maxsize=65536)
def area(part: str) -> str | None:
    """Return the key of the area of several countries that `part` names."""
    return gazetteer.area_of(part)


@lru_cache(maxsize=65536)
def place_key(city: str | None, region: str | None, nation: str | None) -> str:
    """Return the key of a place given by parts, `nation` as alpha-2; "*" if all are unknown."""
    town, state = gazetteer.fold(city or ""), _region(region or "", nation)
    return f"{town}|{state}|{nation or ''}" if town or state or nation else OPEN


def _region(words: str, nation: str | None) -> str:
    """Return the code of a region in capitals or digits, its folded words if no such region is known."""
    known = [*regions_coded(words.upper()), *regions_named(gazetteer.fold(words))] if words else []
    return next((r.admin1 for r in known if r.country == nation), fold(words))


def scope_key(code: str) -> str:
    """Return the key of a value of `remote_scope`: a country or an area."""
    return f"||{code}" if code in gazetteer.countries() else OPEN if code == "WORLDWIDE" else f"~{code}"


@lru_cache(maxsize=65536)
def is_title_place(part: str) -> bool:
    """Tell whether a part of a title, folded, is a country by name, an area or a well-known city; codes are mostly skills (AI, QA)."""
    if len(part) <= 3:
        return part in TITLE_CODES
    found = area(part)
    return bool(found and found != "WORLDWIDE") or gazetteer.country_of(part) is not None or _is_known_city(part)


def _is_known_city(part: str) -> bool:
    key = gazetteer.fold(part)
    numbers = () if key in _not_in_titles() else cities_named(key)
    return bool(numbers) and numbers[0] < LARGE // 2


@cache
def _not_in_titles() -> frozenset[str]:
    return frozenset(gazetteer.data_yaml("place_words.yml")["not_in_titles"])


def _aside(match: re.Match[str]) -> str:
    """Keep what stands in brackets only if it names a country, an area or a region, not a street or an office."""
    inner = match[1].strip(" .")
    return f"; {inner}; " if country(inner) or area(inner) or regions_named(gazetteer.fold(inner)) else "; "


@lru_cache(maxsize=65536)
def read_places(raw: str) -> tuple[str, ...]:
    """Return the place keys of a location string, ("*",) if it names none."""
    parts = _SEPARATOR.split(_ASIDE.sub(_aside, raw[:LONGEST]))
    keys: list[str] = []
    for i in range(0, len(parts), 2):
        word = fold(parts[i]).strip(" .-–")
        if found := area(word):
            keys.append(OPEN if found == "WORLDWIDE" else f"~{found}")
        if found or word in _open_words():
            parts[i] = ""
    keys += [place_key(spot.city, spot.region, spot.country) for spot in spots("".join(parts))]
    return tuple(dict.fromkeys(k for k in keys if k != OPEN)) or (OPEN,)


def fit(a: Iterable[str], b: Iterable[str]) -> Fit:
    """Return the best fit of any place of `a` with any of `b`."""
    return max((fit_one(p, q) for p in a for q in b), default=Fit.OPEN)


def same_places(a: Iterable[str], b: Iterable[str]) -> bool:
    """Tell whether each place of one side is on the other."""
    left, right = list(a), list(b)
    return _covers(left, right) and _covers(right, left)


def _covers(some: list[str], others: list[str]) -> bool:
    return all(any(fit_one(p, q) == Fit.SAME for q in others) for p in some)


@lru_cache(maxsize=131072)
def fit_one(p: str, q: str) -> Fit:
    """Return how two place keys go together."""
    if OPEN in (p, q):
        return Fit.OPEN
    if p == q:
        return Fit.SAME
    if p[0] == "~" or q[0] == "~":
        return _fit_area(p, q)
    return _fit_parts(p.split("|"), q.split("|"))


def _fit_area(p: str, q: str) -> Fit:
    inside_p, inside_q = _inside(p), _inside(q)
    if not inside_p or not inside_q:
        return Fit.OPEN
    if inside_p <= inside_q or inside_q <= inside_p:
        return Fit.NESTED
    return Fit.OPEN if inside_p & inside_q else Fit.CONFLICT


def _inside(key: str) -> frozenset[str]:
    """Return the countries a key stands for; empty = not known."""
    if key[0] == "~":
        found = gazetteer.areas().get(key[1:])
        return found.members if found else frozenset()
    code = key.rpartition("|")[2]
    return frozenset([code]) if code else frozenset()


def _fit_parts(p: list[str], q: list[str]) -> Fit:
    """Compare city, region, country: a part unknown on one side never conflicts."""
    (city_p, region_p, country_p), (city_q, region_q, country_q) = p, q
    if country_p and country_q and country_p != country_q:
        return Fit.CONFLICT
    if city_p and city_q:
        coded = region_p == region_p.upper() != "" and region_q == region_q.upper() != "" and region_p != region_q
        return Fit.CONFLICT if city_p != city_q or coded else Fit.SAME
    if region_p and region_q and region_p != region_q:
        return Fit.CONFLICT
    if not city_p and not city_q and region_p == region_q:
        return Fit.SAME
    known = (country_p and country_q) or (region_p and region_q)
    return Fit.NESTED if known else Fit.OPEN
