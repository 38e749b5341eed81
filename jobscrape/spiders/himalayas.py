"""Himalayas jobs API: pages of twenty by cursor, newest first; the newest pages only, the whole list has thousands."""

from __future__ import annotations

import re
from typing import Any

from jobscrape.boards.api import Page
from jobscrape.boards.feed import Feed
from jobscrape.boards.payload import pick
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import Attribution, JobPosting, StatedPay, StatedPlace

NEWEST_PAGES = 50


class Himalayas(Feed):
    name = "himalayas"
    system = "Himalayas"
    home = "https://himalayas.app"
    url = "https://himalayas.app/jobs/api"
    query = "limit=20"
    rows_at, total_at, id_at = "jobs", "totalCount", "guid"
    volatile = "companyLogo excerpt expiryDate"
    conditional = False
    horizon_days = 45
    delay, concurrency = 1.0, 1
    attribution = Attribution(name="Himalayas", url="https://himalayas.app")
    terms = "API may be used for boards and dashboards with a link back and the name; not for the site itself (read 2026-10-02)."

    def more(self, page: Page) -> str:
        return f"{page.cursor}" if page.cursor else ""

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        read, total = page.offset + page.rows, visit.declared or 0
        if page.number >= NEWEST_PAGES and read < total:
            visit.capped = f"the newest {read} of {total} postings"
            return None
        if payload.get("nextCursor"):
            return Page(offset=read, cursor=f"cursor={payload['nextCursor']}")
        if "nextCursor" in payload or not page.rows or read >= total:
            return None
        return Page(offset=read, cursor=f"offset={read}")

    def row_id(self, row: dict[str, Any]) -> str:
        return re.sub(r"^https?://himalayas\.app/companies/", "", super().row_id(row))

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        name = row.get("companyName") or ""
        restrictions = row.get("locationRestrictions")
        return JobPosting(
            source_id=self.row_id(row),
            url=row["guid"],
            title=row["title"],
            company=(row.get("companySlug") or "").replace("-", " ") if name in ("", "name") else name,
            description=row.get("description") or "",
            workplace="remote",
            remote_locations=(restrictions or ["Worldwide"]) if restrictions is not None else [],
            locations=[StatedPlace(raw=p) for p in restrictions or []],
            employment_type=row.get("employmentType"),
            seniority=", ".join(row.get("seniority") or []) or None,
            pay=self.pay(row),
            tags=[*(row.get("categories") or []), *(row.get("parentCategories") or [])],
            date_posted=row.get("pubDate"),
            valid_through=row.get("expiryDate"),
            raw=pick(row, without=("description", "excerpt", "companyLogo")),
        )

    @staticmethod
    def pay(row: dict[str, Any]) -> list[StatedPay]:
        low, high = row.get("minSalary"), row.get("maxSalary")
        return [StatedPay(min=low, max=high, currency=row.get("currency"), period=row.get("salaryPeriod"))] if low or high else []
