"""A list of links whose pages carry schema.org JobPosting: boards of systems without an API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.boards.api import ApiBoard
from jobscrape.boards.jsonld import Node, map_node, nodes_in
from jobscrape.boards.payload import PayloadError
from jobscrape.boards.spider import Ask

if TYPE_CHECKING:
    from scrapy.http import Response

    from jobscrape.items import JobPosting


class ListedPages(ApiBoard):
    """A row is a dict with `id`, `url` (the page to read), `public` (its public address, if another) and what else the list says."""

    expect = "html"
    conditional = False

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
