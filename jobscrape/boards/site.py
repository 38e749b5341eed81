"""Career sites read page by page: by sitemap or by a list of addresses, each page mapped from its schema.org JobPosting."""

from __future__ import annotations

import gzip
import io
import re
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from jobscrape.boards.jsonld import Node, identifier_of, map_node, nodes_in
from jobscrape.boards.payload import PayloadError, hash_of, read_xml
from jobscrape.boards.spider import Ask, BoardSpider
from jobscrape.boards.visit import Reject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy.http import Response

    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit

TRACKING = re.compile(r"^(?:utm_|gh_src|source$|src$|ref$|referrer$|trid|gclid|fbclid|lever-source|__jvst|__jvsd|_ga)", re.IGNORECASE)
SITEMAPS_AT_MOST = 50
SITEMAP_BYTES = 50 * 1024 * 1024


def canonical(url: str) -> str:
    """Return an address without fragment, tracking parameters and trailing slash; host in lower case."""
    parts = urlsplit(url)
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query) if not TRACKING.match(k)])
    return urlunsplit((parts.scheme.lower() or "https", parts.netloc.lower(), parts.path.rstrip("/") or "/", query, ""))


def _unpacked(body: bytes) -> bytes:
    """Return a gzipped sitemap. Raises PayloadError if it is broken or larger than 50 MiB, the limit of the protocol."""
    try:
        with gzip.open(io.BytesIO(body)) as stream:
            text = stream.read(SITEMAP_BYTES + 1)
    except (OSError, EOFError) as error:
        raise PayloadError(f"broken gzip: {error}") from error
    if len(text) > SITEMAP_BYTES:
        raise PayloadError("a sitemap of more than 50 MiB")
    return text


class JsonLdSite(BoardSpider):
    """A career site whose pages carry schema.org JobPosting; the token is its host, the id of a posting its address."""

    board_is: ClassVar[str] = "site"
    board_pattern: ClassVar[str] = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    posting_path: ClassVar[str] = (
        r"/(?:jobs?|careers?|vacanc\w*|stellen\w*|positions?|openings?|offers?|opportunit\w*|recruiting|karriere|emplois?|offres?)\b"
    )
    """Regular expression for the path of a posting's page in a sitemap."""
    fold_case: ClassVar[bool] = True

    @classmethod
    def slot(cls) -> str:
        """Each host has a slot of its own."""
        return ""

    def __init__(self, boards: str = "", limit: str = "", verbose: str = "", part: str = "", **unknown: Any) -> None:
        super().__init__(boards, limit, verbose, part, **unknown)
        self.pages: dict[str, list[str]] = {}

    def token_in(self, text: str) -> str:
        """Return the host in a token or URL; the address of a page is remembered as the page to read."""
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = self.token(parts.netloc)
        if parts.path.strip("/") and not parts.path.endswith((".xml", ".xml.gz", ".txt")):
            self.pages.setdefault(host, []).append(text)
        return host

    def open(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the pages named, or for robots.txt, which names the sitemaps."""
        pages = self.pages.get(visit.board)
        if pages:
            visit.limited = "only the pages named"
            yield from self.pages_of(visit, dict.fromkeys(pages, ""))
        else:
            yield self.ask(visit, Ask(f"https://{visit.board}/robots.txt"), self.robots, essential=False)

    def robots(self, response: Response, visit: BoardVisit) -> Iterator[Result]:
        """Follow the sitemaps of robots.txt; /sitemap.xml if it names none."""
        named = re.findall(r"(?im)^\s*sitemap:\s*(\S+)", response.text if response.status == 200 else "")
        for url in list(dict.fromkeys(named))[:SITEMAPS_AT_MOST] or [f"https://{visit.board}/sitemap.xml"]:
            yield self.ask(visit, Ask(urljoin(response.url, url)), self.sitemap, depth=0)

    def refused(self, response: Response, visit: BoardVisit, about: Any) -> None:
        """A missing robots.txt is no failure."""
        if not response.url.endswith("/robots.txt"):
            super().refused(response, visit, about)

    def answered(self, response: Response, visit: BoardVisit, about: Any) -> Iterator[Result]:
        """Without a robots.txt the usual sitemap is tried."""
        if response.url.endswith("/robots.txt") and response.status != 200:
            yield from self.robots(response, visit)
        yield from super().answered(response, visit, about)

    def sitemap(self, response: Response, visit: BoardVisit, depth: int) -> Iterator[Result]:
        """Read a sitemap or an index of them, plain or gzipped."""
        if response.body[:2] == b"\x1f\x8b":
            response = response.replace(body=_unpacked(response.body))
        document = read_xml(response)
        entries = {e.xpath("string(loc)").get("").strip(): e.xpath("string(lastmod)").get("").strip() for e in document.xpath("//url")}
        children = [u.strip() for u in document.xpath("//sitemap/loc/text()").getall()]
        if not entries and not children and document.root.tag not in ("urlset", "sitemapindex"):
            raise PayloadError(f"no sitemap: its root is {document.root.tag}")
        if depth < 3:
            for url in children[:SITEMAPS_AT_MOST]:
                yield self.ask(visit, Ask(urljoin(response.url, url)), self.sitemap, depth=depth + 1)
        visit.natural_end = True
        yield from self.pages_of(visit, {u: m for u, m in entries.items() if self.is_page(u)})

    def is_page(self, url: str) -> bool:
        """Tell whether an address of a sitemap is a posting's page."""
        path = urlsplit(url).path
        hit = re.search(self.posting_path, path, re.IGNORECASE)
        return hit is not None and len(path[hit.end() :].strip("/")) > 1

    def pages_of(self, visit: BoardVisit, pages: dict[str, str]) -> Iterator[Result]:
        """Ask for the pages that are new or whose change stamp moved."""
        for url, changed in pages.items():
            source_id = self.source_id(url)
            if not visit.add(source_id):
                continue
            stamp = hash_of([source_id, changed])
            if changed and visit.memory.known.get(source_id) == stamp:
                visit.seen.add(source_id)
                continue
            if self.limit is not None and visit.listed > self.limit:
                visit.limited = "-a limit"
                return
            yield self.ask(visit, Ask(url), self.read_page, essential=False, source_id=source_id, stamp=stamp)

    @staticmethod
    def source_id(url: str) -> str:
        """Return the id of the posting at `url`: its address without host and scheme."""
        parts = urlsplit(canonical(url))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def read_page(self, response: Response, visit: BoardVisit, stamp: str) -> Iterable[Result]:
        """Map the postings of a page; a page without any was no posting."""
        nodes, broken = nodes_in(response.text)
        page_id = self.source_id(response.request.url if response.request else response.url)
        for words in broken:
            yield Reject(source="", board="", url=response.url, error=words)
        if not nodes:
            visit.ids.discard(page_id)
            visit.listed -= 1
            visit.skipped += 1
        for number, node in enumerate(nodes):
            source_id = page_id if len(nodes) == 1 else f"{page_id}#{self.suffix(node, number)}"
            if number or len(nodes) > 1:
                visit.ids.discard(page_id)
                visit.ids.add(source_id)
            posting = map_node(node, canonical(response.url), source_id)
            posting.row_hash = stamp
            yield self.finished(posting, node, response)

    @staticmethod
    def suffix(node: Node, number: int) -> str:
        """Return what tells postings of one page apart."""
        return identifier_of(node.get("identifier")) or str(node.get("title") or number).strip()

    def finished(self, posting: Any, node: Node, response: Response) -> Any:
        """Let a leaf add what the page says beside the JSON-LD."""
        return posting
