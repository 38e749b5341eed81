"""One downloader slot per vendor, however many hosts it has; slots that slow down, pause and recover.

A spider names its slot by `slot()` and gives it a rate in DOWNLOAD_SLOTS. Without `slot()`, or if it is "", each host is a slot
of its own.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.asyncio import create_looping_call

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.core.downloader import Downloader, Slot
    from scrapy.crawler import Crawler
    from scrapy.utils.asyncio import AsyncioLoopingCall
    from twisted.internet.task import LoopingCall
    from typing_extensions import Self

SLOT = "download_slot"
# A slot without any delay hands out all it has at once; the least delay keeps its queue one by one while it is paused.
LEAST_DELAY = 0.05
RECOVERY = 0.8
WATCH_SECONDS = 0.25


class CrawlStopped(IgnoreRequest):
    """The crawl is being stopped; the request was not sent."""


class VendorSlots:
    """Puts each request, robots.txt included, in the slot of its vendor; empties the slots of a crawl that is being stopped."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._watch: AsyncioLoopingCall | LoopingCall | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build for a crawler."""
        slots = cls(crawler)
        crawler.signals.connect(slots._open, signals.spider_opened)
        crawler.signals.connect(slots._close, signals.spider_closed)
        return slots

    def _open(self) -> None:
        self._watch = create_looping_call(self._leave)
        self._watch.start(WATCH_SECONDS, now=False)

    def _leave(self) -> None:
        if not self._crawler.crawling:
            SlotControl(self._crawler).abandon()

    def _close(self) -> None:
        if self._watch is not None:
            self._watch.stop()

    def process_request(self, request: Request) -> None:
        """Choose the slot, unless the request says one."""
        of_spider = getattr(self._crawler.spider, "slot", None)
        slot = request.meta.pop(SLOT, None) or (of_spider and of_spider())
        if slot:
            request.meta[SLOT] = slot


class SlotControl:
    """Slows, pauses and releases the slots of a crawl's downloader; everything is counted under `net/slot/`."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._most = crawler.settings.getfloat("NET_SLOT_DELAY_MAX", 60.0)

    @property
    def _downloader(self) -> Downloader:
        return self._crawler.engine.downloader

    def name(self, request: Request) -> str:
        """Return the name of the slot of a request."""
        return self._downloader.get_slot_key(request)

    def find(self, request: Request) -> Slot | None:
        """Return the slot of a request, None before its first download."""
        return self._downloader.slots.get(self.name(request))

    def floor(self, request: Request) -> float:
        """Return the delay that the slot of a request has when all is well, in seconds."""
        own = self._downloader.per_slot_settings.get(self.name(request), {})
        return float(own.get("delay", self._crawler.settings.getfloat("DOWNLOAD_DELAY")))

    def raise_floor(self, request: Request, delay: float) -> bool:
        """Make the slot of a request at least this slow for good, without jitter; return whether it was faster."""
        downloader = self._downloader
        if self.floor(request) >= delay:
            return False
        key = self.name(request)
        # Idle slots are thrown away and made again from these settings.
        downloader.per_slot_settings[key] = {**downloader.per_slot_settings.get(key, {}), "delay": delay, "jitter": 0.0}
        slot = downloader.slots.get(key)
        if slot is not None:
            slot.delay, slot.jitter = max(slot.delay, delay), 0.0
        return True

    def slow_down(self, request: Request, pause: float) -> None:
        """Double the delay of a slot and send nothing from it for `pause` seconds."""
        slot = self.find(request)
        if slot is None:
            return
        slot.delay = min(max(2 * slot.delay, LEAST_DELAY), max(self._most, slot.delay))
        slot.lastseen = max(slot.lastseen, monotonic() + pause)
        self._count("slowed")

    def recover(self, request: Request) -> None:
        """Take back a part of the slowing after an answer that was fine."""
        slot = self.find(request)
        floor = self.floor(request)
        if slot is not None and slot.delay > floor:
            eased = slot.delay * RECOVERY
            slot.delay = eased if eased > max(floor, LEAST_DELAY / 2) else floor

    def abandon(self) -> None:
        """Fail what waits in the slots, so that a crawl that is being stopped need not wait for their delays and pauses."""
        for slot in list(self._downloader.slots.values()):
            while slot.queue:
                waiting, result = slot.queue.popleft()
                result.errback(CrawlStopped(f"crawl is being stopped: {waiting}"))

    def _count(self, what: str) -> None:
        self._crawler.stats.inc_value(f"net/slot/{what}")
