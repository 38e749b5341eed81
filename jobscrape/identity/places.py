"""Places for comparison: where two postings may be one, where they cannot, where one side does not say.

A place key is "city|region|country" with unknown parts empty, "~SCOPE" for an area of several countries, or "*" for
"anywhere" and nothing said. City folded, region by code where one is known, country ISO 3166-1 alpha-2.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from jobscrape.fields import gazetteer
from jobscrape.identity.titles import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

OPEN = "*"
_PIECE = re.compile(r"\s*(?:[;/•|\n()]|\+\s?\d+ more.*|(?<![,;])\s(?:or|and)\s)\s*")
_PART = re.compile(r"\s*(?:,|\s[-–—]+\s|-\s|\s-)\s*")
_ASIDE = re.compile(r"\(([^()]*)\)")
_ZIP = re.compile(r"\b\d{4,6}(?:-\d{4})?\b")


class Fit(IntEnum):
    """How two places or two sets of places go together, worst first."""

    CONFLICT = 0
    OPEN = 1
    """One side says nothing, or only "remote"."""
    NESTED = 2
    """One lies inside the other: a city in its country, a country in EMEA."""
    SAME = 3


@cache
def _data(name: str) -> Any:
    return yaml.safe_load((files(__package__) / "data" / name).read_text("utf-8"))


@lru_cache(maxsize=65536)
def country(part: str) -> str | None:
    """Return the alpha-2 code that `part`, folded, names; short codes count, so ask only for text that is a place by its nature."""
    return gazetteer.country_of(part) or (gazetteer.country_of(part.upper()) if len(part.replace(".", "")) <= 3 else None)


@lru_cache(maxsize=65536)
def area(part: str) -> str | None:
    """Return the key of the area of several countries that `part` names."""
    return gazetteer.area_of(part)


@cache
def _regions() -> dict[tuple[str, str], str]:
    """Return region codes by (country or "", folded name or code)."""
    found: dict[tuple[str, str], str] = {}
    lines = (files(__package__) / "data" / "regions.tsv").read_text("utf-8").splitlines()
    for country, code, names in (line.split("\t") for line in lines if line and line[0] != "#"):
        for name in (code.lower(), *names.split("|")):
            found[country, name] = code
            found.setdefault(("", name), f"{code}|{country}")
    return found


def place_key(city: str | None, region: str | None, nation: str | None) -> str:
    """Return the key of a place given by parts, `nation` as alpha-2; "*" if all are unknown."""
    town = fold(city or "").strip()
    town = _data("places.yml")["cities"].get(town, town)
    state = fold(region or "").strip()
    state = _regions().get((nation or "", state), state)
    return f"{town}|{state}|{nation or ''}" if town or state or nation else OPEN


def scope_key(code: str) -> str:
    """Return the key of a value of `remote_scope`: a country or an area."""
    return f"||{code}" if code in gazetteer.countries() else OPEN if code == "WORLDWIDE" else f"~{code}"


@lru_cache(maxsize=65536)
def read_places(raw: str) -> tuple[str, ...]:
    """Return the place keys of a location string, ("*",) if it names none: a light reading for records without read fields."""
    keys: dict[str, None] = {}
    for piece in _PIECE.split(_ASIDE.sub(_aside, _ZIP.sub(" ", fold(raw)))):
        keys.update(dict.fromkeys(_read_piece(piece)))
    named = [k for k in keys if k != OPEN]
    return tuple(named) or (OPEN,)


def _aside(match: re.Match[str]) -> str:
    """Keep what stands in brackets only if it names a country, an area or a region (not a street or an office)."""
    inner = match[1].strip(" .")
    known = country(inner) or area(inner) or ("", inner) in _regions()
    return f"; {inner}; " if known else "; "


def _read_piece(piece: str) -> list[str]:
    """Return the keys of one piece: "city, region, country" in any order, or a list of cities."""
    state = nation = ""
    cities: list[str] = []
    keys: list[str] = []
    for part in filter(None, map(_clean, _PART.split(piece))):
        if part in _data("places.yml")["open"]:
            continue
        is_region = ("", part) in _regions()
        if found := area(part):
            keys.append(OPEN if found == "WORLDWIDE" else f"~{found}")
        elif (code := country(part)) and not (is_region and not state and (len(part) == 2 or cities)):
            nation = code
        elif is_region and not (part in {"new york", "washington"} and not cities and not nation):
            state = part
        else:
            cities.append(_data("places.yml")["cities"].get(part, part))
    return keys + _joined(cities, state, nation)


def _joined(cities: list[str], state: str, nation: str) -> list[str]:
    if state and not nation:
        code, _, nation = _regions()["", state].partition("|")
    else:
        code = _regions().get((nation, state), state)
    if not cities:
        return [f"|{code}|{nation}"] if code or nation else []
    return [f"{city}|{code}|{nation}" for city in cities]


def _clean(part: str) -> str:
    part = part.strip(" ,-–—:").removesuffix(".") if not part.startswith("u.s") else part.strip(" ,-–—:")
    if part in _data("places.yml")["open"] or country(part) or area(part):
        return part
    for noise in _data("places.yml")["noise"]:
        if noise in part:
            part = re.sub(rf"\b{re.escape(noise)}\b", " ", part)
    return " ".join(part.split()).strip(" .,-–—:")


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
    if p == q:
        return Fit.SAME
    if OPEN in (p, q):
        return Fit.OPEN
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
        coded = region_p.isupper() and region_q.isupper() and region_p != region_q
        return Fit.CONFLICT if city_p != city_q or coded else Fit.SAME
    if region_p and region_q and region_p != region_q:
        return Fit.CONFLICT
    if not city_p and not city_q and region_p == region_q:
        return Fit.SAME
    known = (country_p and country_q) or (region_p and region_q)
    return Fit.NESTED if known else Fit.OPEN
