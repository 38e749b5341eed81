"""Cities of 5,000 people and more, and the regions of the larger countries: loaded on first use."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from jobscrape.fields.gazetteer import data_text, data_yaml, fold

LARGE = 3000
"""Cities numbered below this are so well known that their bare name means them."""


class City(NamedTuple):
    """A city: name (English where GeoNames has it), alpha-2 country, GeoNames admin1 code, latitude, longitude."""

    name: str
    country: str
    admin1: str
    lat: float
    lon: float


class Region(NamedTuple):
    """A region of a country: alpha-2, GeoNames admin1 code, name."""

    country: str
    admin1: str
    name: str


@cache
def _files() -> tuple[list[str], dict[str, str]]:
    """Return the lines of the cities and, by folded name, the numbers of those that bear it, likeliest first."""
    packed = (files("jobscrape.fields") / "data" / "cities.tsv.gz").read_bytes()
    cities, _, keys = gzip.decompress(packed).decode().partition("\n\n")
    return cities.split("\n"), dict(line.split("\t", 1) for line in keys.split("\n") if line)


@lru_cache(maxsize=20_000)
def cities_named(key: str) -> tuple[int, ...]:
    """Return the numbers of the cities a folded name may mean, likeliest first; smaller numbers are larger cities."""
    return tuple(int(n) for n in _files()[1].get(key, "").split())


@lru_cache(maxsize=20_000)
def city(number: int) -> City:
    """Return the city of a number."""
    name, country, admin1, lat, lon = _files()[0][number].split("\t")
    english: dict[str, str] = data_yaml("place_words.yml")["english"]
    return City(english.get(name, name), country, admin1, float(lat), float(lon))


@cache
def _regions() -> tuple[dict[str, tuple[Region, ...]], dict[str, tuple[Region, ...]]]:
    names: dict[str, tuple[Region, ...]] = {}
    codes: dict[str, tuple[Region, ...]] = {}
    for line in data_text("regions.tsv").splitlines():
        country, code, admin1, spelled = line.split("\t")
        region = Region(country, admin1, spelled.split("|")[0])
        if code:
            codes[code] = (*codes.get(code, ()), region)
        for name in spelled.split("|"):
            names[fold(name)] = (*names.get(fold(name), ()), region)
    return names, codes


def regions_named(key: str) -> tuple[Region, ...]:
    """Return the regions a folded name means."""
    return _regions()[0].get(key, ())


def regions_coded(code: str) -> tuple[Region, ...]:
    """Return the regions of a code in capitals ("CA", "NSW")."""
    return _regions()[1].get(code, ())
