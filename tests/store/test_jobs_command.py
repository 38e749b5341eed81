"""`scrapy jobs` on a store with the invented market."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TYPE_CHECKING, Any

import pytest

from jobscrape.commands.jobs import Command
from jobscrape.errors import UsageError
from jobscrape.store.jobs import Jobs
from jobscrape.store.schema import initialise
from tests.commandline import scrapy
from tests.identity.adverts import market

if TYPE_CHECKING:
    from collections.abc import Callable

    from pymongo.database import Database

OWN, COPY, AGENCY = "greenhouse:nordwindlooms:70001", "feed:all:f1", "feed:all:a0"


@pytest.fixture
def store(database: Database[dict[str, Any]]) -> Database[dict[str, Any]]:
    initialise(database)
    database["postings"].insert_many(market(4))
    Jobs(database).link_pending()
    return database


@pytest.fixture
def say(store: Database[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return a function that runs the command on `store` and returns what it prints."""
    monkeypatch.setattr(Command, "database", lambda _: store)

    def run(*arguments: str, as_json: bool = False) -> str:
        Command().execute(list(arguments), Namespace(json=as_json, restart=False))
        return capsys.readouterr().out

    return run


def test_explain_split_join_rebuild(store: Database[dict[str, Any]], say: Callable[..., str]) -> None:
    told = say("explain", COPY)
    assert told.startswith(f"job {OWN}: ")
    assert "merge: feed:all:f1 and greenhouse:nordwindlooms:70001: same title, place and text" in told

    pair = json.loads(say("explain", OWN, AGENCY, as_json=True))
    assert (pair["relation"], pair["link"]) == ("different", "no")
    assert say("explain", OWN, AGENCY).startswith("different (no): other employer\n  jaccard ")

    assert say("split", COPY) == f"split: {COPY} now in {COPY}\n"
    assert json.loads(say("join", OWN, COPY, as_json=True)) == {"job": OWN}
    assert json.loads(say("rebuild", as_json=True))["jobs"] == store["jobs"].count_documents({})
    assert say("link").startswith("linked 0 postings")


def test_a_doubtful_link_is_explained(say: Callable[..., str]) -> None:
    assert "possible: feed:all:a0 and greenhouse:nordwindlooms:70000: same text, title and place" in say("explain", AGENCY)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "say one of explain, split, join, link, rebuild .got nothing."),
        (["explain"], "explain wants 1 or 2 ids, got 0"),
        (["join", "a"], "join wants 2 or more ids, got 1"),
        (["rebuild", "a"], "rebuild wants no ids, got 1"),
    ],
)
def test_wrong_use_is_said(arguments: list[str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        Command().execute(arguments, Namespace(json=False, restart=False))


@pytest.mark.parametrize("arguments", [["explain", "nobody"], ["explain", "nobody", OWN], ["split", "nobody"]])
def test_an_unknown_id_is_said(say: Callable[..., str], arguments: list[str]) -> None:
    with pytest.raises(UsageError, match="'nobody'; ids look like source:board:id"):
        say(*arguments)


def test_an_error_is_one_line_and_status_2(store: Database[dict[str, Any]], mongo: str) -> None:
    done = scrapy("jobs", "explain", "nobody", env={"MONGODB_URI": mongo, "MONGODB_DATABASE": store.name})
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("scrapy jobs: no posting or job 'nobody'")
