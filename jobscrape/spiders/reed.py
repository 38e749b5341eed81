"""Reed.co.uk jobseeker API: pages of a hundred with a key, and a page per posting for the whole text and the pay's period."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from jobscrape.boards.api import Page
from jobscrape.boards.feed import Feed
from jobscrape.boards.payload import pick
from jobscrape.boards.spider import Ask
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import Attribution, JobPosting, StatedPay, StatedPlace

API = "https://www.reed.co.uk/api/1.0"
REACHABLE = 10_000


class Reed(Feed):
    name = "reed"
    system = "Reed.co.uk"
    home = "https://www.reed.co.uk/developers"
    url = f"{API}/search"
    rows_at, total_at, id_at = "results", "totalResults", "jobId"
    volatile = "applications"
    keys = ("REED_API_KEY",)
    conditional = False
    cap = REACHABLE
    horizon_days = 45
    delay, concurrency = 0.5, 2
    attribution = Attribution(name="Reed.co.uk", url="https://www.reed.co.uk")
    terms = "Free registration for a key; no number of requests published (docs, read 2026-10)."

    def page(self, board: str, page: Page) -> Ask:
        query = "&".join(q for q in (self.asked, f"resultsToTake=100&resultsToSkip={page.offset}") if q)
        return Ask(f"{self.url}?{query}", headers=self.login())

    def login(self) -> tuple[tuple[str, str], ...]:
        """Return the key as HTTP Basic user name with an empty password."""
        return (("Authorization", f"Basic {b64encode(f'{self.secret(self.keys[0])}:'.encode()).decode()}"),)

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        read = page.offset + 100
        return Page(offset=read) if page.rows and read < min(visit.declared or 0, REACHABLE) else None

    def detail(self, row: dict[str, Any], board: str) -> Ask:
        return Ask(f"{API}/jobs/{row['jobId']}", headers=self.login())

    def posting_with(self, row: dict[str, Any], detail: dict[str, Any], board: str) -> JobPosting:
        low, high = detail.get("yearlyMinimumSalary") or None, detail.get("yearlyMaximumSalary") or None
        period: str | None = "year"
        if not (low or high):
            low, high, period = row.get("minimumSalary") or None, row.get("maximumSalary") or None, detail.get("salaryType")
        kinds = [w for k, w in (("fullTime", "full time"), ("partTime", "part time")) if detail.get(k)]
        place = detail.get("locationName") or row.get("locationName")
        return JobPosting(
            source_id=str(row["jobId"]),
            url=row["jobUrl"],
            apply_url=detail.get("externalUrl"),
            title=row["jobTitle"],
            company=row.get("employerName") or "",
            description=detail.get("jobDescription") or row.get("jobDescription") or "",
            locations=[StatedPlace(raw=place, country="GB")] if place else [],
            employment_type=", ".join([*kinds, *([detail["contractType"]] if detail.get("contractType") else [])]) or None,
            pay=[StatedPay(min=low, max=high, currency=row.get("currency"), period=period)] if low or high else [],
            salary=detail.get("salary"),
            date_posted=day_first(detail.get("datePosted") or row.get("date")),
            valid_through=day_first(detail.get("expirationDate") or row.get("expirationDate")),
            raw=pick(row, without=("jobDescription",)),
        )


def day_first(text: str | None) -> str | None:
    """Return a DD/MM/YYYY date as ISO 8601."""
    parts = (text or "").split("/")
    return "-".join(reversed(parts)) if len(parts) == 3 else text
