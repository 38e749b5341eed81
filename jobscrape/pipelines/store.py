"""Postings, rejects and board visits go to MongoDB."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from pymongo.errors import ConnectionFailure
from scrapy import signals
from scrapy.exceptions import DropItem
from scrapy.utils.asyncio import sleep

from jobscrape.boards.visit import BoardVisit, Reject
from jobscrape.errors import StoreError
from jobscrape.items import JobPosting, LayoffNotice
from jobscrape.store.client import connect, connect_async, locate
from jobscrape.store.jobs import Jobs
from jobscrape.store.settling import Settling
from jobscrape.store.store import Store
from jobscrape.store.writer import away

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from typing_extensions import Self

PROCESSING_SECONDS = 0.01


class StorePipeline:
    """Writes what the spider yields; a board is settled once all its postings are written."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.store: Store
        self.stopping: asyncio.Future[None] | None = None
        self.saved: dict[str, list[str]] = {}
        self.linking = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline and count what leaves the chain before it."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.scraped, signal=signals.item_scraped)
        crawler.signals.connect(pipeline.dropped, signal=signals.item_dropped)
        crawler.signals.connect(pipeline.errored, signal=signals.item_error)
        return pipeline

    async def open_spider(self) -> None:
        """Connect; the spider recalls boards through `crawler.jobscrape_store`."""
        location = locate(self.crawler.settings)
        database = await connect_async(location)
        self.jobs = Jobs(await asyncio.to_thread(connect, location), is_embedded=location.is_embedded)
        spider: Any = self.crawler.spider
        self.store = Store(database, location.shown, spider.run, spider.clock, is_embedded=location.is_embedded)
        self.settling = Settling(self.store, spider.horizon_days)
        self.crawler.jobscrape_store = self.store  # type: ignore[attr-defined]

    async def close_spider(self) -> None:
        """Write what is left, settle the boards that were cut off, close the connection."""
        try:
            await self.store.writer.close()
            for visit in self._visits().values():
                if visit.finished is None:
                    visit.notes.append("the crawl ended before the board was read")
                    await self.settling.settle(visit)
            await self._link("", await self.settling.finish())
            await self.store.writer.close()
        except StoreError as error:
            self._broken(error)
        finally:
            stats = self.crawler.stats
            for name, number in self.settling.totals.items():
                stats.set_value(f"jobscrape/lifecycle/{name}", number)
            stats.set_value("jobscrape/store/written", self.store.writer.written)
            stats.set_value("jobscrape/store/refused", self.store.writer.refused)
            await self.store.database.client.close()
            self.jobs.postings.database.client.close()

    async def process_item(self, item: Any) -> Any:
        """Write one item."""
        try:
            if isinstance(item, JobPosting):
                self.saved.setdefault(item.board, []).append(await self.store.save(item))
                self._visits()[item.board].stored += 1
            elif isinstance(item, LayoffNotice):
                await self.store.notice(item)
                self._visits()[item.board].stored += 1
            elif isinstance(item, Reject):
                await self.store.reject(item)
            elif isinstance(item, BoardVisit):
                await self._settle(item)
        except StoreError as error:
            self._broken(error)
            raise DropItem(str(error), log_level="DEBUG") from error
        return item

    async def _settle(self, visit: BoardVisit) -> None:
        while visit.processed < visit.yielded:
            await sleep(PROCESSING_SECONDS)
        await self.store.writer.flush()
        moved = await self.settling.settle(visit)
        await self._link(visit.board, moved)

    async def _link(self, board: str, moved: list[str]) -> None:
        """Bring the openings of the postings written for a board, and of those that closed or came back, up to date."""
        async with self.linking:
            try:
                await asyncio.to_thread(self.jobs.link, self.saved.pop(board, []))
                await asyncio.to_thread(self.jobs.refresh, moved)
            except ConnectionFailure as error:
                raise away(self.store.writer.where, error) from error

    def _broken(self, error: StoreError) -> None:
        """Stop the crawl; the command reports the reason."""
        self.crawler.stats.set_value("jobscrape/store/error", str(error))
        if self.stopping is None:
            self.stopping = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="store_unavailable"))

    def _visits(self) -> dict[str, BoardVisit]:
        spider: Any = self.crawler.spider
        visits: dict[str, BoardVisit] = spider.visits
        return visits

    def scraped(self, item: Any) -> None:
        """Count an item that went through."""
        self._processed(item)

    async def dropped(self, item: Any, exception: DropItem) -> None:
        """Keep a rejected posting with the reason."""
        if isinstance(item, JobPosting) and not self.store.writer.broken:
            visit = self._visits()[item.board]
            visit.rejected += 1
            raw = {"title": item.title, "source_id": item.source_id, **item.raw}
            await self.store.reject(Reject(source=item.source, board=item.board, url=item.url, error=str(exception), raw=raw))
        self._processed(item)

    async def errored(self, item: Any, failure: Any) -> None:
        """Count what broke a pipeline: our fault; keep the posting."""
        self.crawler.stats.inc_value("jobscrape/item_errors")
        if isinstance(item, JobPosting):
            self._visits()[item.board].rejected += 1
            error = f"unexpected {failure.type.__name__}: {failure.getErrorMessage()}"[:300]
            await self.store.reject(Reject(source=item.source, board=item.board, url=item.url, error=error, raw=item.raw))
        self._processed(item)

    def _processed(self, item: Any) -> None:
        if isinstance(item, JobPosting | LayoffNotice | Reject):
            self._visits()[item.board].processed += 1
