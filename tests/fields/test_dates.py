"""Dates as sources give them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobscrape.fields import dates
from jobscrape.fields.dates import parse_when
from tests.fields.given import CLOCK, reading

RELATIVE = [
    ("Posted 4 Days Ago", 4, "exact"),
    ("Posted Today", 0, "exact"),
    ("Posted Yesterday", 1, "exact"),
    ("Posted 30+ Days Ago", 30, "at_least"),
    ("Reposted 2 weeks ago", 14, "exact"),
    ("Active 5 days ago", 5, "exact"),
    ("6d", 6, "exact"),
    ("30d+", 30, "at_least"),
    ("more than 20 days ago", 20, "at_least"),
    ("a week ago", 7, "exact"),
    ("an hour ago", 0, "exact"),
    ("2 months ago", 60, "approx"),
    ("a year ago", 365, "approx"),
    ("vorgestern", 2, "exact"),
    ("vor einer Woche", 7, "exact"),
    ("vor mehr als 30 Tagen", 30, "at_least"),
    ("Publiée il y a 3 jours", 3, "exact"),
    ("il y a plus de 30 jours", 30, "at_least"),
    ("avant-hier", 2, "exact"),
    ("hace una semana", 7, "exact"),
    ("hace más de 30 días", 30, "at_least"),
    ("anteontem", 2, "exact"),
    ("há 4 semanas", 28, "exact"),
    ("eergisteren", 2, "exact"),
    ("5 dagen geleden", 5, "exact"),
    ("för 3 dagar sedan", 3, "exact"),
    ("igår", 1, "exact"),
    ("2 settimane fa", 14, "exact"),
    ("wczoraj", 1, "exact"),
    ("for 2 dager siden", 2, "exact"),
]
ABSOLUTE = [
    ("2026-08-14", "2026-08-14T00:00:00+00:00"),
    ("2026-08-14T10:11:12Z", "2026-08-14T10:11:12+00:00"),
    ("2026-08-14T10:11:12.5-07:00", "2026-08-14T17:11:12.500000+00:00"),
    ("2026-08-14 23:30:00 +0200", "2026-08-14T21:30:00+00:00"),
    ("2026-08-14T10:11", "2026-08-14T10:11:00+00:00"),
    ("20260814", "2026-08-14T00:00:00+00:00"),
    ("Fri, 14 Aug 2026 07:01:06 +0000", "2026-08-14T07:01:06+00:00"),
    ("Fri, 14 Aug 2026 07:01:06 -0500", "2026-08-14T12:01:06+00:00"),
    ("1785793878", "2026-08-03T21:51:18+00:00"),
    ("1785793878000", "2026-08-03T21:51:18+00:00"),
    (1785793878, "2026-08-03T21:51:18+00:00"),
    (1785793878000, "2026-08-03T21:51:18+00:00"),
    (1785793878.5, "2026-08-03T21:51:18.500000+00:00"),
    ("/Date(1785793878000)/", "2026-08-03T21:51:18+00:00"),
    ("14.08.2026", "2026-08-14T00:00:00+00:00"),
    ("14/08/2026", "2026-08-14T00:00:00+00:00"),
    ("08/14/2026", "2026-08-14T00:00:00+00:00"),
    ("2026/8/14", "2026-08-14T00:00:00+00:00"),
    ("Aug 14, 2026", "2026-08-14T00:00:00+00:00"),
    ("August 14th, 2026", "2026-08-14T00:00:00+00:00"),
    ("14. August 2026", "2026-08-14T00:00:00+00:00"),
    ("14 août 2026", "2026-08-14T00:00:00+00:00"),
    ("14 de agosto de 2026", "2026-08-14T00:00:00+00:00"),
    ("4. März 2026", "2026-03-04T00:00:00+00:00"),
]
UNREADABLE = [
    None,
    "",
    "  ",
    "soon",
    "n/a",
    "30+",
    "2026-13-45",
    "2026-02-30",
    "99999999",
    True,
    float("nan"),
    float("inf"),
    0,
    "0",
    "x" * 200,
    "3 apples ago",
]


@pytest.mark.parametrize(("text", "days", "precision"), RELATIVE)
def test_relative(text: str, days: int, precision: str) -> None:
    moment, got = parse_when(text, CLOCK)
    assert (moment and moment.date(), got) == ((CLOCK - timedelta(days=days)).date(), precision)


@pytest.mark.parametrize(("value", "expected"), ABSOLUTE)
def test_absolute(value: str | float, expected: str) -> None:
    moment, precision = parse_when(value, CLOCK)
    assert moment is not None
    assert (moment.isoformat(), precision) == (expected, "exact")


def test_month_first_or_day_first_stays_open() -> None:
    assert parse_when("04/05/2026", CLOCK).precision == "approx"


@pytest.mark.parametrize("value", UNREADABLE)
def test_unreadable_is_unknown(value: str | float | None) -> None:
    assert parse_when(value, CLOCK) == dates.UNKNOWN


def test_fields_are_filled_from_their_own_statements() -> None:
    hits = dates.read(reading("", date_posted="Posted 3 Days Ago", date_updated="2026-08-19", valid_through="2026-12-31"))
    assert hits["date_posted"].value == CLOCK - timedelta(days=3)
    assert hits["date_updated"].value == datetime(2026, 8, 19, tzinfo=timezone.utc)
    assert hits["valid_through"].value == datetime(2026, 12, 31, tzinfo=timezone.utc)
    assert hits["date_posted"].evidence.text == "Posted 3 Days Ago"


@pytest.mark.parametrize("absurd", ["1970-01-01", "1899-12-31", "2031-01-01", "9999-12-31", 1e18])
def test_absurd_dates_of_publication_are_unknown(absurd: str | float) -> None:
    assert "date_posted" not in dates.read(reading("", date_posted=absurd))


def test_a_clock_that_runs_ahead_is_pulled_back() -> None:
    assert dates.read(reading("", date_posted="2026-08-21T08:00:00Z"))["date_posted"].value == CLOCK


def test_an_end_in_the_far_future_means_no_end() -> None:
    assert "valid_through" not in dates.read(reading("", valid_through="9999-12-31T23:59:59Z"))


def test_nothing_stated_is_unknown() -> None:
    assert dates.read(reading("posted yesterday")) == {}


@given(st.one_of(st.text(max_size=80), st.floats(), st.integers()))
def test_never_raises_and_is_aware(value: str | float) -> None:
    moment, precision = parse_when(value, CLOCK)
    assert (moment is None) == (precision == "unknown")
    assert moment is None or moment.utcoffset() == timedelta()


@given(st.datetimes(min_value=datetime(2001, 1, 1), max_value=datetime(2030, 1, 1)))  # noqa: DTZ001 - hypothesis wants naive bounds
def test_iso_text_and_epochs_mean_the_same(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=timezone.utc)
    seconds = int(moment.timestamp())
    for value in (moment.isoformat(), moment.isoformat().replace("+00:00", "Z"), seconds, seconds * 1000, str(seconds)):
        assert parse_when(value, CLOCK) == dates.When(moment, "exact")
