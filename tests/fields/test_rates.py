"""Conversion at the rates of the European Central Bank."""

from __future__ import annotations

from datetime import date

import pytest

from jobscrape.fields.rates import eur_rate


def test_a_dollar_on_a_day() -> None:
    assert eur_rate("USD", date(2024, 1, 2)) == pytest.approx(1 / 1.0956, rel=1e-6)


def test_a_week_end_takes_the_last_rate_before() -> None:
    assert eur_rate("USD", date(2024, 1, 7)) == eur_rate("USD", date(2024, 1, 5))


def test_a_day_after_the_file_takes_its_last_rate() -> None:
    rate = eur_rate("GBP", date(2100, 1, 1))
    assert rate is not None
    assert 0.5 < rate < 2


@pytest.mark.parametrize(("currency", "day"), [("RUB", date(2025, 1, 1)), ("XXX", date(2024, 1, 2)), ("USD", date(1990, 1, 1))])
def test_no_rate_is_unknown(currency: str, day: date) -> None:
    assert eur_rate(currency, day) is None


def test_euro_is_euro() -> None:
    assert eur_rate("EUR", date(1990, 1, 1)) == 1
