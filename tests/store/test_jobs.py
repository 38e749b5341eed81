"""Openings in the store: the same for any order and number of processes, reversible, rebuilt alike."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymongo.errors import BulkWriteError

from jobscrape.errors import UsageError
from jobscrape.store.jobs import Jobs, _write, batches, link_id
from jobscrape.store.rebuild import STATE, Rebuild
from jobscrape.store.schema import initialise
from tests.identity.adverts import market, truth

if TYPE_CHECKING:
    from pymongo.database import Database

    Store = Database[dict[str, Any]]

MARKET = market(8)
ROOT = Path(__file__).parents[2]
FRESH = ("postings", "jobs", "links", "marks", "maintenance")


def empty(store: Store) -> None:
    for name in FRESH:
        store[name].delete_many({})


def openings(store: Store) -> set[frozenset[str]]:
    return {frozenset(m["posting"] for m in j["members"]) for j in store["jobs"].find()}


def state(store: Store) -> list[dict[str, Any]]:
    """Return all jobs and what postings say of theirs."""
    assigned = [{k: p.get(k) for k in ("_id", "job", "role_group")} for p in store["postings"].find().sort("_id", 1)]
    return [*store["jobs"].find().sort("_id", 1), *assigned]


def fill(store: Store, postings: list[dict[str, Any]]) -> Jobs:
    jobs = Jobs(store)
    for posting in postings:
        store["postings"].insert_one(dict(posting))
        jobs.link([posting["_id"]])
    return jobs


@pytest.fixture
def store(database: Store) -> Store:
    initialise(database)
    return database


@pytest.fixture
def filled(store: Store) -> Store:
    fill(store, MARKET)
    return store


def test_jobs_are_the_openings_of_the_market(filled: Store) -> None:
    assert openings(filled) == truth(MARKET)
    assert filled["jobs"].count_documents({}) == len(truth(MARKET))
    assert {p["job"] for p in filled["postings"].find()} == {j["_id"] for j in filled["jobs"].find()}
    assert filled["links"].count_documents({"kind": "possible"}) > 0


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.integers(1, 9))
def test_order_and_size_of_batches_do_not_matter(filled: Store, rng: random.Random, size: int) -> None:
    expected = state(filled)
    empty(filled)
    order = list(MARKET)
    rng.shuffle(order)
    jobs = Jobs(filled)
    for batch in batches([p["_id"] for p in order], size):
        filled["postings"].insert_many([dict(p) for p in order if p["_id"] in batch])
        jobs.link(batch)
    assert state(filled) == expected


@pytest.mark.parametrize("seed", [1, 2])
def test_four_processes_at_once_give_the_same_jobs(filled: Store, mongo: str, tmp_path: Path, seed: int) -> None:
    expected = state(filled)
    empty(filled)
    order = list(MARKET)
    random.Random(seed).shuffle(order)
    running = []
    for share in range(4):
        file = tmp_path / f"{share}.bson"
        file.write_bytes(bson.encode({"postings": order[share::4]}))
        command = [sys.executable, "-m", "tests.store.linking", mongo, filled.name, str(file)]
        running.append(subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}))
    assert [process.wait(timeout=240) for process in running] == [0, 0, 0, 0]
    assert state(filled) == expected


def test_linking_again_changes_nothing(filled: Store) -> None:
    before, links = state(filled), list(filled["links"].find().sort("_id", 1))
    Jobs(filled).link([p["_id"] for p in MARKET])
    assert state(filled) == before
    assert list(filled["links"].find().sort("_id", 1)) == links


def test_rebuild_gives_the_same_and_sets_right_what_was_lost(filled: Store) -> None:
    before = state(filled)
    filled["links"].delete_many({})
    filled["jobs"].delete_many({"n_postings": {"$gt": 1}})
    filled["postings"].update_many({}, {"$unset": {"job": "", "role_group": ""}})
    filled["jobs"].insert_one({"_id": "greenhouse:gone:1", "members": []})
    Rebuild(filled).run()
    assert state(filled) == before
    assert filled["maintenance"].count_documents({}) == 0


def test_an_interrupted_rebuild_goes_on_where_it_stopped(filled: Store) -> None:
    before, seen = state(filled), []

    def interrupt(phase: str, done: int) -> None:
        seen.append((phase, done))
        if phase == "jobs":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Rebuild(filled, interrupt).run()
    stopped = filled["maintenance"].find_one({"_id": STATE})
    assert stopped is not None
    assert stopped["phase"] == "jobs"
    again: list[str] = []
    Rebuild(filled, lambda phase, _: again.append(phase)).run()
    assert "links" not in again
    assert state(filled) == before


def test_postings_in_no_job_are_found_after_a_crash(store: Store) -> None:
    store["postings"].insert_many([dict(p) for p in MARKET])
    assert Jobs(store).link_pending().postings == len(MARKET)
    assert openings(store) == truth(MARKET)
    assert Jobs(store).link_pending().postings == 0


def test_a_changed_posting_leaves_its_job(filled: Store) -> None:
    copy = "feed:all:f1"
    other = next(p for p in market(14) if p["_id"] == "feed:all:f13")
    filled["postings"].update_one({"_id": copy}, {"$set": {"identity": other["identity"], "title": other["title"]}})
    Jobs(filled).link([copy])
    assert frozenset([copy]) in openings(filled)
    assert Jobs(filled).job_of(copy)["members"][0]["title"] == other["title"]


def test_the_end_of_a_posting_reaches_its_job(filled: Store) -> None:
    members = [m["posting"] for m in Jobs(filled).job_of("feed:all:f1")["members"]]
    filled["postings"].update_many({"_id": {"$in": members}}, {"$set": {"status": "closed"}})
    Jobs(filled).refresh(members)
    assert Jobs(filled).job_of("feed:all:f1")["status"] == "closed"


def test_split_and_join_last_and_can_be_undone(filled: Store) -> None:
    before, jobs = openings(filled), Jobs(filled)
    copy = "feed:all:f1"
    home = next(m["posting"] for m in jobs.job_of(copy)["members"] if m["posting"] != copy)
    assert jobs.split([copy]) == [copy]
    jobs.link([p["_id"] for p in MARKET])
    Rebuild(filled).run()
    assert frozenset([copy]) in openings(filled)
    jobs.join([copy, home])
    assert openings(filled) == before


def test_a_hand_joins_what_no_rule_would(filled: Store) -> None:
    agency, own = "feed:all:a0", "greenhouse:nordwindlooms:70000"
    joined = Jobs(filled).join([agency, own])
    Jobs(filled).link([agency])
    assert {agency, own} <= {m["posting"] for m in Jobs(filled).job_of(joined)["members"]}
    assert Jobs(filled).split([agency]) == [agency]
    assert openings(filled) == truth(MARKET)


def test_an_unknown_id_is_said(store: Store) -> None:
    with pytest.raises(UsageError, match="no posting or job 'nobody'"):
        Jobs(store).job_of("nobody")


class _Losing:
    """A collection on which the first write loses a race, as a real server may answer."""

    def __init__(self, code: int) -> None:
        self.code, self.calls = code, 0

    def bulk_write(self, operations: list[Any], *, ordered: bool) -> None:
        self.calls += 1
        if self.calls == 1:
            raise BulkWriteError({"writeErrors": [{"code": self.code, "op": operations, "ordered": ordered}]})


def test_a_lost_race_is_repeated_once_and_other_errors_are_not() -> None:
    race, broken = _Losing(11000), _Losing(121)
    _write(race, ["write"])
    assert race.calls == 2
    with pytest.raises(BulkWriteError):
        _write(broken, ["write"])


def test_the_id_of_a_link_does_not_depend_on_direction() -> None:
    assert link_id("a", "b") == link_id("b", "a") != link_id("a", "c")
