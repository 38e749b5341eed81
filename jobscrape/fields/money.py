"""Amounts of money in text: single ones and ranges, in any notation, with currency and period as written."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from jobscrape.fields.gazetteer import data_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

BACK = 26
"""Characters before a currency marker in which its amount begins."""
AHEAD = 180
"""Characters after a currency marker in which its range ends."""
LONGEST_MARKER = 6
"""Characters of the longest currency marker and the blank after it."""
MOST_MARKERS = 300
"""Currency markers read in one text; no posting has as many."""


class Money(NamedTuple):
    """An amount or range as written: `low` and `high` in full units, currency marker ("" if none), period or None, place in the text."""

    low: float
    high: float
    marker: str
    period: str | None
    start: int
    end: int
    is_range: bool


def _alternatives(words: Any) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


class _Grammar(NamedTuple):
    before: re.Pattern[str]
    amount: re.Pattern[str]
    markers: AhoCorasick
    period: re.Pattern[str]
    period_of: dict[str, str]
    multiplier: dict[str, float]


_NUMBER = (
    r"\d{1,3}(?:,\d\d){1,2},\d{3}(?!\d)|\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3}(?!\d)){1,3}(?:[.,]\d{1,2}(?!\d))?|\d{1,9}(?:[.,]\d{1,3}(?!\d))?"
)
_ASIDE = r"(?:\[[^\[\]]{1,90}\]|\([^()]{1,90}\))"
_DASH = r"-{1,3}|[–—−‑~]|to|and|bis|und|à|a|en|e|y|et|até|hasta|tot|till|until|do|up to|og|och|through"


@cache
def _grammar() -> _Grammar:
    table = data_yaml("money.yml")
    words = _alternatives(table["words"])
    symbols = _alternatives(s for s in (*table["symbols"], *table["shared"]) if not s.isalpha())
    letters = _alternatives([*table["codes"], *(s for s in (*table["symbols"], *table["shared"]) if s.isalpha())])
    code = rf"(?:{_alternatives(table['codes'])})"
    before = rf"(?:(?:\b{code}[ ]?)?(?:{symbols})|\b(?:{letters}))"
    after = rf"(?:,-+[ ]?)?(?:(?:{symbols})(?:[ ]?{code}\b)?|(?:{letters}|{words})(?![^\W_]))"
    times = rf"(?:{_alternatives(table['multipliers'])})(?![^\W_])"
    period_of = {word: period for period, words in table["periods"].items() for word in words}
    unit = rf"(?:{_alternatives(period_of)})(?![^\W_])"
    alone = rf"(?:{_alternatives(w for w in period_of if w not in table['only_after_preposition'])})(?![^\W_])"
    amount = (
        rf"(?<!\d)(?<!\d[.,])(?P<n1>{_NUMBER})[ \u00a0]?(?P<k1>{times})?[ \u00a0]?(?P<d1>{after})?"
        rf"(?:(?P<p1>[ ]?(?:/|per)[ ]?{unit})?[ \u00a0]{{0,3}}(?:{_ASIDE}[ ]?)?(?:{_DASH})[ \u00a0]{{0,3}}(?:max(?:imum|\.)?:? )?"
        rf"(?P<c2>{before})?[ \u00a0]?(?P<n2>{_NUMBER})[ \u00a0]?(?P<k2>{times})?[ \u00a0]?(?P<d2>{after})?)?"
    )
    preposition = r"(?:/|per|an|a|pro|par|je|por|al|im|i|the|each|p\.|na|à l['’]|à la|de l['’])"
    period = (
        rf"[\s,]{{0,2}}(?:(?:brutto|gross|bruto|brut|base|salary|netto|ote)\b)?\s?[(/]?\s?"
        rf"(?:{preposition}\s?(?P<unit>{unit})|(?P<alone>{alone}))"
    )
    spelled = [
        *table["codes"],
        "zł",
        "Kč",
        "kr",
        "Rs",
        "RM",
        "Rp",
        "LPA",
        "lpa",
        *table["words"],
        *(word.capitalize() for word in table["words"]),
    ]
    return _Grammar(
        re.compile(rf"{before}[ \u00a0]?$", re.IGNORECASE),
        re.compile(amount, re.IGNORECASE),
        AhoCorasick([*"$€£¥￥₹₽₺₪₩₱฿₫₦", *spelled], matchkind=MatchKind.LeftmostLongest),
        re.compile(period, re.IGNORECASE),
        period_of,
        table["multipliers"],
    )


def money_in(text: str) -> Iterator[Money]:
    """Yield the amounts and ranges of `text` that carry a currency, in order, never overlapping."""
    grammar = _grammar()
    last = 0
    for anchor in _anchors(text, grammar):
        if anchor >= last and (found := _at(anchor, text, last, grammar)):
            last = found.end
            yield found


def _at(anchor: int, text: str, last: int, grammar: _Grammar) -> Money | None:
    """Return the amount or range that the currency marker at `anchor` belongs to."""
    start, end = max(last, anchor - BACK), min(len(text), anchor + AHEAD)
    while start > last and text[start - 1].isalnum() and anchor - start < 2 * BACK:
        start -= 1
    latest = anchor + LONGEST_MARKER
    while (match := _amount(text, start, end, latest)) and match.start() <= latest:
        found = _money(match, text, grammar)
        if found and found.start <= anchor < found.end:
            return found
        start = match.start("n2") if found is None and match["n2"] else match.end()
    return None


def _amount(text: str, start: int, end: int, latest: int) -> re.Match[str] | None:
    """Return the first amount or range in text[start:end]; none is looked for if no digit stands before `latest`."""
    digit = _DIGIT.search(text, start, min(latest + 1, end))
    return _grammar().amount.search(text, digit.start(), end) if digit else None


def _anchors(text: str, grammar: _Grammar) -> list[int]:
    """Return where currency markers stand; letters must not stand right beside those that are letters."""
    places = []
    for _, start, end in grammar.markers.find_matches_as_indexes(text):
        if text[start].isalpha() and (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()):
            continue
        places.append(start)
        if len(places) == MOST_MARKERS:
            break
    return places


def bare_range(text: str, start: int, end: int) -> Money | None:
    """Return the first range in text[start:end], which need not carry a currency."""
    grammar = _grammar()
    digit = _DIGIT.search(text, start, end)
    for match in grammar.amount.finditer(text, digit.start(), end) if digit else ():
        if match["n2"] and (found := _money(match, text, grammar)):
            return found
    return None


def _money(match: re.Match[str], text: str, grammar: _Grammar) -> Money | None:
    """Return what a match means; None where its two numbers are no range ("Grade 5 - £27,979")."""
    lead = grammar.before.search(text, max(0, match.start() - LONGEST_MARKER), match.start())
    first = lead[0].strip() if lead else None
    times = [grammar.multiplier[k.lower()] if k else 1.0 for k in (match["k1"], match["k2"])]
    low = number(match["n1"], times[0] > 1)
    is_range = match["n2"] is not None
    high = number(match["n2"], times[1] > 1) * times[1] if is_range else low * times[0]
    if is_range and match["c2"] and not (first or match["d1"] or match["k1"]) and low < 1000 <= high:
        return None
    low = _in_scale(low, times, high) if is_range else high
    marker, period = _marker(match, first), _period(match, text, grammar)
    if (match["k2"] or match["k1"] or "").lower() == "lpa":
        marker, period = marker or "INR", "year"
    return Money(min(low, high), max(low, high), marker, period, lead.start() if lead else match.start(), match.end(), is_range)


def _marker(match: re.Match[str], first: str | None) -> str:
    """Return the currency marker that says most: one of several letters before a bare "$"."""
    full = next((m for m in (first, match["d2"], match["d1"], match["c2"]) if m and len(m) > 1), "")
    return full or first or match["d1"] or match["c2"] or match["d2"] or ""


def _period(match: re.Match[str], text: str, grammar: _Grammar) -> str | None:
    if (period := _period_at(text, match.end(), grammar)) or not match["p1"]:
        return period
    return grammar.period_of.get(re.sub(r"^\s?(?:/|per)\s?", "", match["p1"], flags=re.IGNORECASE).lower())


def _in_scale(low: float, times: list[float], high: float) -> float:
    """Return the lower bound in full units; "110-130k" and "60-80 000" leave its thousands out."""
    if times[0] > 1:
        return low * times[0]
    left_out = times[1] if times[1] > 1 else 1000
    return low * left_out if low < 1000 <= high and low * left_out <= high else low


def _period_at(text: str, end: int, grammar: _Grammar) -> str | None:
    match = grammar.period.match(text, end, min(len(text), end + 40))
    return grammar.period_of[(match["unit"] or match["alone"]).lower()] if match else None


_DIGIT = re.compile(r"\d")
_SEPARATOR = re.compile(r"[.,'’\u00a0\u202f ]")


def number(written: str, has_multiplier: bool = False) -> float:
    """Return the value of "1.234,50", "1,234.50", "65'000", "12,00,000" or "62.025" (62,025; 62.025 before a K)."""
    marks = _SEPARATOR.findall(written)
    if not marks:
        return float(written)
    whole, _, tail = written.rpartition(marks[-1])
    is_decimal = marks[-1] in ".," and (len(tail) < 3 or (has_multiplier and len(marks) == 1))
    digits = _SEPARATOR.sub("", whole)
    return float(f"{digits}.{tail}") if is_decimal else float(digits + tail)
