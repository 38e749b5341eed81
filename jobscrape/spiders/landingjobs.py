"""Landing.jobs API: pages of fifty until an empty one; tech in Portugal and the EU."""

from __future__ import annotations

import re
from typing import Any

from jobscrape.boards.api import Page
from jobscrape.boards.feed import Feed
from jobscrape.boards.shapes import body
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import JobPosting

SECTIONS = {"role_description": "", "main_requirements": "Main requirements", "nice_to_have": "Nice to have", "perks": "Perks"}


class Landingjobs(Feed):
    name = "landingjobs"
    system = "Landing.jobs"
    home = "https://landing.jobs"
    url = "https://landing.jobs/api/v1/jobs.json"
    query = "limit=50"
    volatile = "updated_at"
    conditional = False
    delay, concurrency = 2.0, 1
    terms = "Nothing published for the API was found (read 2026-10)."
    fields = """
        title url remote employment_type=type tags date_posted=published_at|created_at date_updated=updated_at valid_through=expires_at
    """
    place_fields = "locations: raw=city+country_code city country=country_code"
    pay_fields = "min=gross_salary_low max=gross_salary_high currency=currency_code period='year'"
    unsaved = "role_description main_requirements nice_to_have perks"

    def more(self, page: Page) -> str:
        return f"offset={page.offset}"

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        if page.rows and not page.fresh:
            visit.fail(self.page("all", page).url, "the page repeats what was listed")
        return Page(offset=page.offset + 50) if page.fresh else None

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting, company = super().posting(row, board), re.search(r"/at/([^/]+)/", row["url"])
        posting.company = company[1].replace("-", " ") if company else ""
        posting.description = body((heading, row.get(name)) for name, heading in SECTIONS.items())
        posting.remote = posting.remote or None
        return posting
