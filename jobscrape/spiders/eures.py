"""EURES job mobility portal: an undocumented search, off by default."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.api import Page
from jobscrape.boards.feed import Feed
from jobscrape.boards.spider import Ask
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import Attribution, JobPosting, StatedPlace

PAGE = 50
REACHABLE = 10_000


class Eures(Feed):
    name = "eures"
    system = "EURES"
    home = "https://europa.eu/eures"
    url = "https://europa.eu/eures/api/jv-searchengine/public/jv-search/search"
    rows_at, total_at = "jvs", "numberRecords"
    volatile = "score lastModificationDate"
    conditional = False
    cap = REACHABLE
    horizon_days = 45
    delay, concurrency = 3.0, 1
    attribution = Attribution(name="EURES", url="https://europa.eu/eures")
    off = "the portal keeps data extraction for recognised EURES partner organisations"
    terms = "Undocumented; extraction only for recognised partners (study of 2026-10-04)."
    link = "https://europa.eu/eures/portal/jv-se/jv-details/{id}"
    fields = """
        title company=employer.name description employment_type=positionScheduleCodes+positionOfferingCode
        date_posted=creationDate date_updated=lastModificationDate
    """
    unsaved = "translations"

    def page(self, board: str, page: Page) -> Ask:
        body = {"resultsPerPage": PAGE, "page": page.offset + 1, "sortSearch": "MOST_RECENT", "keywords": [], "locationCodes": []}
        return Ask(self.url, method="POST", json=body)

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        more = page.rows == PAGE and page.fresh and (page.offset + 1) * PAGE < min(visit.declared or 0, REACHABLE)
        return Page(offset=page.offset + 1) if more else None

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting, texts = super().posting(row, board), (row.get("translations") or {}).values()
        bodies = [text.get("description") or "" for text in texts if isinstance(text, dict)]
        posting.description = max([*bodies, posting.description], key=len)
        posting.locations = [StatedPlace(raw=country, country=country) for country in row.get("locationMap") or {}]
        return posting
