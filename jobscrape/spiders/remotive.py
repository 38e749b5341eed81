"""Remotive API: one small feed; name it and link back."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.feed import Feed
from jobscrape.items import Attribution, JobPosting


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
    fields = """
        title url company=company_name description workplace='remote' employment_type=job_type salary department=category tags
        date_posted=publication_date
    """
    unsaved = "company_logo company_logo_url"

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting, places = super().posting(row, board), self.places((row.get("candidate_required_location") or "").split(","))
        posting.remote_locations = places
        posting.locations = self.named_places(p for p in places if p.lower() != "worldwide" and "timezone" not in p.lower())
        return posting
