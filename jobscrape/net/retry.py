"""Retries that wait: Retry-After honoured and capped, backoff with jitter, the vendor's slot slowed meanwhile.

In place of Scrapy's RetryMiddleware. After the last attempt the answer goes on (the spider learns the status, HttpError
reaches its errback), the exception goes on, or `BadBodyError` is raised for a 200 that is no answer. A vendor that refuses
again and again is left alone for the rest of the crawl.

IgnoreRequest
└── VendorRefusal   not sent: the vendor refused NET_REFUSALS_MAX requests in a row to their last attempt
"""

from __future__ import annotations

import logging
import random
from collections import Counter
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.utils.asyncio import sleep
from scrapy.utils.misc import load_object

from jobscrape.net.limits import BadBodyError, defect
from jobscrape.net.slots import SlotControl

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Response
    from typing_extensions import Self

logger = logging.getLogger(__name__)
REFUSALS = frozenset({429, 503})
SLICE = 0.25


class VendorRefusal(IgnoreRequest):
    """The request was not sent, because its vendor refused too many before it."""


def retry_after(headers: Headers, now: datetime) -> float | None:
    """Return the seconds that Retry-After asks for, None if it is absent or unreadable.

    A date is taken against the answer's own Date header, or `now` (aware): clocks differ. What lies in the past is 0.
    """
    value = (headers.get("Retry-After") or b"").decode("latin-1").strip()
    if not value:
        return None
    try:
        return max(0.0, float(value)) if value[0].isdigit() else _until(value, headers, now)
    except (ValueError, TypeError, OverflowError):
        return None


def _until(value: str, headers: Headers, now: datetime) -> float:
    moment = _aware(parsedate_to_datetime(value))
    try:
        base = _aware(parsedate_to_datetime((headers.get("Date") or b"").decode("latin-1")))
    except (ValueError, TypeError):
        base = now
    return max(0.0, (moment - base).total_seconds())


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def backoff(attempt: int, base: float, most: float) -> float:
    """Return the seconds to wait before the given attempt to repeat (from 1): doubling, at most `most`, half of it by chance."""
    return float(min(most, base * 2 ** min(attempt - 1, 30)) * random.uniform(0.5, 1.0))  # noqa: S311


class Retry:
    """Repeats what failed for a time.

    Settings: RETRY_ENABLED, RETRY_TIMES, RETRY_HTTP_CODES, RETRY_EXCEPTIONS as in Scrapy; NET_BACKOFF_BASE, NET_BACKOFF_MAX
    and NET_RETRY_AFTER_MAX in seconds; NET_REFUSALS_MAX, 0 = no end. Meta: `dont_retry`, `max_retry_times` as in Scrapy.
    Stats: `net/retry/*`, `net/retry_after/*`, `net/bad_body/<reason>`, `net/not_sent`.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if not settings.getbool("RETRY_ENABLED"):
            raise NotConfigured
        self._crawler = crawler
        self._slots = SlotControl(crawler)
        self._times = settings.getint("RETRY_TIMES")
        self._codes = {int(code) for code in settings.getlist("RETRY_HTTP_CODES")}
        self._exceptions = tuple(load_object(name) for name in settings.getlist("RETRY_EXCEPTIONS"))
        self._base = settings.getfloat("NET_BACKOFF_BASE", 1.0)
        self._most = settings.getfloat("NET_BACKOFF_MAX", 30.0)
        self._longest = settings.getfloat("NET_RETRY_AFTER_MAX", 60.0)
        self._most_refusals = settings.getint("NET_REFUSALS_MAX", 3)
        self._refusals: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build for a crawler."""
        retry = cls(crawler)
        crawler.signals.connect(retry.pause, signals.response_downloaded)
        return retry

    def process_request(self, request: Request) -> None:
        """Refuse to bother a vendor that wants to be left alone."""
        slot = self._slots.name(request)
        if self._most_refusals and self._refusals[slot] >= self._most_refusals:
            self._count("not_sent")
            raise VendorRefusal(f"{slot} refused {self._most_refusals} requests in a row, so {request.url} was not sent")

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Repeat after a refusal, a server error or a body that is no answer."""
        if response.status in self._codes:
            return await self._after_status(request, response) or response
        reason = defect(request, response)
        if reason is None:
            self._refusals.pop(self._slots.name(request), None)
            self._slots.recover(request)
            return response
        self._count(f"bad_body/{reason}")
        again = await self._repeat(request, reason, None)
        if again is None:
            raise BadBodyError(response, reason)
        return again

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Repeat after a failed connection, a timeout or a body that was cut off."""
        if not isinstance(exception, self._exceptions):
            return None
        return await self._repeat(request, type(exception).__name__, None)

    def pause(self, response: Response, request: Request) -> None:
        """Pause the slot of a refused request; called as soon as the answer is in, before the slot sends what is next."""
        if response.status not in self._codes:
            return
        asked = self._asked(response)
        if asked is not None or response.status in REFUSALS:
            self._slots.slow_down(request, self._backoff(request) if asked is None else min(asked, self._longest))

    async def _after_status(self, request: Request, response: Response) -> Request | None:
        asked = self._asked(response)
        if asked is not None:
            self._count("retry_after/count")
            self._count("retry_after/seconds", asked)
        if asked is not None and asked > self._longest:
            self._count("retry_after/capped")
            request.meta["max_retry_times"] = min(self._limit(request), request.meta.get("retry_times", 0) + 1)
        again = await self._repeat(request, str(response.status), None if asked is None else min(asked, self._longest))
        if again is None and (response.status == 429 or asked is not None):
            self._refusals[self._slots.name(request)] += 1
        return again

    @staticmethod
    def _asked(response: Response) -> float | None:
        return retry_after(response.headers, datetime.now(timezone.utc))

    async def _repeat(self, request: Request, reason: str, pause: float | None) -> Request | None:
        """Return the request to send again after a wait, None if there is no further attempt."""
        attempt = request.meta.get("retry_times", 0) + 1
        if request.meta.get("dont_retry"):
            return None
        if attempt > self._limit(request):
            self._count("retry/given_up")
            logger.info("Gave up %s after %d attempts: %s", request, attempt, reason)
            return None
        self._count("retry/count")
        self._count(f"retry/reason/{reason}")
        wait = self._backoff(request) if pause is None else pause
        if not await self._wait(wait):
            return None
        again = request.copy()
        again.meta["retry_times"] = attempt
        again.dont_filter = True
        return again

    async def _wait(self, seconds: float) -> bool:
        """Wait without blocking anybody; return False when the crawl is stopped meanwhile."""
        self._count("retry/wait_seconds", seconds)
        left = seconds
        while left > 0 and self._running:
            await sleep(min(SLICE, left))
            left -= SLICE
        return self._running

    @property
    def _running(self) -> bool:
        return self._crawler.engine.running

    def _limit(self, request: Request) -> int:
        return int(request.meta.get("max_retry_times", self._times))

    def _backoff(self, request: Request) -> float:
        return backoff(request.meta.get("retry_times", 0) + 1, self._base, self._most)

    def _count(self, what: str, by: float = 1) -> None:
        self._crawler.stats.inc_value(f"net/{what}", by)  # type: ignore[arg-type]
