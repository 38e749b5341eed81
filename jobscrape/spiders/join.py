"""JOIN (join.com): company pages of five postings, and a page per posting with JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from jobscrape.boards.api import Page
from jobscrape.boards.pages import ListedPages
from jobscrape.boards.payload import PayloadError, expect_list, joined
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting, StatedPlace

if TYPE_CHECKING:
    from scrapy.http import Response

    from jobscrape.boards.jsonld import Node
    from jobscrape.boards.visit import BoardVisit


class Join(ListedPages):
    name = "join"
    system = "JOIN"
    home = "https://join.com"
    url_patterns = (r"join\.com/companies/(?P<board>[\w-]+)",)
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9_-]*"
    example = "bexio"
    fold_case = True
    delay, concurrency = 1.0, 2
    terms = "No documented API; public pages, robots.txt is obeyed (as of 2026-11-23)."

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"https://join.com/companies/{board}?page={page.number}")

    def decode(self, response: Response) -> dict[str, Any]:
        """Return the state of a company page. Raises PayloadError for pages of unknown companies, which hold a template."""
        text = response.xpath("//script[@id='__NEXT_DATA__']/text()").get()
        try:
            state: dict[str, Any] = orjson.loads(text or "")["props"]["pageProps"]["initialState"]
        except (ValueError, KeyError, TypeError) as error:
            raise PayloadError("the page holds no list of postings") from error
        if not (state.get("company") or {}).get("name"):
            raise PayloadError("the page names no company")
        return state

    def rows(self, payload: dict[str, Any]) -> list[dict[str, Any]]:
        company, jobs = payload["company"], expect_list((payload.get("jobs") or {}).get("items"), "jobs.items")
        return [{**row, "id": str(row["id"]), "company": company["name"]} for row in jobs]

    def declared(self, payload: dict[str, Any]) -> int | None:
        return paging_of(payload).get("total")

    def following(self, payload: dict[str, Any], page: Page, visit: BoardVisit) -> Page | None:
        return Page() if page.fresh and page.number < (paging_of(payload).get("pageCount") or 1) else None

    def detail(self, row: dict[str, Any], board: str) -> Ask:
        return Ask(f"https://join.com/companies/{board}/{row['idParam']}")

    def posting_with(self, row: dict[str, Any], detail: Node, board: str) -> JobPosting:
        return super().posting_with({**row, "url": f"https://join.com/companies/{board}/{row['idParam']}"}, detail, board)

    def finished(self, posting: JobPosting, row: dict[str, Any], node: Node) -> JobPosting:
        city, country = row.get("city") or {}, row.get("country") or {}
        words = joined((city.get("cityName"), city.get("countryName")))
        place = StatedPlace(raw=words, city=city.get("cityName"), country=country.get("iso3166") or city.get("countryName"))
        posting.company = row["company"]
        posting.title = row["title"].strip()
        posting.locations = posting.locations or ([place] if words else [])
        posting.workplace = row.get("workplaceType") or posting.workplace
        posting.employment_type = posting.employment_type or (row.get("employmentType") or {}).get("name")
        posting.department = (row.get("category") or {}).get("name") or posting.department
        posting.date_posted = row.get("createdAt") or posting.date_posted
        return posting


def paging_of(payload: dict[str, Any]) -> dict[str, Any]:
    """Return what a company page says of its pages."""
    return (payload.get("jobs") or {}).get("pagination") or {}
