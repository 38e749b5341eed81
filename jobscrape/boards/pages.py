"""A list of links whose pages carry schema.org JobPosting: boards of systems without an API."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urljoin

from parsel import Selector

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.jsonld import Node, map_node, nodes_in
from jobscrape.boards.payload import PayloadError
from jobscrape.boards.spider import Ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit
    from jobscrape.items import JobPosting

NOTHING = (
    r"\b(?:no|0|zero|currently no) (?:\w+ ){0,3}(?:openings?|positions?|jobs?|vacanc\w+|results?|opportunit\w+|matches)\b"
    r"|not (?:currently )?hiring|keine (?:\w+ ){0,2}stellen|aucune (?:offre|opportunit)|geen vacatures"
)
"""How a list says that it is empty."""


def employer_in(host: str) -> str:
    """Return the part of a host that names the employer: careers-acme.icims.com and jobs.acme.com are acme."""
    labels = host.split(".")
    if host.endswith((".icims.com", ".jobs2web.com")):
        return re.sub(r"^\w*(?:careers?|jobs)-|-(?:careers?|jobs)$", "", labels[0])
    return labels[-3] if len(labels) > 2 and labels[-2] in ("co", "com") else labels[-2]


class ListedPages(ApiBoard):
    """A row is a dict with `id`, `url` (the page to read), `public` (its public address, if another) and what else the list says."""

    expect = "html"
    conditional = False
    posting_url: ClassVar[str] = ""
    """Regular expression with a group `id` for the address of a posting, if the address tells its id."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pages: dict[str, list[str]] = {}

    def token_in(self, text: str) -> str:
        """Return the token; the address of a posting is remembered as the page to read."""
        token = self.token(text)
        if self.posting_url and re.search(self.posting_url, text):
            self.pages.setdefault(token, []).append(text)
        return token

    def open(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the pages named, or for the list."""
        named = self.pages.get(visit.board)
        if named:
            visit.limited = "only the pages named"
            yield from self.taken_all(self.links(named), visit, "")
        else:
            yield from super().open(visit)

    def links(self, urls: list[str]) -> list[dict[str, Any]]:
        """Return rows for those addresses that are postings, each posting once."""
        hits = [(hit["id"], url) for url in urls if (hit := re.search(self.posting_url, url))]
        return list({source_id: self.row_at(url, source_id) for source_id, url in reversed(hits)}.values())[::-1]

    def row_at(self, url: str, source_id: str) -> dict[str, Any]:
        """Return the row of a posting of which only the address is known."""
        return {"id": source_id, "url": url}

    def detail(self, row: dict[str, Any], board: str) -> Ask | None:
        """Ask for the page."""
        return Ask(row["url"])

    def decode_detail(self, response: Response) -> Node:
        """Return the JobPosting of a page; with several blocks the one with the longest body. Raises PayloadError if it has none."""
        nodes, broken = nodes_in(response.text)
        if not nodes:
            raise PayloadError(broken[0] if broken else "the page has no JobPosting")
        return max(nodes, key=lambda node: len(str(node.get("description") or "")))

    def posting_with(self, row: dict[str, Any], detail: Node, board: str) -> JobPosting:
        """Map the page's JobPosting; the list's words are added by `finished`."""
        return self.finished(map_node(detail, row.get("public") or row["url"], row["id"]), row, detail)

    def finished(self, posting: JobPosting, row: dict[str, Any], node: Node) -> JobPosting:
        """Let a leaf add what the list says."""
        return posting


class LinkedPages(ListedPages):
    """Lists that are web pages: every link that `posting_url` matches is a posting."""

    def decode(self, response: Response) -> Response:
        """Return the page itself."""
        return response

    def rows(self, payload: Response) -> list[dict[str, Any]]:
        """Return a row a posting."""
        return self.links([urljoin(payload.url, link.strip()) for link in Selector(text=payload.text).css("a::attr(href)").getall()])

    def continued(self, payload: Response, page: Page, visit: BoardVisit) -> Iterator[Result]:
        """Go on. Raises PayloadError for a first page that lists nothing and does not say so."""
        if page.number == 1 and not page.rows and not re.search(NOTHING, payload.text, re.IGNORECASE):
            raise PayloadError("the page lists no postings and does not say that there are none")
        yield from super().continued(payload, page, visit)
