"""Jobicy remote jobs API: one answer with the newest hundred; a query may name geo, industry or tag."""

from __future__ import annotations

import html
from typing import Any

from jobscrape.boards.feed import Feed
from jobscrape.boards.payload import pick
from jobscrape.items import Attribution, JobPosting, StatedPay, StatedPlace


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

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        places = self.places((row.get("jobGeo") or "").split(","))
        return JobPosting(
            source_id=str(row["id"]),
            url=row["url"],
            title=html.unescape(row["jobTitle"]),
            company=html.unescape(row.get("companyName") or ""),
            description=row.get("jobDescription") or "",
            workplace="remote",
            remote_locations=["Worldwide" if p.lower() == "anywhere" else p for p in places],
            locations=[StatedPlace(raw=p) for p in places if p.lower() != "anywhere"],
            employment_type=", ".join(row.get("jobType") or []) or None,
            seniority=None if (row.get("jobLevel") or "Any") == "Any" else row["jobLevel"],
            pay=self.pay(row),
            department=", ".join(html.unescape(i) for i in row.get("jobIndustry") or []) or None,
            date_posted=row.get("pubDate"),
            raw=pick(row, without=("jobDescription", "jobExcerpt", "companyLogo")),
        )

    @staticmethod
    def pay(row: dict[str, Any]) -> list[StatedPay]:
        """Pay under its names of 2024 (strings, a year) and of 2026 (numbers, with a period)."""
        low, high = (
            number(row.get(new) or row.get(old)) for new, old in (("salaryMin", "annualSalaryMin"), ("salaryMax", "annualSalaryMax"))
        )
        period = row.get("salaryPeriod") or ("year" if "annualSalaryMin" in row or "annualSalaryMax" in row else None)
        return [StatedPay(min=low, max=high, currency=row.get("salaryCurrency"), period=period)] if low or high else []


def number(value: Any) -> float | None:
    """Return a number given as text or number."""
    return float(value) if value not in (None, "") else None
