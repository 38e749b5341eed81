"""`scrapy history` and `scrapy coverage`: what the commands tell of a small market."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.settings import Settings

from jobscrape.boards.visit import Failure
from jobscrape.commands import coverage as coverage_command
from jobscrape.commands import history
from jobscrape.commands.coverage import table
from jobscrape.commands.history import find
from jobscrape.errors import UsageError
from jobscrape.store.coverage import coverage
from tests.commandline import Run, scrapy
from tests.store.crawling import Market
from tests.store.scenes import day, numbered

if TYPE_CHECKING:
    from pymongo.database import Database

FAILED = {"natural_end": False, "failures": [Failure(url="u", reason="HTTP 500", status=500)]}


@pytest.fixture
def market(database: Database[dict[str, Any]]) -> Market:
    """One board over a year's turn: a posting that closes and returns, a re-post, a change, failures, a fall, and vanishing."""
    market = Market(database)
    market.crawl(0, numbered(20))
    market.crawl(1, numbered(19), changed={"1": {"title": "Head Baker", "text": "Bake cakes."}})
    market.crawl(2, numbered(19))
    for at in (3, 4):
        market.crawl(at, **FAILED)
    market.crawl(5, numbered(20))
    market.crawl(30, [*numbered(4), "99"], changed={"99": {"title": "Baker 5", "text": "Bake bread of kind 5."}})
    market.crawl(31, [*numbered(4), "99"])
    for at in (40, 41):
        market.crawl(at, missing="HTTP 404")
    return market


def told(market: Market, what: str) -> list[str]:
    story = find(market.database, what)
    assert story is not None
    return story.lines()


def test_a_posting_that_came_back(market: Market) -> None:
    assert told(market, "greenhouse:acme:20") == [
        "Baker 20 at Acme (greenhouse:acme:20) https://acme.test/20",
        "2026-03-02                first seen",
        "2026-03-02 to 2026-03-03  closed within these days: absent from two complete crawls, certain since 2026-03-04",
        "2026-03-07                back under the same id",
        "2026-03-07 to 2026-04-01  closed within these days: absent from two complete crawls, certain since 2026-04-02",
        "now: closed, last seen 2026-03-07: absent from two complete crawls",
    ]


def test_a_posting_that_changed_and_whose_board_vanished(market: Market) -> None:
    lines = told(market, "https://acme.test/1")
    assert lines[2] == '2026-03-03                title changed: "Baker 1" to "Head Baker"'
    assert lines[3].startswith("2026-03-03                text changed (descriptions ")
    assert lines[4] == "now: unknown, last seen 2026-04-02: its board has vanished, so nobody knows"


def test_a_repost(market: Market) -> None:
    assert told(market, "greenhouse:acme:99")[2] == (
        "2026-04-01                a re-post of greenhouse:acme:5 (same title, place and text), last seen 2026-03-07"
    )


def test_a_board(market: Market) -> None:
    assert told(market, "greenhouse:acme") == [
        "board greenhouse:acme",
        "2026-03-02 to 2026-03-04  3 complete crawls, 20 to 19 postings (20 new, 1 changed, 1 closed)",
        "2026-03-05 to 2026-03-06  failed, 2 times: HTTP 500 at u; the end of the list was not reached; nothing was concluded",
        "2026-03-07                1 complete crawl, 20 postings (1 reopened)",
        "2026-04-01                1 complete crawl, 5 postings (1 new, 1 reposts); a large fall, 16 newly absent: "
        "closed by the next complete crawl at least 20 h later that lacks them too",
        "2026-04-02                1 complete crawl, 5 postings (16 closed)",
        "2026-04-11 to 2026-04-12  board not there, 2 times: the board answered 404; 5 now unknown",
        "now: vanished; 0 open, 16 closed, 5 unknown; last changed 2026-04-02",
    ]


@pytest.mark.parametrize("name", ["Acme", "acme", "ACME Inc."])
def test_a_company(market: Market, name: str) -> None:
    assert told(market, name) == [
        "Acme: 21 postings on greenhouse:acme",
        "2026-03-01                20 first seen, 1 back, 17 closed",
        "2026-04-01                1 first seen",
        "now: 0 open, 16 closed, 5 unknown; closed ones were up for 18 days (median)",
    ]


