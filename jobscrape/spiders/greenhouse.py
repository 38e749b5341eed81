"""Greenhouse Job Board API: one answer a board."""

from __future__ import annotations

import html
from typing import Any

from jobscrape.boards.api import ApiBoard
from jobscrape.boards.shapes import own_field
from jobscrape.items import JobPosting


class Greenhouse(ApiBoard):
    name = "greenhouse"
    system = "Greenhouse"
    home = "https://www.greenhouse.com"
    url = "https://boards-api.greenhouse.io/v1/boards/{board}/jobs?content=true&pay_transparency=true"
    rows_at, total_at = "jobs", "meta.total"
    volatile = "updated_at ai_disclaimer include_ai_disclaimer ai_opt_out_request_url data_compliance education language"
    url_patterns = (
        r"greenhouse\.io/embed/job_(?:board|app)(?:/js)?\?(?:.*&)?for=(?P<board>[\w-]+)",
        r"(?:boards-api|api)(?:\.eu)?\.greenhouse\.io/v1/boards/(?P<board>[\w-]+)",
        r"(?:job-)?boards(?:\.eu)?\.greenhouse\.io/(?!embed\b|v1\b)(?P<board>[\w-]+)",
    )
    example = "gitlab"
    fold_case = True
    delay, concurrency = 0.5, 2
    terms = "GET data is documented as public, without a key (developers.greenhouse.io, read 2026-11-23)."
    fields = """
        title url=absolute_url company=company_name description=content department=departments.name
        requisition_id internal_id=internal_job_id language
        date_posted=first_published date_updated=updated_at valid_through=application_deadline
    """
    pay_fields = "pay_input_ranges: min=min_cents/100 max=max_cents/100 currency=currency_type text=title+blurb"
    unsaved = "metadata data_compliance"

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting, own = super().posting(row, board), row.get("metadata")
        posting.description = html.unescape(posting.description)
        posting.locations = self.named_places(((row.get("location") or {}).get("name") or "").split(";"))
        posting.employment_type = own_field(own, "employment type", "time type")
        posting.workplace = own_field(own, "workplace", "work arrangement", "remote", "location type")
        posting.raw["offices"] = [office.get("name") for office in row.get("offices") or [] if office]
        return posting
