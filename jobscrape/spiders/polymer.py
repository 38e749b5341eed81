"""Polymer public API: pages of a list, and a page per posting for its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.payload import pick
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting, StatedPlace

if TYPE_CHECKING:
    from jobscrape.boards.visit import BoardVisit

API = "https://api.polymer.co/v1/public/organizations"


class Polymer(ApiBoard):
    name = "polymer"
    system = "Polymer"
    home = "https://www.polymer.co"
    rows_at, total_at = "items", "meta.count"
    url_patterns = (r"jobs\.polymer\.co/(?P<board>[\w-]+)", r"api\.polymer\.co/v1/\w+/organizations/(?P<board>[\w-]+)")
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9_-]*"
    example = "aperturelabs"
    fold_case = True
    conditional = False
    delay, concurrency = 1.0, 1
    terms = "Public API without a key, meant for job board integrations, rate limited (developer.polymer.co) (as of 2026-11-23)."

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"{API}/{board}/jobs?page={page.number}")

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        return None if (payload.get("meta") or {}).get("is_last", True) or not page.fresh else Page()

    def detail(self, row: dict[str, Any], board: str) -> Ask:
        return Ask(f"{API}/{board}/jobs/{row['id']}")

    def posting_with(self, row: dict[str, Any], detail: dict[str, Any], board: str) -> JobPosting:
        whole = {**row, **{k: v for k, v in detail.items() if v not in (None, "", [])}}
        words = whole.get("display_location") or ", ".join(
            p for p in (whole.get("city"), whole.get("state_region"), whole.get("country")) if p
        )
        place = StatedPlace(raw=words, city=whole.get("city"), region=whole.get("state_region"), country=whole.get("country"))
        return JobPosting(
            source_id=str(row["id"]),
            url=whole["job_post_url"],
            title=whole["title"].strip(),
            company=whole.get("organization_name") or "",
            description=whole.get("description") or "",
            locations=[place] if words else [],
            remote_locations=whole.get("remote_restriction_country_list") or [],
            workplace=whole.get("remoteness_pretty"),
            employment_type=whole.get("kind_pretty"),
            salary=whole.get("salary_pretty"),
            department=whole.get("department") or whole.get("job_category_name"),
            date_posted=whole.get("published_at") or whole.get("created_at"),
            raw=pick(whole, without=("description",)),
        )
