"""Breezy HR portal: one answer a company; where it leaves the text out, the posting's own page has it as JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.boards.api import Page
from jobscrape.boards.jsonld import body_of, pay_of
from jobscrape.boards.pages import ListedPages
from jobscrape.boards.payload import joined
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting, StatedPlace

if TYPE_CHECKING:
    from jobscrape.boards.jsonld import Node


class Breezy(ListedPages):
    name = "breezy"
    system = "Breezy HR"
    home = "https://breezy.hr"
    expect = "json"
    conditional = True
    url_patterns = (r"//(?!www\.|app\.|api\.|developer\.|help\.)(?P<board>[\w-]+)\.breezy\.hr",)
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*"
    example = "vanguard-ip"
    fold_case = True
    follows = False
    missing_at = r"//(?:www\.)?breezy\.hr"
    delay, concurrency = 1.0, 1
    terms = "Undocumented feed of the vendor's own widget; terms not verified; bursts are answered 403 (as of 2026-11-23)."
    fields = """
        title=name url company=company.name description employment_type=type.name seniority=experience.name|experience
        education=education.name|education salary department tags date_posted=published_date
    """
    unsaved = "company friendly_id"

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"https://{board if '.' in board else f'{board}.breezy.hr'}/json?verbose=true")

    def detail(self, row: dict[str, Any], board: str) -> Ask | None:
        return None if row.get("description") else super().detail(row, board)

    def posting_with(self, row: dict[str, Any], detail: Node, board: str) -> JobPosting:
        posting = self.posting(row, board)
        posting.description, posting.pay = body_of(detail), pay_of(detail.get("baseSalary"))
        posting.date_posted, posting.date_updated = detail.get("datePosted") or posting.date_posted, posting.date_posted
        return posting

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting, places = super().posting(row, board), row.get("locations") or [row.get("location") or {}]
        remote = [p.get("remote_details") or {} for p in places if p.get("is_remote")]
        posting.locations = [place for part in places if (place := self.place(part)).raw]
        posting.workplace = next((d["label"] for d in remote if d.get("label")), None)
        posting.remote = bool(remote) if any("is_remote" in p for p in places) else None
        return posting

    @staticmethod
    def place(part: dict[str, Any]) -> StatedPlace:
        country, state = part.get("country") or {}, part.get("state") or {}
        words = part.get("name") or joined((part.get("city"), state.get("name"), country.get("name")))
        return StatedPlace(raw=words, city=part.get("city") or None, region=state.get("name"), country=country.get("id"))
