"""Countries and areas of several countries: their names in eight languages, found in running text or looked up.

Countries are ISO 3166-1 alpha-2 codes. Areas are keys of data/areas.yml (EU, EMEA, DACH, NORTH_AMERICA, ...); those that are
values of remote_scope themselves carry a code.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from jobscrape.data_files import read_yaml

MOST_HITS = 2000
"""Names reported of one text; no posting has as many."""
_DATA = files("jobscrape.fields") / "data"
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "đ": "d", "ı": "i"})
_NOT_WORD = re.compile(r"(?:[^\w&]|_)+")
_PRONOUN = re.compile(
    r"(?:\b(?:(?i:about|join|contact|why|let|tell|meet|help|give|reach)|WITH|FOR|OF|TO|WHAT|WORK|BETWEEN|BEHIND)|[’'])\s*$",
)
"""Words before a pronoun in capitals; prepositions only where they are in capitals themselves ("to US candidates" names a country)."""


class Country(NamedTuple):
    """One country: alpha-2 code, English name, ISO 4217 currency, continent code of GeoNames, lower-case names, alpha-3 code."""

    code: str
    name: str
    currency: str
    continent: str
    names: tuple[str, ...]
    alpha3: str


class Area(NamedTuple):
    """Several countries: value of remote_scope or None, members as alpha-2 codes."""

    code: str | None
    members: frozenset[str]


class Hit(NamedTuple):
    """A country (alpha-2 in `country`) or an area (key in `area`) named at text[start:end]."""

    start: int
    end: int
    country: str | None
    area: str | None


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Return the look-up key of a place name: lower case, no accents, single blanks for punctuation."""
    low = name.casefold()
    if not low.isascii():
        plain = unicodedata.normalize("NFKD", low.translate(_LETTERS))
        low = "".join(c for c in plain if not unicodedata.combining(c)).casefold().translate(_LETTERS)
    return _NOT_WORD.sub(" ", low).strip()


def data_text(name: str) -> str:
    """Return the text of a file in jobscrape/fields/data."""
    return (_DATA / name).read_text(encoding="utf-8")


@cache
def data_yaml(name: str) -> Any:
    """Return the content of a YAML file in jobscrape/fields/data."""
    return read_yaml("jobscrape.fields", f"data/{name}")


@cache
def countries() -> dict[str, Country]:
    """Return all countries by alpha-2 code."""
    rows = (line.split("\t") for line in data_text("countries.tsv").splitlines())
    extra: dict[str, list[str]] = data_yaml("country_aliases.yml")["names"]
    return {r[0]: Country(r[0], r[1], r[2], r[3], (*r[4].split("|"), *extra.get(r[0], ())), r[5]) for r in rows}


@cache
def areas() -> dict[str, Area]:
    """Return all areas by key."""
    return {key: Area(spec["code"], _members(spec)) for key, spec in data_yaml("areas.yml").items()}


def _members(spec: dict[str, list[str]]) -> frozenset[str]:
    wide = {c.code for c in countries().values() if c.continent in spec.get("continents", ())}
    return frozenset((wide | set(spec.get("countries", ()))) - set(spec.get("without", ())))


_NO_ALPHA3 = {"EST", "AND", "ARE"}
"""Alpha-3 codes that are a time zone or English words in capitals."""


@cache
def country_names() -> dict[str, str]:
    """Return alpha-2 codes by folded name, by alpha-2, alpha-3 and other codes in capitals."""
    names = {fold(name): c.code for c in countries().values() for name in c.names}
    codes: dict[str, list[str]] = data_yaml("country_aliases.yml")["codes"]
    three = {c.alpha3: c.code for c in countries().values() if c.alpha3 not in _NO_ALPHA3}
    return names | three | {code: code for code in countries()} | {alias: code for code, aliases in codes.items() for alias in aliases}


def country_of(name: str) -> str | None:
    """Return the alpha-2 code of a country's name in any of the languages, or of a code in capitals; None if it is none."""
    words = name.strip()
    return (
        country_names().get(fold(words)) or country_names().get(words.replace(".", "")) or country_names().get(words.removeprefix("the "))
    )


@cache
def area_names() -> dict[str, str]:
    """Return the keys of areas by folded name."""
    return {fold(word): key for key, spec in data_yaml("areas.yml").items() for word in spec["words"]}


def area_of(name: str) -> str | None:
    """Return the key of the area that `name` names; None if it names none."""
    return area_names().get(fold(name))


class _Index(NamedTuple):
    automaton: AhoCorasick
    meaning: list[tuple[str | None, str | None]]
    ambiguous: frozenset[int]
    codes: frozenset[int]


@cache
def _index() -> _Index:
    """Return the automaton over all names, with what each pattern means (neither country nor area: a name that only looks so)."""
    lists = data_yaml("country_aliases.yml")
    patterns: dict[str, tuple[str | None, str | None]] = dict.fromkeys(lists["not_countries"], (None, None))
    short: set[str] = set()
    for key, spec in data_yaml("areas.yml").items():
        patterns.update((word, (None, key)) for word in spec["words"])
        short.update(word for word in spec["words"] if len(word) <= 3)
    for country in countries().values():
        patterns.update((name, (country.code, None)) for name in country.names if len(name) > 2)
    for code, aliases in lists["codes"].items():
        patterns.update((alias.lower(), (code, None)) for alias in aliases)
        short.update(alias.lower() for alias in aliases)
    names = list(patterns)
    ambiguous = frozenset(i for i, name in enumerate(names) if name in lists["ambiguous"])
    codes = frozenset(i for i, name in enumerate(names) if name in short)
    return _Index(AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), list(patterns.values()), ambiguous, codes)


def hits_in(text: str, *, ambiguous: bool = False) -> list[Hit]:
    """Return the countries and areas named in `text`, in order, never overlapping.

    Codes (US, UK, EU) count only in capitals. Names that are mostly something else in running text (Georgia, Jordan) count
    only with `ambiguous`, which is for text that is a place by its nature.
    """
    index = _index()
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    hits = []
    for pattern, start, end in index.automaton.find_matches_as_indexes(low):
        country, area = index.meaning[pattern]
        if (country or area) and _is_word(text, start, end) and (ambiguous or pattern not in index.ambiguous):
            if pattern in index.codes and not _is_code(text, start, end):
                continue
            hits.append(Hit(start, end, country, area))
            if len(hits) == MOST_HITS:
                break
    return hits


def _is_word(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum() and text[end - 1] != ".")


def _is_code(text: str, start: int, end: int) -> bool:
    """Tell a code in capitals from a pronoun ("ABOUT US")."""
    return text[start:end].isupper() and not (text[start:end] == "US" and _PRONOUN.search(text, max(0, start - 12), start))
