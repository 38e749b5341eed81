"""Looking at a careers page for the board behind it: one polite request, by the rules of a crawl."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from protego import Protego

from jobscrape.boards.jsonld import nodes_in
from jobscrape.boards.recognise import GENERIC, boards_in, recognise
from jobscrape.errors import UsageError
from jobscrape.net.addon import user_agent

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

SECONDS = 30
MOST_BYTES = 5_000_000


def boards_behind(url: str, settings: BaseSettings) -> list[tuple[str, str]]:
    """Return the boards that the page at `url` leads to, embeds or is. Raises UsageError if it names none."""
    agent = user_agent(settings)
    parts = urlsplit(url)
    robots = _fetch(f"{parts.scheme}://{parts.netloc}/robots.txt", agent, settings)
    if robots is not None and not Protego.parse(robots[1]).can_fetch(url, "jobscrape"):
        raise UsageError(f"robots.txt of {parts.netloc} forbids to read {url}; give the address of the board itself")
    answer = _fetch(url, agent, settings)
    if answer is None:
        raise UsageError(f"{url} does not answer with a page; check the address")
    final, page = answer
    found = [hit] if (hit := recognise(final)) else boards_in(page)
    if found:
        return found
    if nodes_in(page)[0]:
        return [(GENERIC, parts.netloc.lower())]
    raise UsageError(f"{url} embeds no board that is known and no JobPosting; give the address of one of its postings")


def _fetch(url: str, agent: str, settings: Any) -> tuple[str, str] | None:
    """Return the final address and the text; None if there is no good answer."""
    origin = str(settings.get("REPLAY_ORIGIN") or "").rstrip("/")
    parts = urlsplit(url)
    target = f"{origin}{parts.path or '/'}{'?' + parts.query if parts.query else ''}" if origin else url
    request = Request(target, headers={"User-Agent": agent, "X-Replay-URL": url} if origin else {"User-Agent": agent})  # noqa: S310
    if urlsplit(target).scheme not in ("http", "https"):
        raise UsageError(f"{url} is no web address")
    try:
        with urlopen(request, timeout=SECONDS) as response:  # noqa: S310 - the scheme was checked
            text = response.read(MOST_BYTES).decode("utf-8", "replace")
            return (url if origin else response.url), text
    except (HTTPError, URLError, TimeoutError, OSError, ValueError):
        return None
