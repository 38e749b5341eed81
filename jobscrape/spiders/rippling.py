"""Rippling board API: a list with one row a posting and place, and a page per posting for text, date and pay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.payload import pick
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting, StatedPay, StatedPlace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit

API = "https://api.rippling.com/platform/api/ats"


class Rippling(ApiBoard):
    name = "rippling"
    system = "Rippling"
    home = "https://www.rippling.com"
    gathers = True
    conditional = False
    url_patterns = (
        r"ats\.(?:\w+\.)?rippling\.com/(?:[a-z]{2}-[A-Z]{2}/)?(?:embed/)?(?P<board>[\w-]+)",
        r"api\.rippling\.com/platform/api/ats/v\d/board/(?P<board>[\w-]+)",
    )
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9_-]*"
    example = "rippling"
    delay, concurrency = 6.0, 1
    terms = "The documented API allows 100 requests in 10 minutes and says the employer needs Recruiting Pro (review of 2026-09-25)."

    def open(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the newer list, which says the work mode of a place; for the older one if it is not there."""
        yield self.ask_page(visit, Page(), otherwise=self.older)

    def older(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the older list: all rows in one answer."""
        yield self.ask_page(visit, Page(carried={"older": True}))

    def page(self, board: str, page: Page) -> Ask:
        version = "v1" if page.carried.get("older") else "v2"
        return Ask(f"{API}/{version}/board/{board}/jobs" + ("" if version == "v1" else f"?page={page.number - 1}&pageSize=1000"))

    def rows(self, payload: Any) -> list[Any]:
        """Return the rows of either list in one shape, without what only one of them has."""
        rows = super().rows(payload["items"] if isinstance(payload, dict) and "items" in payload else payload)
        return [
            {
                "id": row.get("uuid") or row.get("id"),
                "name": row["name"].strip(),
                "url": row.get("url"),
                "department": named(row.get("department")),
                "places": [place(p) for p in row.get("locations") or [row.get("workLocation")] if p],
            }
            for row in rows
        ]

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        if not isinstance(payload, dict) or page.number >= (payload.get("totalPages") or 1):
            return None
        if not page.rows:
            visit.fail(self.page(visit.board, page).url, f"page {page.number} of {payload['totalPages']} is empty")
            return None
        return Page()

    def merged(self, same: list[dict[str, Any]]) -> dict[str, Any]:
        return {**same[0], "places": [p for row in same for p in row["places"]]}

    def detail(self, row: dict[str, Any], board: str) -> Ask:
        return Ask(f"{API}/v1/board/{board}/jobs/{row['id']}")

    def posting_with(self, row: dict[str, Any], detail: dict[str, Any], board: str) -> JobPosting:
        body, kind = detail.get("description") or {}, detail.get("employmentType") or {}
        listed = {p["name"]: p for p in row["places"]}
        names = self.places(listed, [] if any(p.get("city") for p in row["places"]) else detail.get("workLocations") or [])
        return JobPosting(
            source_id=row["id"],
            url=detail.get("url") or row["url"],
            title=(detail.get("name") or row["name"]).strip(),
            company=detail.get("companyName") or "",
            description="\n".join(part for part in (body.get("company"), body.get("role")) if part),
            locations=[StatedPlace(raw=n, **{k: listed.get(n, {}).get(k) or None for k in ("city", "region", "country")}) for n in names],
            workplace=", ".join(dict.fromkeys(p["mode"] for p in row["places"] if p.get("mode"))) or None,
            employment_type=kind.get("id") or kind.get("label"),
            pay=[self.pay(tier) for tier in detail.get("payRangeDetails") or [] if tier.get("rangeStart") or tier.get("rangeEnd")],
            department=row["department"] or named(detail.get("department")),
            date_posted=detail.get("createdOn"),
            raw={**pick(detail, without=("description", "board", "jsonLd")), "places": row["places"]},
        )

    @staticmethod
    def pay(tier: dict[str, Any]) -> StatedPay:
        bounds = {"min": tier.get("rangeStart"), "max": tier.get("rangeEnd")}
        return StatedPay(**bounds, currency=tier.get("currency"), period=tier.get("frequency"), text=tier.get("location") or "")


def place(part: dict[str, Any]) -> dict[str, str]:
    """Return a place of either list: name, city, region, country and mode."""
    name = part.get("label") or part.get("name") or ""
    mode = (part.get("workplaceType") or "").replace("_", "-").lower()
    found = {"name": name, "city": part.get("city"), "region": part.get("state"), "country": part.get("countryCode"), "mode": mode}
    return {key: value for key, value in found.items() if value}


def named(part: dict[str, Any] | None) -> str | None:
    """Return the name of a department."""
    return (part or {}).get("name") or (part or {}).get("label") or None
