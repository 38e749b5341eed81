"""Comeet (Spark Hire Recruit): the hosted board holds all postings in a script; with an employer's public token, the API does.

A board is `slug/uid`; `slug/uid?token=TOKEN` asks the API.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.payload import PayloadError, joined, read_json
from jobscrape.boards.shapes import body
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting, StatedPlace

if TYPE_CHECKING:
    from scrapy.http import Response

POSITIONS = re.compile(r"COMPANY_POSITIONS_DATA\s*=\s*(?=\[)")


class Comeet(ApiBoard):
    name = "comeet"
    system = "Comeet"
    home = "https://www.comeet.com"
    id_at = "uid"
    expect = ""
    volatile = "time_updated email email_alias picture_url"
    url_patterns = (r"comeet\.com?/jobs/(?P<slug>[\w.-]+)/(?P<board>[0-9A-F]+\.[0-9A-F]+)",)
    board_pattern = r"[\w.-]+/[0-9A-F]+\.[0-9A-F]+(?:\?token=[\w-]+)?"
    example = "cheq/65.005"
    delay, concurrency = 1.0, 1
    terms = (
        "The careers API is documented for public use with the token printed on careers pages (developers.comeet.com, as of 2026-11-23)."
    )
    fields = """
        title=name url=url_comeet_hosted_page|url_active_page company=company_name requisition_id=internal_use_custom_id
        workplace=workplace_type employment_type seniority=experience_level salary=salary_range department date_updated=time_updated
    """
    unsaved = "email email_alias custom_fields details location picture_url linkedin_job_posting_id position_url"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tokens: dict[str, str] = {}

    @classmethod
    def token_of(cls, hit: re.Match[str]) -> str:
        return f"{hit['slug']}/{hit['board']}"

    @classmethod
    def tidy_token(cls, token: str) -> str:
        return token.partition("?")[0]

    def token_in(self, text: str) -> str:
        token, public = self.token(text), re.search(r"[?&]token=([\w-]+)", text)
        if public:
            self.tokens[token] = public[1]
        return token

    def page(self, board: str, page: Page) -> Ask:
        if board in self.tokens:
            company = board.partition("/")[2]
            return Ask(f"https://www.comeet.co/careers-api/2.0/company/{company}/positions?token={self.tokens[board]}&details=true")
        return Ask(f"https://www.comeet.com/jobs/{board}")

    def decode(self, response: Response) -> Any:
        hit = POSITIONS.search(response.text)
        if hit is None:
            return read_json(response)
        try:
            return json.JSONDecoder(strict=False).raw_decode(response.text, hit.end())[0]
        except ValueError as error:
            raise PayloadError(f"the list of positions in the page is cut: {error}") from error

    def is_posting(self, row: dict[str, Any]) -> bool:
        return not row.get("is_internal")

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting, place = super().posting(row, board), row.get("location") or {}
        details = row.get("details") or (row.get("custom_fields") or {}).get("details") or []
        sections = sorted(details, key=lambda part: part.get("order") or 0)
        posting.description = body((part.get("name"), part.get("value")) for part in sections)
        posting.locations = [self.place(place)] if any(place.get(key) for key in ("name", "city", "country")) else []
        return posting

    @staticmethod
    def place(part: dict[str, Any]) -> StatedPlace:
        city, region, country = (part.get(key) or None for key in ("city", "state", "country"))
        words = joined((city or part.get("name"), region, country))
        return StatedPlace(raw=words, city=city, region=region, country=country)
