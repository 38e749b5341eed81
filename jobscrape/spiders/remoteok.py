"""Remote OK: one feed of the newest hundred postings; link back and name it as the source."""

from __future__ import annotations

import html
import re
from typing import Any

from jobscrape.boards.feed import Feed
from jobscrape.boards.mojibake import repaired
from jobscrape.items import Attribution, JobPosting

READER_MARK = re.compile(r"(?:<p>|<br\s*/?>|\n)*\s*Please mention the word .{0,400}?#R[A-Za-z0-9+/=]+.{0,400}\Z", re.DOTALL | re.IGNORECASE)
READER_ADDRESS = re.compile(r"#R[A-Za-z0-9+/=]{8,}")


class Remoteok(Feed):
    name = "remoteok"
    system = "Remote OK"
    home = "https://remoteok.com"
    url = "https://remoteok.com/api"
    volatile = "epoch company_logo logo original verified"
    horizon_days, cap = 30, 90
    delay, concurrency = 1.0, 1
    attribution = Attribution(name="Remote OK", url="https://remoteok.com")
    terms = "The feed asks to link back to the Remote OK page and to name Remote OK; no logo (read 2026-10-02). robots.txt: Crawl-delay 1."
    link = "https://remoteok.com/remote-jobs/{id}"
    fields = "title=position url company description workplace='remote' tags apply_url date_posted=date|epoch"
    pay_fields = "min=salary_min max=salary_max currency='USD' period='year'"
    unsaved = "company_logo logo"

    def is_posting(self, row: dict[str, Any]) -> bool:
        return "legal" not in row and bool(row.get("position") or row.get("company"))

    def row_hash(self, row: dict[str, Any]) -> str:
        return super().row_hash({**row, "description": self.unmarked(row.get("description") or "")})

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting = super().posting(row, board)
        posting.url = re.sub(r"(?i)^https?://(?:www\.)?remoteok\.com", self.home, posting.url)
        posting.apply_url = posting.apply_url if row.get("apply_url") != row.get("url") else None
        posting.title, posting.company = html.unescape(repaired(posting.title)), html.unescape(repaired(posting.company))
        posting.description = self.unmarked(posting.description)
        posting.locations = self.named_places([repaired(row.get("location") or "").strip(" ,")])
        return posting

    @staticmethod
    def unmarked(body: str) -> str:
        """Return the body repaired and without the line that holds the reader's own address."""
        return READER_ADDRESS.sub("", READER_MARK.sub("", repaired(body)))
