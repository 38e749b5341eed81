"""The Muse public API: pages of twenty by category; a key (THEMUSE_API_KEY) raises the rate."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jobscrape.boards.api import Page
from jobscrape.boards.feed import Feed
from jobscrape.boards.spider import Ask
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import Attribution, JobPosting

if TYPE_CHECKING:
    from collections.abc import Mapping

CATEGORIES = ("Software Engineering", "Data and Analytics", "Computer and IT", "Data Science", "Design and UX", "Product Management")


class Themuse(Feed):
    name = "themuse"
    system = "The Muse"
    home = "https://www.themuse.com"
    url = "https://www.themuse.com/api/public/jobs"
    query = "&".join(f"category={quote(c)}" for c in CATEGORIES)
    rows_at, total_at = "results", "total"
    conditional = False
    horizon_days = 60
    delay, concurrency = 8.0, 1
    attribution = Attribution(name="The Muse", url="https://www.themuse.com")
    off = "its terms ask users of the API to register and not to replicate the service; register, set THEMUSE_API_KEY"
    terms = "500 requests an hour without a key; apps must register and link back; no cloning of content (terms of 2015, read 2026-09-25)."
    fields = """
        title=name url=refs.landing_page company=company.name description=contents seniority=levels.name department=categories.name
        tags=tags.name date_posted=publication_date
    """

    @classmethod
    def allowed(cls, settings: Mapping[str, Any]) -> None:
        """A registered key is the permission."""
        if not os.environ.get("THEMUSE_API_KEY"):
            super().allowed(settings)

    def page(self, board: str, page: Page) -> Ask:
        query = self.asked or self.query
        query = "&".join(q if "=" not in q else f"{q.partition('=')[0]}={quote(q.partition('=')[2], safe='%')}" for q in query.split("&"))
        key = os.environ.get("THEMUSE_API_KEY")
        parts = [query, "" if "page=" in query else f"page={page.offset}", f"api_key={key}" if key else ""]
        return Ask(f"{self.url}?{'&'.join(p for p in parts if p)}")

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        if "page=" in self.asked:
            return None
        return Page(offset=page.offset + 1) if page.rows and page.offset + 1 < (payload.get("page_count") or 0) else None

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting, places = super().posting(row, board), [p["name"] for p in row.get("locations") or [] if p.get("name")]
        posting.locations = self.named_places(place for place in places if place != "Flexible / Remote")
        posting.remote = True if "Flexible / Remote" in places else None
        return posting
