"""robots.txt as RFC 9309 has it, with Crawl-delay applied to the vendor's slot.

Answered 4xx: everything may be fetched. Answered 5xx or 429, or not answered at all: nothing may be, for
NET_ROBOTS_UNREACHABLE seconds; then it is asked for again.

In place of Scrapy's RobotsTxtMiddleware, which (2.19) takes any answer for rules and lets requests pass that wait while
robots.txt is under way, all but the first two.

IgnoreRequest
└── RobotsRefusal       robots.txt forbids the URL
    └── RobotsUnreachable   robots.txt cannot be had, so nothing may be fetched
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from scrapy import Request, signals
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler, load_object

from jobscrape.net.slots import SlotControl

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser
    from typing_extensions import Self

logger = logging.getLogger(__name__)
# RFC 9309, 2.5: what lies behind may be left unread.
MOST_BYTES = 500 * 1024
PRIORITY = 1000


class RobotsRefusal(IgnoreRequest):
    """robots.txt forbids the URL."""


class RobotsUnreachable(RobotsRefusal):
    """robots.txt answered with a server error or not at all."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt says. `parser` None: everything is allowed, or nothing if `unreachable` says why."""

    parser: RobotParser | None = None
    unreachable: str = ""
    expires: float = float("inf")


class Robots:
    """Asks for robots.txt once per host and obeys it.

    Settings: ROBOTSTXT_OBEY, ROBOTSTXT_USER_AGENT, ROBOTSTXT_PARSER as in Scrapy; NET_ROBOTS_UNREACHABLE and
    NET_CRAWL_DELAY_MAX in seconds. Meta: `dont_obey_robotstxt`. Signal: `robots_parsed`. Stats: `net/robots/*`.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if not settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._slots = SlotControl(crawler)
        self._parser = load_object(settings["ROBOTSTXT_PARSER"])
        self._agent = settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"]
        self._again_after = settings.getfloat("NET_ROBOTS_UNREACHABLE", 600.0)
        self._slowest = settings.getfloat("NET_CRAWL_DELAY_MAX", 60.0)
        self._known: dict[str, asyncio.Future[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build for a crawler."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Refuse what robots.txt forbids, and everything where it cannot be had."""
        url = urlparse_cached(request)
        if request.meta.get("dont_obey_robotstxt") or url.scheme not in {"http", "https"} or url.path == "/robots.txt":
            return
        rules = await self._rules(request)
        if rules.unreachable:
            self._count("refused")
            raise RobotsUnreachable(f"robots.txt of {url.netloc} cannot be had ({rules.unreachable}), so nothing is fetched there")
        if rules.parser is None:
            return
        if not rules.parser.allowed(request.url, self._agent):
            self._count("refused")
            raise RobotsRefusal(f"robots.txt of {url.netloc} forbids {request.url}")
        self._slow(rules.parser, request)

    async def _rules(self, request: Request) -> Rules:
        """Return the rules of a request's host; who comes while they are under way waits for them."""
        url = urlparse_cached(request)
        origin = f"{url.scheme}://{url.netloc}"
        known = self._known.get(origin)
        if known is None or (known.done() and known.result().expires <= monotonic()):
            known = self._known[origin] = asyncio.get_running_loop().create_future()
            rules = self._failed("the crawl was stopped")
            try:
                rules = await self._fetch(f"{origin}/robots.txt", request)
            finally:
                known.set_result(rules)
        return await asyncio.shield(known)

    async def _fetch(self, url: str, request: Request) -> Rules:
        asked = Request(url, priority=PRIORITY, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK)
        self._count("asked")
        try:
            rules = self._read(await self._crawler.engine.download_async(asked))
        except Exception as error:
            rules = self._failed(type(error).__name__)
        if rules.unreachable and self._crawler.crawling:
            self._count("unreachable")
            logger.warning("%s cannot be had: %s", url, rules.unreachable)
        if rules.parser is not None:
            await self._crawler.signals.send_catch_log_async(signals.robots_parsed, robotparser=rules.parser, request=request)
        return rules

    def _read(self, response: Response) -> Rules:
        if response.status >= 500 or response.status == 429:
            return self._failed(f"status {response.status}")
        if not 200 <= response.status < 300:
            return Rules()
        return Rules(build_from_crawler(self._parser, self._crawler, response.body[:MOST_BYTES]))

    def _failed(self, reason: str) -> Rules:
        return Rules(unreachable=reason, expires=monotonic() + self._again_after)

    def _slow(self, parser: RobotParser, request: Request) -> None:
        asked = parser.crawl_delay(self._agent)
        if not asked or asked <= 0:
            return
        delay = min(asked, self._slowest)
        if self._slots.raise_floor(request, delay):
            self._count("crawl_delay")
            if delay < asked:
                logger.warning("Crawl-delay of %s s at %s is cut to %s s (NET_CRAWL_DELAY_MAX)", asked, request.url, delay)

    def _count(self, what: str) -> None:
        self._crawler.stats.inc_value(f"net/robots/{what}")
