"""Pay in words: display strings of sources and running text; bonuses, budgets, funding and the like are told from it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jobscrape.fields.gazetteer import data_yaml
from jobscrape.fields.money import Money, bare_range, money_in
from jobscrape.fields.offers import A_YEAR, MOST, Offer, Setting, country_currency, currency_of, period_by_scale, size_of, widest
from jobscrape.fields.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

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
WHOSE = 60
"""Characters before a dollar sign in which a country says whose dollars they are."""
_WHOSE_DOLLARS = re.compile(
    r"\b(?:(?P<CAD>Canada|Canadian|CAN)|(?P<AUD>Australian?)|(?P<NZD>New Zealand)|(?P<SGD>Singapore)|(?P<USD>USA?|U\.S|United States))\b"
    r"(?=[^.\n]{0,30}(?:\b(?:pay|salary|compensation|base|range)\b|:|is\b))"
)
_BREAKS = re.compile(r"\s*(?:•|\||\n|;)\s*")


def display(text: str, setting: Setting = Setting()) -> Offer | None:  # noqa: B008 - immutable
    """Return the pay of a display string of a source ("$120K – $140K • Offers Equity • $10K Bonus")."""
    offers: list[Offer] = []
    for part in _BREAKS.split(text[:500]):
        offers.extend(offer for money in money_in(part) if (offer := _judge(money, part, setting, is_display=True)))
    if not offers and (money := bare_range(text, 0, min(len(text), 200))) and (offer := _judge(money, text, setting, is_display=True)):
        offers = [offer]
    if not offers and pay_words("pay").within(text.lower()):
        offers = [offer for money in money_in(text) if money.is_range and (offer := _offer(money, text, setting, is_display=True))]
    return widest(offers, setting)


def in_text(text: str, setting: Setting = Setting(), named: Sequence[tuple[int, int]] | None = None) -> Offer | None:  # noqa: B008 - immutable
    """Return the pay a running text states for the role; bonuses, budgets, funding and the like are passed over.

    `named`: where words for a salary stand in it, if that is known already.
    """
    text = text[:TEXT_READ]
    amounts = list(money_in(text))
    offers = [offer for money in amounts if (offer := _judge(money, text, setting, is_display=False))]
    if not offers:
        whole = [money for money in amounts if money.is_range and _is_with_parts(money, text)]
        offers = [offer._replace(kind="total") for money in whole if (offer := _offer(money, text, setting, is_display=False))]
    if not offers:
        offers = _without_currency(text, setting, pay_words("salary").spans(text.lower()) if named is None else named)
    return widest(offers, setting)


def _is_with_parts(money: Money, text: str) -> bool:
    """Tell whether a range is pay and its parts together ("Base salary + bonus: $150K - $220K")."""
    before = text[max(0, money.start - 60) : money.start].lower().rpartition("\n")[2].rstrip(" :-–(")
    named = pay_words("pay").spans(before)
    return bool(named) and pay_words("pay_parts").closes(before) and len(before) - named[-1][1] < 30


def _without_currency(text: str, setting: Setting, named: Sequence[tuple[int, int]]) -> list[Offer]:
    """Return yearly ranges without a currency beside a word for pay ("Salary range: 120,000 - 150,000", "150k-200k base")."""
    offers = []
    currency = country_currency(setting)
    if not setting.countries and setting.language in {None, "en"}:
        currency = "USD"
    for start, end in named[:MOST_WORDS]:
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


@cache
def pay_words(key: str) -> Phrases:
    """Return a list of words of data/pay_words.yml."""
    return Phrases(data_yaml("pay_words.yml")[key])


_CLAUSE = re.compile(r"[.!?](?=\s)|[;•|\n+✅]|\s[-–—]\s")
_TAIL = re.compile(r"[.,;!?](?=\s|$)|[•|\n+(&]|\b(?:and|plus|with|und|et|y|e|depending|based|dependent)\b")
_NEAR_PERIOD = re.compile(
    r"\b(?:(?P<hour>hourly|per hour|stundenlohn|taux horaire)"
    r"|(?P<month>monthly|per month|monatlich\w*|monatsgehalt|mensuel\w*|mensual\w*|mensal\w*|månadslön|月薪|月給|\d\d薪)"
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
    if pay_words("not_pay").within(after):
        return True
    refused, named = pay_words("not_pay").last(before), pay_words("pay").last(before)
    return refused >= max(named, 0) or (named < 0 and pay_words("not_pay_after").opens(after.lstrip()))


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
    period = period or period_by_scale(high, currency)
    if (period and high > MOST[period] * size_of(currency)) or (period == "year" and high < 1000):
        return None
    if not is_display and not _is_pay(money, text, before, after, period, guessed=guessed, size=size_of(currency)):
        return None
    bounds = (low, high) if money.is_range else _bounds(money, text, before, after)
    raw = text[max(0, money.start - 40) : money.end + 20]
    return Offer(*bounds, currency, period, kind_of(before, after), raw, "display" if is_display else "text")


def _currency(money: Money, text: str, setting: Setting) -> str | None:
    if not money.marker:
        return country_currency(setting)
    if money.marker == "$":
        around = f"{text[max(0, money.start - 30) : money.start]} {text[money.end : money.end + 30]}"
        if match := re.search(r"\b(?:USD|CAD|AUD|NZD|SGD|HKD|MXN)\b", around):
            return match[0]
        if named := list(_WHOSE_DOLLARS.finditer(text, max(0, money.start - WHOSE), money.start)):
            return named[-1].lastgroup
        if not setting.countries and pay_words("super").within(around.lower()):
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
    named = pay_words("pay").within(before) or pay_words("pay").within(text[max(0, money.start - 60) : money.start].lower())
    named = named or pay_words("pay").opens(after.lstrip())
    if money.is_range:
        is_likely = money.low * A_YEAR[period] >= (LEAST_GUESSED if guessed else LEAST) * size and money.high <= WIDEST_GUESSED * money.low
        return named or (is_likely and (period == "year" or not guessed))
    if named:
        return period != "hour" or not guessed
    return period == "hour" and not guessed and pay_words("pay").within(after)


def _bounds(money: Money, text: str, before: str, after: str) -> tuple[float | None, float | None]:
    """Return the bounds a single amount sets: "up to" the upper one, "from" and a "+" at it the lower one, else both."""
    tail = before[-18:].rstrip(" :€$£(")
    if pay_words("up_to").closes(tail):
        return None, money.high
    is_open = after.startswith("+") and not text[money.end - 1].isspace()
    if is_open or after[:8].strip().startswith(("and up", "or more")) or pay_words("from").closes(tail):
        return money.high, None
    return money.high, money.high


def kind_of(before: str, after: str) -> str:
    """Return total where the words beside an amount (lower case) speak of on-target earnings or total compensation, else base."""
    tail = _TAIL.search(after)
    if pay_words("total").within(after[: min(20, tail.start() if tail else 20)]):
        return "base" if pay_words("base").closes(before.rstrip(" :")) else "total"
    return "total" if pay_words("total").last(before[-60:]) > pay_words("base").last(before[-60:]) else "base"


_DIGIT = re.compile(r"\d")


def is_extra(text: str) -> bool:
    """Tell whether the words of a statement call it a bonus, equity or the like: before its first amount, or right after the last."""
    label = _DIGIT.split(text.lower(), maxsplit=1)[0]
    if pay_words("pay").within(label):
        return False
    amounts = list(money_in(text))
    return (
        pay_words("not_pay").within(label)
        or pay_words("not_pay_after").within(label)
        or (bool(amounts) and all(_is_refused(m, text) for m in amounts))
    )
