"""Pay of the role: structured fields of the source first, then its display string, then the text."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from jobscrape.fields.found import Found, found
from jobscrape.fields.gazetteer import countries, data_yaml
from jobscrape.fields.money import Money, bare_range, money_in
from jobscrape.fields.phrases import Phrases
from jobscrape.fields.rates import eur_rate
from jobscrape.items import Pay

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jobscrape.fields.reading import Reading
    from jobscrape.items import StatedPay

FIELDS = ("pay",)
AFTER = ("countries", "date_posted", "language")

A_YEAR = {"hour": 2080.0, "day": 260.0, "week": 52.0, "month": 12.0, "year": 1.0}
"""How many of a period make a working year."""
MOST = {"hour": 1_500.0, "day": 8_000.0, "week": 40_000.0, "month": 150_000.0, "year": 3_000_000.0}
"""Amounts above these (in currencies of the size of USD) are no pay."""
WIDEST = 20.0
"""A range whose ends differ by more than this factor is no pay range."""
LEAST, LEAST_GUESSED = 10_000, 20_000
"""A range that nothing names as pay must come to this much a year (in currencies of the size of USD): its period said, or guessed."""
WIDEST_GUESSED = 6.0
"""Such a range spans at most this factor."""
TEXT_READ = 60_000
"""Characters of the body that are read."""
MOST_WORDS = 40
"""Words for pay after which a range without a currency is looked for."""
AROUND = 0.006
"""Relative difference below which two amounts are the same, one rounded."""


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


def read(reading: Reading) -> dict[str, Found]:
    """Return the pay of the posting, annualised, and in EUR where its date is known."""
    setting = Setting(tuple(reading.value("countries") or ()), reading.value("language"))
    stated = reading.stated
    offer, source = structured(stated.pay, setting), "pay"
    if offer is None and stated.salary:
        offer, source = display(stated.salary, setting), "salary"
    offer, source = _better(offer, in_text(reading.text, setting), source)
    if offer is None:
        return {}
    pay = _complete(offer, reading.value("date_posted"))
    return {"pay": found(pay, source=source, text=offer.raw, rule=offer.rule)}


def _better(offer: Offer | None, text: Offer | None, source: str) -> tuple[Offer | None, str]:
    """Choose between what the source states and what the text says: the text wins only where it says the same more exactly."""
    if offer is None or text is None:
        return (offer, source) if offer else (text, "text")
    if _is_annualised(offer, text) or _has_open_end(offer, text):
        return text, "text"
    if offer.currency is None or offer.period is None:
        same = _near(offer.min, text.min) and _near(offer.max, text.max)
        return offer._replace(currency=offer.currency or text.currency, period=offer.period or (text.period if same else None)), source
    return offer, source


def _is_annualised(offer: Offer, text: Offer) -> bool:
    """Tell whether the source's yearly figures are those of the text, which gives them by the hour, day or month (2,000 h or 2,080 h)."""
    if offer.period != "year" or text.period in {None, "year"}:
        return False
    factor = A_YEAR[text.period or "year"]
    return all(
        a is not None and b is not None and abs(a - b * factor) <= 0.05 * a for a, b in ((offer.min, text.min), (offer.max, text.max))
    )


def _has_open_end(offer: Offer, text: Offer) -> bool:
    """Tell whether the source repeats one bound of the text ("up to 37") as both."""
    bound = text.max if text.min is None else text.min if text.max is None else None
    return bound is not None and offer.min == offer.max and _near(offer.min, bound) and offer.period == text.period


