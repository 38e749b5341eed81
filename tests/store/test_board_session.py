"""The lifecycle in the database: the same states as in memory, one query and few updates a board, and nothing lost in a crash."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Any

import pytest

from jobscrape.boards.visit import Failure
from jobscrape.store.lifecycle import Observation, Sighting
from tests.store.crawling import CrashError, Market
from tests.store.scenes import Scene, day, numbered

if TYPE_CHECKING:
    from pymongo.database import Database

    from jobscrape.store.settling import Settling

FAILED = {"natural_end": False, "failures": [Failure(url="u", reason="HTTP 500", status=500)]}
LIFE = ("first_seen", "last_seen", "status", "status_reason", "absent_since", "spells", "reposts")


@pytest.fixture
def market(database: Database[dict[str, Any]]) -> Market:
    return Market(database)


def test_a_posting_is_opened_closed_and_reopened(market: Market) -> None:
    market.crawl(0, "ab")
    market.crawl(1, "a")
    assert market.statuses() == {"a": "open", "b": "absent"}
    assert (market.ledger(1)["absent"], market.ledger(1)["seen"], market.ledger(1)["new"]) == (1, 1, 0)
    market.crawl(2, "a")
    stored = market.stored("b")
    assert (stored["status"], stored["status_reason"], stored["absent_since"]) == ("closed", "absent", day(1))
    assert stored["spells"] == [
        {"opened": day(0), "seen_until": day(0), "closed_between": [day(0), day(1)], "confirmed": day(2), "reason": "absent"}
    ]
    market.crawl(9, "ab")
    stored = market.stored("b")
    assert (stored["status"], stored["absent_since"], len(stored["spells"])) == ("open", None, 2)
    assert (market.ledger(9)["reopened"], market.ledger(9)["new"], market.ledger(2)["closed"]) == (1, 0, 1)
    assert market.stored("a")["spells"][0]["seen_until"] == market.stored("a")["last_seen"] == day(9)


def test_the_ledger_says_what_held_closing_back(market: Market) -> None:
    market.crawl(0, "ab")
    market.crawl(1, "", **FAILED)
    entry = market.ledger(1)
    assert (entry["outcome"], entry["held"], entry["closed"]) == ("failed", 2, 0)
    assert entry["rule"] == "HTTP 500 at u; the end of the list was not reached: 2 unseen postings stay as they are"
    assert "pending" not in entry
    assert market.statuses() == {"a": "open", "b": "open"}


def test_a_row_without_id_may_be_any_posting(market: Market) -> None:
    market.crawl(0, "ab")
    market.crawl(1, "a", nameless=1)
    assert (market.ledger(1)["outcome"], market.ledger(1)["why"]) == ("partial", "1 rows have no id")
    assert market.statuses() == {"a": "open", "b": "open"}


def test_an_unchanged_board_is_touched_at_once(market: Market) -> None:
    market.crawl(0, "abc", validators={"etag": "x"})
    market.crawl(1, "ab", validators={"etag": "y"})
    market.crawl(2, unchanged=True)
    assert market.statuses() == {"a": "open", "b": "open", "c": "closed"}
    assert [market.stored(i)["last_seen"] for i in "abc"] == [day(2), day(2), day(0)]
    assert market.stored("a")["spells"][0]["seen_until"] == day(2)
    assert (market.ledger(2)["outcome"], market.ledger(2)["seen"]) == ("unchanged", 2)
    assert market.board()["last_complete"] == day(1)


def test_validators_are_kept_of_the_newest_complete_crawl_only(market: Market) -> None:
    market.crawl(0, "a", validators={"etag": "x"})
    market.crawl(1, "a", validators={"etag": "y"}, natural_end=False)
    market.crawl(0.5, "a", validators={"etag": "z"})
    assert market.board()["validators"] == {"etag": "x"}
    assert market.board()["last_crawl"] == day(1)


def test_a_board_that_vanishes_and_returns(market: Market) -> None:
    market.crawl(0, numbered(12))
    market.crawl(1, missing="HTTP 404")
    assert market.board()["state"] == "suspect"
    market.crawl(2, missing="HTTP 404")
    assert market.board()["state"] == "vanished"
    assert {market.stored(i)["status_reason"] for i in numbered(12)} == {"board_gone"}
    market.crawl(3, numbered(12))
    assert set(market.statuses().values()) == {"open"}
    assert market.board()["state"] == "active"


def test_zero_from_ten_or_more_is_told_as_missing(market: Market) -> None:
    market.crawl(0, numbered(12), validators={"etag": "x"})
    market.crawl(1, validators={"etag": "y"})
    assert (market.ledger(1)["outcome"], market.ledger(1)["why"]) == ("missing", "no posting where there were ten or more")
    market.crawl(2, unchanged=True)
    assert market.board()["state"] == "vanished"
    assert set(market.statuses().values()) == {"unknown"}


def test_many_boards_failing_at_once_are_the_vendors_fault(market: Market) -> None:
    boards = {f"b{i}": {"ids": numbered(12)} for i in range(5)}
    market.crawl_many(0, boards)
    for at in (1, 2):
        market.crawl_many(at, {**boards, "b0": {"missing": "HTTP 404"}, "b1": {"missing": "HTTP 404"}, "b2": {"ids": ["1"]}})
    entry = market.ledger(2, "b0")
    assert entry["outage"] == "3 of 5 boards failed in this run"
    assert entry["rule"] == "3 of 5 boards failed in this run: 12 unseen postings stay as they are"
    assert [market.ledger(2, b)["outcome"] for b in boards] == ["failed", "failed", "partial", "complete", "complete"]
    for board in boards:
        assert set(market.statuses(board).values()) == {"open"}
        assert market.board(board)["state"] == "active"


def test_one_board_failing_among_many_is_its_own_fault(market: Market) -> None:
    boards = {f"b{i}": {"ids": numbered(12)} for i in range(5)}
    market.crawl_many(0, boards)
    for at in (1, 2):
        market.crawl_many(at, {**boards, "b0": {"missing": "HTTP 404"}})
    assert market.board("b0")["state"] == "vanished"
    assert market.ledger(2, "b0")["outage"] == ""


def test_changes_are_kept_compactly(market: Market) -> None:
    market.crawl(0, "ab")
    market.crawl(1, "ab", changed={"a": {"title": "Head Baker", "date_updated": "2026-03-03"}, "b": {"date_updated": "2026-03-03"}})
    market.crawl(1, "ab", changed={"a": {"title": "Head Baker"}})
    assert market.stored("a")["changes"] == [{"field": "title", "from": "Baker a", "to": "Head Baker", "at": day(1)}]
    assert "changes" not in market.stored("b")
    market.crawl(2, "ab", changed={"a": {"title": "Head Baker", "text": "Bake cakes."}})
    change = market.stored("a")["changes"][1]
    assert (change["field"], change["at"]) == ("content_hash", day(2))
    for side in ("from", "to"):
        assert market.database["descriptions"].find_one({"_id": change[side]}) is not None
    assert market.ledger(2)["changed"] == 1


def test_a_late_crawl_overwrites_nothing(market: Market) -> None:
    market.crawl(0, "ab")
    market.crawl(5, "ab", changed={"a": {"title": "Head Baker"}})
    market.crawl(1, "ab", changed={"a": {"title": "Baker"}, "b": {"title": "Old"}})
    assert market.stored("a")["title"] == "Head Baker"
    assert market.stored("b")["title"] == "Baker b"
    assert market.stored("a")["last_seen"] == day(5)


def test_a_feed_expires(database: Database[dict[str, Any]]) -> None:
    market = Market(database, horizon_days=30)
    market.crawl(0, "ab", validators={"etag": "x"})
    market.crawl(20, "b", validators={"etag": "y"})
    market.crawl(31, unchanged=True)
    assert market.statuses() == {"a": "unknown", "b": "open"}
    assert market.stored("a")["status_reason"] == "horizon"
    assert market.stored("b")["last_seen"] == day(31)


def test_a_dead_page_closes(market: Market) -> None:
    market.crawl(0, "ab")
    market.crawl(1, "a", gone={"b"}, natural_end=False)
    assert market.stored("b")["status_reason"] == "page_gone"
    assert market.ledger(1)["closed"] == 1


def test_a_repost_is_linked(market: Market) -> None:
    market.crawl(0, "ab")
    market.crawl(1, "ac", changed={"c": {"title": "Baker b", "text": "Bake bread of kind b."}})
    assert market.stored("c")["reposts"] == [{"of": "b", "by": "title, place and text", "gone": day(0)}]
    assert market.ledger(1)["reposts"] == 1


def die_at(name: str, call: int = 1) -> Any:
    """Return what makes the process die at a call of a step of the board session."""

    def arm(settling: Settling) -> None:
        from jobscrape.store import settling as module

        class Dying(module.BoardSession):
            calls = 0

        async def die(self: Any, *args: Any) -> None:
            Dying.calls += 1
            if Dying.calls >= call:
                raise CrashError
            await getattr(super(Dying, self), name)(*args)

        setattr(Dying, name, die)
        settling.session = Dying

    return arm


@pytest.mark.parametrize(("step", "call"), [("_touch", 1), ("_commit", 1), ("_conclude", 2), ("_remember", 1), ("_no_longer_pending", 1)])
def test_a_crash_at_any_step_is_made_good_by_the_next_run(market: Market, database: Database[dict[str, Any]], step: str, call: int) -> None:
    """Whatever step the crash hits at day 2, day 3 leaves the same lives as without a crash, but for sightings that were lost."""
    market.crawl(0, "abcd")
    market.crawl(1, "ab")
    market.crawl(2, "abe", crash=die_at(step, call), changed={"b": {"title": "Head Baker"}})
    market.crawl(3, "ac")
    market.crawl(4, "ac")
    statuses = {"a": "open", "b": "closed", "c": "open", "d": "closed", "e": "closed"}
    assert market.statuses() == statuses
    committed = step not in ("_touch", "_commit")
    assert market.stored("d")["spells"][0]["closed_between"] == [day(0), day(1)]
    assert market.stored("d")["spells"][0]["confirmed"] == (day(2) if committed else day(3))
    assert market.stored("b")["spells"][0]["closed_between"] == [day(2), day(3)]
    assert market.stored("e")["spells"][0]["opened"] == day(2)
    c = market.stored("c")["spells"]
    assert [s["closed_between"] for s in c] == ([[day(0), day(1)], None] if committed else [None])
    assert database["crawls"].count_documents({"pending": True}) == 0
    assert database["crawls"].count_documents({}) == (5 if committed else 4)


def between(step: str, call: int, meanwhile: Any) -> Any:
    """Return what lets another crawl run, start to end, before a step of the board session."""

    def arm(settling: Settling) -> None:
        from jobscrape.store import settling as module

        class Interrupted(module.BoardSession):
            calls = 0

        async def wait(self: Any, *args: Any) -> None:
            Interrupted.calls += 1
            if Interrupted.calls == call:
                await asyncio.to_thread(meanwhile)
            await getattr(super(Interrupted, self), step)(*args)

        setattr(Interrupted, step, wait)
        settling.session = Interrupted

    return arm


@pytest.mark.parametrize(("step", "call"), [("_touch", 1), ("_commit", 1), ("_conclude", 2), ("_remember", 1)])
def test_two_crawls_at_once(market: Market, step: str, call: int) -> None:
    """A crawl that lacks "b" for the second time, and a later one that sees it and lacks "c", meet in the middle."""
    market.crawl(0, "abc")
    market.crawl(1, "ac")
    market.crawl(2, "ac", crash=between(step, call, lambda: market.crawl(2.1, "ab")))
    stored = market.stored("b")
    assert (stored["status"], stored["last_seen"]) == ("open", day(2.1))
    assert market.statuses()["c"] == "absent"
    assert market.stored("c")["absent_since"] == day(2.1)
    market.crawl(4, "ab")
    assert market.statuses() == {"a": "open", "b": "open", "c": "closed"}
    assert market.stored("c")["spells"][0]["closed_between"] == [day(2), day(2.1)]
    assert market.stored("a")["spells"][0]["seen_until"] == day(4)
    assert [look[0] for look in market.board()["lifecycle"]["looks"]] == [day(n) for n in (0, 1, 2, 2.1, 4)]


def test_the_store_agrees_with_the_state_machine(market: Market) -> None:
    """A random history, late crawls and repeats included, gives the same documents as in memory."""
    chance = random.Random(7)
    scene = Scene()
    there = set(numbered(14))
    past: list[tuple[float, list[str], str]] = []
    for n in range(40):
        there ^= {str(chance.randrange(1, 20)) for _ in range(chance.randrange(3))}
        outcome = chance.choice(["complete"] * 4 + ["partial", "failed", "missing"])
        ids = {"complete": sorted(there), "partial": sorted(there)[::2]}.get(outcome, [])
        at = float(n) if n % 9 else n - 2.5
        if n % 11 == 10:
            at, ids, outcome = chance.choice(past)
        past.append((at, ids, outcome))
        facts: dict[str, Any] = {"partial": {"natural_end": False}, "failed": FAILED, "missing": {"missing": "HTTP 404"}}.get(outcome, {})
        market.crawl(at, ids, **facts)
        seen = {i: Sighting() for i in ids}
        scene.observe(Observation(board="b", run=str(at), started=day(at), finished=day(at), outcome=outcome, seen=seen))
    for id_, state in scene.postings.items():
        stored = market.stored(id_)
        assert {k: stored[k] for k in LIFE if k != "reposts"} == {k: v for k, v in state.document().items() if k != "reposts"}, id_
    assert market.board()["state"] == scene.board.state
