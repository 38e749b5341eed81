"""Seniority from explicit words: the title's, else the source's own field, else a plain sentence of the text; never from years."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jobscrape.fields.cues import proof
from jobscrape.fields.found import Found, found
from jobscrape.fields.rules import data, expand, rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobscrape.fields.reading import Reading

FIELDS = ("seniority",)
AFTER = ("people_manager",)

LONGEST_TITLE = 300
"""Characters of a title that are read."""
SALES_MANAGER = "title_sales_manager"
"""Rule of a title that names a manager who leads people only where the text says so."""
_ORDER = ("intern", "entry", "mid", "senior", "staff", "lead", "manager", "director", "executive")
_MANAGER = re.compile(r"\bmanager(?:in)?\b")
_MANY = re.compile(r"[,;|/]")


def read(reading: Reading) -> Mapping[str, Found]:
    """Return seniority, if any word of title, field or text names it."""
    hit = _from_title(reading) or _from_field(reading.stated.seniority) or _from_text(reading)
    return {} if hit is None else {"seniority": hit}


@lru_cache(maxsize=4096)
def title_level(title: str) -> tuple[str, str, str] | None:
    """Return (level, words, rule) that the words of `title` name; None if they name none.

    A "manager" counts only where the noun before it is one that leads people (not product, account, project ...).
    """
    low = _masked().sub(" ~ ", title[:LONGEST_TITLE].lower())
    hit = rules("seniority", "title").first(low)
    if hit is not None:
        return hit[0].value, hit[1][0], f"title_{hit[0].name}"
    plain = _MANAGER.search(_individual().sub(" ~ ", low))
    return None if plain is None else ("manager", plain[0], "title_manager_noun")


@cache
def _masked() -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{words})" for words in data("seniority")["masked"]))


@cache
def _individual() -> re.Pattern[str]:
    """Return the pattern of managers who manage products, accounts or projects, not people."""
    return re.compile(r"\b" + expand(data("seniority")["ic_manager"], {}))


def _from_title(reading: Reading) -> Found | None:
    level = title_level(reading.title)
    if level is not None and level[2] == SALES_MANAGER and reading.text and not reading.value("people_manager"):
        level = title_level(_MANAGER.sub("", reading.title.lower()))
    if level is not None:
        return found(level[0], source="title", text=level[1], rule=level[2])
    if reading.value("people_manager") and _MANAGER.search(reading.title.lower()):
        return found("manager", source="title", text=reading.title, rule="title_manager_of_people")
    return None


def _from_field(words: str | None) -> Found | None:
    """Return the lowest level that the source's own field names."""
    if not words:
        return None
    named = [rule.value for part in _MANY.split(words.lower()) for rule in rules("seniority", "field").matching(part)]
    return found(min(named, key=_ORDER.index), source="seniority", text=words, rule="source_level") if named else None


def _from_text(reading: Reading) -> Found | None:
    quiet = data("seniority")["quiet_zones"]
    for sentence in reading.cues.sentences("seniority"):
        hit = rules("seniority").first(sentence.low) if sentence.zone not in quiet else None
        if hit is not None:
            return proof(sentence, *hit, reading.text)
    return None
