"""Jobs of a simulated market without a database: real spiders and readers, links and clusters as the store makes them."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

from demo.market import Answers
from driving import drive
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from jobscrape import chain
from jobscrape.demo.boards import tokens
from jobscrape.demo.plan import minute_of
from jobscrape.identity.clusters import divide, make_link
from jobscrape.identity.documents import keys_of_document, marks_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from jobscrape.demo.market import Market
    from jobscrape.items import JobPosting

Pair = tuple[str, str]


def crawled(made: Market, times: list[datetime]) -> dict[str, dict[str, Any]]:
    """Return what crawls at `times` store of all postings for their identity, as it is after the last crawl."""
    documents: dict[str, dict[str, Any]] = {}
    for when in times:
        for source, posting in _found(made, when):
            name = f"{source}:{posting.board}:{posting.source_id}"
            if name not in documents:
                identity = chain.key(chain.fielded(posting, when)).identity
                own = {"source": source, "board": posting.board, "source_id": posting.source_id}
                documents[name] = {**own, "identity": identity, "first_seen": when}
            documents[name]["last_seen"] = when
    return documents


def _found(made: Market, when: datetime) -> Iterator[tuple[str, JobPosting]]:
    loader = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["jobscrape.spiders"]}))
    for source, boards in tokens(made, minute_of(when), moved=False).items():
        threads = [thread for thread, _ in made.threads(minute_of(when))[:2]]
        for board in threads if source == "hackernews" else boards:
            for posting in drive(loader.load(source), board, Answers(when, made), clock=when).postings:
                yield source, posting


def joined(documents: dict[str, dict[str, Any]]) -> set[Pair]:
    """Return the pairs of documents that stand in one job."""
    keys = {name: keys_of_document(document) for name, document in documents.items()}
    holders: dict[int, set[str]] = defaultdict(set)
    for name, document in documents.items():
        for mark in marks_of(document):
            holders[mark].add(name)
    candidates = {pair for names in holders.values() for pair in combinations(sorted(names), 2)}
    links = [link for a, b in sorted(candidates) if (link := make_link(a, b, keys[a], keys[b]))]
    return {pair for group in divide(keys, links) for pair in combinations(sorted(group), 2)}
