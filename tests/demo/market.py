"""Helpers for tests of the simulated market."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING

from jobscrape.demo.http import Answer, ask
from jobscrape.demo.market import Market
from jobscrape.demo.plan import Plan, minute_of, moment
from jobscrape.demo.shapes import shape_of

if TYPE_CHECKING:
    from collections.abc import Mapping

WHEN = datetime(2025, 6, 3, 6, tzinfo=timezone.utc)
MINUTE = minute_of(WHEN)


@cache
def market(scenario: str = "default", employers: int = 24) -> Market:
    """Return the market of the tests, the one of the demo."""
    return Market(Plan(scenario=scenario, employers=employers))


def day(number: int, hour: int = 6) -> datetime:
    """Return an hour of a day of the year."""
    return moment(market().plan.day(number)) + timedelta(hours=hour)


def get(url: str, when: datetime = WHEN, of: Market | None = None) -> Answer:
    """Return what the market answers for `url`."""
    request = ask(url, minute_of(when))
    shape = shape_of(request.host)
    assert shape is not None, url
    return shape.answer(of or market(), request)


@dataclass(frozen=True)
class Found:
    """An answer as `driving.drive` takes it."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Answers:
    """The market in the place of recorded answers."""

    def __init__(self, when: datetime = WHEN, of: Market | None = None) -> None:
        self.when = when
        self.market = of

    def find(self, method: str, url: str, body: bytes = b"") -> Found:
        """Return the answer to a request."""
        answer = get(url, self.when, self.market)
        return Found(answer.status, {"Content-Type": answer.content_type, **answer.headers}, answer.body)
