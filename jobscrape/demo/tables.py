"""The written-down part of the market: places, names, roles, trends and sentences of `demo/data`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from jobscrape.data_files import read_yaml

Line = tuple[float, float]
"""A value at the first and at the last day of the year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city and its country, names and codes as facts."""

    name: str
    region: str
    country: str
    country_name: str
    currency: str
    pay_level: float
    lat: float
    lon: float
    hub: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What openings of one role look like; money in thousands of USD a year."""

    name: str
    family: str
    area: str
    field: str
    pay: float
    weight: Line
    titles: tuple[str, ...]
    levels: tuple[str, ...]
    head: str
    skills: dict[str, Line]


@cache
def table(name: str) -> Any:
    """Return the parsed data file `name`.yml."""
    return read_yaml("jobscrape.demo", f"data/{name}.yml")


@cache
def cities() -> dict[str, tuple[City, ...]]:
    """Return the cities of the market by country code."""
    return {code: tuple(_city(code, country, row) for row in country["cities"]) for code, country in table("places").items()}


def _city(code: str, country: dict[str, Any], row: list[Any]) -> City:
    name, region, lat, lon, hub = row
    return City(
        name=name,
        region=region,
        country=code,
        country_name=country["name"],
        currency=country["currency"],
        pay_level=country["level"],
        lat=lat,
        lon=lon,
        hub=hub,
    )


@cache
def trends(scenario: str) -> dict[str, Any]:
    """Return the knobs of `scenario`: the default ones, overridden."""
    return {**table("trends")["default"], **table("trends")[scenario]}


@cache
def roles(scenario: str) -> dict[str, Role]:
    """Return the roles of `scenario` by name, with the skills that its trends add."""
    return {name: _role(name, row, trends(scenario)) for name, row in table("roles").items()}


def _role(name: str, row: dict[str, Any], knobs: dict[str, Any]) -> Role:
    skills: dict[str, Line] = {skill: (chance, chance) for skill, chance in row["skills"].items()}
    skills.update({skill: (line[0], line[1]) for skill, line, names in knobs["skills"] if name in names})
    first, last = knobs["weights"].get(name, row["weight"])
    return Role(
        name=name,
        family=row.get("family", name),
        area=row["area"],
        field=row["field"],
        pay=row["pay"],
        weight=(first, last),
        titles=tuple(row["titles"]),
        levels=tuple(row.get("levels", ())),
        head=row.get("head", ""),
        skills=skills,
    )


def at(line: Line | list[float], progress: float) -> float:
    """Return the value of `line` when the share `progress` of the year is over, level before and after it."""
    return line[0] + (line[1] - line[0]) * min(max(progress, 0.0), 1.0)
