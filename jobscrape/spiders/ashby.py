"""Ashby public job posting API: one answer a board."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting


class Ashby(ApiBoard):
    name = "ashby"
    system = "Ashby"
    home = "https://www.ashbyhq.com"
    rows_at = "jobs"
    volatile = "descriptionPlain"
    url_patterns = (r"jobs\.ashbyhq\.com/(?!api/)(?P<board>[^/?#]+)", r"api\.ashbyhq\.com/posting-api/job-board/(?P<board>[^/?#]+)")
    board_pattern = r"[^/?#\s](?:[^/?#]*[^/?#\s])?"
    example = "notion"
    delay, concurrency = 0.5, 2
    terms = "Terms address customers, nothing about readers of the feed (read 2026-08-03)."
    fields = """
        title url=jobUrl apply_url=applyUrl description=descriptionHtml|descriptionPlain department=department+team
        workplace=workplaceType remote=isRemote employment_type=employmentType date_posted=publishedAt
        salary=compensation.scrapeableCompensationSalarySummary|compensation.compensationTierSummary
    """
    place_fields = """.+secondaryLocations: raw=location city=address.postalAddress.addressLocality
        region=address.postalAddress.addressRegion country=address.postalAddress.addressCountry"""
    pay_fields = "salaries: min=minValue max=maxValue currency=currencyCode period=interval text=summary|tierSummary"

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"https://api.ashbyhq.com/posting-api/job-board/{quote(board)}?includeCompensation=true")

    def is_posting(self, row: dict[str, Any]) -> bool:
        return row.get("isListed") is not False

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        """Map a row; pay that the employer does not show is no pay."""
        if row.get("shouldDisplayCompensationOnJobPostings") is False:
            return super().posting({**row, "compensation": None}, board)
        posting = super().posting(row, board)
        tiers = (row.get("compensation") or {}).get("compensationTiers") or []
        parts = [{"tierSummary": tier.get("tierSummary"), **part} for tier in tiers for part in tier.get("components") or []]
        posting.pay = self.mapping.pay_in({"salaries": [part for part in parts if part.get("compensationType") == "Salary"]})
        return posting
