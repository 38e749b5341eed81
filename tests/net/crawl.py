"""A small crawl in a process of its own: requests as JSON on standard input, what came back as JSON on standard output."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

import scrapy
from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SHOWN = ("unchanged", "new_validators", "retry_times", "redirect_urls", "download_slot")


class Probe(scrapy.Spider):
    name = "probe"
    asked: list[dict[str, Any]]
    answers: list[dict[str, Any]]

    async def start(self) -> AsyncIterator[Request]:
        for ask in self.asked:
            meta = {"asked": ask["url"], "handle_httpstatus_list": list(range(400, 600)), **ask.get("meta", {})}
            yield Request(ask["url"], self.parse, errback=self.failed, meta=meta, dont_filter=True, method=ask.get("method", "GET"))

    def parse(self, response):
        meta = {name: response.meta[name] for name in SHOWN if name in response.meta}
        about = {"status": response.status, "url": response.url, "text": response.text[:200], "size": len(response.body)}
        self.answers.append({"asked": response.meta["asked"], "flags": response.flags, "meta": meta, "at": time.monotonic(), **about})

    def failed(self, failure):
        meta = {name: value for name, value in failure.request.meta.items() if name in SHOWN}
        error = {"error": failure.type.__name__, "message": failure.getErrorMessage()}
        self.answers.append({"asked": failure.request.meta["asked"], "meta": meta, "at": time.monotonic(), **error})


class Vendor(Probe):
    """A probe whose requests share a slot."""

    name = "vendor"

    @classmethod
    def slot(cls) -> str:
        return "acme"


def main() -> None:
    task = json.load(sys.stdin)
    answers: list[dict[str, Any]] = []
    process = AsyncCrawlerProcess({"ADDONS": {"jobscrape.net.addon.NetAddon": 0}, "LOG_LEVEL": "WARNING", **task["settings"]})
    kind = Vendor if task.get("vendor") else Probe
    crawler = process.create_crawler(kind)
    crawler.signals.connect(lambda spider: vars(spider).update(asked=task["asks"], answers=answers), signals.spider_opened, weak=False)
    process.crawl(crawler)
    process.start()
    json.dump({"answers": answers, "stats": crawler.stats.get_stats()}, sys.stdout, default=str)


main()