def _near(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and abs(a - b) <= AROUND * max(a, b)


def _complete(offer: Offer, posted: datetime | None) -> Pay:
    """Return the pay with its yearly amounts, in EUR too where date and rate are known."""
    pay = Pay(min=offer.min, max=offer.max, currency=offer.currency, period=offer.period, kind=offer.kind, raw=" ".join(offer.raw.split()))
    if offer.period is None:
        return pay
    factor = A_YEAR[offer.period]
    pay = replace(pay, annual_min=_times(offer.min, factor), annual_max=_times(offer.max, factor))
    rate = eur_rate(offer.currency, posted.date()) if offer.currency and posted else None
    if rate is None:
        return pay
    return replace(pay, annual_min_eur=_times(pay.annual_min, rate), annual_max_eur=_times(pay.annual_max, rate))


def _times(amount: float | None, factor: float) -> float | None:
    return None if amount is None else round(amount * factor, 2)


def structured(stated: Sequence[StatedPay], setting: Setting) -> Offer | None:
    """Return the widest of the source's structured statements; zeros and impossible amounts are no statement."""
    return widest([offer for one in stated if (offer := _one_stated(one, setting))], setting)


def _one_stated(stated: StatedPay, setting: Setting) -> Offer | None:
    low, high = stated.min or None, stated.max or None
    if (low is None and high is None) or min(low or 1, high or 1) < 0 or _is_extra(stated.text):
        return None
    if low is not None and high is not None and low > high:
        low, high = high, low
    currency = currency_of((stated.currency or "").strip(), setting)
    words = _NOT_LETTERS.sub("", (stated.period or "").lower())
    if words in data_yaml("money.yml")["not_for_time"]:
        return None
    period, factor = data_yaml("money.yml")["odd_periods"].get(words, (period_of(stated.period), 1))
    low, high = low and low * factor, high and high * factor
    period = period or _by_scale(high or low or 0, currency)
    if period and (high or low or 0) > MOST[period] * _size(currency):
        return None
    raw = stated.text or f"{stated.min} - {stated.max} {stated.currency or ''} {stated.period or ''}"
    return Offer(low, high, currency, period, _kind(stated.text.lower(), ""), raw, "structured")


_NOT_LETTERS = re.compile(r"[\W\d_]+")


def _is_extra(text: str) -> bool:
    """Tell whether the words of a statement call it a bonus, equity or the like: before its first amount, or right after the last."""
    label = _DIGIT.split(text.lower(), maxsplit=1)[0]
    if _words("pay").within(label):
        return False
    amounts = list(money_in(text))
    return (
        _words("not_pay").within(label)
        or _words("not_pay_after").within(label)
        or (bool(amounts) and all(_is_refused(m, text) for m in amounts))
    )


_DIGIT = re.compile(r"\d")
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


def _by_scale(amount: float, currency: str | None) -> str | None:
    """Return the period that an amount of this size has in its currency; None if it could be several."""
    scale = data_yaml("money.yml")["scale"]
    limits = scale.get(currency, scale["default"])
    if amount >= limits["year"]:
        return "year"
    if limits["month"] and amount >= limits["month"]:
        return "month"
    return "hour" if limits["hour"] and amount <= limits["hour"] else None


def _size(currency: str | None) -> float:
    """Return how much larger amounts in a currency are than in USD, roughly."""
    scale = data_yaml("money.yml")["scale"]
    return float(scale.get(currency, scale["default"])["year"]) / 12_000


_BREAKS = re.compile(r"\s*(?:•|\||\n|;)\s*")


def display(text: str, setting: Setting = Setting()) -> Offer | None:  # noqa: B008 - immutable
    """Return the pay of a display string of a source ("$120K – $140K • Offers Equity • $10K Bonus")."""
    offers: list[Offer] = []
    for part in _BREAKS.split(text[:500]):
        offers.extend(offer for money in money_in(part) if (offer := _judge(money, part, setting, is_display=True)))
    if not offers and (money := bare_range(text, 0, min(len(text), 200))) and (offer := _judge(money, text, setting, is_display=True)):
        offers = [offer]
    if not offers and _words("pay").within(text.lower()):
        offers = [offer for money in money_in(text) if money.is_range and (offer := _offer(money, text, setting, is_display=True))]
    return widest(offers, setting)


def in_text(text: str, setting: Setting = Setting()) -> Offer | None:  # noqa: B008 - immutable
    """Return the pay a running text states for the role; bonuses, budgets, funding and the like are passed over."""
    text = text[:TEXT_READ]
    amounts = list(money_in(text))
    offers = [offer for money in amounts if (offer := _judge(money, text, setting, is_display=False))]
    if not offers:
        whole = [money for money in amounts if money.is_range and _is_with_parts(money, text)]
        offers = [offer._replace(kind="total") for money in whole if (offer := _offer(money, text, setting, is_display=False))]
    return widest(offers or _without_currency(text, setting), setting)


def _is_with_parts(money: Money, text: str) -> bool:
    """Tell whether a range is pay and its parts together ("Base salary + bonus: $150K - $220K")."""
    before = text[max(0, money.start - 60) : money.start].lower().rpartition("\n")[2].rstrip(" :-–(")
    named = _words("pay").spans(before)
    return bool(named) and _words("pay_parts").closes(before) and len(before) - named[-1][1] < 30


def _without_currency(text: str, setting: Setting) -> list[Offer]:
    """Return yearly ranges without a currency beside a word for pay ("Salary range: 120,000 - 150,000", "150k-200k base")."""
    offers = []
    currency = _country_currency(setting)
    if not setting.countries and setting.language in {None, "en"}:
        currency = "USD"
    for start, end in _words("salary").spans(text.lower())[:MOST_WORDS]:
        money = bare_range(text, end, min(len(text), end + 70)) or _bare_before(text, start)
        if money is None or money.low < 12_000 or money.period not in {None, "year"} or _is_refused(money, text):
            continue
        words = text[min(start, money.start) : max(end, money.end)]
        if money.high <= WIDEST * money.low:
            offers.append(Offer(money.low, money.high, currency, "year", "base", words, "text_bare"))
    return offers


def _bare_before(text: str, end: int) -> Money | None:
    money = bare_range(text, max(0, end - 30), end)
    return money if money and not text[money.end : end].lower().replace("cash", "").strip() else None


def _country_currency(setting: Setting) -> str | None:
    currencies = {countries()[c].currency for c in setting.countries if c in countries()}
    return currencies.pop() if len(currencies) == 1 else None


@cache
def _words(key: str) -> Phrases:
    return Phrases(data_yaml("pay_words.yml")[key])


_CLAUSE = re.compile(r"[.!?](?=\s)|[;•|\n+✅]|\s[-–—]\s")
_TAIL = re.compile(r"[.,;!?](?=\s|$)|[•|\n+(&]|\b(?:and|plus|with|und|et|y|e|depending|based|dependent)\b")
_NEAR_PERIOD = re.compile(
    r"\b(?:(?P<hour>hourly|per hour|stundenlohn|taux horaire)"
    r"|(?P<month>monthly|per month|monatlich\w*|monatsgehalt|mensuel\w*|mensual\w*|mensal\w*|månadslön|月薪|月給)"
    r"|(?P<day>daily rate|day rate|per day|tagessatz|taux journalier)|(?P<week>weekly|per week)"
    r"|(?P<year>annual|annually|annualized|annualised|yearly|per year|per annum|jahresgehalt|jährlich\w*"
    r"|jahresbrutto|annuel\w*|anual\w*|årslön|年薪|年収))\b"
)


_ASIDE = re.compile(r"\([^()]{0,90}\)")


def _clause_before(text: str, start: int, width: int) -> str:
    """Return the words of the clause before an amount, in lower case, without what stands in brackets."""
    before = text[max(0, start - width) : start].lower()
    if ")" in before:
        before = _ASIDE.sub("", before)
    cut = 0
    for match in _CLAUSE.finditer(before):
        if before[match.end() :].strip(" -•*:"):
            cut = match.end()
    return before[cut:]


def _clause_after(text: str, end: int, width: int) -> str:
    after = text[end : end + width].lower()
    match = _TAIL.search(after)
    return after[: match.start()] if match else after


def _is_refused(money: Money, text: str) -> bool:
    """Tell whether the words around an amount say that it is something else than pay."""
    before = _clause_before(text, money.start, 80)
    after = _clause_after(text, money.end, 25 if money.is_range else 45)
    if _words("not_pay").within(after):
        return True
    refused, named = _words("not_pay").last(before), _words("pay").last(before)
    return refused >= max(named, 0) or (named < 0 and _words("not_pay_after").opens(after.lstrip()))


def _judge(money: Money, text: str, setting: Setting, *, is_display: bool) -> Offer | None:
    """Return what an amount says about pay, None if it is no pay of the role."""
    return None if _is_refused(money, text) else _offer(money, text, setting, is_display=is_display)


def _offer(money: Money, text: str, setting: Setting, *, is_display: bool) -> Offer | None:
    """Return the amount as an offer, None if its size or the words around it do not make it one."""
    if (money.low and money.high / money.low > WIDEST) or money.high <= 0:
        return None
    before, after = _clause_before(text, money.start, 110), text[money.end : money.end + 40].lower()
    currency = _currency(money, text, setting)
    period = money.period or _near_period(before, after)
    low, high = money.low, money.high
    if period == "year" and high < 1000:
        low, high = low * 1000, high * 1000
        money = money._replace(low=low, high=high)
    guessed = period is None
    period = period or _by_scale(high, currency)
    if (period and high > MOST[period] * _size(currency)) or (period == "year" and high < 1000):
        return None
    if not is_display and not _is_pay(money, text, before, after, period, guessed=guessed, size=_size(currency)):
        return None
    bounds = (low, high) if money.is_range else _bounds(money, text, before, after)
    raw = text[max(0, money.start - 40) : money.end + 20]
    return Offer(*bounds, currency, period, _kind(before, after), raw, "display" if is_display else "text")


def _currency(money: Money, text: str, setting: Setting) -> str | None:
    if not money.marker:
        return _country_currency(setting)
    if money.marker == "$":
        around = f"{text[max(0, money.start - 30) : money.start]} {text[money.end : money.end + 30]}"
        if match := re.search(r"\b(?:USD|CAD|AUD|NZD|SGD|HKD|MXN)\b", around):
            return match[0]
        if not setting.countries and _words("super").within(around.lower()):
            return "AUD"
    return currency_of(money.marker, setting)


def _near_period(before: str, after: str) -> str | None:
    said = [match.lastgroup for match in _NEAR_PERIOD.finditer(before[-90:])]
    if said:
        return said[-1]
    following = _NEAR_PERIOD.search(after[:25])
    return following.lastgroup if following else None


def _is_pay(money: Money, text: str, before: str, after: str, period: str | None, *, guessed: bool, size: float) -> bool:
    """Tell whether a text gives good cause to take an amount for the pay of the role."""
    if period is None:
        return False
    named = _words("pay").within(before) or _words("pay").within(text[max(0, money.start - 60) : money.start].lower())
    named = named or _words("pay").opens(after.lstrip())
    if money.is_range:
        is_likely = money.low * A_YEAR[period] >= (LEAST_GUESSED if guessed else LEAST) * size and money.high <= WIDEST_GUESSED * money.low
        return named or (is_likely and (period == "year" or not guessed))
    if named:
        return period != "hour" or not guessed
    return period == "hour" and not guessed and _words("pay").within(after)


def _bounds(money: Money, text: str, before: str, after: str) -> tuple[float | None, float | None]:
    """Return the bounds a single amount sets: "up to" the upper one, "from" and a "+" at it the lower one, else both."""
    tail = before[-18:].rstrip(" :€$£(")
    if _words("up_to").closes(tail):
        return None, money.high
    is_open = after.startswith("+") and not text[money.end - 1].isspace()
    if is_open or after[:8].strip().startswith(("and up", "or more")) or _words("from").closes(tail):
        return money.high, None
    return money.high, money.high


def _kind(before: str, after: str) -> str:
    tail = _TAIL.search(after)
    if _words("total").within(after[: min(20, tail.start() if tail else 20)]):
        return "base" if _words("base").closes(before.rstrip(" :")) else "total"
    return "total" if _words("total").last(before[-60:]) > _words("base").last(before[-60:]) else "base"


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
    own = _country_currency(setting)
    return next((o for o in offers if own and o.currency == own), offers[0])
