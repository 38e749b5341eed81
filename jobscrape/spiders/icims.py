"""iCIMS career sites: pages of a list inside a frame, and a page per posting with JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.boards.api import Page
from jobscrape.boards.pages import LinkedPages, employer_in
from jobscrape.boards.spider import Ask

if TYPE_CHECKING:
    from jobscrape.boards.jsonld import Node
    from jobscrape.boards.visit import BoardVisit
    from jobscrape.items import JobPosting


class Icims(LinkedPages):
    name = "icims"
    system = "iCIMS"
    home = "https://www.icims.com"
    board_is = "site"
    posting_url = r"/jobs/(?P<id>\d+)/[^/?#]+/job"
    url_patterns = (r"//(?P<board>(?!www\.|api\.|login\.)[\w-]+\.icims\.com)",)
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+"
    example = "careers-wipfli.icims.com"
    fold_case = True
    delay, concurrency = 1.0, 1
    terms = "Each employer's host has its own robots.txt, which is obeyed; 202, 401 and 403 are challenges (as of 2026-11-23)."

    @classmethod
    def named_in(cls, token: str) -> str:
        return employer_in(token)

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"https://{board}/jobs/search?ss=1&in_iframe=1&pr={page.number - 1}")

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        return Page() if page.fresh else None

    def row_at(self, url: str, source_id: str) -> dict[str, Any]:
        address = url.partition("?")[0]
        return {"id": source_id, "url": f"{address}?in_iframe=1", "public": address}

    def finished(self, posting: JobPosting, row: dict[str, Any], node: Node) -> JobPosting:
        """The closing date is a year ahead by default."""
        posting.valid_through = None
        posting.department = posting.department or node.get("occupationalCategory")
        return posting
