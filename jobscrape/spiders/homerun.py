"""Homerun career sites: the sitemap, and a page per posting with JSON-LD."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jobscrape.boards.jsonld import nodes_in
from jobscrape.boards.pages import ListedPages
from jobscrape.boards.payload import read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit


class Homerun(ListedPages):
    name = "homerun"
    system = "Homerun"
    home = "https://www.homerun.co"
    url = "https://{board}.homerun.co/sitemap.xml"
    expect = "xml"
    conditional = True
    posting_url = r"\.homerun\.co/(?!sitemap\b|[a-z]{2}(?:[/?#]|$))(?P<id>[\w-]+)(?:/[a-z]{2})?/?(?:[?#]|$)"
    url_patterns = (r"//(?!www\.|app\.|api\.|help\.|feed\.)(?P<board>[\w-]+)\.homerun\.co(?:[/?#]|$)",)
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9-]*"
    example = "homerun"
    fold_case = True
    delay, concurrency = 1.0, 2
    terms = "The API needs a key; the sitemap and the public pages do not, robots.txt is obeyed (as of 2026-11-23)."

    def decode(self, response: Response) -> list[tuple[str, str]]:
        return [
            (e.xpath("string(loc)").get("").strip(), e.xpath("string(lastmod)").get("").strip())
            for e in read_xml(response, root="urlset").xpath("//url")
        ]

    def rows(self, payload: list[tuple[str, str]]) -> list[dict[str, Any]]:
        """Return a row a posting: English where it is in several languages."""
        english_first = sorted(payload, key=lambda entry: not entry[0].rstrip("/").endswith("/en"))
        changed = dict(payload)
        return [{**row, "changed": changed[row["url"]]} for row in self.links([url for url, _ in english_first])]

    def row_at(self, url: str, source_id: str) -> dict[str, Any]:
        parts = urlsplit(url)
        return {"id": source_id, "url": url, "public": f"https://{parts.netloc}{re.sub(r'/$', '', parts.path)}"}

    def detailed(self, response: Response, visit: BoardVisit, row: dict[str, Any], row_hash: str) -> Iterator[Result]:
        """Read a page; one without a JobPosting is another page of the site."""
        if nodes_in(response.text)[0]:
            yield from super().detailed(response, visit, row, row_hash)
        else:
            visit.ids.discard(row["id"])
            visit.listed -= 1
            visit.skipped += 1
