"""Landing.jobs API: pages of fifty until an empty one; tech in Portugal and the EU."""

from __future__ import annotations

import re
from typing import Any

from jobscrape.boards.api import Page
from jobscrape.boards.feed import Feed
from jobscrape.boards.payload import joined, pick
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import JobPosting, StatedPay, StatedPlace

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

    def more(self, page: Page) -> str:
        return f"offset={page.offset}"

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        if page.rows and not page.fresh:
            visit.fail(self.page("all", page).url, "the page repeats what was listed")
        return Page(offset=page.offset + 50) if page.fresh else None

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        low, high = row.get("gross_salary_low"), row.get("gross_salary_high")
        company = re.search(r"/at/([^/]+)/", row["url"])
        return JobPosting(
            source_id=str(row["id"]),
            url=row["url"],
            title=row["title"],
            company=company[1].replace("-", " ") if company else "",
            description="\n".join(f"<h3>{head}</h3>{row[k]}" if head else row[k] for k, head in SECTIONS.items() if row.get(k)),
            locations=[self.place(p) for p in row.get("locations") or []],
            remote=True if row.get("remote") else None,
            employment_type=row.get("type"),
            pay=[StatedPay(min=low, max=high, currency=row.get("currency_code"), period="year")] if low or high else [],
            tags=row.get("tags") or [],
            date_posted=row.get("published_at") or row.get("created_at"),
            date_updated=row.get("updated_at"),
            valid_through=row.get("expires_at"),
            raw=pick(row, without=tuple(SECTIONS)),
        )

    @staticmethod
    def place(part: dict[str, Any]) -> StatedPlace:
        city, country = part.get("city"), part.get("country_code")
        return StatedPlace(raw=joined((city, country)), city=city, country=country)
