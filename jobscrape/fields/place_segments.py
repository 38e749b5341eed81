"""The parts of a location string and what each may mean: country, region, city, known short name, area or noise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jobscrape.fields.cities import LARGE, Region, cities_named, regions_coded, regions_named
from jobscrape.fields.gazetteer import area_of, country_names, country_of, data_yaml, fold

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class Segment:
    """Words between separators and what they may mean."""

    words: str
    key: str
    alias: tuple[str | None, str | None, str] | None = None
    country: str | None = None
    regions: tuple[Region, ...] = ()
    cities: tuple[int, ...] = ()
    is_area: bool = False
    is_code: bool = False
    after_comma: bool = False
    in_brackets: bool = False

    @property
    def is_known(self) -> bool:
        return bool(self.alias or self.country or self.regions or self.cities or self.is_area)


@cache
def _noise() -> frozenset[str]:
    return frozenset(data_yaml("place_words.yml")["noise"])


@cache
def not_a_city() -> frozenset[str]:
    """Return words of names that are no city ("Street", "Building")."""
    return frozenset(data_yaml("place_words.yml")["not_a_city"])


@cache
def _aliases() -> dict[str, tuple[str | None, str | None, str]]:
    return {key: (value[0], value[1], value[2]) for key, value in data_yaml("place_words.yml")["aliases"].items()}


_SEGMENTS = re.compile(r"\s*([,()\[\]/:–—]|\s-+(?=\s|$)|(?<=\s)-+\s|-\s|\s-)\s*")


def segments_of(chunk: str) -> list[Segment]:
    """Return the known and unknown segments of a chunk, noise left out."""
    parts = _SEGMENTS.split(chunk)
    segments: list[Segment] = []
    for i in range(0, len(parts), 2):
        comma = i > 0 and parts[i - 1] == ","
        for words in _unhyphened(parts[i]):
            split = _split_tail(words, after_comma=comma, is_alone=len(parts) == 1)
            for segment in split:
                segment.in_brackets = i > 0 and parts[i - 1] == "("
            segments.extend(split)
    return _joined(segments)


def _joined(segments: list[Segment]) -> list[Segment]:
    """Join two segments that are one name together ("Washington, DC")."""
    out: list[Segment] = []
    for segment in segments:
        if out and (alias := _aliases().get(f"{out[-1].key} {segment.key}")):
            out[-1] = Segment(f"{out[-1].words}, {segment.words}", f"{out[-1].key} {segment.key}", alias)
        else:
            out.append(segment)
    return out


_DOTTED = re.compile(r"[A-Z]{2,3}\.[A-Z]{2,3}\.\w")


def _unhyphened(words: str) -> Iterator[str]:
    """Yield `words` whole if they are a name, else their hyphenated parts ("US-CA-Fremont", "San Francisco-Hybrid")."""
    if _DOTTED.match(words):
        words = words.replace(".", "-")
    if "-" not in words or segment_of(words).is_known or segment_of(_bare(words)).is_known:
        yield words
    else:
        yield from words.split("-")


_GLUED_HQ = re.compile(r"([a-z])HQ\b")


def _bare(words: str) -> str:
    """Return `words` without numbers and noise at their ends."""
    tokens = [t for t in _GLUED_HQ.sub(r"\1", words).split() if not any(c.isdigit() for c in t)]
    noise = _noise()
    while tokens and fold(tokens[-1]) in noise:
        tokens.pop()
    while tokens and fold(tokens[0]) in noise:
        tokens.pop(0)
    return " ".join(tokens)


def _split_tail(words: str, *, after_comma: bool, is_alone: bool) -> list[Segment]:
    """Return the segment of `words`, or two where a region or country follows a city without a comma ("Lehi UT", "Berlin Germany")."""
    words = words.strip()
    if not words or (fold(words) in _noise() and not (words.isupper() and len(words) == 2)):
        return []
    whole = segment_of(words)
    if not whole.is_known and (bare := _bare(words)) != words:
        if not bare:
            return []
        whole = segment_of(bare)
    whole.after_comma = after_comma
    if whole.is_known:
        return [whole]
    tokens = whole.words.split()
    for cut in range(1, min(len(tokens), 5)):
        head, tail = segment_of(" ".join(tokens[:cut])), segment_of(" ".join(tokens[cut:]))
        if (
            head.is_known
            and tail.is_known
            and (head.cities or head.alias or head.country)
            and (tail.country or tail.regions or tail.cities)
        ):
            head.after_comma, tail.after_comma = after_comma, True
            return [head, tail]
    return [(is_alone and _inside(tokens)) or whole]


def _is_large(segment: Segment) -> bool:
    return bool(segment.cities) and segment.cities[0] < LARGE


def _inside(tokens: list[str]) -> Segment | None:
    """Return the large city, region or country at the end of unknown words ("Acme Toronto") or before a site ("Oshawa Centre")."""
    for cut in range(1, min(len(tokens), 4)):
        tail = segment_of(" ".join(tokens[cut:]))
        if (len(tail.key) > 3 and (tail.country or tail.regions or _is_large(tail))) or tail.words in {"US", "UK", "USA"}:
            return tail
    ends = len(tokens)
    while ends > 1 and fold(tokens[ends - 1]) in not_a_city():
        ends -= 1
    heads = (segment_of(" ".join(tokens[cut:ends])) for cut in range(ends)) if ends < len(tokens) else ()
    return next((head for head in heads if _is_large(head)), None)


_SHORT = {"st": "saint", "mt": "mount", "ft": "fort", "saint": "st"}


def _unshortened(key: str) -> str:
    """Return a name with its first word in full ("mt juliet")."""
    first, _, rest = key.partition(" ")
    return f"{_SHORT[first]} {rest}" if rest and first in _SHORT else ""


_NUTS = re.compile(r"(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|UK)[0-9A-Z]\d[0-9A-Z]{1,2}")
_NUTS_COUNTRY = {"EL": "GR", "UK": "GB"}


def _named_by_kind(words: str) -> tuple[Region, ...]:
    """Return the region that an American or Swedish county or a statistical code of the EU (NUTS, as EURES gives) stands for."""
    if match := _NUTS.fullmatch(words):
        return (Region(_NUTS_COUNTRY.get(match[1], match[1]), "", words),)
    if words.lower().endswith(" län"):
        return (Region("SE", "", words),)
    return (Region("US", "", words),) if words.endswith((" County", " Parish")) else ()


_BRITISH_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}")


@lru_cache(maxsize=20_000)
def _meaning(words: str) -> tuple[tuple[str | None, str | None, str] | None, str | None, tuple[Region, ...], tuple[int, ...], bool, bool]:
    key = fold(words)
    is_code = words.isupper() and 2 <= len(words) <= 4 and words.isalpha()
    region_code = regions_coded(words) if is_code else ()
    country = country_names().get(words) if is_code else (country_of(words) if len(key) > 2 or "." in words else None)
    if _BRITISH_POSTCODE.fullmatch(words):
        country = "GB"
    regions = region_code or regions_named(key) or _named_by_kind(words)
    cities = () if is_code and (country or regions) else cities_named(key) or cities_named(_unshortened(key))
    return _aliases().get(key), country, regions, cities, area_of(words) is not None and not country, is_code


def segment_of(words: str) -> Segment:
    """Return words with all they may mean."""
    alias, country, regions, cities, is_area, is_code = _meaning(words.strip())
    return Segment(words.strip(), fold(words), alias, country, regions, cities, is_area, is_code)
