"""Cities of 5,000 people and more, and the regions of the larger countries: loaded on first use."""

from __future__ import annotations

import gzip
import re
from array import array
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


class _Table(NamedTuple):
    """The file as it is: tens of thousands of lines would weigh ten times as much as objects of their own."""

    cities: bytes
    """Lines of the cities, in order."""
    ends: array[int]
    """Where they end."""
    names: bytes
    """Lines of folded names in order of their bytes, each with the numbers of the cities that bear it, likeliest first."""


@cache
def _table() -> _Table:
    packed = (files("jobscrape.fields") / "data" / "cities.tsv.gz").read_bytes()
    cities, _, names = gzip.decompress(packed).partition(b"\n\n")
    cities += b"\n"
    return _Table(cities, array("I", (hit.end() for hit in re.finditer(b"\n", cities))), names + b"\n")


def _numbers(key: bytes) -> bytes:
    """Return the numbers in the line of a name, found by halving the lines it may be among."""
    names = _table().names
    low, high = 0, len(names)
    while low < high:
        start = names.rfind(b"\n", 0, (low + high) // 2) + 1
        tab = names.find(b"\t", start)
        end = names.find(b"\n", tab)
        name = names[start:tab]
        if name == key:
            return names[tab + 1 : end]
        low, high = (end + 1, high) if name < key else (low, start)
    return b""


@lru_cache(maxsize=20_000)
def cities_named(key: str) -> tuple[int, ...]:
    """Return the numbers of the cities a folded name may mean, likeliest first; smaller numbers are larger cities."""
    return tuple(map(int, _numbers(key.encode(errors="replace")).split()))


@lru_cache(maxsize=20_000)
def city(number: int) -> City:
    """Return the city of a number."""
    lines, ends, _ = _table()
    name, country, admin1, lat, lon = lines[ends[number - 1] if number else 0 : ends[number] - 1].decode().split("\t")
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
