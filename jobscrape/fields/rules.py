"""Ordered word rules from the data files beside this package, compiled once."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

_VARIABLE = re.compile(r"<(\w+)>")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Rule(NamedTuple):
    """A pattern over lower-case text and the value it proves."""

    name: str
    value: Any
    pattern: re.Pattern[str]


@cache
def data(name: str) -> dict[str, Any]:
    """Return the data file `name`.yml of this package as plain values."""
    body = resources.files("jobscrape.fields").joinpath("data", f"{name}.yml").read_text(encoding="utf-8")
    values: dict[str, Any] = yaml.load(body, Loader=_LOADER)  # noqa: S506 - a safe loader, in C where there is one
    return values


@cache
def rules(name: str, section: str = "rules") -> tuple[Rule, ...]:
    """Return the ordered rules in `section` of the data file `name`; "<word>" in a pattern stands for an entry of its `vars`."""
    book = data(name)
    words = book.get("vars", {})
    return tuple(Rule(row.get("rule", section), row.get("value"), re.compile(expand(row["pattern"], words))) for row in book[section])


def expand(pattern: str, words: dict[str, str]) -> str:
    """Replace "<word>" by its entry in `words`, as deep as they are nested."""
    while "<" in pattern:
        wider = _VARIABLE.sub(lambda m: f"(?:{words[m[1]]})" if m[1] in words else m[0], pattern)
        if wider == pattern:
            break
        pattern = wider
    return pattern


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """Return the single pattern `key` in the section `patterns` of the data file `name`."""
    book = data(name)
    return re.compile(expand(book["patterns"][key], book.get("vars", {})))


def first(table: tuple[Rule, ...], low: str) -> tuple[Rule, re.Match[str]] | None:
    """Return the first rule of `table` that matches the lower-case text `low`, with its match; None if none does."""
    for rule in table:
        hit = rule.pattern.search(low)
        if hit:
            return rule, hit
    return None


@cache
def _numbers() -> dict[str, float]:
    return {str(word): float(value) for word, value in data("numbers")["numbers"].items()}


def number(word: str) -> float | None:
    """Return the value of digits ("3", "1,5") or of a small number word in any of our languages; None if it is neither."""
    tidy = word.strip().replace(",", ".")
    if tidy.replace(".", "", 1).isdigit():
        return float(tidy)
    return _numbers().get(tidy)
