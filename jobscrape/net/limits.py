"""What cannot be the answer that was asked for: too large, cut off, of another kind. All is counted under `net/`.

IgnoreRequest
└── TooLarge   the decompressed body passes DOWNLOAD_MAXSIZE
BadBodyError   status 200, but the body is cut off or of another kind; has `response` and `reason`
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

CLOSING = {b"{": b"}", b"[": b"]", b'"': b'"'}
UNDECODABLE = "undecodable"
WHITE = b" \t\r\n\xef\xbb\xbf"


class BadBodyError(Exception):
    """The answer to a request is no answer to it. `reason`: empty, truncated, wrong_type or undecodable."""

    def __init__(self, response: Response, reason: str) -> None:
        super().__init__(f"{reason} body (status {response.status}, {len(response.body)} bytes)")
        self.response = response
        self.reason = reason


class TooLarge(IgnoreRequest):
    """The decompressed body of an answer is larger than DOWNLOAD_MAXSIZE."""


def defect(request: Request, response: Response) -> str | None:
    """Return what is wrong with the body of a 200 answer, None if nothing is.

    Meta `expect` says what the spider asked for: "json", "xml" or "html"; without it only bodies declared as JSON are looked
    at. The body counts, not the Content-Type: boards send JSON as text/html and maintenance pages as application/json.
    """
    if response.status != 200 or request.method == "HEAD":
        return None
    if UNDECODABLE in response.flags:
        return UNDECODABLE
    expect = request.meta.get("expect")
    if expect is None and not is_json(response):
        return None
    body = response.body.strip(WHITE)
    if not body:
        return "empty"
    if expect is None and not body.startswith((b"{", b"[", b"<")):
        # A prefix against hijacking, a scalar: the spider knows, we do not.
        return None
    return json_defect(body) if expect in {None, "json"} else markup_defect(body, expect)


def is_json(response: Response) -> bool:
    """Return whether the Content-Type says JSON."""
    kind = (response.headers.get("Content-Type") or b"").split(b";")[0].strip().lower()
    return kind in {b"application/json", b"text/json"} or kind.endswith(b"+json")


def json_defect(body: bytes) -> str | None:
    """Return what is wrong with a stripped body as JSON, by its two ends only: parsing is the spider's work."""
    if body[:1] == b"<":
        return "wrong_type"
    closing = CLOSING.get(body[:1])
    if closing is None:
        return None if body[:1] in b"-0123456789" or body in {b"null", b"true", b"false"} else "wrong_type"
    return None if len(body) > 1 and body.endswith(closing) else "truncated"


def markup_defect(body: bytes, expect: str) -> str | None:
    """Return what is wrong with a stripped body as XML or HTML: XML must begin and end with a tag, HTML may not be JSON."""
    if expect == "xml":
        if body[:1] != b"<" or body[:200].lower().startswith((b"<!doctype html", b"<html")):
            return "wrong_type"
        return None if body.endswith(b">") else "truncated"
    return "wrong_type" if body[:1] in b"{[" and body[-1:] in b"}]" else None


class Decompress(HttpCompressionMiddleware):
    """Scrapy's decompression; what is too large or cannot be decompressed is counted and named."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Decompress; TooLarge ends the request, an undecodable body is flagged for the retry."""
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            self._count("too_large")
            raise TooLarge(str(error)) from error
        except (OSError, EOFError, zlib.error, ValueError):
            flags = [*response.flags, UNDECODABLE]
            return response.replace(body=b"", flags=flags)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count answers that were given up for their size while they came in."""
        if isinstance(exception, DownloadCancelledError):
            self._count("too_large")

    def _count(self, what: str) -> None:
        if self.stats:
            self.stats.inc_value(f"net/{what}")
