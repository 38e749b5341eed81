"""Arbeitnow job board API: pages by `links.next`, newest first, mostly Germany."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from jobscrape.boards.api import Page
from jobscrape.boards.feed import Feed
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import Attribution, JobPosting


class Arbeitnow(Feed):
    name = "arbeitnow"
    system = "Arbeitnow"
    home = "https://www.arbeitnow.com"
    url = "https://www.arbeitnow.com/api/job-board-api"
    rows_at, id_at = "data", "slug"
    conditional = False
    horizon_days = 45
    delay, concurrency = 2.0, 1
    attribution = Attribution(name="Arbeitnow", url="https://www.arbeitnow.com")
    terms = "Free, not to be abused, a link back is appreciated (meta.terms of the answer, read 2026-10)."
    fields = """
        title url company=company_name description locations=location remote employment_type=job_types tags date_posted=created_at
    """

    def more(self, page: Page) -> str:
        return str(page.cursor or "page=1")

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        link = (payload.get("links") or {}).get("next")
        return Page(cursor=urlsplit(link).query) if link and page.rows else None

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        """Map a row; its flag says nothing of a posting that is not remote."""
        posting = super().posting(row, board)
        posting.remote = posting.remote or None
        return posting
