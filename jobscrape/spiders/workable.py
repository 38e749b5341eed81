"""Workable: the careers widget holds a whole account in one answer, a posting in several places as several rows.

An account without widget is read by the search of its careers page and a page per posting, which are refused sooner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.payload import expect_list
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit

API = "https://apply.workable.com/api"
SEARCH: dict[str, Any] = {"query": "", "location": [], "department": [], "worktype": [], "remote": []}
TYPES = {"full": "Full-time", "part": "Part-time"}


class Workable(ApiBoard):
    name = "workable"
    system = "Workable"
    home = "https://www.workable.com"
    rows_at, total_at, id_at = "jobs", "total", "shortcode"
    gathers = True
    url_patterns = (
        r"workable\.com/(?:api/v\d/(?:widget/)?|spi/v\d/|api/)accounts/(?P<board>[\w-]+)",
        r"apply\.workable\.com/(?!api/|j/)(?P<board>[\w-]+)",
        r"//(?!www\.|apply\.|jobs\.|help\.|resources\.|api\.)(?P<board>[\w-]+)\.workable\.com",
    )
    board_pattern = r"[A-Za-z0-9_][A-Za-z0-9_-]*"
    example = "kroo"
    fold_case = True
    delay, concurrency = 2.0, 1
    terms = "Undocumented and tolerated; one request under way, a long Retry-After ends the run (notes of 2026-10-09)."
    link = "https://apply.workable.com/j/{id}"
    fields = """
        title url apply_url=application_url company description requisition_id=code workplace remote=telecommuting employment_type
        seniority=experience education department=department|function language date_posted=published_on|created_at
    """
    place_fields = "places: raw=city+region+country city region country=countryCode|country"
    unsaved = "requirements benefits company url shortlink application_url searched places"

    def open(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the widget; for the search where there is none."""
        yield self.ask_page(visit, Page(), otherwise=self.search)

    def search(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the first page of the search."""
        yield self.ask_page(visit, Page(carried={"search": True}))

    def page(self, board: str, page: Page) -> Ask:
        if not page.carried.get("search"):
            return Ask(f"{API}/v1/widget/accounts/{board}?details=true")
        return Ask(f"{API}/v3/accounts/{board}/jobs", method="POST", json={**SEARCH, **({"token": page.cursor} if page.cursor else {})})

    def rows(self, payload: Any) -> list[Any]:
        if isinstance(payload, dict) and "results" in payload:
            return [row_of(found) for found in expect_list(payload["results"], "results")]
        return [{**row, "company": payload.get("name") or ""} for row in super().rows(payload)]

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        return Page(cursor=payload["nextPage"]) if payload.get("nextPage") and page.fresh else None

    def is_posting(self, row: dict[str, Any]) -> bool:
        return not row.get("isInternal")

    def merged(self, same: list[dict[str, Any]]) -> dict[str, Any]:
        return {**same[0], "locations": [place for row in same for place in places_of(row)]}

    def detail(self, row: dict[str, Any], board: str) -> Ask | None:
        return Ask(f"{API}/v2/accounts/{board}/jobs/{row['shortcode']}") if row.get("searched") else None

    def posting_with(self, row: dict[str, Any], detail: dict[str, Any], board: str) -> JobPosting:
        parts = [detail.get(part) or "" for part in ("description", "requirements", "benefits")]
        return self.posting({**row, "description": "\n".join(part for part in parts if part)}, board)

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        return super().posting({**row, "places": places_of(row)}, board)


def places_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the places that a row shows; its own city and country where it lists none."""
    shown = [place for place in row.get("locations") or [] if not place.get("hidden")]
    own = {"city": row.get("city"), "region": row.get("state"), "country": row.get("country")}
    return shown or ([own] if any(own.values()) and not row.get("locations") else [])


def row_of(found: dict[str, Any]) -> dict[str, Any]:
    """Return a row of the search in the keys of the widget."""
    kept = {key: found.get(key) for key in ("shortcode", "title", "code", "locations", "workplace", "language", "isInternal")}
    return {
        **kept,
        "searched": True,
        "telecommuting": found.get("remote"),
        "published_on": found.get("published"),
        "department": ", ".join(found.get("department") or []),
        "employment_type": TYPES.get(found.get("type") or "", found.get("type")),
    }
