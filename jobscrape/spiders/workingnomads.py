"""Working Nomads exposed jobs: one feed of the newest thirty."""

from __future__ import annotations

import re
from typing import Any

from jobscrape.boards.feed import Feed
from jobscrape.items import JobPosting


class Workingnomads(Feed):
    name = "workingnomads"
    system = "Working Nomads"
    home = "https://www.workingnomads.com"
    url = "https://www.workingnomads.com/api/exposed_jobs/"
    id_at = "url"
    horizon_days = 30
    cap = 30
    delay, concurrency = 2.0, 1
    terms = "No clause on automated access in the terms of 2025-03-11 (read 2026-10-02)."
    fields = """
        title url company=company_name description workplace='remote' locations=location department=category_name
        date_posted=pub_date
    """

    def row_id(self, row: dict[str, Any]) -> str:
        hit = re.search(r"/job/go/(\d+)", row.get("url") or "")
        return hit[1] if hit else super().row_id(row)

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting = super().posting(row, board)
        posting.tags = [tag.strip() for tag in (row.get("tags") or "").split(",") if tag.strip()]
        return posting
