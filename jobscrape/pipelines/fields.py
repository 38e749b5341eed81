"""Source's words become normalised fields with evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.fields.normalise import normalise
from jobscrape.pipelines.base import PostingPipeline

if TYPE_CHECKING:
    from datetime import datetime

    from jobscrape.items import JobPosting


class FieldsPipeline(PostingPipeline):
    """Fill `normalised`."""

    rule = "fields"

    @property
    def clock(self) -> datetime:
        """Clock of the crawl."""
        clock: datetime = self.crawler.spider.clock  # type: ignore[union-attr]
        return clock

    def process(self, item: JobPosting) -> None:
        """Read the fields and count those found."""
        item.normalised = normalise(item, self.clock, item.text)
        for field in item.normalised.evidence:
            self.count(field)
