"""Workable careers widget: the whole account in one answer, a posting in several places as several rows."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.api import ApiBoard
from jobscrape.boards.payload import pick
from jobscrape.items import JobPosting, StatedPlace


class Workable(ApiBoard):
    name = "workable"
    system = "Workable"
    home = "https://www.workable.com"
    url = "https://apply.workable.com/api/v1/widget/accounts/{board}?details=true"
    rows_at, id_at = "jobs", "shortcode"
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

    def rows(self, payload: Any) -> list[Any]:
        return [{**row, "company": payload.get("name") or ""} for row in super().rows(payload)]

    def merged(self, same: list[dict[str, Any]]) -> dict[str, Any]:
        return {**same[0], "locations": [place for row in same for place in places_of(row)]}

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        return JobPosting(
            source_id=row["shortcode"],
            url=row.get("url") or f"https://apply.workable.com/j/{row['shortcode']}",
            apply_url=row.get("application_url"),
            title=row["title"].strip(),
            company=row["company"],
            description=row.get("description") or "",
            requisition_id=row.get("code") or None,
            locations=[self.place(place) for place in places_of(row)],
            remote=row.get("telecommuting"),
            employment_type=row.get("employment_type") or None,
            seniority=row.get("experience") or None,
            education=row.get("education") or None,
            department=row.get("department") or row.get("function") or None,
            date_posted=row.get("published_on") or row.get("created_at"),
            raw=pick(row, without=("description", "company", "url", "shortlink", "application_url")),
        )

    @staticmethod
    def place(part: dict[str, Any]) -> StatedPlace:
        city, region, country = part.get("city") or None, part.get("region") or None, part.get("countryCode") or part.get("country") or None
        words = ", ".join(p for p in (city, region, part.get("country")) if p)
        return StatedPlace(raw=words, city=city, region=region, country=country)


def places_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the places that a row shows; its own city and country where it lists none."""
    shown = [place for place in row.get("locations") or [] if not place.get("hidden")]
    own = {"city": row.get("city"), "region": row.get("state"), "country": row.get("country")}
    return shown or ([own] if any(own.values()) and not row.get("locations") else [])
