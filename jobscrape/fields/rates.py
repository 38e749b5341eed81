"""Conversion to EUR at the European Central Bank's reference rates, from the file the package currencyconverter carries."""

from __future__ import annotations

from datetime import timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

LONGEST_GAP = 10
"""Days without a rate (week-ends, holidays) that the last rate before them stands for."""


@cache
def _converter() -> Any:
    from currency_converter import CurrencyConverter  # noqa: PLC0415 - 0.15 s, only where a pay is found

    return CurrencyConverter()


@lru_cache(maxsize=4096)
def eur_rate(currency: str, day: date) -> float | None:
    """Return EUR for one unit of `currency` on `day`; None if the ECB has no rate for it.

    A day without a rate takes the last one before it; days after the end of the file take its last rate.
    """
    if currency == "EUR":
        return 1.0
    converter = _converter()
    if currency not in converter.currencies:
        return None
    end = converter.bounds["USD"].last_date
    latest = min(day, end)
    return next((rate for back in range(LONGEST_GAP) if (rate := _rate(converter, currency, latest - timedelta(days=back)))), None)


def _rate(converter: Any, currency: str, day: date) -> float | None:
    from currency_converter import RateNotFoundError  # noqa: PLC0415

    try:
        return float(converter.convert(1, currency, "EUR", day))
    except RateNotFoundError:
        return None
