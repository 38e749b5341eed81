"""Polymer public API: pages of a list, and a page per posting for its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.spider import Ask

if TYPE_CHECKING:
    from jobscrape.boards.visit import BoardVisit


class Polymer(ApiBoard):
    name = "polymer"
    system = "Polymer"
    home = "https://www.polymer.co"
    url = "https://api.polymer.co/v1/public/organizations/{board}/jobs"
    detail_url = "https://api.polymer.co/v1/public/organizations/{board}/jobs/{id}"
    rows_at, total_at = "items", "meta.count"
    url_patterns = (r"jobs\.polymer\.co/(?P<board>[\w-]+)", r"api\.polymer\.co/v1/\w+/organizations/(?P<board>[\w-]+)")
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9_-]*"
    example = "aperturelabs"
    fold_case = True
    conditional = False
    delay, concurrency = 1.0, 1
    terms = "Public API without a key, meant for job board integrations, rate limited (developer.polymer.co) (as of 2026-11-23)."
    fields = """
        title url=job_post_url company=organization_name description remote_locations=remote_restriction_country_list
        workplace=remoteness_pretty employment_type=kind_pretty salary=salary_pretty department=department|job_category_name
        date_posted=published_at|created_at
    """
    place_fields = "raw=display_location|city+state_region+country city region=state_region country"

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"{self.url.format(board=board)}?page={page.number}")

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        return None if (payload.get("meta") or {}).get("is_last", True) or not page.fresh else Page()
