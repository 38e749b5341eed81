"""Remotive API: one small feed; name it and link back."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.feed import Feed
from jobscrape.boards.payload import pick
from jobscrape.items import Attribution, JobPosting, StatedPlace


class Remotive(Feed):
    name = "remotive"
    system = "Remotive"
    home = "https://remotive.com"
    url = "https://remotive.com/api/remote-jobs"
    rows_at, total_at = "jobs", "job-count"
    volatile = "company_logo company_logo_url"
    delay, concurrency = 30.0, 1
    attribution = Attribution(name="Remotive", url="https://remotive.com")
    off = "its robots.txt disallows /api/*, against its own invitation to use the API; to use it also set ROBOTSTXT_OBEY=False"
    terms = "At most 4 calls a day, link back and name; robots.txt Disallow: /api/* (read 2026-09-25)."

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        places = self.places((row.get("candidate_required_location") or "").split(","))
        return JobPosting(
            source_id=str(row["id"]),
            url=row["url"],
            title=row["title"].strip(),
            company=row.get("company_name") or "",
            description=row.get("description") or "",
            workplace="remote",
            remote_locations=places,
            locations=[StatedPlace(raw=p) for p in places if p.lower() != "worldwide" and "timezone" not in p.lower()],
            employment_type=row.get("job_type") or None,
            salary=row.get("salary") or None,
            department=row.get("category"),
            tags=row.get("tags") or [],
            date_posted=row.get("publication_date"),
            raw=pick(row, without=("description", "company_logo", "company_logo_url")),
        )
