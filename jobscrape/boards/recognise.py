"""Which board an address or a page belongs to."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.utils.misc import walk_modules_iter

from jobscrape.boards.spider import BoardSpider
from jobscrape.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINKS = re.compile(r"""(?:https?:)?//[^\s"'<>\\)]{4,300}""")
GENERIC = "jsonld"


@cache
def spiders() -> dict[str, type[BoardSpider]]:
    """Return the spiders by name."""
    found = {}
    for module in walk_modules_iter("jobscrape.spiders"):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, BoardSpider) and kind.__module__ == module.__name__:
                found[kind.name] = kind
    return dict(sorted(found.items()))


def recognise(url: str) -> tuple[str, str] | None:
    """Return (source, token) of the company board that an address belongs to; None for feeds and unknown sites."""
    if _host(url) in _feed_hosts():
        return None
    for name, spider in spiders().items():
        if spider.board_is == "feed":
            continue
        for pattern in spider.url_patterns:
            if re.search(pattern, url):
                try:
                    return name, spider.token(url)
                except UsageError:
                    continue
    return None


@cache
def _feed_hosts() -> frozenset[str]:
    """Return the hosts of feeds: their own addresses look like those of a site's board."""
    return frozenset(_host(spider.home) for spider in spiders().values() if spider.board_is == "feed")


def _host(url: str) -> str:
    with suppress(ValueError):
        return (urlsplit(url).hostname or "").removeprefix("www.")
    return ""


def boards_in(page: str) -> list[tuple[str, str]]:
    """Return the distinct boards that a page links to or embeds, in order of appearance."""
    return list(dict.fromkeys(hit for url in _urls(page) if (hit := recognise(url)) is not None))


def _urls(page: str) -> Iterator[str]:
    for hit in _LINKS.finditer(page.replace("&amp;", "&").replace("\\/", "/")):
        yield hit[0] if hit[0].startswith("http") else f"https:{hit[0]}"
