"""Words that say which key of a row is which field: `title url=absolute_url department=unit.name+team.name`.

A word is `field=key`; a word alone is the key of the same name. Dots descend, into each element of a list too. `a|b` is the first that
says anything, `a+b` all that do, `'remote'` is itself, `.` the row. Words about the parts of a row name the parts first:
`salaryRange: min max`; an amount may be in hundredths: `min=cents/100`. Wrong words are an error when the class is made.
"""

from __future__ import annotations

import re
from dataclasses import fields as fields_of
from difflib import get_close_matches
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from jobscrape.boards.payload import PayloadError, pick
from jobscrape.items import JobPosting, StatedPay, StatedPlace

if TYPE_CHECKING:
    from collections.abc import Callable

Path = tuple[str, ...]
Row = dict[str, Any]
NEEDED = ("url", "title")
"""Fields without which a row is no posting."""
NOT_OF_A_KEY = ("source", "board", "source_id", "raw", "row_hash", "text")
"""Fields of a posting that the base class fills."""
_WORD = re.compile(r"(?:[^\s']|'[^']*')+")
_FORM = re.compile(r"(?P<field>\w+)(?:=(?P<told>.+))?")
_TERM = re.compile(r"'[^'|+]*'|\.|[\w@$-]+(?:\.[\w@$-]+)*")


class MappingError(ValueError):
    """Words that name no field or no key; says whose they are."""


class Term(NamedTuple):
    """One key, or the words that stand in its place."""

    path: Path
    constant: str | None = None

    def values(self, row: Any) -> list[Any]:
        """Return what the key says."""
        return reach(row, self.path) if self.constant is None else [self.constant]


class Told(NamedTuple):
    """How one field is told: alternatives, each a sum of keys."""

    field: str
    ways: tuple[tuple[Term, ...], ...]
    cast: Callable[[list[Any]], Any]
    per: int = 1

    def value(self, row: Any) -> Any:
        """Return the value of the field."""
        for way in self.ways:
            values = way[0].values(row) if len(way) == 1 else [value for term in way for value in term.values(row)]
            if values:
                found = self.cast(values)
                return found if self.per == 1 or found is None else found / self.per
        return self.cast([])


def says(value: Any) -> bool:
    """Tell whether a value says something: 0 and False do, nothing, "-" and empty lists do not."""
    return bool(value != "-") if value else isinstance(value, int | float)


def reach(value: Any, path: Path) -> list[Any]:
    """Return what stands at the end of `path`, several values where lists stand on it; [] if that says nothing."""
    for at, key in enumerate(path):
        if isinstance(value, list):
            return [found for part in value for found in reach(part, path[at:])]
        if not isinstance(value, dict):
            return []
        value = value.get(key)
    if isinstance(value, list):
        return [part for part in value if says(part)]
    return [value] if says(value) else []


def words_in(values: list[Any]) -> list[str]:
    """Return the words among values; numbers other than 0 are words, flags and objects are none."""
    texts = (v if isinstance(v, str) else str(v) for v in values if v and isinstance(v, str | int | float) and v is not True)
    return [words for text in texts if (words := text.strip())]


