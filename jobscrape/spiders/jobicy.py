"""Jobicy remote jobs API: one answer with the newest hundred; a query may name geo, industry or tag."""

from __future__ import annotations

import html
from typing import Any

from jobscrape.boards.feed import Feed
from jobscrape.items import Attribution, JobPosting


class Jobicy(Feed):
    name = "jobicy"
    system = "Jobicy"
    home = "https://jobicy.com"
    url = "https://jobicy.com/api/v2/remote-jobs"
    query = "count=100"
    rows_at, id_at = "jobs", "id"
    volatile = "companyLogo jobExcerpt"
    horizon_days = 30
    cap = 100
    delay, concurrency = 2.0, 1
    attribution = Attribution(name="Jobicy", url="https://jobicy.com")
    terms = "Credit Jobicy with a direct link, at most once an hour, a few times a day (API page of 2026-10-01)."
    fields = """
        title=jobTitle url company=companyName description=jobDescription workplace='remote' employment_type=jobType seniority=jobLevel
        department=jobIndustry date_posted=pubDate
    """
    pay_fields = "min=salaryMin|annualSalaryMin max=salaryMax|annualSalaryMax currency=salaryCurrency period=salaryPeriod"
    unsaved = "jobExcerpt companyLogo"

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        """Map a row; the names of its pay fields are those of 2024 (strings, a year) or of 2026 (numbers, with a period)."""
        posting, places = super().posting(row, board), self.places((row.get("jobGeo") or "").split(","))
        posting.title, posting.company = html.unescape(posting.title), html.unescape(posting.company)
        posting.remote_locations = ["Worldwide" if p.lower() == "anywhere" else p for p in places]
        posting.locations = self.named_places(p for p in places if p.lower() != "anywhere")
        posting.seniority = None if posting.seniority == "Any" else posting.seniority
        posting.department = html.unescape(posting.department or "") or None
        for pay in posting.pay if "annualSalaryMin" in row or "annualSalaryMax" in row else ():
            pay.period = pay.period or "year"
        return posting
