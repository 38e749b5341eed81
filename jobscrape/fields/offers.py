"""What a pay is before it is complete: bounds, currency, period, kind; and how currencies and periods are told."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from jobscrape.fields.gazetteer import countries, data_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

A_YEAR = {"hour": 2080.0, "day": 260.0, "week": 52.0, "month": 12.0, "year": 1.0}
"""How many of a period make a working year."""
MOST = {"hour": 1_500.0, "day": 8_000.0, "week": 40_000.0, "month": 150_000.0, "year": 3_000_000.0}
"""Amounts above these (in currencies of the size of USD) are no pay."""


class Offer(NamedTuple):
    """A pay read from one place: bounds (None = open), currency, period (None = not known), kind base or total, words."""

    min: float | None
    max: float | None
    currency: str | None
    period: str | None
    kind: str
    raw: str
    rule: str


class Setting(NamedTuple):
    """What the posting says besides the amounts: its countries and its language."""

    countries: tuple[str, ...] = ()
    language: str | None = None


_PERIOD_WORD = re.compile(r"[^\W\d_]+")


def period_of(words: str | None) -> str | None:
    """Return hour, day, week, month or year for a source's wording ("1 YEAR", "per-hour-wage", "annually"); None if it is none."""
    if not words:
        return None
    names = _period_names()
    low = words.strip().lower()
    return names.get(low) or next((names[w] for w in _PERIOD_WORD.findall(low) if w in names and w not in {"a", "an", "per"}), None)


@cache
def _period_names() -> dict[str, str]:
    return {word: period for period, words in data_yaml("money.yml")["periods"].items() for word in words}


def currency_of(marker: str, setting: Setting) -> str | None:
    """Return ISO 4217 for a symbol, code or word; the posting's countries and language decide where a symbol is shared."""
    table = data_yaml("money.yml")
    bare = marker.strip(" ,-")
    if code := _iso_code(bare, table):
        return code
    for symbols in (table["symbols"], {s.lower(): c for s, c in table["symbols"].items()}, table["words"]):
        if (code := symbols.get(bare) or symbols.get(bare.lower())) is not None:
            return str(code)
    meanings = table["shared"].get(bare.lower())
    return _shared(meanings, setting) if meanings else None


def _iso_code(marker: str, table: dict[str, Any]) -> str | None:
    """Return the code that a marker is or holds ("$ CAD")."""
    code = next((w for w in re.findall(r"[A-Za-z]{3}", marker) if w.upper() in _codes()), None)
    return table["same"].get(code.upper(), code.upper()) if code else None


@cache
def _codes() -> frozenset[str]:
    return frozenset(data_yaml("money.yml")["codes"])


_LANGUAGE_COUNTRY = {"sv": "SE", "no": "NO", "da": "DK", "fr": "CA", "zh": "CN", "ja": "JP"}


def _shared(meanings: dict[str, str | None], setting: Setting) -> str | None:
    if "US" in setting.countries and meanings["default"] == "USD":
        return "USD"
    own = {code for country in setting.countries if (code := meanings.get(country))}
    if not own and (code := meanings.get(_LANGUAGE_COUNTRY.get(setting.language or "", ""))):
        own = {code}
    return own.pop() if len(own) == 1 else meanings["default"]


def period_by_scale(amount: float, currency: str | None) -> str | None:
    """Return the period that an amount of this size has in its currency; None if it could be several."""
    scale = data_yaml("money.yml")["scale"]
    limits = scale.get(currency, scale["default"])
    if amount >= limits["year"]:
        return "year"
    if limits["month"] and amount >= limits["month"]:
        return "month"
    return "hour" if limits["hour"] and amount <= limits["hour"] else None


def size_of(currency: str | None) -> float:
    """Return how much larger amounts in a currency are than in USD, roughly."""
    scale = data_yaml("money.yml")["scale"]
    return float(scale.get(currency, scale["default"])["year"]) / 12_000


def country_currency(setting: Setting) -> str | None:
    """Return the currency of the posting's countries, None if they have several or none is known."""
    currencies = {countries()[c].currency for c in setting.countries if c in countries()}
    return currencies.pop() if len(currencies) == 1 else None


def widest(offers: Sequence[Offer], setting: Setting = Setting()) -> Offer | None:  # noqa: B008 - immutable
    """Return the widest span over the offers of one kind, currency and period; base before total, ranges before single amounts."""
    if not offers:
        return None
    kept = _preferred(offers, lambda o: o.kind == "base")
    kept = _preferred(kept, lambda o: o.min != o.max)
    first = _first_choice(kept, setting)
    same = [o for o in kept if (o.currency, o.period) == (first.currency, first.period)]
    lows, highs = [o.min for o in same if o.min is not None], [o.max for o in same if o.max is not None]
    return first._replace(min=min(lows, default=None), max=max(highs, default=None))


def _preferred(offers: Sequence[Offer], is_better: Any) -> list[Offer]:
    return [o for o in offers if is_better(o)] or list(offers)


def _first_choice(offers: Sequence[Offer], setting: Setting) -> Offer:
    """Return the first offer in a currency of the posting's countries, else the first."""
    own = country_currency(setting)
    return next((o for o in offers if own and o.currency == own), offers[0])