def number(value: Any) -> float | None:
    """Return a finite number given as number or text; None if it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value) if isinstance(value, str) else value
    except ValueError:
        return None
    return found if isfinite(found) else None


def _listed(values: list[Any]) -> str:
    if len(values) == 1 and isinstance(values[0], str):
        return values[0].strip()
    return ", ".join(dict.fromkeys(words_in(values)))


def _country(values: list[Any]) -> str | None:
    words = _listed(values)
    return (words.upper() if len(words) == 2 else words) or None


def _body(values: list[Any]) -> str:
    return "\n".join(value for value in values if isinstance(value, str))


def _first_number(values: list[Any]) -> float | None:
    return number(values[0]) if values else None


CASTS: dict[str, Callable[[list[Any]], Any]] = {
    "str": _listed,
    "str | None": lambda values: _listed(values) or None,
    "list[str]": words_in,
    "list[StatedPlace]": lambda values: [StatedPlace(raw=words) for words in dict.fromkeys(words_in(values))],
    "bool | None": lambda values: values[0] if values and isinstance(values[0], bool) else None,
    "float | None": _first_number,
    "str | int | float | None": lambda values: values[0] if values else None,
}
"""How the values of a key become a field, by the type of the field."""
OWN_CASTS: dict[str, Callable[[list[Any]], Any]] = {
    "description": _body,
    "text": lambda values: " ".join(words_in(values)),
    "country": _country,
    "min": lambda values: _first_number(values) or None,
    "max": lambda values: _first_number(values) or None,
}
"""Fields that are read in their own way: texts under one another, display words in a row, codes in capitals, no pay of zero."""


class Words:
    """Compiled words about one kind of record."""

    def __init__(self, kind: type, text: str, whose: str) -> None:
        head, _, rest = text.rpartition(": ")
        self.parts = _ways(head.strip() or ".", whose)
        self.told = [_told(word, kind, whose) for word in _WORD.findall(rest)]

    def values(self, row: Any) -> dict[str, Any]:
        """Return the values of the fields that are told."""
        return {told.field: told.value(row) for told in self.told}

    def records(self, row: Any) -> list[dict[str, Any]]:
        """Return the values for each of the named parts of a row."""
        way = next((found for way in self.parts if (found := [part for term in way for part in term.values(row)])), [])
        return [self.values(part) for part in way]


class Mapping:
    """How a source's rows become postings."""

    def __init__(self, whose: str, fields: str, places: str, pay: str, unsaved: str) -> None:
        self.fields = Words(JobPosting, fields, f"{whose}: fields")
        self.places = Words(StatedPlace, places, f"{whose}: place_fields")
        self.pay = Words(StatedPay, pay, f"{whose}: pay_fields")
        bodies = [term for told in self.fields.told if told.field == "description" for way in told.ways for term in way]
        self.unsaved = frozenset((*(term.path[0] for term in bodies if term.path), *unsaved.split()))

    def posting(self, row: Row, source_id: str, url: str) -> JobPosting:
        """Return what the keys of a row say; `url` is its address if no key is. Raises PayloadError if it lacks what a posting needs."""
        values = {"url": url, "title": "", **self.fields.values(row)}
        values["url"] = values["url"] or url
        for told in self.fields.told:
            if told.field in NEEDED and not values[told.field]:
                raise PayloadError(f"the row has no {told.field}")
        if self.places.told:
            values["locations"] = self.places_in(row)
        if self.pay.told:
            values["pay"] = self.pay_in(row)
        return JobPosting(source_id=source_id, raw=pick(row, without=self.unsaved), **values)

    def places_in(self, row: Row) -> list[StatedPlace]:
        """Return the places that say something."""
        return [StatedPlace(**values) for values in self.places.records(row) if any(values.values())]

    def pay_in(self, row: Row) -> list[StatedPay]:
        """Return the pay statements that name an amount."""
        return [StatedPay(**values) for values in self.pay.records(row) if values.get("min") or values.get("max")]


def _told(word: str, kind: type, whose: str) -> Told:
    form = _FORM.fullmatch(word)
    if form is None:
        raise MappingError(f"{whose}: {word!r} is not of the form field=key")
    name, told = form["field"], form["told"] or form["field"]
    types = {field.name: str(field.type) for field in fields_of(kind)}
    cast = OWN_CASTS.get(name) or CASTS.get(types.get(name, ""))
    if cast is None or (kind is JobPosting and name in NOT_OF_A_KEY):
        near = get_close_matches(name, types, 1)
        why = "is filled another way" if name in types else f"is no field of {kind.__name__}" + (f"; {near[0]}?" if near else "")
        raise MappingError(f"{whose}: {name!r} {why}")
    key, _, per = told.partition("/") if types[name] == "float | None" else (told, "", "")
    if per and not (per.isdigit() and int(per)):
        raise MappingError(f"{whose}: {name} is divided by {per!r}")
    return Told(name, _ways(key, f"{whose}: {name}"), cast, int(per or 1))


def _ways(text: str, whose: str) -> tuple[tuple[Term, ...], ...]:
    return tuple(tuple(_term(term, whose) for term in way.split("+")) for way in text.split("|"))


def _term(text: str, whose: str) -> Term:
    if not _TERM.fullmatch(text):
        raise MappingError(f"{whose}: {text!r} is no key; dots descend, a|b is the first that says something, a+b all")
    if text.startswith("'"):
        return Term((), text.strip("'"))
    return Term(() if text == "." else tuple(text.split(".")))
