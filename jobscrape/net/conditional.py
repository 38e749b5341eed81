"""Conditional requests: a board that has not changed costs one small answer.

Request meta `validators`: {etag, last_modified, body_hash} of the last crawl, each may be absent. Response meta `unchanged`:
True after a 304 or a 200 with the same body ("unchanged" is a flag of the response as well); `new_validators`: what to keep
for the next crawl, stated for every 200 and 304.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import xxhash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from typing_extensions import Self

UNCHANGED = "unchanged"
HEADERS = {"etag": ("ETag", "If-None-Match"), "last_modified": ("Last-Modified", "If-Modified-Since")}


def body_hash(body: bytes) -> str:
    """Return the hash of a decoded body: XXH3, 128 bits, as hexadecimal digits."""
    return xxhash.xxh3_128_hexdigest(body)


def new_validators(response: Response, old: Mapping[str, Any]) -> dict[str, str]:
    """Return what to send the next time: the answer's validators; a 304 keeps the old ones it does not state."""
    found = {name: value for name, (header, _) in HEADERS.items() if (value := _text(response, header))}
    if response.status == 304:
        return {**{name: value for name, value in old.items() if value}, **found}
    return {**found, "body_hash": body_hash(response.body)}


def _text(response: Response, header: str) -> str:
    return (response.headers.get(header) or b"").decode("latin-1").strip()


class Conditional:
    """Asks "has it changed?" and says so to the callback. Stats: `net/conditional/asked`, `/not_modified`, `/same_body`, `/changed`."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build for a crawler."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Add If-None-Match and If-Modified-Since, and let a 304 through to the callback."""
        old = request.meta.get("validators") or {}
        asked = [name for name in HEADERS if old.get(name)]
        for name in asked:
            request.headers.setdefault(HEADERS[name][1], old[name])
        if asked:
            self._count("asked")
            self._allow(request, 304)

    def process_response(self, request: Request, response: Response) -> Response:
        """Say whether the body is the one of the last crawl."""
        old = request.meta.get("validators") or {}
        if response.status not in {200, 304}:
            return response
        request.meta["new_validators"] = new = new_validators(response, old)
        not_modified = response.status == 304
        same = not not_modified and new["body_hash"] == old.get("body_hash")
        request.meta[UNCHANGED] = not_modified or same
        if request.meta[UNCHANGED]:
            response.flags.append(UNCHANGED)
        if old:
            self._count("not_modified" if not_modified else "same_body" if same else "changed")
        return response

    def _allow(self, request: Request, status: int) -> None:
        allowed = request.meta.get("handle_httpstatus_list")
        if allowed is None:
            settings = self._crawler.settings.getlist("HTTPERROR_ALLOWED_CODES")
            allowed = getattr(self._crawler.spider, "handle_httpstatus_list", None) or map(int, settings)
        request.meta["handle_httpstatus_list"] = sorted({*allowed, status})

    def _count(self, what: str) -> None:
        self._crawler.stats.inc_value(f"net/conditional/{what}")
