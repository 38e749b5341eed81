"""Postings as data frames: documents that spiders, readers and store made of the boards of the simulated market."""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
from demo.market import WHEN, Answers, market
from driving import drive

import jobscrape
from jobscrape import chain
from jobscrape.demo.boards import tokens
from jobscrape.demo.plan import minute_of
from jobscrape.errors import UsageError
from jobscrape.spiders.greenhouse import Greenhouse
from jobscrape.store.document import posting_document

if TYPE_CHECKING:
    from pymongo.database import Database

pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install -r requirements-report.txt")
COLUMNS = ("id", "skills", "years_min", "people_manager", "work_mode", "office_days", "date_posted", "closed_after", "first_seen")


@pytest.fixture
def stored(database: Database[dict[str, Any]]) -> Database[dict[str, Any]]:
    """Return a database with the postings of all Greenhouse boards of the market."""
    life = {"first_seen": WHEN, "last_seen": WHEN, "status": "open", "spells": [{"opened": WHEN, "closed_between": None}]}
    for board in tokens(market(), minute_of(WHEN), "greenhouse", moved=False)["greenhouse"]:
        read = [chain.read(posting, WHEN) for posting in drive(Greenhouse, board, Answers(), clock=WHEN).postings]
        database["postings"].insert_many([{**posting_document(posting), **life} for posting in read])
    return database


def plain(value: Any) -> Any:
    """Return a cell as Python's own value; None = unknown, in the way of either library."""
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime()
    if isinstance(value, float) and value != value:  # noqa: PLR0124 - not a number
        return None
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc)
    return list(value) if hasattr(value, "__iter__") and not isinstance(value, str) else value


def rows_of(frame: Any, kind: str) -> list[dict[str, Any]]:
    rows = frame.to_dict("records") if kind == "pandas" else frame.rows(named=True)
    return [{name: None if repr(value) == "NaT" else plain(value) for name, value in row.items()} for row in rows]


@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_both_libraries_hold_what_is_stored(stored: Database[dict[str, Any]], kind: str) -> None:
    pytest.importorskip(kind, reason=f"{kind} is not installed: pip install -r requirements-dev.txt")
    frame = jobscrape.frame(kind=kind, columns=COLUMNS, database=stored)
    rows = {row["id"]: row for row in rows_of(frame, kind)}
    documents = {document["_id"]: document for document in stored["postings"].find({})}
    assert rows.keys() == documents.keys()
    assert len(rows) > 30
    for name, row in rows.items():
        held = documents[name]
        assert row["skills"] == held["skills"]
        assert (row["years_min"], row["office_days"]) == (held["years_min"], held["office_days"])
        assert (row["people_manager"], row["work_mode"]) == (held["people_manager"], held["work_mode"])
        assert (row["date_posted"], row["first_seen"], row["closed_after"]) == (held["date_posted"], WHEN, None)
    assert {type(row["years_min"]) for row in rows.values()} == {float, type(None)}
    assert {row["work_mode"] for row in rows.values()} > {None}


@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_times_carry_their_zone(stored: Database[dict[str, Any]], kind: str) -> None:
    pytest.importorskip(kind, reason=f"{kind} is not installed: pip install -r requirements-dev.txt")
    frame = jobscrape.frame(kind=kind, database=stored)
    types = dict(frame.dtypes) if kind == "pandas" else frame.schema
    for name in ("first_seen", "last_seen", "date_posted", "closed_after"):
        zone = types[name].tz if kind == "pandas" else types[name].time_zone
        assert str(zone) == "UTC"


@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_no_posting_makes_an_empty_frame_with_all_columns(database: Database[dict[str, Any]], kind: str) -> None:
    pytest.importorskip(kind, reason=f"{kind} is not installed: pip install -r requirements-dev.txt")
    frame = jobscrape.frame(kind=kind, columns=COLUMNS, database=database)
    assert (len(frame), list(frame.columns)) == (0, list(COLUMNS))


@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_a_missing_library_is_told_in_one_line(database: Database[dict[str, Any]], kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, kind, None)
    with pytest.raises(UsageError, match=f"needs {kind}: pip install {kind}"):
        jobscrape.frame(kind=kind, database=database)
