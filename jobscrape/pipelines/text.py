"""HTML bodies become clean text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.fields.text import to_text
from jobscrape.pipelines.base import PostingPipeline

if TYPE_CHECKING:
    from jobscrape.items import JobPosting


class TextPipeline(PostingPipeline):
    """Fill `text` from `description`."""

    rule = "text"

    def process(self, item: JobPosting) -> None:
        """Clean the body."""
        item.text = to_text(item.description)
        self.count("present" if item.text else "missing")
