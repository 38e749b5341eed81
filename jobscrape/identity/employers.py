"""Employers for comparison: spellings, board tokens and acronyms of one employer found equal, placeholders never."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from jobscrape.data_files import read_yaml
from jobscrape.fields.employer import company_key
from jobscrape.identity.titles import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOKEN = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"\(([^)]*)\)")


class Kin(IntEnum):
    """How two employers go together."""

    OTHER = 0
    UNKNOWN = 1
    """One side does not name its employer."""
    ACRONYM = 2
    """One name is the other's initials: perhaps the same; wants the text."""
    ALIAS = 3
    """One name begins the other: likely the same; wants more evidence."""
    SAME = 4


@cache
def _words() -> dict[str, frozenset[str]]:
    data: dict[str, list[Any]] = read_yaml("jobscrape.identity", "data/employers.yml")
    return {kind: frozenset(map(str, words)) for kind, words in data.items()}


@lru_cache(maxsize=65536)
def employer_key(name: str) -> str:
    """Return the tokens of `name` without legal form, joined by spaces; "" for a placeholder."""
    text = fold(name).replace("%20", " ").replace("&", " ").strip()
    if text in _words()["placeholders"]:
        return ""
    tokens = _TOKEN.findall(_ASIDE.sub(" ", text)) or _TOKEN.findall(text)
    kept = [t for t in tokens if t not in _words()["legal"]]
    return " ".join(kept or tokens)


def employer_keys(name: str, tokens: Iterable[str], is_department: bool = False) -> tuple[str, ...]:
    """Return the keys of an employer: of its `name`, of the board `tokens` that address it, and what they are aliases of.

    `is_department`: the source's company field may hold a department (Lever feeds); with a token known it then counts only if
    it resembles the token.
    """
    boards = [k for k in (employer_key(t.replace("-", " ").replace("_", " ").replace(".com", "")) for t in tokens) if k]
    own = employer_key(name)
    if own and boards and (is_department or own in _words()["departments"]) and not any(kin_of(own, b) for b in boards):
        own = ""
    keys = list(filter(None, [own, *boards]))
    aliases = [company_key(k) for k in keys]
    known = {k.replace(" ", "") for k in keys}
    return tuple(dict.fromkeys([*keys, *(a for a in aliases if a and a not in known)]))


@lru_cache(maxsize=65536)
def stem(key: str) -> str:
    """Return `key` run together without generic last words ("lambda labs" -> "lambda", "claylabs" -> "clay")."""
    words = key.split()
    while len(words) > 1 and words[-1] in _words()["tails"]:
        words.pop()
    joined = "".join(words)
    for tail in _words()["tails"]:
        if len(tail) > 2 and joined.endswith(tail) and len(joined) - len(tail) >= 4:
            return joined[: -len(tail)]
    return joined


@lru_cache(maxsize=131072)
def kin_of(a: str, b: str) -> Kin:
    """Compare two employer keys."""
    if not a or not b:
        return Kin.OTHER
    if a == b or a.replace(" ", "") == b.replace(" ", "") or (stem(a) == stem(b) and len(stem(a)) > 2):
        return Kin.SAME
    if _begins(a.split(), b.split()):
        return Kin.ALIAS
    return Kin.ACRONYM if _acronym(a, b) or _acronym(b, a) else Kin.OTHER


def _begins(a: list[str], b: list[str]) -> bool:
    short, long = sorted((a, b), key=len)
    return long[: len(short)] == short and (len(short) > 1 or len(short[0]) >= 5)


def _acronym(short: str, long: str) -> bool:
    words = long.split()
    return len(words) >= 3 and 3 <= len(short) <= 6 and short == "".join(w[0] for w in words)


def kin(a: Iterable[str], b: Iterable[str]) -> Kin:
    """Return the closest kinship between any key of `a` and any of `b`."""
    return max((kin_of(p, q) for p in a for q in b), default=Kin.UNKNOWN)


def block_names(keys: Iterable[str]) -> set[str]:
    """Return the names under which candidates are looked up: the stem, and its first words."""
    found = set()
    for key in keys:
        words = key.split()
        found.add(stem(key))
        found.add("".join(words[:2]))
        if len(words[0]) >= 5:
            found.add(words[0])
    return found
