"""JazzHR career sites: one list a company, and a page per posting with JSON-LD, the employer in a block of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parsel import Selector

from jobscrape.boards.api import Page
from jobscrape.boards.jsonld import read_block
from jobscrape.boards.pages import LinkedPages
from jobscrape.boards.spider import Ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

    from jobscrape.boards.jsonld import Node
    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit
    from jobscrape.items import JobPosting


class Jazzhr(LinkedPages):
    name = "jazzhr"
    system = "JazzHR"
    home = "https://www.jazzhr.com"
    posting_url = r"\.applytojob\.com/apply/(?:jobs/details/)?(?P<id>(?!jobs\b|confirm\b|embed\b)\w{8,})"
    url_patterns = (r"//(?!www\.|app\.)(?P<board>[\w-]+)\.applytojob\.com",)
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9-]*"
    example = "paradromicsinc"
    fold_case = True
    delay, concurrency = 1.0, 1
    terms = "No public API without a key; public pages, robots.txt is obeyed (as of 2026-11-23)."

    def ask_page(self, visit: BoardVisit, page: Page, *, otherwise: Any = None) -> Any:
        return super().ask_page(visit, page, otherwise=None if page.carried else self.themed)

    def themed(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the list in the employer's colours, where the plain one is not there."""
        yield self.ask_page(visit, Page(carried={"path": "apply"}))

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"https://{board}.applytojob.com/{page.carried.get('path', 'apply/jobs')}")

    def row_at(self, url: str, source_id: str) -> dict[str, Any]:
        return {"id": source_id, "url": url.partition("?")[0].replace("http://", "https://")}

    def decode_detail(self, response: Response) -> Node:
        """Return the JobPosting with the employer that the page names beside it."""
        blocks = Selector(text=response.text).xpath("//script[@type='application/ld+json']/text()").getall()
        values = [value for block in blocks for value in read_block(block) or []]
        employer = next((v for v in values if isinstance(v, dict) and v.get("@type") == "Organization"), None)
        return {"hiringOrganization": employer, **super().decode_detail(response)}

    def finished(self, posting: JobPosting, row: dict[str, Any], node: Node) -> JobPosting:
        """The closing date is ninety days ahead by default."""
        posting.valid_through = None
        level = node.get("experienceRequirements")
        posting.seniority = level if isinstance(level, str) and len(level) < 40 else None
        return posting
