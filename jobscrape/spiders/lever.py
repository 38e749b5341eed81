"""Lever Postings API: one answer a site; sites of the EU instance have the token `eu:NAME`."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.payload import pick
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting, StatedPay, StatedPlace

BODY = ("description", "descriptionPlain", "descriptionBody", "descriptionBodyPlain", "opening", "openingPlain", "lists", "additional")


class Lever(ApiBoard):
    name = "lever"
    system = "Lever"
    home = "https://www.lever.co"
    volatile = ("additional", "additionalPlain")
    url_patterns = (
        r"(?:jobs|api)\.(?P<eu>eu\.)lever\.co/(?:v0/postings/)?(?P<board>[\w.-]+)",
        r"(?:jobs|api)\.lever\.co/(?:v0/postings/)?(?P<board>[\w.-]+)",
    )
    board_pattern = r"(?:eu:)?[A-Za-z0-9][A-Za-z0-9._-]*"
    example = "spotify"
    delay, concurrency = 0.5, 2
    terms = "Published postings are publicly viewable and may be scraped by third parties (postings-api README, read 2026-11-23)."

    @classmethod
    def token_of(cls, hit: Any) -> str:
        return ("eu:" if "eu" in hit.groupdict() else "") + str(hit["board"])

    def page(self, board: str, page: Page) -> Ask:
        host = "api.eu.lever.co" if board.startswith("eu:") else "api.lever.co"
        return Ask(f"https://{host}/v0/postings/{board.removeprefix('eu:')}?mode=json", headers=(("Accept", "application/json"),))

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        categories = row.get("categories") or {}
        team = [t for t in (categories.get("department"), categories.get("team")) if t and t != "-"]
        places = self.places([categories.get("location") or ""], categories.get("allLocations") or [])
        return JobPosting(
            source_id=row["id"],
            url=row["hostedUrl"],
            apply_url=row.get("applyUrl"),
            title=row["text"],
            description=self.body(row),
            locations=[StatedPlace(raw=p, country=row.get("country") if i == 0 else None) for i, p in enumerate(places)],
            workplace=row.get("workplaceType"),
            employment_type=categories.get("commitment"),
            seniority=categories.get("level"),
            department=", ".join(dict.fromkeys(team)) or None,
            pay=self.pay(row.get("salaryRange") or {}),
            salary=(row.get("salaryDescriptionPlain") or "").strip() or None,
            date_posted=row.get("createdAt"),
            raw=pick(row, without=(*BODY, "additionalPlain", "salaryDescription", "salaryDescriptionPlain")),
        )

    @staticmethod
    def body(row: dict[str, Any]) -> str:
        lists = [f"<h3>{part.get('text') or ''}</h3><ul>{part.get('content') or ''}</ul>" for part in row.get("lists") or []]
        return "\n".join([row.get("description") or row.get("descriptionPlain") or "", *lists, row.get("additional") or ""]).strip()

    @staticmethod
    def pay(range_: dict[str, Any]) -> list[StatedPay]:
        low, high = range_.get("min") or None, range_.get("max") or None
        if low is None and high is None:
            return []
        return [StatedPay(min=low, max=high, currency=range_.get("currency"), period=range_.get("interval"))]