def test_a_posting_that_waits(market: Market) -> None:
    market.crawl(50, ["2"])
    assert told(market, "greenhouse:acme:2")[-1] == "now: open, last seen 2026-04-21"
    market.crawl(51, ["3"])
    assert told(market, "greenhouse:acme:2")[-1] == (
        "now: open, last seen 2026-04-21; absent since 2026-04-22, waits for a second complete crawl"
    )


def test_coverage_by_week(database: Database[dict[str, Any]]) -> None:
    market = Market(database)
    for at in (0, 7, 14):
        market.crawl(at, "a", board="whole")
        market.crawl(at, "a", board="part", natural_end=at == 0)
        market.crawl(at, "" if at else "a", board="broken", **(FAILED if at else {}))
    market.crawl(14, "a", board="young")
    market.crawl(0, "a", board="forgotten")
    rows = coverage(database, day(0), day(14) + timedelta(hours=1))
    assert [(f"{r.start:%Y-%m-%d}", r.completely, r.partly, r.not_at_all) for r in rows] == [
        ("2026-03-02", ["broken", "forgotten", "part", "whole"], [], {}),
        ("2026-03-09", ["whole"], ["part"], {"broken": "failed", "forgotten": "not crawled"}),
        ("2026-03-16", ["whole", "young"], ["part"], {"broken": "failed", "forgotten": "not crawled"}),
    ]
    assert rows[1].share == 0.25


def run(market: Market, mongo: str, *arguments: str) -> Run:
    return scrapy(*arguments, env={"MONGODB_URI": mongo, "MONGODB_DATABASE": market.database.name})


def test_the_commands(market: Market, mongo: str) -> None:
    shown = run(market, mongo, "coverage", "--weeks", "2", "--boards")
    assert (shown.status, shown.err) == (0, "")
    assert [line.split() for line in shown.out.splitlines()[1:]] == [
        ["greenhouse", "2026-W14", "2026-03-30", "1", "1", "0", "0", "100%"],
        ["greenhouse", "2026-W15", "2026-04-06", "1", "0", "0", "1", "0%"],
        ["missing:", "acme"],
    ]
    week = run(market, mongo, "coverage", "--since", "2026-04-06", "--json").json
    assert week[0]["boards_not_at_all"] == {"acme": "missing"}
    story = run(market, mongo, "history", "greenhouse:acme:20", "--json").json
    assert [event["words"] for event in story["events"]][2] == "back under the same id"
    assert story["now"] == "closed, last seen 2026-03-07: absent from two complete crawls"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("history",), "say one posting, board or company (got nothing)"),
        (
            ("history", "nobody"),
            "nothing is known of 'nobody': a posting is source:board:id or its address, a board source:board",
        ),
        (("coverage", "x"), "coverage takes options only (got x); see `scrapy coverage -h`"),
        (("coverage", "--weeks", "0"), "--weeks takes a whole number from 1 to 1000 (got '0')"),
        (("coverage", "--since", "May"), "--since takes a day such as 2026-01-31 (got 'May')"),
        (
            ("coverage", "--since", "2026-05-01", "--until", "2026-04-01"),
            "--since 2026-05-01 is not before --until 2026-04-01",
        ),
        (
            ("coverage", "--source", "lever"),
            "no board of 'lever' was crawled before 2026-04-12; `scrapy sources` lists the sources",
        ),
    ],
)
def test_mistakes_are_one_line(market: Market, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(UsageError) as told_:
        within(market.database, monkeypatch, *arguments)
    assert str(told_.value) == says


def within(database: Database[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, name: str, *arguments: str) -> None:
    """Run a command in this process."""
    command = {"history": history.Command, "coverage": coverage_command.Command}[name]()
    command.settings = Settings()
    monkeypatch.setattr(command, "database", lambda: database)
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    options, rest = parser.parse_known_args(list(arguments))
    command.execute(rest, options)


def test_an_empty_database_is_told(database: Database[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="holds no crawl yet"):
        within(database, monkeypatch, "coverage")
    assert table([], boards=True).startswith("source")


def test_a_thread_counts_to_its_last_crawl(database: Database[dict[str, Any]]) -> None:
    market = Market(database)
    for at in (0, 7):
        market.crawl(at, numbered(2))
    weeks = coverage(database, day(0), day(28), threads=["greenhouse"])
    assert [w.boards for w in weeks] == [1, 1]
    assert [w.boards for w in coverage(database, day(0), day(28))] == [1, 1, 1, 1, 1]
