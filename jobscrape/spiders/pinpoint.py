"""Pinpoint postings.json: the whole board in one answer, without a posting date."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.api import ApiBoard
from jobscrape.boards.shapes import body
from jobscrape.items import JobPosting

SECTIONS = ("key_responsibilities", "skills_knowledge_expertise", "benefits")


class Pinpoint(ApiBoard):
    name = "pinpoint"
    system = "Pinpoint"
    home = "https://www.pinpointhq.com"
    url = "https://{board}.pinpointhq.com/postings.json"
    rows_at = "data"
    url_patterns = (r"//(?P<board>[\w-]+)\.pinpointhq\.com",)
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9-]*"
    example = "manual"
    fold_case = True
    delay, concurrency = 0.5, 2
    terms = "Documented by the vendor for public use (developers.pinpointhq.com, read 2026-11-23)."
    fields = """
        title url description requisition_id=job.requisition_id department=job.department.name+job.division.name
        workplace=workplace_type|workplace_type_text employment_type=employment_type|employment_type_text
        salary=compensation valid_through=deadline_at
    """
    place_fields = "location: raw=name+city+province city region=province"
    pay_fields = """min=compensation_minimum max=compensation_maximum currency=compensation_currency
        period=compensation_frequency text=compensation"""
    unsaved = "key_responsibilities skills_knowledge_expertise benefits reporting_to"

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        """Map a row; pay that the employer does not show is no pay."""
        hidden = row.get("compensation_visible") is False
        posting = super().posting({k: v for k, v in row.items() if not (hidden and k.startswith("compensation"))}, board)
        posting.description = body(((None, posting.description), *((row.get(f"{name}_header"), row.get(name)) for name in SECTIONS)))
        return posting
