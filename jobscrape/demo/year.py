"""A simulated year of crawls: which boards are crawled when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

from jobscrape.demo.boards import tokens
from jobscrape.demo.plan import minute_of, moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from jobscrape.demo.market import Market
    from jobscrape.demo.plan import Plan

RARELY = {"hackernews": 4, "remoteok": 4, "jsonld": 2}
"""Sources that need no crawl each week, with the weeks between two."""


class Served(Protocol):
    """A running market: `DemoServer` or `MarketProcess`."""

    @property
    def origin(self) -> str:
        """What REPLAY_ORIGIN must be."""

    def set_time(self, when: datetime) -> None:
        """Move to `when`."""


class Step(NamedTuple):
    """One crawl of one source."""

    when: datetime
    source: str
    boards: list[str]


def weekly(plan: Plan, weeks: int | None = None) -> list[datetime]:
    """Return the times of weekly crawls: Tuesdays at 06:00 UTC, the whole year by default."""
    first = moment(plan.begin) + timedelta(days=1, hours=6)
    return [first + timedelta(weeks=week) for week in range(plan.days // 7 if weeks is None else weeks)]


def steps(market: Market, times: Iterable[datetime], sources: Collection[str], every: Mapping[str, int] = RARELY) -> Iterator[Step]:
    """Yield the crawls of `times` in order; a source named in `every` is crawled at each n-th time only."""
    for position, when in enumerate(times):
        for source, boards in tokens(market, minute_of(when)).items():
            if source in sources and position % every.get(source, 1) == 0:
                yield Step(when, source, boards)
