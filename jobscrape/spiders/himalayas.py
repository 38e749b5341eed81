"""Himalayas jobs API: pages of twenty by cursor, newest first; the newest pages only, the whole list has thousands."""

from __future__ import annotations

import re
from typing import Any

from jobscrape.boards.api import Page
from jobscrape.boards.feed import Feed
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import Attribution, JobPosting

NEWEST_PAGES = 50


class Himalayas(Feed):
    name = "himalayas"
    system = "Himalayas"
    home = "https://himalayas.app"
    url = "https://himalayas.app/jobs/api"
    query = "limit=20"
    rows_at, total_at, id_at = "jobs", "totalCount", "guid"
    volatile = "companyLogo excerpt expiryDate"
    conditional = False
    horizon_days = 45
    delay, concurrency = 1.0, 1
    attribution = Attribution(name="Himalayas", url="https://himalayas.app")
    terms = "API may be used for boards and dashboards with a link back and the name; not for the site itself (read 2026-10-02)."
    fields = """
        title url=guid description workplace='remote' employment_type=employmentType seniority tags=categories+parentCategories
        locations=locationRestrictions remote_locations=locationRestrictions date_posted=pubDate valid_through=expiryDate
    """
    pay_fields = "min=minSalary max=maxSalary currency period=salaryPeriod"
    unsaved = "excerpt companyLogo"

    def more(self, page: Page) -> str:
        return f"{page.cursor}" if page.cursor else ""

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        read, total = page.offset + page.rows, visit.declared or 0
        if page.number >= NEWEST_PAGES and read < total:
            visit.capped = f"the newest {read} of {total} postings"
            return None
        if payload.get("nextCursor"):
            return Page(offset=read, cursor=f"cursor={payload['nextCursor']}")
        if "nextCursor" in payload or not page.rows or read >= total:
            return None
        return Page(offset=read, cursor=f"offset={read}")

    def row_id(self, row: dict[str, Any]) -> str:
        return re.sub(r"^https?://himalayas\.app/companies/", "", super().row_id(row))

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        """Map a row; a posting whose list of restrictions is empty is open to the world."""
        posting, name = super().posting(row, board), row.get("companyName") or ""
        posting.company = (row.get("companySlug") or "").replace("-", " ") if name in ("", "name") else name
        if row.get("locationRestrictions") == []:
            posting.remote_locations = ["Worldwide"]
        return posting
