"""Pay of the role: structured fields of the source first, then its display string, then the text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jobscrape.fields.found import Found, found
from jobscrape.fields.gazetteer import data_yaml
from jobscrape.fields.offers import A_YEAR, MOST, Offer, Setting, currency_of, period_by_scale, period_of, size_of, widest
from jobscrape.fields.pay_text import TEXT_READ, display, in_text, is_extra, kind_of
from jobscrape.fields.rates import eur_rate
from jobscrape.items import Pay

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jobscrape.fields.reading import Reading
    from jobscrape.items import StatedPay

FIELDS = ("pay",)
AFTER = ("countries", "date_posted", "language")
AROUND = 0.006
"""Relative difference below which two amounts are the same, one rounded."""


def read(reading: Reading) -> dict[str, Found]:
    """Return the pay of the posting, annualised, and in EUR where its date is known."""
    setting = Setting(tuple(reading.value("countries") or ()), reading.value("language"))
    stated = reading.stated
    offer, source = structured(stated.pay, setting), "pay"
    if offer is None and stated.salary:
        offer, source = display(stated.salary, setting), "salary"
    offer, source = _better(offer, in_text(reading.text, setting, reading.cues.phrases("salary", TEXT_READ)), source)
    if offer is None:
        return {}
    pay = _complete(offer, reading.value("date_posted"))
    return {"pay": found(pay, source=source, text=offer.raw, rule=offer.rule)}


def _better(offer: Offer | None, text: Offer | None, source: str) -> tuple[Offer | None, str]:
    """Choose between what the source states and what the text says: the text wins only where it says the same more exactly."""
    if offer is None or text is None:
        return (offer, source) if offer else (text, "text")
    if _is_annualised(offer, text) or _has_open_end(offer, text) or _is_in_other_money(offer, text):
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


def _is_in_other_money(offer: Offer, text: Offer) -> bool:
    """Tell whether the source repeats both bounds of the text under another currency than the text names by its code."""
    same = _near(offer.min, text.min) and _near(offer.max, text.max) and offer.period == text.period
    return same and text.currency not in {None, offer.currency} and str(text.currency) in text.raw


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
    if (low is None and high is None) or min(low or 1, high or 1) < 0 or is_extra(stated.text):
        return None
    if low is not None and high is not None and low > high:
        low, high = high, low
    currency = currency_of((stated.currency or "").strip(), setting)
    words = _NOT_LETTERS.sub("", (stated.period or "").lower())
    if words in data_yaml("money.yml")["not_for_time"]:
        return None
    period, factor = data_yaml("money.yml")["odd_periods"].get(words, (period_of(stated.period), 1))
    low, high = low and low * factor, high and high * factor
    period = period or period_by_scale(high or low or 0, currency)
    if period and (high or low or 0) > MOST[period] * size_of(currency):
        return None
    raw = stated.text or f"{stated.min} - {stated.max} {stated.currency or ''} {stated.period or ''}"
    return Offer(low, high, currency, period, kind_of(stated.text.lower(), ""), raw, "structured")


_NOT_LETTERS = re.compile(r"[\W\d_]+")
