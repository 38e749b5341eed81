"""NAV arbeidsplassen (Norway): a feed of events by `next_url`, an entry per active ad; inactive ads are taken out as the terms demand."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from jobscrape.boards.api import Page
from jobscrape.boards.feed import Feed
from jobscrape.boards.payload import joined, pick
from jobscrape.boards.spider import Ask
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import Attribution, JobPosting, StatedPlace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

    from jobscrape.boards.spider import Result

HOST = "https://pam-stilling-feed.nav.no"
LONGEST_LIFE = 183
PERSONAL = ("contactList", "description", "employer")


class Nav(Feed):
    name = "nav"
    system = "NAV arbeidsplassen"
    home = "https://arbeidsplassen.nav.no"
    url = f"{HOST}/api/v1/feed"
    rows_at = "items"
    keys = ("NAV_API_TOKEN",)
    conditional = False
    horizon_days = LONGEST_LIFE
    delay, concurrency = 0.5, 2
    attribution = Attribution(name="NAV arbeidsplassen", url="https://arbeidsplassen.nav.no")
    terms = "Token after accepting arbeidsplassen.nav.no/vilkar-api; inactive ads must be removed, contacts not shown (read 2026-08)."

    def page(self, board: str, page: Page) -> Ask:
        start = () if page.cursor else (("If-Modified-Since", self.since()),)
        return Ask(urljoin(HOST, page.cursor or "/api/v1/feed"), headers=(*self.login(), *start))

    def login(self) -> tuple[tuple[str, str], ...]:
        return (("Authorization", f"Bearer {self.secret('NAV_API_TOKEN')}"),)

    def since(self) -> str:
        """Return from when on the feed is read: the last complete reading, else the longest life of an ad."""
        visit = self.visits.get("all")
        told = visit.memory.validators.get("since") if visit else None
        start = datetime.fromisoformat(told) if told else self.clock - timedelta(days=LONGEST_LIFE)
        return format_datetime(start.astimezone(timezone.utc), usegmt=True)

    def listed(self, response: Response, visit: BoardVisit, page: Page) -> Iterator[Result]:
        """Read a page; 304 says that nothing has changed since."""
        if response.status == 304:
            self.ended(visit)
            visit.natural_end = True
        else:
            yield from super().listed(response, visit, page)

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        if payload.get("next_url"):
            return Page(cursor=payload["next_url"])
        self.ended(visit)
        return None

    def ended(self, visit: BoardVisit) -> None:
        """Unnamed ads are as they were; the next reading starts where this one did."""
        if "since" in visit.memory.validators:
            self.caught_up(visit)
        visit.validators = {"since": self.clock.isoformat()}

    def is_posting(self, row: dict[str, Any]) -> bool:
        visit, source_id = self.visits["all"], self.row_id(row)
        if (row.get("_feed_entry") or {}).get("status") != "ACTIVE":
            self.withdraw(source_id, visit)
            return False
        visit.gone.discard(source_id)
        return True

    def is_open(self, detail: dict[str, Any]) -> bool:
        """A stopped ad comes with title, employer and contacts masked."""
        return detail.get("status") != "INACTIVE"

    def row_id(self, row: dict[str, Any]) -> str:
        return str((row.get("_feed_entry") or {}).get("uuid") or row.get("id") or "")

    def row_hash(self, row: dict[str, Any]) -> str:
        return str((row.get("_feed_entry") or {}).get("sistEndret") or row.get("date_modified") or "")

    def detail(self, row: dict[str, Any], board: str) -> Ask:
        return Ask(urljoin(HOST, row.get("url") or f"/api/v1/feedentry/{self.row_id(row)}"), headers=self.login())

    def posting_with(self, row: dict[str, Any], detail: dict[str, Any], board: str) -> JobPosting:
        ad = detail.get("json") or detail.get("ad_content") or {}
        employer = ad.get("employer") or {}
        return JobPosting(
            source_id=self.row_id(row),
            url=ad.get("link") or f"https://arbeidsplassen.nav.no/stillinger/stilling/{self.row_id(row)}",
            apply_url=ad.get("applicationUrl") or ad.get("sourceurl"),
            title=ad.get("title") or row.get("title") or "",
            company=employer.get("name") or (row.get("_feed_entry") or {}).get("businessName") or "",
            company_domain=employer.get("homepage"),
            description=ad.get("description") or "",
            locations=[self.place(p) for p in ad.get("workLocations") or []],
            employment_type=joined(ad.get(key) for key in ("engagementtype", "extent")) or None,
            department=joined(c.get("level2") for c in ad.get("occupationCategories") or []) or None,
            date_posted=ad.get("published"),
            date_updated=ad.get("updated"),
            valid_through=ad.get("expires"),
            raw={**pick(ad, without=PERSONAL), "employer": pick(employer, without=("description",))},
        )

    @staticmethod
    def place(part: dict[str, Any]) -> StatedPlace:
        city, region, country = part.get("city") or part.get("municipal"), part.get("county"), part.get("country")
        return StatedPlace(raw=joined((city, region, country)), city=city, region=region, country=country)
