"""A posting without id, title or public address is rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jobscrape.pipelines.base import PostingPipeline, Rejected

if TYPE_CHECKING:
    from jobscrape.items import JobPosting


def missing(item: JobPosting) -> str | None:
    """Return what a posting lacks, None if it is complete."""
    if not _said(item.source_id):
        return "no source_id"
    if not _said(item.title):
        return "no title"
    parts = urlsplit(item.url if _said(item.url) else "")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return f"no absolute url ({str(item.url)[:80]!r})"
    return None


def _said(value: object) -> bool:
    """Tell whether a source stated a text: null and objects come where a text was promised."""
    return isinstance(value, str) and bool(value.strip())


class RequiredPipeline(PostingPipeline):
    """Reject what lacks an id, a title or an address."""

    rule = "required"

    def process(self, item: JobPosting) -> None:
        """Reject an incomplete posting."""
        lack = missing(item)
        if lack:
            self.count("rejected")
            raise Rejected(lack)
