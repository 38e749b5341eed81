"""Lever Postings API: one answer a site; sites of the EU instance have the token `eu:NAME`."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.shapes import body
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting


class Lever(ApiBoard):
    name = "lever"
    system = "Lever"
    home = "https://www.lever.co"
    volatile = "additional additionalPlain"
    url_patterns = (r"(?:jobs|api)\.(?P<eu>eu\.)?lever\.co/(?:v0/postings/)?(?P<board>[\w.-]+)",)
    board_pattern = r"(?:eu:)?[A-Za-z0-9][A-Za-z0-9._-]*"
    example = "spotify"
    delay, concurrency = 0.5, 2
    terms = "Published postings are publicly viewable and may be scraped by third parties (postings-api README, read 2026-11-23)."
    fields = """
        title=text url=hostedUrl apply_url=applyUrl description=description|descriptionPlain
        locations=categories.location+categories.allLocations workplace=workplaceType employment_type=categories.commitment
        seniority=categories.level department=categories.department+categories.team salary=salaryDescriptionPlain date_posted=createdAt
    """
    pay_fields = "salaryRange: min max currency period=interval"
    unsaved = """descriptionBody descriptionBodyPlain opening openingPlain lists additional additionalPlain
        salaryDescription salaryDescriptionPlain"""

    @classmethod
    def token_of(cls, hit: Any) -> str:
        return f"eu:{hit['board']}" if hit["eu"] else str(hit["board"])

    def page(self, board: str, page: Page) -> Ask:
        host = "api.eu.lever.co" if board.startswith("eu:") else "api.lever.co"
        return Ask(f"https://{host}/v0/postings/{board.removeprefix('eu:')}?mode=json", headers=(("Accept", "application/json"),))

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting = super().posting(row, board)
        lists = ((part.get("text"), f"<ul>{part.get('content') or ''}</ul>") for part in row.get("lists") or [])
        posting.description = body(((None, posting.description), *lists, (None, row.get("additional"))))
        for place in posting.locations[:1]:
            place.country = row.get("country")
        return posting
