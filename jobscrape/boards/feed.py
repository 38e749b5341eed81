"""Feeds: boards of many employers with one list, as JSON or RSS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.payload import hash_of, read_xml
from jobscrape.boards.spider import Ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsel import Selector
    from scrapy.http import Response

    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit


class Feed(ApiBoard):
    """A feed; its only board is `all`. A query of the API (`tag=python&count=20`) may be given in its place: it narrows the visit."""

    board_is: ClassVar[str] = "feed"
    board_pattern: ClassVar[str] = "all"
    default_boards: ClassVar[tuple[str, ...]] = ("all",)
    query: ClassVar[str] = ""
    """Query of the first page."""
    sites: ClassVar[tuple[str, ...]] = ()
    """Other sites on which its postings stand."""

    def __init__(self, boards: str = "", limit: str = "", verbose: str = "", part: str = "", **unknown: Any) -> None:
        super().__init__(boards, limit, verbose, part, **unknown)
        self.asked = ""

    @classmethod
    def token(cls, text: str) -> str:
        """Return the only board for its name and for any address on the feed's own sites. Raises UsageError for others."""
        own = {_site(url) for url in (cls.home, cls.url, cls.attribution.url if cls.attribution else "", *cls.sites)}
        return cls.default_boards[0] if "://" in text and _site(text) in own else super().token(text)

    def token_in(self, text: str) -> str:
        """Remember a query; the board stays `all`, so that a posting has one id however it was found."""
        query = urlsplit(text).query if text.startswith(f"{self.url}?") else "" if "://" in text else text
        if "=" in query:
            self.asked = query
            return self.default_boards[0]
        return self.token(text)

    def open(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the first page; a narrowed one proves nothing about the rest."""
        if self.asked:
            visit.limited = "only the query named"
        yield from super().open(visit)

    def page(self, board: str, page: Page) -> Ask:
        """Return the request of a page: the query, and what the source adds for later pages."""
        query = "&".join(q for q in (self.asked or self.query, self.more(page)) if q)
        return Ask(f"{self.url}?{query}" if query else self.url)

    def more(self, page: Page) -> str:
        """Return what a later page adds to the query."""
        return ""

    @staticmethod
    def withdraw(source_id: str, visit: BoardVisit) -> None:
        """Note that the feed itself says that a posting has ended."""
        visit.gone.add(source_id)
        visit.ids.discard(source_id)
        visit.seen.discard(source_id)

    @staticmethod
    def caught_up(visit: BoardVisit) -> None:
        """After a feed of changes: what it did not name is as it was."""
        visit.seen |= set(visit.memory.known) - visit.ids - visit.gone
        visit.ids |= visit.seen
        visit.listed = len(visit.ids)


class RssFeed(Feed):
    """A feed in RSS 2.0; a row is an `item` element without namespaces."""

    expect: ClassVar[str] = "xml"

    def decode(self, response: Response) -> Selector:
        """Return the document. Raises PayloadError."""
        return read_xml(response)

    def rows(self, payload: Selector) -> list[Selector]:
        """Return the items."""
        return list(payload.xpath("//item"))

    def declared(self, payload: Selector) -> int | None:
        """RSS declares no number."""
        return None

    def row_id(self, row: Selector) -> str:
        """Return the guid, else the link."""
        return child(row, "guid") or child(row, "link")

    def row_hash(self, row: Selector) -> str:
        """Return the hash of the item's text."""
        return hash_of([[e.xpath("name()").get(), e.xpath("string()").get()] for e in row.xpath("*")])


def child(row: Selector, name: str) -> str:
    """Return the text of an element of an item; "" if it is absent."""
    return (row.xpath(f"string({name})").get() or "").strip()


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
