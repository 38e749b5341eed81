"""robots.txt as RFC 9309 has it, with Crawl-delay applied to the vendor's slot.

Answered 4xx: everything may be fetched. Answered 5xx or 429, or not answered at all: nothing may be, for
NET_ROBOTS_UNREACHABLE seconds; then it is asked for again.

IgnoreRequest
└── RobotsRefusal       robots.txt forbids the URL
    └── RobotsUnreachable   robots.txt cannot be had, so nothing may be fetched
"""

from __future__ import annotations

import logging
from time import monotonic
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from jobscrape.net.slots import SlotControl

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)


class RobotsRefusal(IgnoreRequest):
    """robots.txt forbids the URL."""


class RobotsUnreachable(RobotsRefusal):
    """robots.txt answered with a server error or not at all."""


class Robots(RobotsTxtMiddleware):
    """Asks for robots.txt once per host and obeys it. Stats: `net/robots/refused`, `net/robots/unreachable`, `net/robots/crawl_delay`."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._slots = SlotControl(crawler)
        self._unreachable: dict[str, tuple[float, str]] = {}
        self._again_after = crawler.settings.getfloat("NET_ROBOTS_UNREACHABLE", 600.0)
        self._slowest = crawler.settings.getfloat("NET_CRAWL_DELAY_MAX", 60.0)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Refuse what robots.txt forbids, and everything where it could not be had."""
        netloc = urlparse_cached(request).netloc
        if netloc in self._unreachable:
            self._stats.inc_value("net/robots/refused")
            raise RobotsUnreachable(f"robots.txt of {netloc} cannot be had ({self._unreachable[netloc][1]}), so nothing is fetched there")
        if rp is None:
            return
        if not rp.allowed(request.url, self._agent(request)):
            self._stats.inc_value("net/robots/refused")
            raise RobotsRefusal(f"robots.txt of {netloc} forbids {request.url}")
        self._slow(rp, request)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the rules for a request's host, asking for them again where they were unreachable long enough ago."""
        netloc = urlparse_cached(request).netloc
        since = self._unreachable.get(netloc, (0.0, ""))[0]
        if netloc in self._unreachable and monotonic() - since >= self._again_after:
            del self._unreachable[netloc], self._parsers[netloc]
        return await super().robot_parser(request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            self._fail(netloc, f"status {response.status}")
        elif not 200 <= response.status < 300:
            self._settle(netloc)
        else:
            await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._fail(netloc, type(exc).__name__)

    def _fail(self, netloc: str, reason: str) -> None:
        self._stats.inc_value("net/robots/unreachable")
        self._unreachable[netloc] = (monotonic(), reason)
        self._settle(netloc)

    def _settle(self, netloc: str) -> None:
        waiting = self._parsers[netloc]
        self._parsers[netloc] = None
        if isinstance(waiting, Deferred):
            waiting.callback(None)

    def _agent(self, request: Request) -> str | bytes:
        return self._robotstxt_useragent or request.headers.get(b"User-Agent") or self._default_useragent

    def _slow(self, rp: RobotParser, request: Request) -> None:
        asked = rp.crawl_delay(self._agent(request))
        if not asked or asked <= 0:
            return
        delay = min(asked, self._slowest)
        if self._slots.raise_floor(request, delay):
            self._stats.inc_value("net/robots/crawl_delay")
            if delay < asked:
                logger.warning("Crawl-delay of %s s at %s is cut to %s s (NET_CRAWL_DELAY_MAX)", asked, request.url, delay)
