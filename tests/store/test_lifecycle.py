"""The lifecycle rules, one scene each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jobscrape.store.lifecycle import BoardState, Observation, PostingState, Sighting, Spell, apply, decide, settle
from tests.store.scenes import Scene, day, keyed, numbered


def test_absent_once_is_not_closed() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    decision = scene.crawl(1, "a")
    assert scene.statuses() == {"a": "open", "b": "absent"}
    assert scene.postings["b"].absent_since == day(1)
    assert decision.counts.absent == 1
    assert "1 newly absent" in decision.rule


def test_absent_from_two_complete_crawls_is_closed_within_the_first_interval() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    scene.crawl(1, "a")
    decision = scene.crawl(2, "a")
    assert scene.statuses() == {"a": "open", "b": "closed"}
    assert scene.interval("b") == (day(0), day(1))
    assert scene.postings["b"].spells[0].confirmed == day(2)
    assert scene.postings["b"].reason == "absent"
    assert decision.counts.closed == 1


@pytest.mark.parametrize(("hours", "status"), [(1, "absent"), (19.9, "absent"), (20, "closed"), (24, "closed")])
def test_the_confirmation_comes_twenty_hours_later(hours: float, status: str) -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    scene.crawl(1, "a")
    scene.crawl(1 + hours / 24, "a")
    assert scene.statuses()["b"] == status


@pytest.mark.parametrize("outcome", ["partial", "failed", "missing", "blocked"])
def test_nothing_but_a_complete_crawl_closes(outcome: str) -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    for at in (1, 2):
        decision = scene.crawl(at, "a" if outcome == "partial" else "", outcome, why="3 of 4 pages failed")
        assert decision.counts.held >= 1
        assert decision.rule.startswith("3 of 4 pages failed: ")
    assert "closed" not in scene.statuses().values()
    assert scene.postings["b"].absent_since is None


def test_a_failed_crawl_between_two_absences_does_not_matter() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    scene.crawl(1, "a")
    scene.crawl(2, "", "failed")
    scene.crawl(3, "a")
    assert scene.interval("b") == (day(0), day(1))


def test_back_before_the_confirmation_is_the_same_spell() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    scene.crawl(1, "a")
    decision = scene.crawl(2, "ab")
    assert scene.statuses() == {"a": "open", "b": "open"}
    assert [s.opened for s in scene.postings["b"].spells] == [day(0)]
    assert [t.kind for t in decision.sightings] == ["returned"]


def test_back_after_the_closing_is_a_new_spell_and_the_old_one_stays() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    for at in (1, 2):
        scene.crawl(at, "a")
    decision = scene.crawl(9, "ab")
    posting = scene.postings["b"]
    assert (posting.status, posting.reason, posting.absent_since) == ("open", None, None)
    assert [(s.opened, s.seen_until, s.closed_between) for s in posting.spells] == [
        (day(0), day(0), (day(0), day(1))),
        (day(9), day(9), None),
    ]
    assert (decision.counts.reopened, decision.counts.new) == (1, 0)


def test_its_own_dead_page_closes_at_once() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    scene.crawl(1, "a", "partial", gone=frozenset({"b"}))
    assert scene.statuses() == {"a": "open", "b": "closed"}
    assert scene.interval("b") == (day(0), day(1))
    assert scene.postings["b"].reason == "page_gone"


def test_a_dead_page_of_a_posting_on_the_list_proves_nothing() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    scene.crawl(1, "ab", gone=frozenset({"b"}))
    assert scene.statuses() == {"a": "open", "b": "open"}


def test_a_dead_page_after_the_first_absence_closes_before_that_absence() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    scene.crawl(1, "a")
    scene.crawl(1.5, "", "partial", gone=frozenset({"b"}))
    assert scene.interval("b") == (day(0), day(1))


@pytest.mark.parametrize("left", [5, 2, 0])
def test_a_large_fall_waits_for_one_complete_crawl_and_is_then_recorded(left: int) -> None:
    ids = numbered(9) if left == 0 else numbered(12)
    scene = Scene()
    scene.crawl(0, ids)
    decision = scene.crawl(1, ids[:left])
    assert set(scene.statuses().values()) == ({"open", "absent"} if left else {"absent"})
    if left:
        assert scene.board.state == "suspect"
        assert decision.rule.startswith("a large fall")
    scene.crawl(2, ids[:left])
    assert scene.board.state == "active"
    assert list(scene.statuses().values()).count("closed") == len(ids) - left
    assert scene.interval(ids[-1]) == (day(0), day(1))


def test_a_fall_that_comes_back_leaves_no_trace() -> None:
    scene = Scene()
    scene.crawl(0, numbered(30))
    scene.crawl(1, numbered(2))
    scene.crawl(2, numbered(30))
    assert set(scene.statuses().values()) == {"open"}
    assert scene.board.state == "active"
    assert {len(p.spells) for p in scene.postings.values()} == {1}


@pytest.mark.parametrize("crawl", [("missing", "the board answered 404"), ("complete", "")])
def test_a_vanished_board_makes_its_postings_unknown_not_closed(crawl: tuple[str, str]) -> None:
    outcome, why = crawl
    scene = Scene()
    scene.crawl(0, numbered(12))
    decision = scene.crawl(1, "", outcome, why=why)
    assert scene.board.state == "suspect"
    assert set(scene.statuses().values()) == {"open"}
    assert decision.counts.held == 12
    assert decision.rule
    scene.crawl(2, "", outcome)
    assert scene.board.state == "vanished"
    assert {(p.status, p.reason) for p in scene.postings.values()} == {("unknown", "board_gone")}
    scene.crawl(70, "", outcome)
    assert scene.board.state == "dead"


def test_two_misses_within_hours_do_not_confirm_each_other() -> None:
    scene = Scene()
    scene.crawl(0, numbered(12))
    scene.crawl(1, "", "missing")
    scene.crawl(1.2, "", "missing")
    assert scene.board.state == "suspect"
    assert set(scene.statuses().values()) == {"open"}


def test_a_board_that_returns_goes_on_where_it_stopped() -> None:
    """Nine days of 404, then nearly the same postings: none was closed, the missing ones close from now on."""
    ids = numbered(146)
    scene = Scene()
    scene.crawl(0, ids)
    scene.crawl(3, "", "missing")
    scene.crawl(6, "", "missing")
    scene.crawl(9, ids[5:])
    assert scene.board.state == "active"
    assert {p.status for p in scene.postings.values() if p.id in ids[5:]} == {"open"}
    assert {len(p.spells) for p in scene.postings.values()} == {1}
    assert {scene.postings[i].status for i in ids[:5]} == {"unknown"}
    scene.crawl(12, ids[5:])
    assert {scene.postings[i].status for i in ids[:5]} == {"closed"}
    assert scene.interval(ids[0]) == (day(0), day(9))


def test_zero_from_a_few_is_ordinary() -> None:
    scene = Scene()
    scene.crawl(0, numbered(9))
    scene.crawl(1)
    assert scene.board.misses == ()
    scene.crawl(2)
    assert set(scene.statuses().values()) == {"closed"}


def test_a_wind_down_is_recorded_step_by_step() -> None:
    scene = Scene()
    for at, left in enumerate((18, 9, 1, 0, 0)):
        scene.crawl(at, numbered(left))
    assert set(scene.statuses().values()) == {"closed"}
    assert scene.interval("18") == (day(0), day(1))
    assert scene.interval("1") == (day(2), day(3))


def test_a_feed_of_the_newest_never_closes() -> None:
    scene = Scene()
    horizon = timedelta(days=30)
    scene.crawl(0, "ab", horizon=horizon)
    for at in (1, 2, 20, 30):
        decision = scene.crawl(at, "b", horizon=horizon)
    assert scene.statuses()["a"] == "open"
    assert "30 days" in decision.rule
    scene.crawl(31, "b", horizon=horizon)
    assert (scene.postings["a"].status, scene.postings["a"].reason) == ("unknown", "horizon")
    scene.crawl(32, "ab", horizon=horizon)
    assert (scene.postings["a"].status, len(scene.postings["a"].spells)) == ("open", 1)
    scene.crawl(33, "b", horizon=horizon, gone=frozenset({"a"}))
    assert (scene.postings["a"].status, scene.postings["a"].reason) == ("closed", "page_gone")


def test_an_unchanged_board_is_one_touch() -> None:
    scene = Scene()
    scene.crawl(0, "abc")
    scene.crawl(1, "ab")
    decision = scene.crawl(2, outcome="unchanged")
    assert (decision.touched, decision.touch_since) == ([], day(1))
    assert decision.counts.seen == 2
    assert scene.postings["a"].last_seen == day(2)
    assert scene.postings["a"].spells[-1].seen_until == day(2)
    assert scene.statuses() == {"a": "open", "b": "open", "c": "closed"}
    assert scene.interval("c") == (day(0), day(1))


def test_unchanged_since_another_crawl_proves_nothing() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    scene.crawl(1, "a")
    scene.crawl(2, outcome="unchanged", base=day(0))
    assert scene.statuses() == {"a": "open", "b": "absent"}
    assert scene.postings["a"].last_seen == day(1)


def test_unchanged_after_the_board_emptied_repeats_the_emptiness() -> None:
    scene = Scene()
    scene.crawl(0, numbered(20))
    scene.crawl(1)
    scene.crawl(2, outcome="unchanged")
    assert scene.board.state == "vanished"
    assert {p.reason for p in scene.postings.values()} == {"board_gone"}


def test_unchanged_brings_a_board_back_from_unknown() -> None:
    scene = Scene()
    scene.crawl(0, numbered(20))
    scene.crawl(1, outcome="missing")
    scene.crawl(2, outcome="missing")
    scene.crawl(3, outcome="unchanged", base=day(0))
    assert set(scene.statuses().values()) == {"open"}
    assert scene.board.state == "active"


def test_an_unchanged_feed_touches_what_it_showed() -> None:
    scene = Scene()
    scene.crawl(0, "ab", horizon=timedelta(days=3))
    scene.crawl(1, "b", horizon=timedelta(days=3))
    scene.crawl(4.5, outcome="unchanged", horizon=timedelta(days=3))
    assert scene.statuses() == {"a": "unknown", "b": "open"}
    assert scene.postings["b"].last_seen == day(4.5)


def test_a_vendor_wide_failure_is_not_the_boards() -> None:
    scene = Scene()
    scene.crawl(0, numbered(20))
    for at in (1, 2, 3):
        decision = scene.crawl(at, outcome="missing", outage="9 of 10 boards of workday failed in this run")
    assert decision.rule == "9 of 10 boards of workday failed in this run: 20 unseen postings stay as they are"
    scene.crawl(4, numbered(2), outage="9 of 10 boards of workday failed in this run", gone=frozenset({"5"}))
    assert scene.board.state == "active"
    assert set(scene.statuses().values()) == {"open"}
    assert scene.postings["1"].last_seen == day(4)


def test_an_outage_that_does_not_end_is_none() -> None:
    scene = Scene()
    scene.crawl(0, numbered(20))
    for at in (1, 3, 5, 7):
        scene.crawl(at, outcome="missing", outage="2 of 2 boards failed")
    assert scene.board.state == "active"
    for at in (8, 9):
        scene.crawl(at, outcome="missing", outage="2 of 2 boards failed")
    assert scene.board.state == "vanished"
    assert {p.reason for p in scene.postings.values()} == {"board_gone"}
    scene.crawl(10, numbered(20))
    assert (scene.board.state, scene.board.doubted) == ("active", None)


def test_repeating_a_crawl_changes_nothing() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    scene.crawl(1, "a")
    before, board = {k: v.document() for k, v in scene.postings.items()}, scene.board
    decision = scene.crawl(1, "a")
    assert {k: v.document() for k, v in scene.postings.items()} == before
    assert (decision.sightings, decision.settlements) == ([], [])
    assert scene.board == board


def test_a_late_crawl_undoes_nothing_but_sharpens_the_interval() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    scene.crawl(4, "a")
    scene.crawl(5, "a")
    scene.crawl(1, "ab")
    assert scene.statuses()["b"] == "closed"
    assert scene.interval("b") == (day(1), day(4))
    scene.crawl(2, "a")
    assert scene.interval("b") == (day(1), day(2))
    scene.crawl(3, "", "failed")
    assert scene.postings["a"].last_seen == day(5)


def test_a_late_sighting_between_absence_and_confirmation_takes_the_proof_away() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    scene.crawl(1, "a")
    scene.crawl(3, "a")
    assert scene.statuses()["b"] == "closed"
    scene.crawl(2, "ab", "partial")
    assert scene.statuses()["b"] == "absent"
    assert scene.postings["b"].absent_since == day(3)
    scene.crawl(4, "a")
    assert scene.interval("b") == (day(2), day(3))


def test_a_late_sighting_of_an_unknown_posting() -> None:
    scene = Scene()
    scene.crawl(1, "ab")
    scene.crawl(0, "abc")
    assert scene.postings["a"].first_seen == day(0)
    assert scene.postings["a"].spells[0].opened == day(0)
    assert scene.statuses() == {"a": "open", "b": "open", "c": "absent"}


def test_late_sightings_in_an_old_gap() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    for at in (4, 6):
        scene.crawl(at, "a")
    scene.crawl(10, "ab")
    scene.crawl(2, "ab", "partial")
    assert scene.interval("b", 0) == (day(2), day(4))
    scene.crawl(8, "ab", "partial")
    assert scene.postings["b"].spells[1].opened == day(8)
    scene.crawl(5, "ab", "partial")
    assert scene.interval("b", 0) == (day(5), day(6))
    scene.crawl(6, "b", "partial")
    assert scene.interval("b", 0) == (day(6), day(8))
    assert scene.postings["b"].last_seen == day(10)


def test_two_crawls_at_once_are_one_look() -> None:
    scene = Scene()
    minute = timedelta(minutes=1)
    for run, start, end, ids in (("x", 0, 5, "ab"), ("y", 2, 4, "bc")):
        scene.observe(
            Observation(
                board="greenhouse:acme",
                run=run,
                started=day(0) + start * minute,
                finished=day(0) + end * minute,
                outcome="complete",
                seen={i: Sighting() for i in ids},
            )
        )
    assert scene.statuses() == {"a": "open", "b": "open", "c": "open"}
    assert len(scene.board.looks) == 1


def test_closing_lost_in_a_crash_is_completed_later() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    scene.crawl(1, "a")
    what = Observation(board="b", run="r", started=day(2), finished=day(2), outcome="complete", seen={"a": Sighting()})
    decision = decide(scene.board, scene.postings, what)
    decision.settlements = []
    apply(decision, scene.postings)
    assert scene.statuses() == {"a": "open", "b": "absent"}
    steps = settle(decision.board, scene.postings.values())
    assert [(step.id, step.kind, step.state.spells[0].closed_between) for step in steps] == [("b", "closed", (day(0), day(1)))]


def test_a_sighting_after_a_lost_closing_opens_a_new_spell() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    looks = Scene()
    for at in (0, 1, 2):
        looks.crawl(at, "a")
    scene.board = looks.board
    scene.crawl(3, "ab")
    assert [s.closed_between for s in scene.postings["b"].spells] == [(day(0), day(1)), None]


def test_reposts_are_linked_one_to_one_by_the_strongest_tie() -> None:
    scene = Scene()
    scene.crawl(
        0, {"1": keyed("sales", place="paris"), "2": keyed("sales", place="rome"), "3": keyed("chef", requisition="r7"), "9": keyed("x")}
    )
    decision = scene.crawl(
        1, {"4": keyed("sales", place="rome"), "5": keyed("chef", requisition="r7"), "6": keyed("cook"), "9": keyed("x")}
    )
    assert decision.counts.reposts == 2
    assert scene.postings["4"].reposts == [{"of": "2", "by": "title and place", "gone": day(0)}]
    assert scene.postings["5"].reposts == [{"of": "3", "by": "requisition and title", "gone": day(0)}]
    assert scene.postings["6"].reposts == []


def test_a_repost_needs_a_posting_gone_within_thirty_days() -> None:
    scene = Scene()
    scene.crawl(0, {"1": keyed("sales"), "2": keyed("chef")})
    for at in (1, 2):
        scene.crawl(at, {"2": keyed("chef")})
    scene.crawl(32, {"2": keyed("chef"), "3": keyed("sales"), "4": keyed("chef")})
    assert scene.postings["3"].reposts == []
    assert scene.postings["4"].reposts == []


def test_an_incomplete_crawl_finds_reposts_only_of_what_was_gone_before() -> None:
    scene = Scene()
    scene.crawl(0, {"1": keyed("sales"), "2": keyed("chef")})
    scene.crawl(1, {"2": keyed("chef")})
    scene.crawl(1.1, {"3": keyed("sales"), "4": keyed("chef")}, "partial")
    assert scene.postings["3"].reposts[0]["of"] == "1"
    assert scene.postings["4"].reposts == []


def test_changed_content_is_told_once() -> None:
    scene = Scene()
    scene.crawl(0, {"1": Sighting(content="x"), "2": Sighting(content="y")})
    decision = scene.crawl(1, {"1": Sighting(content="x2"), "2": Sighting(content="y")})
    assert (list(decision.changed), decision.counts.changed) == (["1"], 1)
    assert scene.crawl(2, {"1": Sighting(content="x2"), "2": Sighting(content="")}).changed == {}
    assert scene.crawl(0.5, {"1": Sighting(content="x")}).changed == {}


def test_a_decision_leaves_its_arguments_alone() -> None:
    board = BoardState(board="b")
    posting = PostingState(id="a", first_seen=day(0), last_seen=day(0), spells=[Spell(opened=day(0), seen_until=day(0))])
    known = {"a": posting}
    what = Observation(board="b", run="r", started=day(1), finished=day(1), outcome="complete", seen={"a": Sighting(), "b": Sighting()})
    decide(board, known, what)
    assert (list(known), posting.last_seen, board) == (["a"], day(0), BoardState(board="b"))


def test_spells_survive_storing() -> None:
    scene = Scene()
    scene.crawl(0, "ab")
    for at in (1, 2):
        scene.crawl(at, "a")
    scene.crawl(3, "ab")
    stored = scene.postings["b"].document()["spells"]
    assert [Spell.of(s) for s in stored] == scene.postings["b"].spells
    assert stored[1] == {"opened": day(3), "seen_until": day(3), "closed_between": None, "confirmed": None, "reason": None}


def test_a_long_vanished_board_keeps_its_first_miss() -> None:
    scene = Scene()
    scene.crawl(0, numbered(12))
    for at in range(1, 100):
        scene.crawl(at, outcome="missing")
    assert scene.board.misses[0] == day(1)
    assert len(scene.board.misses) == 40
