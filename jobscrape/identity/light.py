"""A light look at a text, for records that no field reader has read: language, and the country whose pay it states."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jobscrape.data_files import read_yaml
from jobscrape.fields.gazetteer import country_of

SAMPLE = 1500
_WORD = re.compile(r"[^\W\d_]+")
_PAY_RANGE = re.compile(r" (?:pay|salary|compensation) range")
_WHOSE = re.compile(r"\b([A-Z][\w.]*(?: (?!Base|Annual|Total)[A-Z][\w.]*)?)(?: [Bb]ase| [Aa]nnual| [Tt]otal)?$")
_CODE = re.compile(r"[A-Z](?<!\w.)[A-Z]{2}\b")
_BEFORE = 48


@cache
def _words() -> Any:
    return read_yaml("jobscrape.identity", "data/texts.yml")


@cache
def _languages() -> dict[str, str]:
    """Return the languages by telling word; a word of two languages tells nothing."""
    lists: dict[str, list[str]] = _words()["languages"]
    known = [str(w) for found in lists.values() for w in found]
    return {str(w): code for code, found in lists.items() for w in found if known.count(str(w)) == 1}


@cache
def _signs() -> re.Pattern[str]:
    signs = sorted(map(re.escape, _words()["signs"]), key=len, reverse=True)
    return re.compile(r"(?=[$£₹A-Z])(?<![\w$])(?:" + "|".join(signs) + ")")


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
    codes = {country_of_currency(code) for code in set(_CODE.findall(text))}
    has_sign = "$" in text or "£" in text or "₹" in text
    signs = {country_of_currency(_words()["signs"][sign]) for sign in set(_signs().findall(text))} if has_sign else set()
    named = _PAY_RANGE.finditer(text) if " range" in text else ()
    ranges = {_whose(text[max(0, m.start() - _BEFORE) : m.start()]) for m in named}
    found = (codes | signs | ranges) - {""}
    return found.pop() if len(found) == 1 else ""


def _whose(before: str) -> str:
    """Return the country that the words before "pay range" name, "" if none."""
    match = _WHOSE.search(before)
    if match is None:
        return ""
    last = match[1].split()[-1]
    return country_of(match[1]) or country_of(last) or str(_words()["nationals"].get(last.lower(), ""))


def country_of_currency(currency: str | None) -> str:
    """Return the country that alone pays in `currency` (ISO 4217), "" for a shared one."""
    found: dict[str, str] = _words()["currencies"]
    return found.get(currency or "", "")
