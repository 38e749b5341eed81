"""We Work Remotely: RSS feeds; the link of the feed stays the link to apply, the site itself is not crawled."""

from __future__ import annotations

import html
import re
from typing import Any

from jobscrape.boards.api import Page
from jobscrape.boards.feed import RssFeed, child
from jobscrape.boards.jsonld import domain_of
from jobscrape.boards.spider import Ask
from jobscrape.items import Attribution, JobPosting, StatedPlace

FEED = re.compile(r"(?:weworkremotely\.com/)?(remote-jobs|categories/[a-z-]+)(?:\.rss)?$")
HEAD = 2000
OWN_SITE = re.compile(r"URL:\s*</strong>\s*<a href=\"([^\"]{4,200})\"")
FLAG = re.compile(r"[\U0001F1E6-\U0001F1FF]+\s*")


class Weworkremotely(RssFeed):
    name = "weworkremotely"
    system = "We Work Remotely"
    home = "https://weworkremotely.com"
    url = "https://weworkremotely.com"
    url_patterns = (r"weworkremotely\.com(?P<board>)/",)
    horizon_days = 35
    delay, concurrency = 2.0, 1
    attribution = Attribution(name="We Work Remotely", url="https://weworkremotely.com")
    terms = "RSS may be used if links point back; the API terms forbid scraping the site (read 2026-10-02): feed only."

    @classmethod
    def tidy_token(cls, token: str) -> str:
        return token or "all"

    def token_in(self, text: str) -> str:
        """A category feed narrows the visit; its postings keep the board `all`."""
        hit = FEED.search(text)
        if hit and hit[1] != "remote-jobs":
            self.asked = hit[1]
        return "all" if hit else super().token_in(text)

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"{self.url}/{self.asked or 'remote-jobs'}.rss")

    def row_id(self, row: Any) -> str:
        return super().row_id(row).rstrip("/").rpartition("/")[2]

    def posting(self, row: Any, board: str) -> JobPosting:
        company, _, title = child(row, "title").partition(": ")
        countries = self.places(FLAG.sub("", child(row, "country")).split(","))
        region, body = child(row, "region"), child(row, "description")
        site = OWN_SITE.search(body[:HEAD])
        return JobPosting(
            source_id=self.row_id(row),
            url=child(row, "link") or child(row, "guid"),
            title=html.unescape(title or company),
            company=html.unescape(company) if title else "",
            company_domain=domain_of({"url": site[1]}) if site else None,
            description=body,
            workplace="remote",
            remote_locations=countries or ([region] if region else []),
            locations=[StatedPlace(raw=c) for c in countries],
            employment_type=child(row, "type") or None,
            department=child(row, "category") or None,
            tags=[t.strip().removeprefix("and ") for t in child(row, "skills").split(",") if t.strip()],
            date_posted=child(row, "pubDate") or None,
            valid_through=child(row, "expires_at") or None,
            raw={name: value for name in ("region", "country", "state", "skills", "category", "type") if (value := child(row, name))},
        )
