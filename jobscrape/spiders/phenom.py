"""Phenom career sites: pages of a search that hold the list in a script, and a page per posting with JSON-LD."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from jobscrape.boards.api import Page
from jobscrape.boards.pages import ListedPages, employer_in
from jobscrape.boards.payload import PayloadError, expect_list
from jobscrape.boards.spider import Ask

if TYPE_CHECKING:
    from scrapy.http import Response

    from jobscrape.boards.jsonld import Node
    from jobscrape.boards.visit import BoardVisit
    from jobscrape.items import JobPosting

RESULTS = re.compile(r'"eagerLoadRefineSearch"\s*:\s*(?=\{)')
KEPT = ("reqId", "title", "location", "category", "department", "type", "postedDate", "locale")


class Phenom(ListedPages):
    name = "phenom"
    system = "Phenom"
    home = "https://www.phenom.com"
    board_is = "site"
    posting_url = r"/job/(?P<id>[\w.-]*\d[\w.-]*)(?:[/?#]|$)"
    url_patterns = (
        r"//(?P<board>[\w.-]+)/(?:\w+/[a-z]{2}(?:[-_][a-z]{2})?/)?search-results(?:[/?#]|$)",
        r"//(?P<board>[\w.-]+)/\w+/[a-z]{2}(?:[-_][a-z]{2})?/job/[A-Z-]{0,6}\d{4,}",
    )
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+"
    example = "careers.adobe.com"
    fold_case = True
    delay, concurrency = 1.0, 2
    terms = "Each employer's host has its own robots.txt, which is obeyed (as of 2026-11-23)."

    @classmethod
    def slot(cls) -> str:
        """Each host has a slot of its own."""
        return ""

    @classmethod
    def named_in(cls, token: str) -> str:
        return employer_in(token)

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"https://{board}/search-results?from={page.offset}&s=1")

    def decode(self, response: Response) -> dict[str, Any]:
        hit = RESULTS.search(response.text)
        if hit is None:
            raise PayloadError("the page holds no list of postings")
        try:
            results: dict[str, Any] = json.JSONDecoder(strict=False).raw_decode(response.text, hit.end())[0]
        except ValueError as error:
            raise PayloadError(f"the list of postings in the page is cut: {error}") from error
        return {**results, "at": response.url}

    def rows(self, payload: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the rows; pages of postings lie beside the search, in its language."""
        jobs = expect_list((payload.get("data") or {}).get("jobs"), "jobs")
        return [
            {"id": str(job["jobId"]), "url": urljoin(payload["at"], f"job/{job['jobId']}"), **{k: job[k] for k in KEPT if job.get(k)}}
            for job in jobs
        ]

    def declared(self, payload: dict[str, Any]) -> int | None:
        return payload.get("totalHits")

    def following(self, payload: dict[str, Any], page: Page, visit: BoardVisit) -> Page | None:
        behind = page.offset + page.rows
        return Page(offset=behind) if page.fresh and behind < (visit.declared or 0) else None

    def finished(self, posting: JobPosting, row: dict[str, Any], node: Node) -> JobPosting:
        posting.requisition_id = row.get("reqId") or posting.requisition_id
        posting.department = row.get("department") or row.get("category") or posting.department
        posting.employment_type = posting.employment_type or row.get("type")
        posting.date_posted = posting.date_posted or row.get("postedDate")
        return posting
