"""python.org job board: an RSS feed of the twenty newest."""

from __future__ import annotations

import re
from typing import Any

from jobscrape.boards.feed import RssFeed, child
from jobscrape.items import Attribution, JobPosting, StatedPlace


class Pythonorg(RssFeed):
    name = "pythonorg"
    system = "Python.org job board"
    home = "https://www.python.org/jobs/"
    url = "https://www.python.org/jobs/feed/rss/"
    horizon_days = 60
    cap = 20
    delay, concurrency = 2.0, 1
    attribution = Attribution(name="Python.org", url="https://www.python.org/jobs/")
    terms = "Site of the PSF; no terms for the feed; linked back (read 2026-09)."

    def row_id(self, row: Any) -> str:
        hit = re.search(r"/jobs/(\d+)", super().row_id(row))
        return hit[1] if hit else super().row_id(row)

    def posting(self, row: Any, board: str) -> JobPosting:
        title, _, company = child(row, "title").rpartition(", ")
        place, body = self.parts(child(row, "description"))
        return JobPosting(
            source_id=self.row_id(row),
            url=child(row, "link") or child(row, "guid"),
            title=title or company,
            company=company if title else "",
            description=body,
            locations=[StatedPlace(raw=place)] if place else [],
            date_posted=child(row, "pubDate") or None,
            raw={"title": child(row, "title"), "link": child(row, "link")},
        )

    @staticmethod
    def parts(description: str) -> tuple[str, str]:
        """Split the location, which stands before the first line break or tag, from the body."""
        hit = re.match(r"\s*([^<\n]{1,120})(?:\n|(?=<))(.*)", description, re.DOTALL)
        return (hit[1].strip(" ,"), hit[2].strip()) if hit else ("", description)
