"""Gem job board API: one answer a board."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.api import ApiBoard
from jobscrape.items import JobPosting


class Gem(ApiBoard):
    name = "gem"
    system = "Gem"
    home = "https://www.gem.com"
    url = "https://api.gem.com/job_board/v0/{board}/job_posts/"
    volatile = "updated_at content_plain"
    url_patterns = (r"jobs\.gem\.com/(?P<board>[\w.-]+)", r"api\.gem\.com/job_board/v0/(?P<board>[\w.-]+)")
    board_pattern = r"[\w-][\w.-]*"
    example = "gem"
    delay, concurrency = 0.5, 2
    terms = "Documented by the vendor as public, without a key (help.gem.com; no limit stated) (as of 2026-11-23)."
    fields = """
        title url=absolute_url description=content|content_plain requisition_id internal_id=internal_job_id workplace=location_type
        employment_type department=departments.name date_posted=first_published_at|created_at date_updated=updated_at
    """
    unsaved = "offices"

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting = super().posting(row, board)
        offices = [(office.get("location") or {}).get("name") or office.get("name") or "" for office in row.get("offices") or []]
        posting.locations = self.named_places(offices) or self.named_places([(row.get("location") or {}).get("name") or ""])
        return posting
