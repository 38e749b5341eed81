"""Skills that a posting demands, prefers or uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.chain import tagged
from jobscrape.pipelines.base import PostingPipeline

if TYPE_CHECKING:
    from jobscrape.items import JobPosting


class SkillsPipeline(PostingPipeline):
    """Fill the skills."""

    rule = "skills"

    def process(self, item: JobPosting) -> None:
        """Tag the posting."""
        tagged(item)
        if item.normalised is not None:
            self.count("tagged" if item.normalised.skills else "none")
