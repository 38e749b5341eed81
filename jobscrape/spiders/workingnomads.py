"""Working Nomads exposed jobs: one feed of the newest thirty."""

from __future__ import annotations

import re
from typing import Any

from jobscrape.boards.feed import Feed
from jobscrape.boards.payload import pick
from jobscrape.items import JobPosting, StatedPlace


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

    def row_id(self, row: dict[str, Any]) -> str:
        hit = re.search(r"/job/go/(\d+)", row.get("url") or "")
        return hit[1] if hit else super().row_id(row)

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        place = (row.get("location") or "").strip()
        return JobPosting(
            source_id=self.row_id(row),
            url=row["url"],
            title=row["title"],
            company=row.get("company_name") or "",
            description=row.get("description") or "",
            workplace="remote",
            locations=[StatedPlace(raw=place)] if place else [],
            department=row.get("category_name"),
            tags=[t.strip() for t in (row.get("tags") or "").split(",") if t.strip()],
            date_posted=row.get("pub_date"),
            raw=pick(row, without=("description",)),
        )
