"""Greenhouse Job Board API: one answer a board."""

from __future__ import annotations

import html
from typing import Any

from jobscrape.boards.api import ApiBoard
from jobscrape.boards.payload import joined, pick
from jobscrape.items import JobPosting, StatedPay, StatedPlace


class Greenhouse(ApiBoard):
    name = "greenhouse"
    system = "Greenhouse"
    home = "https://www.greenhouse.com"
    url = "https://boards-api.greenhouse.io/v1/boards/{board}/jobs?content=true&pay_transparency=true"
    rows_at, total_at = "jobs", "meta.total"
    volatile = (
        "updated_at",
        "ai_disclaimer",
        "include_ai_disclaimer",
        "ai_opt_out_request_url",
        "data_compliance",
        "education",
        "language",
    )
    url_patterns = (
        r"greenhouse\.io/embed/job_(?:board|app)(?:/js)?\?(?:.*&)?for=(?P<board>[\w-]+)",
        r"(?:boards-api|api)(?:\.eu)?\.greenhouse\.io/v1/boards/(?P<board>[\w-]+)",
        r"(?:job-)?boards(?:\.eu)?\.greenhouse\.io/(?!embed\b|v1\b)(?P<board>[\w-]+)",
    )
    example = "gitlab"
    fold_case = True
    delay, concurrency = 0.5, 2
    terms = "GET data is documented as public, without a key (developers.greenhouse.io, read 2026-11-23)."

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        offices = [o for o in row.get("offices") or [] if o]
        return JobPosting(
            source_id=str(row["id"]),
            url=row["absolute_url"],
            title=row["title"],
            company=row.get("company_name") or "",
            description=html.unescape(row.get("content") or ""),
            requisition_id=row.get("requisition_id"),
            internal_id=str(row["internal_job_id"]) if row.get("internal_job_id") else None,
            locations=[StatedPlace(raw=p) for p in self.places(((row.get("location") or {}).get("name") or "").split(";"))],
            department=joined(d.get("name") for d in row.get("departments") or []) or None,
            pay=[self.pay(p) for p in row.get("pay_input_ranges") or []],
            employment_type=self.custom(row, "employment type", "time type"),
            workplace=self.custom(row, "workplace", "work arrangement", "remote", "location type"),
            language=row.get("language"),
            date_posted=row.get("first_published"),
            date_updated=row.get("updated_at"),
            valid_through=row.get("application_deadline"),
            raw={**pick(row, without=("content", "metadata", "offices", "data_compliance")), "offices": [o.get("name") for o in offices]},
        )

    @staticmethod
    def custom(row: dict[str, Any], *names: str) -> str | None:
        """Return the employer's own field whose name holds one of `names`; the others may hold people's names."""
        for field in row.get("metadata") or []:
            value = field.get("value")
            if value and isinstance(value, str | list) and any(n in str(field.get("name")).lower() for n in names):
                return value if isinstance(value, str) else ", ".join(map(str, value))
        return None

    @staticmethod
    def pay(range_: dict[str, Any]) -> StatedPay:
        text = f"{range_.get('title') or ''} {range_.get('blurb') or ''}".strip()
        low, high = range_.get("min_cents"), range_.get("max_cents")
        return StatedPay(
            min=low / 100 if low is not None else None,
            max=high / 100 if high is not None else None,
            currency=range_.get("currency_type"),
            text=text,
        )
