"""REPLAY_ORIGIN: every request goes to one loopback origin, and its answer is handled under the original URL.

A download handler, not a middleware: robots.txt, redirects, retries, cookies, cache and slots above it only ever see the
original URL, and no request has to be changed and changed back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit, urlunsplit

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

from jobscrape.errors import UsageError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

ORIGINAL_URL = "X-Replay-URL"
PROXY_META = ("proxy", "_auth_proxy", "_scheme_proxy")


def replay_origin(settings: BaseSettings) -> str | None:
    """Return the setting REPLAY_ORIGIN as scheme://host:port, None if unset; a UsageError says what is wrong with it."""
    value = str(settings.get("REPLAY_ORIGIN") or "").strip()
    if not value:
        return None
    try:
        parts = urlsplit(value)
        fits = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        fits = False
    if not fits or parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise UsageError(f"REPLAY_ORIGIN must be an origin such as http://127.0.0.1:8765, not {value!r}")
    return f"{parts.scheme}://{parts.netloc}"


def replayed(request: Request, origin: str) -> Request:
    """Return the request as it goes to the origin: same method, path, query and body; never through a proxy."""
    parts = urlsplit(request.url)
    base = urlsplit(origin)
    url = urlunsplit((base.scheme, base.netloc, parts.path, parts.query, ""))
    meta = {name: value for name, value in request.meta.items() if name not in PROXY_META}
    copy: Request = request.replace(url=url, meta=meta)
    copy.headers.pop("Proxy-Authorization", None)
    copy.headers.pop("Host", None)
    copy.headers[ORIGINAL_URL] = urldefrag(request.url).url
    return copy


class ReplayHandler(BaseDownloadHandler):
    """Downloads from REPLAY_ORIGIN instead of the host of the URL; for the schemes http and https."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._origin = replay_origin(crawler.settings) or ""
        self._http = HTTP11DownloadHandler(crawler)

    async def download_request(self, request: Request) -> Response:
        """Return the answer of the origin under the original URL."""
        sent = replayed(request, self._origin)
        try:
            response = await self._http.download_request(sent)
        finally:
            self._keep_latency(request, sent)
        return response.replace(url=request.url)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()

    @staticmethod
    def _keep_latency(request: Request, sent: Request) -> None:
        if "download_latency" in sent.meta:
            request.meta["download_latency"] = sent.meta["download_latency"]
