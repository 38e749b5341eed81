"""SAP SuccessFactors career sites: a feed with the whole board where there is one, else the search pages and a page per posting."""

from __future__ import annotations

import html
import re
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from parsel import Selector

from jobscrape.boards.api import Page
from jobscrape.boards.pages import ListedPages, employer_in
from jobscrape.boards.payload import PayloadError, pick, read_xml
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting, StatedPlace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

    from jobscrape.boards.jsonld import Node
    from jobscrape.boards.spider import Otherwise, Result
    from jobscrape.boards.visit import BoardVisit

LISTS = ("sitemal.xml", "googlefeed.xml", "services/rss/job/?locale=en_US", "search/?q=&startrow={offset}")
ROWS_A_PAGE = 25
PLACE_IN_TITLE = re.compile(r"\s*\(([^()]+, [A-Z]{2,3}(?:, [\dA-Z -]+)?)\)$")


class Successfactors(ListedPages):
    name = "successfactors"
    system = "SAP SuccessFactors"
    home = "https://www.sap.com/products/hcm.html"
    board_is = "site"
    expect = ""
    volatile = "expires"
    url_patterns = (
        r"//(?P<board>[\w-]+\.jobs2web\.com)",
        r"//(?P<board>[\w.-]+)/(?:sitemal|googlefeed)\.xml",
        r"//(?P<board>[\w.-]+)/job/[^/?#]+/\d{6,}/?(?:[?#]|$)",
    )
    posting_url = r"/job/[^?#]*?/(?P<id>\d+)/?(?:[?#]|$)"
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+"
    example = "jobs.aa.com"
    fold_case = True
    delay, concurrency = 1.0, 2
    terms = "Each employer's host has its own robots.txt, which is obeyed; bursts are refused by a firewall (as of 2026-11-23)."

    @classmethod
    def slot(cls) -> str:
        """Each host has a slot of its own."""
        return ""

    def ask_page(self, visit: BoardVisit, page: Page, *, otherwise: Otherwise | None = None) -> Any:
        """Ask for one list after the other until one answers."""
        number = page.carried.setdefault("list", 0)
        if number + 1 < len(LISTS):
            otherwise = partial(self.next_list, number=number + 1)
        return super().ask_page(visit, page, otherwise=otherwise)

    def next_list(self, visit: BoardVisit, number: int) -> Iterator[Result]:
        """Ask for another list."""
        yield self.ask_page(visit, Page(carried={"list": number}))

    @classmethod
    def named_in(cls, token: str) -> str:
        return employer_in(token)

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"https://{board}/" + LISTS[page.carried["list"]].format(offset=page.offset))

    def decode(self, response: Response) -> Selector:
        if "/search/" not in response.url:
            return read_xml(response, root="rss")
        document = Selector(text=response.text)
        if not document.css("#searchresults, .data-row, #noresults, .noresults, .no-results"):
            raise PayloadError("the page is no list of postings")
        return document

    def rows(self, payload: Selector) -> list[dict[str, Any]]:
        found = [item_of(item) for item in payload.xpath("/rss/channel/item")]
        for line in payload.css("tr.data-row"):
            link, place = line.css("a.jobTitle-link"), line.css("td.colLocation .jobLocation::text, .jobLocation::text").getall()
            words = next((w.strip() for w in place if w.strip()), "")
            found.append({"url": link.attrib.get("href", ""), "title": "".join(link[0].css("::text").getall()).strip(), "place": words})
        return [{**row, "id": hit["id"]} if (hit := re.search(self.posting_url, row["url"])) else row for row in found]

    def declared(self, payload: Selector) -> int | None:
        label = " ".join(payload.css(".paginationLabel ::text").getall())
        hit = re.search(r"(\d[\d.,]*)\s*$", label.strip())
        return int(re.sub(r"\D", "", hit[1])) if hit else None

    def following(self, payload: Selector, page: Page, visit: BoardVisit) -> Page | None:
        behind = page.offset + ROWS_A_PAGE
        more = page.carried["list"] == len(LISTS) - 1 and page.fresh and behind < (visit.declared or 0)
        return Page(offset=behind, carried=page.carried) if more else None

    def detail(self, row: dict[str, Any], board: str) -> Ask | None:
        return None if row.get("html") else Ask(urljoin(f"https://{board}/", row["url"]))

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting = JobPosting(source_id=row["id"], url=urljoin(f"https://{board}/", row["url"]), title="", description=row.get("html", ""))
        return self.finished(posting, row, {})

    def posting_with(self, row: dict[str, Any], detail: Node, board: str) -> JobPosting:
        return super().posting_with({**row, "url": urljoin(f"https://{board}/", row["url"])}, detail, board)

    def finished(self, posting: JobPosting, row: dict[str, Any], node: Node) -> JobPosting:
        title = row.get("title") or posting.title
        hit = PLACE_IN_TITLE.search(title)
        words = row.get("place") or (hit[1] if hit else "")
        posting.title = PLACE_IN_TITLE.sub("", title)
        posting.locations = posting.locations or ([place_of(words)] if words else [])
        posting.company = row.get("employer") or posting.company
        posting.department = row.get("function") or posting.department
        posting.date_posted = posting.date_posted or row.get("date") or None
        posting.valid_through = row.get("expires") or posting.valid_through
        posting.raw = {**posting.raw, **pick(row, without=("html",))}
        return posting


def item_of(item: Selector) -> dict[str, Any]:
    """Return a posting of a feed; its body is escaped twice, and "..." stands for one that is left out."""

    def text(name: str) -> str:
        return item.xpath(f"string({name})").get("").strip()

    body = html.unescape(text("description"))
    found = {
        "url": text("link").partition("?")[0],
        "title": text("title"),
        "place": text("location"),
        "html": body if len(body) > 3 else "",
    }
    about = {"employer": text("employer"), "function": text("job_function"), "expires": text("expiration_date"), "date": text("pubDate")}
    return {**found, **about}


def place_of(words: str) -> StatedPlace:
    """Return "City, region, country, postcode" in parts."""
    parts = [part.strip() for part in words.split(",") if not re.search(r"\d", part)]
    country = parts[-1] if len(parts) > 1 and re.fullmatch(r"[A-Z]{2,3}", parts[-1]) else None
    return StatedPlace(
        raw=", ".join(parts) or words,
        city=parts[0] if country else None,
        region=parts[1] if country and len(parts) > 2 else None,
        country=country,
    )
