"""A light look at a text, for records that no field reader has read: language, and the country whose pay it states."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from jobscrape.fields.gazetteer import country_of

SAMPLE = 4000
_WORD = re.compile(r"[^\W\d_]+")
_PAY_RANGE = re.compile(
    r"\b([A-Z][\w.]*(?: (?!base|annual|total)[A-Z][\w.]*)?) (?:base |annual |total )?(?:pay|salary|compensation) range", re.IGNORECASE
)


@cache
def _words() -> Any:
    return yaml.safe_load((files(__package__) / "data" / "texts.yml").read_text("utf-8"))


@cache
def _languages() -> dict[str, str]:
    """Return the languages by telling word; a word of two languages tells nothing."""
    lists: dict[str, list[str]] = _words()["languages"]
    known = [str(w) for found in lists.values() for w in found]
    return {str(w): code for code, found in lists.items() for w in found if known.count(str(w)) == 1}


@cache
def _money() -> re.Pattern[str]:
    signs = sorted(map(re.escape, _words()["signs"]), key=len, reverse=True)
    return re.compile(r"\b(" + "|".join(_words()["currencies"]) + r")\b|(?<![\w$])(" + "|".join(signs) + ")")


def language(text: str) -> str:
    """Return the language of `text` by its commonest words; "" if none stands out."""
    counts: dict[str, int] = {}
    tokens = _WORD.findall(text[:SAMPLE].lower())
    for code in map(_languages().get, tokens):
        if code:
            counts[code] = counts.get(code, 0) + 1
    best = max(counts, key=lambda c: (counts[c], c), default="")
    return best if best and counts[best] >= max(2, len(tokens) * 0.04) else ""


def pay_country(text: str) -> str:
    """Return the country in whose money `text` states pay, or whose pay range it gives; "" if none or several."""
    found = {country_of_currency(m[1] or _words()["signs"][m[2]]) for m in _money().finditer(text)}
    if "range" in text:
        found |= {code for m in _PAY_RANGE.finditer(text) if (code := _country(m[1]))}
    return found.pop() if len(found) == 1 else ""


def _country(words: str) -> str | None:
    last = words.rsplit(maxsplit=1)[-1]
    return country_of(words) or country_of(last) or _words()["nationals"].get(last.lower())


def country_of_currency(currency: str | None) -> str:
    """Return the country that alone pays in `currency` (ISO 4217), "" for a shared one."""
    found: dict[str, str] = _words()["currencies"]
    return found.get(currency or "", "")
