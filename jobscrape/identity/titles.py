"""Titles for comparison: cosmetics folded away, level and specialisation kept apart and compared strictly."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from jobscrape.data_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

_SEX = r"(?:[mwfdxiu]|gn|div|all genders?|male|female|divers[e]?|h|n|t|v)"
_GENDER = re.compile(rf"[(\[|/–-]?\s*\(?\b{_SEX}(?:\s?[/|*,]\s?{_SEX}){{1,3}}\b\)?[)\]]?", re.IGNORECASE)
_GENDERED_END = re.compile(r"(?<=\w)(?:[:*_]|\(|/-?)(?:in|innen|r|e|frau)\)?(?=\W|$)", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+(?:[+#]+)?")
_SEGMENT = re.compile(r"\s*(?:[|()\[\]/,;–—•]|\s-\s|-\s|\s-|:\s)\s*")


@dataclass(slots=True, frozen=True)
class TitleKey:
    """A title taken apart.

    `levels`: level words and numerals, sorted. `core`: content words in order, synonyms folded. `compact`: `core` without
    spaces, so that "Full Stack" and words run together compare equal. `plain`: all words as written, run together.
    """

    levels: tuple[str, ...]
    core: tuple[str, ...]
    compact: str
    plain: str = ""

    @property
    def bag(self) -> str:
        """Sorted content words: the specialisation."""
        return bag_of(self.core)


def bag_of(core: Iterable[str]) -> str:
    """Return content words in a fixed order, each once."""
    return " ".join(sorted(set(core)))


def fold(text: str) -> str:
    """Return `text` in lower case without accents, compatibility forms resolved."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = read_yaml("jobscrape.identity", "data/titles.yml")
    return words


@cache
def _levels() -> dict[str, str]:
    return {word: level for level, words in _words()["levels"].items() for word in words}


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return one pattern for all spellings of more than one token or with signs, and what each becomes."""
    spellings = {s: name for name, found in _words()["synonyms"].items() for s in found if not s.isalnum()}
    spellings |= {s: s.replace(" ", "_") for s in _levels() if not s.isalnum()}
    spellings |= dict.fromkeys(_words()["noise"]["phrases"], "")
    spellings = {s.replace("-", " "): name for s, name in spellings.items()}
    ordered = (re.escape(s).replace("\\ ", "[ -]") for s in sorted(spellings, key=len, reverse=True))
    return re.compile(r"(?<![^\W_])(?:" + "|".join(ordered) + r")(?![^\W_])"), spellings


@cache
def _single() -> dict[str, str]:
    return {s: name for name, found in _words()["synonyms"].items() for s in found if s.isalnum()}


@cache
def _noise() -> frozenset[str]:
    return frozenset(_words()["noise"]["words"])


@lru_cache(maxsize=65536)
def title_key(title: str, without: frozenset[str] = frozenset()) -> TitleKey:
    """Return the key of `title`; the words in `without` (places, employer, folded) are left out unless nothing else is left."""
    text = fold(_GENDERED_END.sub("", _GENDER.sub(" ", title)))
    plain = "".join(_TOKEN.findall(text))
    pattern, spellings = _phrases()
    tokens = _TOKEN.findall(pattern.sub(lambda m: f" {spellings[m[0].replace('-', ' ')]} ".replace("_", "\x02"), text).replace("\x02", "ƶ"))
    levels, core = _split(tokens)
    kept = [t for t in core if t not in without] or core
    return TitleKey(tuple(sorted(set(levels))), tuple(kept), "".join(kept), plain)


def _split(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Sort tokens into levels and content words; a numeral is a level only after another word."""
    levels: list[str] = []
    core: list[str] = []
    names, numerals = _levels(), _words()["numerals"]
    for token in tokens:
        word = token.replace("ƶ", " ")
        if word in names:
            levels.append(names[word])
        elif word in numerals and (core or levels):
            levels.append(numerals[word])
        elif word not in _noise():
            core.append(_single().get(word, word))
    return levels, core


def segments(title: str) -> list[str]:
    """Return the parts of `title` between dashes, commas, bars, slashes and brackets, folded."""
    return [s for s in _SEGMENT.split(fold(title)) if s]
