"""`scrapy jobs` on a store with the invented market."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from jobscrape.store.jobs import Jobs
from jobscrape.store.schema import initialise
from tests.commandline import Run, scrapy
from tests.identity.adverts import market

if TYPE_CHECKING:
    from pymongo.database import Database

OWN, COPY, AGENCY = "greenhouse:nordwindlooms:70001", "feed:all:f1", "feed:all:a0"


@pytest.fixture
def store(database: Database[dict[str, Any]]) -> Database[dict[str, Any]]:
    initialise(database)
    database["postings"].insert_many(market(4))
    Jobs(database).link_pending()
    return database


def run(store: Database[dict[str, Any]], mongo: str, *arguments: str) -> Run:
    return scrapy("jobs", *arguments, env={"MONGODB_URI": mongo, "MONGODB_DATABASE": store.name})


def test_explain_split_join_rebuild(store: Database[dict[str, Any]], mongo: str) -> None:
    told = run(store, mongo, "explain", COPY)
    assert told.status == 0
    assert told.out.startswith(f"job {OWN}: ")
    assert "merge: feed:all:f1 and greenhouse:nordwindlooms:70001: same title, place and text" in told.out

    pair = run(store, mongo, "explain", OWN, AGENCY, "--json").json
    assert (pair["relation"], pair["link"]) == ("different", "no")

    assert run(store, mongo, "split", COPY).out == f"split: {COPY} now in {COPY}\n"
    assert run(store, mongo, "join", OWN, COPY, "--json").json == {"job": OWN}
    assert run(store, mongo, "rebuild", "--json").json["jobs"] == store["jobs"].count_documents({})
    assert run(store, mongo, "link").out.startswith("linked 0 postings")


def test_a_doubtful_link_is_explained(store: Database[dict[str, Any]], mongo: str) -> None:
    assert (
        "possible: feed:all:a0 and greenhouse:nordwindlooms:70000: same text, title and place" in run(store, mongo, "explain", AGENCY).out
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "say one of explain, split, join, link, rebuild (got nothing)"),
        (("explain",), "explain wants 1 or 2 ids, got 0"),
        (("join", "a"), "join wants 2 or more ids, got 1"),
        (("rebuild", "a"), "rebuild wants no ids, got 1"),
        (("explain", "nobody"), "no posting or job 'nobody'"),
        (("explain", "nobody", OWN), "no posting 'nobody'"),
    ],
)
def test_wrong_use_is_one_line_and_status_2(store: Database[dict[str, Any]], mongo: str, arguments: tuple[str, ...], says: str) -> None:
    done = run(store, mongo, *arguments)
    assert done.status == 2
    assert done.err.startswith(f"scrapy jobs: {says}")
    assert done.err.count("\n") == 1
