"""Drive a spider over recorded answers without a reactor: the same callbacks, in order, in this process."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from scrapy.http import HtmlResponse, Request, Response, TextResponse
from scrapy.settings import Settings
from scrapy.statscollectors import DummyStatsCollector

from jobscrape.boards.visit import BoardVisit, Memory, Reject
from jobscrape.items import JobPosting, LayoffNotice

if TYPE_CHECKING:
    from jobscrape.boards.spider import BoardSpider
    from jobscrape.replay import Answers

CLOCK = datetime(2026, 11, 1, 6, tzinfo=timezone.utc)


@dataclass
class Driven:
    """What a spider made of a board."""

    visit: BoardVisit
    postings: list[JobPosting] = field(default_factory=list)
    notices: list[LayoffNotice] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    settled: int = 0


class _Crawler:
    crawling = True
    stats = DummyStatsCollector.__new__(DummyStatsCollector)
    settings = Settings()


def drive(
    spider_class: type[BoardSpider],
    board: str,
    answers: Answers,
    *,
    memory: Memory | None = None,
    clock: datetime = CLOCK,
    **arguments: str,
) -> Driven:
    """Crawl one board (token or URL) of `spider_class` over `answers`; an unknown request is answered 404."""
    spider = spider_class(boards=board, **arguments)
    spider.crawler = _Crawler()  # type: ignore[assignment]
    spider.clock, spider.run = clock, "test"
    spider.settings = Settings()
    token = spider.boards()[0]
    visit = BoardVisit(source=spider.name, board=token, run="test", started=clock, memory=memory or Memory())
    spider.visits[token] = visit
    driven = Driven(visit)
    queue: list[Any] = list(spider.opened(visit))
    while queue:
        result = queue.pop(0)
        if isinstance(result, Request):
            driven.requests.append(result)
            assert len(driven.requests) < 2000, "the spider does not stop asking"
            queue.extend(result.callback(answer(result, answers), **result.cb_kwargs))  # type: ignore[misc]
        elif isinstance(result, JobPosting):
            driven.postings.append(result)
        elif isinstance(result, LayoffNotice):
            driven.notices.append(result)
        elif isinstance(result, Reject):
            driven.rejects.append(result)
        else:
            driven.settled += 1
    return driven


def answer(request: Request, answers: Answers) -> Response:
    """Return the recorded answer as Scrapy would hand it to the callback."""
    found = answers.find(request.method, request.url, request.body)
    if found is None:
        return TextResponse(request.url, status=404, body=b"not recorded", request=request)
    headers = {k: v for k, v in found.headers.items() if k.lower() != "content-encoding"}
    kind = HtmlResponse if "html" in str(headers.get("Content-Type") or headers.get("content-type")) else TextResponse
    return kind(request.url, status=found.status, headers=headers, body=found.body, request=request, encoding="utf-8")
