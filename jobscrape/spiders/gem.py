"""Gem job board API: one answer a board."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.api import ApiBoard
from jobscrape.boards.payload import joined, pick
from jobscrape.items import JobPosting, StatedPlace


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

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        offices = [(office.get("location") or {}).get("name") or office.get("name") or "" for office in row.get("offices") or []]
        named = self.places(offices) or self.places([(row.get("location") or {}).get("name") or ""])
        return JobPosting(
            source_id=str(row["id"]),
            url=row["absolute_url"],
            title=row["title"].strip(),
            description=row.get("content") or row.get("content_plain") or "",
            requisition_id=row.get("requisition_id") or None,
            internal_id=str(row["internal_job_id"]) if row.get("internal_job_id") else None,
            locations=[StatedPlace(raw=place) for place in named],
            workplace=row.get("location_type"),
            employment_type=row.get("employment_type"),
            department=joined(d.get("name") for d in row.get("departments") or []) or None,
            date_posted=row.get("first_published_at") or row.get("created_at"),
            date_updated=row.get("updated_at"),
            raw=pick(row, without=("content", "content_plain", "offices")),
        )
