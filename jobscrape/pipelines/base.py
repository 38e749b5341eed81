"""What the pipelines share: they touch postings only, and reject with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DropItem

from jobscrape.items import JobPosting

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from typing_extensions import Self


class Rejected(DropItem):
    """A posting that cannot be used; the store keeps it in `rejects` with the reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, log_level="DEBUG")
        self.reason = reason


class PostingPipeline:
    """One rule over postings; board visits and rejects pass untouched. Counters: `jobscrape/<rule>/<what>`."""

    rule = ""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Apply the rule to a posting."""
        if isinstance(item, JobPosting):
            self.process(item)
        return item

    def process(self, item: JobPosting) -> None:
        """Apply the rule. Raises Rejected."""
        raise NotImplementedError

    def count(self, what: str, number: int = 1) -> None:
        """Add to a counter of this rule."""
        self.crawler.stats.inc_value(f"jobscrape/{self.rule}/{what}", number)
