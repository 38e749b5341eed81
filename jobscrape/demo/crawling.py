"""Crawl a simulated market with the real spiders, in this process."""

from __future__ import annotations

import asyncio
import contextlib
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from jobscrape.errors import JobscrapeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scrapy.crawler import AsyncCrawlerRunner
    from scrapy.settings import Settings

    from jobscrape.demo.year import Served, Step

REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
SIDE_BY_SIDE = 3
"""Sources crawled at once: while one waits for the store, another reads."""
PATIENCE = {"NET_BACKOFF_BASE": 0.02, "RETRY_TIMES": 2, "NET_ROBOTS_UNREACHABLE": 0.1, "WARN_ON_GENERATOR_RETURN_VALUE": False}
"""A simulated vendor recovers at once or not for days: waiting costs time and wins nothing."""


def crawl_all(settings: Settings, served: Served, planned: Iterable[Step], told: Callable[[Step, dict[str, Any]], None]) -> None:
    """Crawl each planned step at its date; `told` hears of each with the run's summary (see `jobscrape.crawl_report`).

    Starts and ends the reactor, which a process can do once. Raises what a crawl raises before it starts, and JobscrapeError if a
    signal stops the crawls before all are done.
    """
    from scrapy.utils.reactor import install_reactor  # noqa: PLC0415 - importing it must not install a reactor

    install_reactor(REACTOR)
    from scrapy.crawler import AsyncCrawlerRunner  # noqa: PLC0415
    from scrapy.utils.defer import deferred_from_coro  # noqa: PLC0415
    from twisted.internet.task import react  # noqa: PLC0415

    for name, value in {**PATIENCE, "REPLAY_ORIGIN": served.origin}.items():
        settings.set(name, value, "cmdline")
    runner = AsyncCrawlerRunner(settings)
    failures: list[BaseException] = []
    done = False

    async def run() -> None:
        nonlocal done
        try:
            await _crawl(runner, served, planned, told)
            done = True
        except BaseException as error:
            failures.append(error)

    with contextlib.suppress(SystemExit):
        react(lambda _: deferred_from_coro(run()))
    if failures:
        raise failures[0]
    if not done:
        raise JobscrapeError("the crawls of the simulated market were stopped before their end: run scrapy demo again, it starts anew")


async def _crawl(runner: AsyncCrawlerRunner, served: Served, planned: Iterable[Step], told: Callable[[Step, dict[str, Any]], None]) -> None:
    """Crawl the sources of one date side by side, one date after the other."""
    from jobscrape.crawl_report import summary  # noqa: PLC0415

    free = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(step: Step) -> None:
        async with free:
            crawler = runner.create_crawler(step.source)
            await runner.crawl(crawler, boards=",".join(step.boards))
        told(step, summary(crawler))

    for when, group in groupby(planned, key=attrgetter("when")):
        served.set_time(when)
        runner.settings.set("CRAWL_TIME", when.isoformat(), "cmdline")
        await asyncio.gather(*map(one, group))
