"""USAJOBS search API: pages of five hundred with a registered key; US federal jobs, public domain."""

from __future__ import annotations

import re
from typing import Any

from jobscrape.boards.api import Page
from jobscrape.boards.feed import Feed
from jobscrape.boards.payload import PayloadError, joined, pick
from jobscrape.boards.spider import Ask
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import Attribution, JobPosting, StatedPay, StatedPlace

PERIODS = {"PA": "year", "Per Year": "year", "PH": "hour", "Per Hour": "hour", "PD": "day", "PW": "week", "PM": "month", "BW": "2 weeks"}
SECTIONS = ("JobSummary", "MajorDuties", "Requirements", "Education", "Evaluations", "HowToApply", "Benefits")


class Usajobs(Feed):
    name = "usajobs"
    system = "USAJOBS"
    home = "https://www.usajobs.gov"
    url = "https://data.usajobs.gov/api/Search"
    id_at = "MatchedObjectId"
    keys = ("USAJOBS_API_KEY", "USAJOBS_EMAIL")
    conditional = False
    cap = 10_000
    delay, concurrency = 1.0, 1
    attribution = Attribution(name="USAJOBS", url="https://www.usajobs.gov")
    off = "robots.txt of data.usajobs.gov forbids all robots; a registered key is the permission, so also set ROBOTSTXT_OBEY=False"
    terms = "Key by registration; federal notice; data in the public domain; robots.txt Disallow: / (read 2026-09-25)."

    def page(self, board: str, page: Page) -> Ask:
        query = "&".join(q for q in (self.asked, "ResultsPerPage=500", f"Page={page.offset + 1}") if q)
        headers = (("Authorization-Key", self.secret("USAJOBS_API_KEY")), ("User-Agent", self.secret("USAJOBS_EMAIL")))
        return Ask(f"{self.url}?{query}", headers=headers)

    def rows(self, payload: Any) -> list[Any]:
        result = payload.get("SearchResult") if isinstance(payload, dict) else None
        if not isinstance(result, dict):
            raise PayloadError("the answer has no SearchResult")
        return [
            {"MatchedObjectId": i.get("MatchedObjectId"), **(i.get("MatchedObjectDescriptor") or {})}
            for i in result.get("SearchResultItems") or []
        ]

    def declared(self, payload: Any) -> int | None:
        return int(payload["SearchResult"].get("SearchResultCountAll") or 0)

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        pages = int((payload["SearchResult"].get("UserArea") or {}).get("NumberOfPages") or 1)
        return Page(offset=page.offset + 1) if page.rows and page.offset + 1 < pages else None

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        details = (row.get("UserArea") or {}).get("Details") or {}
        return JobPosting(
            source_id=str(row["MatchedObjectId"]),
            url=row["PositionURI"].replace(":443", ""),
            apply_url=next(iter(row.get("ApplyURI") or []), None),
            title=plain(row["PositionTitle"]),
            company=row.get("OrganizationName") or row.get("DepartmentName") or "",
            description="\n".join(plain(t) for t in (self.words(details, s) for s in SECTIONS) if t)
            or plain(row.get("QualificationSummary") or ""),
            requisition_id=row.get("PositionID"),
            locations=[self.place(p) for p in row.get("PositionLocation") or []],
            remote=True if details.get("RemoteIndicator") else None,
            employment_type=joined(s.get("Name") for s in row.get("PositionSchedule") or []) or None,
            pay=[p for part in row.get("PositionRemuneration") or [] if (p := self.pay(part)).max],
            department=joined(c.get("Name") for c in row.get("JobCategory") or []) or None,
            date_posted=row.get("PublicationStartDate") or row.get("PositionStartDate"),
            valid_through=row.get("ApplicationCloseDate") or row.get("PositionEndDate"),
            raw=pick(row, without=("QualificationSummary", "UserArea", "PositionFormattedDescription")),
        )

    @staticmethod
    def words(details: dict[str, Any], name: str) -> str:
        value = details.get(name)
        return "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")

    @staticmethod
    def place(part: dict[str, Any]) -> StatedPlace:
        return StatedPlace(
            raw=part.get("LocationName") or "",
            city=(part.get("CityName") or "").partition(",")[0] or None,
            region=part.get("CountrySubDivisionCode"),
            country=part.get("CountryCode"),
            lat=part.get("Latitude"),
            lon=part.get("Longitude"),
        )

    @staticmethod
    def pay(part: dict[str, Any]) -> StatedPay:
        low, high = float(part.get("MinimumRange") or 0) or None, float(part.get("MaximumRange") or 0) or None
        return StatedPay(min=low, max=high, currency="USD", period=PERIODS.get(part.get("RateIntervalCode") or ""))


def plain(text: str) -> str:
    """Return text without the marks of search hits (`<c0>`)."""
    return re.sub(r"</?c\d+>", "", text)
