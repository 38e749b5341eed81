"""Keys and signature by which the same opening is recognised elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.chain import key
from jobscrape.pipelines.base import PostingPipeline

if TYPE_CHECKING:
    from jobscrape.items import JobPosting


class IdentityPipeline(PostingPipeline):
    """Fill `identity` and the title key."""

    rule = "identity"

    def process(self, item: JobPosting) -> None:
        """Make the keys of a posting whose fields have been read."""
        key(item)
        self.count("keyed")
