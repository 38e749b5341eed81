"""The employer: comparison key without legal form, domain, head count class and stage."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jobscrape.fields.found import Found, found
from jobscrape.fields.gazetteer import data_yaml, fold
from jobscrape.items import Company

if TYPE_CHECKING:
    from jobscrape.fields.reading import Reading

FIELDS = ("company",)
AFTER = ()

LONGEST_NAME = 200
"""Characters of a name that are read."""
LONGEST_FORM = 6
"""Words of the longest legal form."""
TEXT_READ = 6000
"""Characters of the body read for head count and stage."""
_BRACKET = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_DOTTED = re.compile(r"\b((?:[^\W\d_]\.){2,}|(?:[^\W\d_]\. ){1,}[^\W\d_]\.|[^\W\d_](?:\.[^\W\d_])+\b)")
_SLASHED = re.compile(r"\b([as])/([as])\b")
_TRADE_NAME = re.compile(r"\b(?:d/?b/?a|trading as|t/a)\b[:\s]*")
_ENDED = re.compile(r"(?<=\S)\s*\b(gmbh|llc|ltd\.|inc\.|b\.v\.|s\.r\.l\.|s\.p\.a\.)(?=[\s,]+\S)")
_SITE = re.compile(r"(?<=\w)\.([a-z]{2,6})$")


@cache
def _forms() -> frozenset[str]:
    """Return all legal forms, folded."""
    from cleanco.termdata import terms_by_country, terms_by_type  # noqa: PLC0415

    words = data_yaml("company_words.yml")
    terms = {fold(_undot(t.lower())) for table in (terms_by_country, terms_by_type) for names in table.values() for t in names}
    return frozenset((terms - set(words["not_forms"]) | set(words["legal_forms"])) - {""})


@cache
def _aliases() -> dict[str, str]:
    return {other: key for key, others in data_yaml("company_aliases.yml").items() for other in others}


def _undot(text: str) -> str:
    return _DOTTED.sub(lambda m: m[0].replace(".", "").replace(" ", ""), text)


@lru_cache(maxsize=20_000)
def company_key(name: str) -> str:
    """Return the comparison key of an employer's name or board token: lower case letters and digits, no legal form, aliases resolved.

    "Foo Bar GmbH & Co. KG", "foo-bar" and "FooBar, Inc." have the key "foobar". "" for a name without letters and digits.
    """
    low = unicodedata.normalize("NFKC", name[:LONGEST_NAME]).lower().strip()
    low = low if low.startswith(("(", "[")) else _BRACKET.sub(" ", low)
    low = _SLASHED.sub(r"\1\2", low).replace("株式会社", " 株式会社 ")
    if match := _TRADE_NAME.search(low):
        low = low[match.end() :] or low
    if match := _ENDED.search(low):
        low = low[: match.start()] or low
    low = _SITE.sub(lambda m: "" if m[1] in _suffixes() else m[0], low.rstrip(" .,"))
    words = _without_form(fold(_undot(low).replace("&", " and ")).split())
    key = "".join(words)
    return _aliases().get(key, key)


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(data_yaml("company_words.yml")["suffixes"])


def _without_form(words: list[str]) -> list[str]:
    """Return the words without legal forms at the end and "the" at the beginning; at least one word stays."""
    forms = _forms()
    while len(words) > 1:
        longest = min(LONGEST_FORM, len(words) - 1)
        size = next((n for n in range(longest, 0, -1) if " ".join(words[-n:]) in forms), 0)
        if not size and (words[-1] in {"and", "株式会社"} or (words[-1] == "company" and len(words) > 2)):
            size = 1
        if not size:
            break
        words = words[:-size]
    return words[1:] if len(words) > 1 and words[0] in _leading() else words


@cache
def _leading() -> frozenset[str]:
    return frozenset(("the", *data_yaml("company_words.yml")["leading_forms"]))


def read(reading: Reading) -> dict[str, Found]:
    """Return the employer named by the source, else by its board; nothing where neither has a name."""
    stated = reading.stated
    name = " ".join((stated.company or stated.board)[: 2 * LONGEST_NAME].split())
    key = company_key(name)
    if not key:
        return {}
    company = Company(name=name, key=key, domain=domain_of(stated.company_domain), size=_size(reading), stage=_stage(reading))
    return {"company": found(company, source="company" if stated.company else "board", text=name, rule="company_key")}


def domain_of(stated: str | None) -> str | None:
    """Return the bare lower-case domain of an address or domain; None if there is none in it."""
    if not stated or len(stated) > 2 * LONGEST_NAME:
        return None
    host = urlsplit(stated if "//" in stated else f"//{stated}").hostname if "[" not in stated else None
    host = (host or "").removeprefix("www.").strip(".")
    return host if "." in host and " " not in host else None


_NUMBERS = re.compile(r"\d{1,3}(?:[.,' ]\d{3}){1,3}(?!\d)|\d{1,9}")


def size_class(words: str | None) -> str | None:
    """Return the head count class of "51-200", "51 to 200 employees", "1,000+" or "ca. 300"; None if no number is said."""
    numbers = [int(re.sub(r"\D", "", n)) for n in _NUMBERS.findall((words or "")[:60])[:2]]
    if not numbers:
        return None
    if len(numbers) == 1 and "+" in (words or ""):
        return _class(numbers[0] + 1)
    return _class(numbers[-1])


def _class(people: int) -> str | None:
    if people <= 0:
        return None
    sizes: dict[str, int] = data_yaml("company_words.yml")["sizes"]
    return next((name for name, most in sizes.items() if people <= most), "10001+")


_COUNTED = re.compile(
    r"(?:\bwe(?:['’]re| are| have| employ)|\bour|\bteam of|\bwith|\bemploys?|\bover|\bmore than|\bfamily of|\bworkforce of"
    r"|\bmit|\bmehr als|\bavec|\bcon|\bcom|\bmet|\bsind)"
    r"\s(?:(?:now|over|about|around|approximately|more|than|nearly|almost|currently|some|a|team|of|its|our|rund|über|etwa|ca\."
    r"|plus|de|más|mais|growing|global)\s){0,4}(\d{1,3}(?:[.,]\d{3})+|\d{1,6})\s?\+?\s?(?:[^\W\d_]+\s){0,2}$"
)


def _size(reading: Reading) -> str | None:
    """Return the class the source states, else the one of a head count in the text ("a team of 120 employees")."""
    if size := size_class(reading.stated.company_size):
        return size
    for start, _ in reading.cues.phrases("people", TEXT_READ)[:20]:
        if match := _COUNTED.search(reading.lower, max(0, start - 90), start):
            people = int(re.sub(r"\D", "", match[1]))
            return _class(people) if people >= 2 and not 1990 <= people <= 2035 else None
    return None


@cache
def _stages() -> dict[str, str]:
    table: dict[str, list[str]] = data_yaml("company_words.yml")["stages"]
    return {phrase: stage for stage, phrases in table.items() for phrase in phrases}


@cache
def _stage_order() -> list[str]:
    return list(data_yaml("company_words.yml")["stages"])


def _stage(reading: Reading) -> str | None:
    """Return the stage the source states, else the latest one the text says of the company."""
    if reading.stated.company_stage and (stage := _stated_stage(reading.stated.company_stage)):
        return stage
    low, spans = reading.lower, reading.cues.phrases("stages", TEXT_READ)
    said = {_stages()[low[start:end]] for start, end in spans if not _is_of_others(low, start)}
    return max(said, key=_stage_order().index, default=None)


_OF_OTHERS = re.compile(
    r"\b(?:clients?|customers?|compan(?:y|ies)|startups?|start-ups|experience|from|portfolio|worked|working|at a|in a|prefer\w*|ideal\w*)\b"
)


def _is_of_others(low: str, start: int) -> bool:
    """Tell whether the words before a stage speak of customers or of earlier employers ("experience at a Series B startup")."""
    before = low[max(0, start - 40) : start]
    return _OF_OTHERS.search(before[max(before.rfind("."), before.rfind("\n")) + 1 :]) is not None


def _stated_stage(words: str) -> str | None:
    table: dict[str, list[str]] = data_yaml("company_words.yml")["stated_stages"]
    low = " ".join(words[:LONGEST_NAME].lower().replace("_", " ").split())
    exact = next((stage for stage, names in table.items() if low in names), None)
    return exact or next((stage for stage, names in table.items() if any(len(n) > 3 and n in low for n in names)), None)
