"""Ashby public job posting API: one answer a board."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.payload import pick
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting, StatedPay, StatedPlace


class Ashby(ApiBoard):
    name = "ashby"
    system = "Ashby"
    home = "https://www.ashbyhq.com"
    rows_at = "jobs"
    volatile = ("descriptionPlain",)
    url_patterns = (r"jobs\.ashbyhq\.com/(?!api/)(?P<board>[^/?#]+)", r"api\.ashbyhq\.com/posting-api/job-board/(?P<board>[^/?#]+)")
    board_pattern = r"[^/?#\s](?:[^/?#]*[^/?#\s])?"
    example = "notion"
    delay, concurrency = 0.5, 2
    terms = "Terms address customers, nothing about readers of the feed (read 2026-08-03)."

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"https://api.ashbyhq.com/posting-api/job-board/{quote(board)}?includeCompensation=true")

    def is_posting(self, row: dict[str, Any]) -> bool:
        return row.get("isListed") is not False

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        shows_pay = row.get("shouldDisplayCompensationOnJobPostings") is not False
        pay = (row.get("compensation") or {}) if shows_pay else {}
        places = [self.place(part) for part in (row, *(row.get("secondaryLocations") or []))]
        department = [d for d in (row.get("department"), row.get("team")) if d]
        return JobPosting(
            source_id=row["id"],
            url=row["jobUrl"],
            apply_url=row.get("applyUrl"),
            title=row["title"].strip(),
            description=row.get("descriptionHtml") or row.get("descriptionPlain") or "",
            locations=[p for p in places if p.raw or p.city or p.country],
            workplace=row.get("workplaceType"),
            remote=row.get("isRemote"),
            employment_type=row.get("employmentType"),
            department=", ".join(dict.fromkeys(department)) or None,
            pay=[p for tier in pay.get("compensationTiers") or [] for p in self.pay(tier)],
            salary=pay.get("scrapeableCompensationSalarySummary") or pay.get("compensationTierSummary"),
            date_posted=row.get("publishedAt"),
            raw=pick(row, without=("descriptionHtml", "descriptionPlain", *(() if shows_pay else ("compensation",)))),
        )

    @staticmethod
    def place(part: dict[str, Any]) -> StatedPlace:
        address = (part.get("address") or {}).get("postalAddress") or {}
        return StatedPlace(
            raw=part.get("location") or "",
            city=address.get("addressLocality") or None,
            region=address.get("addressRegion") or None,
            country=address.get("addressCountry") or None,
        )

    @staticmethod
    def pay(tier: dict[str, Any]) -> list[StatedPay]:
        return [
            StatedPay(
                min=part.get("minValue"),
                max=part.get("maxValue"),
                currency=part.get("currencyCode"),
                period=part.get("interval"),
                text=part.get("summary") or tier.get("tierSummary") or "",
            )
            for part in tier.get("components") or []
            if part.get("compensationType") == "Salary" and (part.get("minValue") or part.get("maxValue"))
        ]
