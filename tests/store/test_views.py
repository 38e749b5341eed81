"""Open on a date, comparable boards, spells as documents."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from jobscrape.store.views import constant_panel, create_views, open_on
from tests.store.crawling import Market
from tests.store.scenes import day, numbered

if TYPE_CHECKING:
    from pymongo.database import Database


@pytest.fixture
def market(database: Database[dict[str, Any]]) -> Market:
    market = Market(database)
    for at, ids in ((0, "ab"), (10, "ab"), (20, "a"), (30, "a"), (40, "ac"), (50, "abc")):
        market.crawl(at, ids)
    return market


def found(market: Market, at: float, *, maybe: bool) -> str:
    rows = market.database["postings"].find(open_on(day(at), maybe=maybe), {"source_id": 1})
    return "".join(sorted(row["source_id"] for row in rows))


@pytest.mark.parametrize(
    ("at", "certain", "maybe"),
    [
        (-1, "", ""),
        (0, "ab", "ab"),
        (5, "ab", "ab"),
        (10, "ab", "ab"),
        (15, "a", "ab"),
        (20, "a", "a"),
        (35, "a", "a"),
        (45, "ac", "ac"),
        (50, "abc", "abc"),
        (60, "", "abc"),
    ],
)
def test_open_on(market: Market, at: float, certain: str, maybe: str) -> None:
    assert found(market, at, maybe=False) == certain
    assert found(market, at, maybe=True) == maybe


def test_a_vanished_board_is_never_certain(market: Market) -> None:
    market.crawl(60, numbered(12), board="gone")
    for at in (61, 62):
        market.crawl(at, board="gone", missing="HTTP 404")
    rows = market.database["postings"].find({"board": "gone", **open_on(day(62), maybe=True)})
    assert {row["status"] for row in rows} == {"unknown"}
    assert market.database["postings"].count_documents({"board": "gone", **open_on(day(62))}) == 0


def test_spells_are_documents(market: Market) -> None:
    create_views(market.database)
    assert create_views(market.database) == ["spells"]
    rows = list(market.database["spells"].find({"posting": "greenhouse:acme:b"}))
    assert [(r["opened"], r["seen_until"], r.get("closed_after"), r.get("closed_before"), r["reason"]) for r in rows] == [
        (day(0), day(10), day(10), day(20), "absent"),
        (day(50), day(50), None, None, None),
    ]
    assert market.database["spells"].count_documents({"opened": {"$lte": day(5)}, "seen_until": {"$gte": day(5)}}) == 2


def test_only_boards_watched_all_the_time_are_comparable(database: Database[dict[str, Any]]) -> None:
    market = Market(database)
    for at in range(0, 60, 5):
        market.crawl(at, "a", board="steady")
        market.crawl(at, "a", board="holed", **({"natural_end": False} if 10 <= at <= 40 else {}))
        if at >= 30:
            market.crawl(at, "a", board="young")
    assert constant_panel(database, day(5), day(50)) == ["greenhouse:steady"]
    assert constant_panel(database, day(36), day(50)) == ["greenhouse:steady", "greenhouse:young"]
    assert constant_panel(database, day(5), day(50), timedelta(days=45)) == ["greenhouse:holed", "greenhouse:steady"]
    assert constant_panel(database, day(900), day(950)) == []
