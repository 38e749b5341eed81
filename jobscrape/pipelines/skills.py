"""Skills that a posting demands, prefers or uses, and words like skills that the taxonomy does not know."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from pymongo.errors import PyMongoError

from jobscrape.chain import tagged
from jobscrape.errors import StoreError
from jobscrape.pipelines.base import PostingPipeline
from jobscrape.skills.candidates import Drift
from jobscrape.store import drift
from jobscrape.store.client import connect, locate

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from jobscrape.items import JobPosting

logger = logging.getLogger(__name__)


class SkillsPipeline(PostingPipeline):
    """Fill the skills; after the crawl keep the words it did not know."""

    rule = "skills"

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.drift = Drift()

    def process(self, item: JobPosting) -> None:
        """Tag the posting."""
        tagged(item)
        self.drift.add(item.text, item.company)
        if item.normalised is not None:
            self.count("tagged" if item.normalised.skills else "none")

    async def close_spider(self) -> None:
        """Write the unknown words; a store that is away has been reported by its own pipeline."""
        try:
            written = await asyncio.to_thread(self._write)
        except (StoreError, PyMongoError) as error:
            logger.debug("unknown words were not kept: %s", error)
        else:
            self.crawler.stats.set_value("jobscrape/skills/unknown_words", written)

    def _write(self) -> int:
        found = self.drift.found()
        if not found:
            return 0
        spider: Any = self.crawler.spider
        database = connect(locate(self.crawler.settings))
        try:
            return drift.write(database, found, run=spider.run, clock=spider.clock)
        finally:
            database.client.close()
