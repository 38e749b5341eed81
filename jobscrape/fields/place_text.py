"""Places that title and text give a role: the end of the title, "Location:", "this role is based in", "in our … office"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from jobscrape.fields.cities import LARGE, cities_named, city, regions_named
from jobscrape.fields.gazetteer import country_of, data_yaml, fold, hits_in
from jobscrape.fields.phrases import Phrases
from jobscrape.fields.spots import LONGEST, Spot, spots

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jobscrape.fields.reading import Reading
    from jobscrape.items import Place

KNOWN = 30_000
"""Cities numbered below this are looked for in a title where the country is stated."""
LABELLED = 12_000
"""Cities numbered below this are believed after "Location:" without their region or country."""
TEXT_READ = 20_000
"""Characters of the body in which a place is looked for."""
MOST_PHRASES = 60
"""Phrases of one kind that are looked at in one text."""


class Said(NamedTuple):
    """Places that title or text give, with the rule that read them and the words around them."""

    source: str
    rule: str
    words: str
    spots: list[Spot]


def candidates(reading: Reading, allowed: set[str]) -> Iterator[Said]:
    """Yield the places of title and text, the most certain first; what is not asked for is not read."""
    yield Said("title", "title_tail", reading.title, _in_title(reading.title, allowed))
    marks = _marks(reading)
    yield _labelled(reading, marks, _only(allowed))
    yield _in_text(reading, marks, allowed)


def countries_named(words: str) -> list[tuple[int, int, str]]:
    """Return start, end and alpha-2 code of the countries that words for a place name."""
    code = None if _is_doubtful(words) else country_of(words)
    return [(0, len(words), code)] if code else [(h.start, h.end, h.country) for h in hits_in(words, ambiguous=True) if h.country]


_TITLE_PARTS = re.compile(r"\s[-–—|/]\s|[,()\[\]|:]|\sin\s|\s@\s")


@cache
def _not_in_titles() -> frozenset[str]:
    return frozenset(data_yaml("place_words.yml")["not_in_titles"])


def _in_title(title: str, allowed: set[str]) -> list[Spot]:
    """Return the places in the last parts of a title: well-known cities, or any in a country stated; countries by their names."""
    parts = [p.strip() for p in _TITLE_PARTS.split(title[-LONGEST:])[1:]]
    named = [spot for part in parts[-3:] for spot in _title_part(part, allowed)]
    return [spot for spot in named if spot.city or not any(other.city and other.country == spot.country for other in named)]


def _title_part(part: str, allowed: set[str]) -> tuple[Spot, ...]:
    key = fold(part)
    if len(key) < 2 or key in _not_in_titles() or not part[:1].isupper() or (part.isupper() and len(part) > 5):
        return ()
    numbers = cities_named(key)
    if numbers and len(key) > 3 and not regions_named(key) and _is_meant(numbers, allowed):
        return spots(part, _only(allowed))
    code = country_of(part) if len(part) > 3 or part in {"US", "UK", "USA", "UAE"} else None
    return (Spot(part, None, None, code),) if code and not allowed else ()


def _is_meant(numbers: Sequence[int], allowed: set[str]) -> bool:
    if not allowed:
        return numbers[0] < LARGE // 2
    return any(n < KNOWN and city(n).country in allowed for n in numbers)


_Marks = dict[str, list[tuple[int, int]]]
_KINDS = ("labels", "role_place", "offices", "role_is")


@cache
def _kinds() -> dict[str, str]:
    words = data_yaml("place_words.yml")
    return {phrase: kind for kind in _KINDS for phrase in words[kind]}


def _marks(reading: Reading) -> _Marks:
    """Return where labels, phrases for a place of work, words for an office and phrases for the role stand in the text."""
    kinds, low = _kinds(), reading.lower
    marks: _Marks = {kind: [] for kind in _KINDS}
    for start, end in reading.cues.phrases("places", TEXT_READ):
        marks[kinds[low[start:end]]].append((start, end))
    return marks


@cache
def _subjects() -> Phrases:
    return Phrases(data_yaml("place_words.yml")["subjects"])


_TOKEN = r"(?:St\.|[A-ZÀ-Þ][\w'’&-]*)"
_NAME = re.compile(
    r"\s*(?:either |the |our |downtown |central |greater |Greater |beautiful |sunny )*"
    rf"({_TOKEN}(?:(?:, | |/| or | and | \| )(?:(?:of|de|do|du|am|la) )?{_TOKEN}){{0,6}})"
)
_OFFICE = re.compile(rf"\b(?:in|at|from|of|to) (?:our|the|one of our) ((?:{_TOKEN}[ ,/]*(?:or |and |& )?){{1,5}})$")
_STOP = re.compile(
    r"\n|\.\s|;|\s[|•]\s|\s{3}"
    r"|\b(?:Hybrid|On-?site|Type|Salary|Compensation|Commitment|Employment|Pay|Department|Team|About|Reports|Duration|Start|Job|Role|Schedule)\b"
)


def _only(countries: set[str]) -> str | None:
    return next(iter(countries)) if len(countries) == 1 else None


def _in_text(reading: Reading, marks: _Marks, allowed: set[str]) -> Said:
    """Return the places the text gives the role: "this role is based in", "in our … office"."""
    hint, low, text = _only(allowed), reading.lower[:TEXT_READ], reading.text
    for start, end in marks["role_place"][:MOST_PHRASES]:
        if _speaks_of_role(low, start, end) and (named := _named_at(text, end, hint)) and (named[0].city or not allowed):
            return Said("text", "role_place", text[max(0, start - 50) : end + 60], named)
    for start, end in marks["offices"][:MOST_PHRASES]:
        match = _OFFICE.search(text[max(0, start - 60) : start].rstrip())
        if match and _speaks_of_role(low, start - 20, start) and (named := _certain(spots(match[1].strip(" ,/"), hint))):
            return Said("text", "role_office", text[max(0, start - 60) : end], named)
    return Said("text", "role_place", "", [])


def _labelled(reading: Reading, marks: _Marks, hint: str | None) -> Said:
    """Return the places after a label such as "Location:", which begins a line or is written with a capital."""
    low, text = reading.lower[:TEXT_READ], reading.text
    for start, end in marks["labels"][:MOST_PHRASES]:
        if text[start].isupper() or not low[max(0, start - 3) : start].strip(" -•*"):
            line = text[end : end + 90].lstrip(" \t\n")
            stop = _STOP.search(line)
            line = line[: stop.start()] if stop else line
            if named := _certain(spots(line, hint), LABELLED):
                return Said("text", "label", f"{text[start:end]} {line}", named)
    return Said("text", "label", "", [])


def further(reading: Reading, places: Sequence[Place]) -> list[Spot]:
    """Return further cities of a posting that states one: listed with it in title or text, or given to the role by the text."""
    stated = {fold(p.city) for p in places if p.city}
    marks = _marks(reading)
    in_title = spots(_TITLE_PARTS.split(reading.title[-LONGEST:])[-1]) if " or " in reading.title or "/" in reading.title else ()
    lists = (in_title, _labelled(reading, marks, None).spots, _paid_by_place(reading.text))
    more = [
        spot for named in lists if any(fold(s.city or "") in stated for s in named) for spot in named if spot.city and spot.lat is not None
    ]
    for _, end in marks["role_is"][:MOST_PHRASES]:
        after = next((mark for mark in marks["role_place"] if mark[0] >= end), None)
        if after and after[0] < end + 25 and "." not in reading.text[end : after[1]]:
            more.extend(spot for spot in _named_at(reading.text, after[1], None) if spot.city)
    more.extend(_alternatives(reading, places))
    return more


_PAID_PLACE = re.compile(rf"({_TOKEN}(?: {_TOKEN}){{0,2}}, {_TOKEN}(?: {_TOKEN})?) ?[|:–-]+ ?\(?$")


def _paid_by_place(text: str) -> list[Spot]:
    """Return the places whose pay the text gives one by one ("Austin, Texas | ($100,000 - …"), as postings for several places do."""
    named: list[Spot] = []
    dollar = -1
    for _ in range(MOST_PHRASES):
        dollar = text.find("$", dollar + 1, TEXT_READ)
        if dollar < 0:
            break
        if text[max(0, dollar - 3) : dollar].rstrip(" (")[-1:] in {"|", ":", "–", "-"}:
            match = _PAID_PLACE.search(text, max(0, dollar - 70), dollar)
            named.extend(spots(match[1]) if match else ())
    return named


_CITY_WORDS = r"([A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?)"
_CHOICE_BEFORE = re.compile(rf"\b{_CITY_WORDS} (?:or|oder|ou|eller) $")
_CHOICE_AFTER = re.compile(rf" (?:or|oder|ou|eller) {_CITY_WORDS}")


def _alternatives(reading: Reading, places: Sequence[Place]) -> list[Spot]:
    """Return large cities the text offers as another choice beside a stated one ("in Munich or Leipzig")."""
    more: list[Spot] = []
    for place in places[:5]:
        name = place.raw.split(",", 1)[0]
        start = reading.text.find(name) if place.city and len(name) >= 4 else -1
        while start >= 0 and len(more) < MOST_PHRASES:
            end = start + len(name)
            for match in (_CHOICE_BEFORE.search(reading.text[max(0, start - 40) : start]), _CHOICE_AFTER.match(reading.text, end)):
                more.extend(spot for spot in (_certain(spots(match[1])) if match else ()) if spot.city)
            start = reading.text.find(name, end)
    return more


_PAID_THERE = re.compile(r"\b(?:for|notice to|to) (?:\w+ )?(?:candidates|applicants|employees|individuals|those|jobs)\b")
_SENTENCE_ENDS = (". ", "\n", "! ", " - ", "• ")
_IF = re.compile(r"\bif (?:you|you’re|you're)(?: \w+)? $")
"""What holds for some of the applicants only."""
_OPENING = re.compile(r"[\W\n]*(?:(?:100 ?%|fully|completely) )?")
"""Before a "remote in" that begins its sentence."""
_OF_PAY = re.compile(r"[$€£]|\b(?:pay|salary|compensation|wage|range)\b")


def _speaks_of_role(low: str, start: int, end: int) -> bool:
    """Tell whether the sentence around a phrase speaks of the role or the worker, and not of what is paid in some places."""
    before = low[max(0, start - 110) : start]
    cut = max(map(before.rfind, _SENTENCE_ENDS))
    before, after = before[cut + 1 :], low[end : end + 160].partition("\n")[0]
    if _IF.search(before):
        return False
    if low.startswith("remote", start) and _OPENING.fullmatch(before):
        return True
    if before.endswith(("not ", "n't ", "n’t ")) or (_PAID_THERE.search(before) and _OF_PAY.search(after)):
        return False
    after = after[:60].partition(".")[0]
    return _subjects().within(before) or "this role" in after or "this position" in after


def _named_at(text: str, end: int, hint: str | None) -> list[Spot]:
    match = _NAME.match(text, end, min(len(text), end + 90))
    if match is None or text[match.end() : match.end() + 6].strip().lower().startswith(("time", "tz")):
        return []
    named = _certain(spots(match[1].rstrip(" .,"), hint))
    return named or [Spot(match[1], None, None, code) for _, _, code in countries_named(match[1])[:3]]


def _certain(named: Sequence[Spot], limit: int = LARGE) -> list[Spot]:
    """Return the spots that are certain in a text: a city numbered below `limit`, one with its region or country, or a country."""
    return [spot for spot in named if (_is_known(spot, limit) if spot.city else spot.country and not _is_doubtful(spot.raw))]


def _is_doubtful(words: str) -> bool:
    """Tell two letters that may be anything in a text ("9 am ET") from the codes that are used there."""
    return len(words) == 2 and words not in {"US", "UK"}


def _is_known(spot: Spot, limit: int) -> bool:
    if spot.lat is None:
        return False
    numbers = cities_named(fold(spot.city or ""))
    return "," in spot.raw or not numbers or numbers[0] < limit
