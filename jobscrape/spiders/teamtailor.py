"""Teamtailor career sites: an RSS feed in pages (work mode, department) joined by id to a JSON feed (pay, country codes)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.jsonld import map_node
from jobscrape.boards.payload import expect_list, pick, read_json, read_xml
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting, StatedPlace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsel import Selector
    from scrapy.http import Response

    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit

PER_PAGE = 100
REMOTE = {"hybrid": "hybrid", "fully": "fully remote", "temporary": "temporarily remote"}


class Teamtailor(ApiBoard):
    name = "teamtailor"
    system = "Teamtailor"
    home = "https://www.teamtailor.com"
    expect = "xml"
    conditional = False
    gathers = True
    url_patterns = (
        r"//(?P<board>[\w-]+\.[a-z]{2}\.teamtailor\.com)",
        r"//(?!www\.|app\.|api\.|support\.|partner\.|docs\.)(?P<board>[\w-]+)\.teamtailor\.com",
    )
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*"
    example = "polestar"
    fold_case = True
    delay, concurrency = 1.0, 2
    terms = "The help page calls the feeds publicly available (note of 2026-10-06); the terms bind customers (read 2026-08-04)."

    def open(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the JSON feed, then for the RSS feed; either is enough."""
        yield self.ask(visit, Ask(f"https://{host(visit.board)}/jobs.json"), self.known, otherwise=super().open, expect="json")

    def known(self, response: Response, visit: BoardVisit) -> Iterator[Result]:
        """Keep the postings of the JSON feed for the rows of the RSS feed, in which some may be missing."""
        feed = read_json(response)
        rows = [row_of(item, feed.get("title") or "") for item in expect_list(feed.get("items"), "items")]
        page = Page(carried={"rows": {row["id"]: [row] for row in rows}})
        yield self.ask_page(visit, page, otherwise=lambda visit: self.json_only(page, visit, response.url))

    def json_only(self, page: Page, visit: BoardVisit, url: str) -> Iterator[Result]:
        """Take the postings of the JSON feed alone; whether it shows more than one page holds is not known."""
        if len(page.carried["rows"]) >= PER_PAGE:
            visit.capped = f"the JSON feed alone shows {len(page.carried['rows'])} postings, which may be its most"
        yield from self.gathered(None, [], page, visit, url)

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"https://{host(board)}/jobs.rss?per_page={PER_PAGE}&offset={page.offset}")

    def decode(self, response: Response) -> Any:
        channel = read_xml(response, root="rss").xpath("/rss/channel")
        return [item_of(item, channel.xpath("string(title)").get("").strip()) for item in channel.xpath("item")]

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        return Page(offset=page.offset + PER_PAGE) if page.rows >= PER_PAGE else None

    def merged(self, same: list[dict[str, Any]]) -> dict[str, Any]:
        return {k: v for row in same for k, v in row.items() if v}

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting = map_node(row.get("jobposting") or {}, row["url"], row["id"])
        posting.title, posting.company, posting.date_posted = row["title"], row["company"], row["date"]
        posting.requisition_id, posting.internal_id = None, posting.requisition_id
        posting.description = row.get("html") or posting.description
        posting.locations = [StatedPlace(**p) for p in row.get("places") or []] or posting.locations
        posting.workplace = REMOTE.get(row.get("remote", "")) or posting.workplace
        posting.department = row.get("department") or posting.department
        posting.tags = [row["role"]] if row.get("role") else []
        posting.raw = {**posting.raw, **pick(row, without=("html", "jobposting", "company"))}
        return posting


def host(board: str) -> str:
    """Return the host of a board: its own, or one of the vendor's."""
    return board if "." in board else f"{board}.teamtailor.com"


def row_of(item: dict[str, Any], company: str) -> dict[str, Any]:
    """Return a posting of the JSON feed."""
    found = {"id": item["id"], "url": item["url"], "title": item["title"].strip(), "company": company, "date": item.get("date_published")}
    return {**found, "html": item.get("content_html") or "", "jobposting": item.get("_jobposting") or {}}


def item_of(item: Selector, company: str) -> dict[str, Any]:
    """Return a posting of the RSS feed."""

    def text(name: str, part: Selector = item) -> str:
        return part.xpath(f"string({name})").get("").strip()

    parts = [(text("city", p), text("country", p), text("name", p)) for p in item.xpath("locations/location")]
    return {
        "id": text("guid"),
        "url": text("link"),
        "title": text("title"),
        "company": company,
        "date": text("pubDate"),
        "html": text("description"),
        "remote": text("remoteStatus"),
        "department": text("department"),
        "role": text("role"),
        "places": [
            {"raw": ", ".join(dict.fromkeys(w for w in (city or name, country) if w)), "city": city or None, "country": country or None}
            for city, country, name in parts
            if city or country or name
        ],
    }
