"""robots.txt through real crawls: who waits for it is bound by it, whatever the answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobscrape.replay import Answer, Fault, ReplayServer
from tests.net.crawling import Crawl, crawl

pytestmark = pytest.mark.e2e
ROBOTS = b"User-agent: *\nDisallow: /\n\nUser-agent: jobscrape\nDisallow: /private\nAllow: /\n"
PAGES = [f"https://a.test/{place}/{number}" for place in ("private", "open") for number in range(6)]


def outcomes(crawled: Crawl, pages: list[str]) -> list[str]:
    return [str(crawled.answers[page].get("error") or crawled.answers[page]["status"]) for page in pages]


def test_all_that_wait_for_robots_txt_are_bound_by_it() -> None:
    answers = [Answer("https://a.test/robots.txt", content=ROBOTS), *(Answer(page, content=b"x") for page in PAGES)]
    with ReplayServer(answers, faults=[Fault("*/robots.txt", delay=0.3)]) as server:
        crawled = crawl(server, PAGES, CONCURRENT_REQUESTS_PER_DOMAIN=16)
    assert outcomes(crawled, PAGES[:6]) == ["RobotsRefusal"] * 6
    assert outcomes(crawled, PAGES[6:]) == ["200"] * 6
    assert sum(seen.url.endswith("/robots.txt") for seen in server.seen) == 1
    assert crawled.stats["net/robots/refused"] == 6


TABLE = {
    "missing": (Fault(status=404, body=ROBOTS), "200"),
    "locked": (Fault(status=401, body=ROBOTS), "200"),
    "empty": (Fault(body=b""), "200"),
    "page": (Fault(body=b"<html>Not found</html>", content_type="text/html"), "200"),
    "huge": (Fault(body=b"# " + b"x" * 600_000 + b"\nUser-agent: *\nDisallow: /\n"), "200"),
    "moved": (Fault(status=302, headers={"Location": "https://strict.test/robots.txt"}), "RobotsRefusal"),
    "busy": (Fault(status=429), "RobotsUnreachable"),
    "broken": (Fault(status=503), "RobotsUnreachable"),
    "gone": (Fault(reset=0.0), "RobotsUnreachable"),
}


@pytest.fixture(scope="module")
def told() -> Crawl:
    pages = [f"https://{host}.test/open" for host in TABLE]
    answers = [Answer(page, content=b"x") for page in pages]
    answers += [Answer("https://strict.test/robots.txt", content=b"User-agent: *\nDisallow: /\n")]
    faults = [replace(fault, url=f"https://{host}.test/robots.txt") for host, (fault, _) in TABLE.items()]
    with ReplayServer(answers, faults=faults) as server:
        return crawl(server, [*pages, "https://strict.test/robots.txt", "https://strict.test/x"], RETRY_TIMES=1)


@pytest.mark.parametrize("host", TABLE)
def test_answers_for_robots_txt(told: Crawl, host: str) -> None:
    assert outcomes(told, [f"https://{host}.test/open"]) == [TABLE[host][1]]


def test_robots_txt_itself_may_always_be_read(told: Crawl) -> None:
    assert outcomes(told, ["https://strict.test/robots.txt", "https://strict.test/x"]) == ["200", "RobotsRefusal"]


def test_failures_are_one_line_in_the_log(told: Crawl) -> None:
    assert "Traceback" not in told.log
    assert told.log.count("robots.txt cannot be had") == 3


def test_an_unreachable_robots_txt_is_asked_for_again() -> None:
    pages = PAGES[:3]
    answers = [Answer("https://a.test/robots.txt", content=b""), *(Answer(page, content=b"x") for page in pages)]
    with ReplayServer(answers, faults=[Fault("*/robots.txt", nth=(1,), status=500)]) as server:
        crawled = crawl(server, pages, RETRY_TIMES=0, NET_ROBOTS_UNREACHABLE=0, CONCURRENT_REQUESTS=1)
    assert outcomes(crawled, pages) == ["RobotsUnreachable", "200", "200"]
    assert crawled.stats["net/robots/asked"] == 2
