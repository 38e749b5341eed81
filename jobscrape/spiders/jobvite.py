"""Jobvite career sites: pages of a search, and a page per posting with JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.boards.api import Page
from jobscrape.boards.pages import LinkedPages
from jobscrape.boards.spider import Ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobscrape.boards.jsonld import Node
    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit
    from jobscrape.items import JobPosting


class Jobvite(LinkedPages):
    name = "jobvite"
    system = "Jobvite"
    home = "https://www.jobvite.com"
    posting_url = r"jobs\.jobvite\.com/(?:careers/)?[\w-]+/job/(?P<id>\w+)"
    url_patterns = (r"jobs\.jobvite\.com/(?:careers/)?(?!careers/|support\b|api/)(?P<board>[\w-]+)",)
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9_-]*"
    example = "feedingamerica"
    fold_case = True
    delay, concurrency = 1.0, 1
    terms = "No public API without a key; public pages, robots.txt is obeyed (as of 2026-11-23)."

    def ask_page(self, visit: BoardVisit, page: Page, *, otherwise: Any = None) -> Any:
        return super().ask_page(visit, page, otherwise=self.whole if page.number == 1 and not page.carried else otherwise)

    def whole(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the list on one page, where there is no search."""
        yield self.ask_page(visit, Page(carried={"whole": True}))

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"https://jobs.jobvite.com/{board}/" + ("jobs" if page.carried.get("whole") else f"search?p={page.number - 1}"))

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        return Page() if page.fresh and not page.carried.get("whole") else None

    def row_at(self, url: str, source_id: str) -> dict[str, Any]:
        return {"id": source_id, "url": url.partition("?")[0]}

    def finished(self, posting: JobPosting, row: dict[str, Any], node: Node) -> JobPosting:
        """What stands as identifier is the posting's id, not the employer's number."""
        posting.requisition_id = None
        return posting
