"""Copies of an opening: when a job ended, and under which name an employer's layoff is on record."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from jobscrape.questions.catalogue.hiring_after_layoffs import _company
from jobscrape.questions.fact import Links
from jobscrape.questions.panel import Ledger

START = datetime(2026, 1, 5, tzinfo=timezone.utc)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def one(name: str, seen_until: int, gone: int | None, status: str) -> dict[str, Any]:
    ends = {"seen_until": day(seen_until), "gone": None if gone is None else day(gone), "status": status}
    return {"_id": name, "job": "j", "role_group": name, "opened": day(0), **ends}


@pytest.mark.parametrize(
    ("copy_proves", "seen_until", "gone", "status"), [(False, 30, 33, "closed"), (True, 90, None, "open")], ids=["feed", "board"]
)
def test_a_copy_that_proves_no_absence_does_not_outlive_its_opening(copy_proves: bool, seen_until: int, gone: int, status: str) -> None:
    links = Links()
    links.add(one("own", 30, 33, "closed"), proven=True)
    links.add(one("copy", 90, None, "open"), proven=copy_proves)
    life = links.changes()["copy"]
    assert (life["job_seen_until"], life["job_status"]) == (day(seen_until), status)
    assert life["job_gone"] == (None if gone is None else day(gone))


def test_a_job_of_copies_alone_ends_with_the_last_of_them() -> None:
    links = Links()
    links.add(one("a", 30, 30, "unknown"), proven=False)
    links.add(one("b", 90, None, "open"), proven=False)
    assert links.changes()["a"]["job_status"] == "open"


def test_a_board_that_is_no_longer_looked_at_proves_nothing() -> None:
    ledger = Ledger(
        first=day(0), last=day(60), looks={"lever:acme": [day(0), day(55)], "hackernews:1": [day(0), day(30)], "remoteok:all": []}
    )
    assert [board for board in ledger.looks if ledger.proves(board)] == ["lever:acme"]


@pytest.mark.parametrize(
    ("company", "name", "board", "found"),
    [
        ("nordwindlooms", "Nordwind Looms", "greenhouse:nordwind", "nordwindlooms"),
        ("nordwind", "nordwind", "lever:nordwind", "nordwindlooms"),
        ("nordwind", "Nordwind", "greenhouse:nordwind7", None),
        ("other", "other", "lever:other", None),
    ],
)
def test_a_layoff_is_found_by_name_or_by_the_token_of_a_board(company: str, name: str, board: str, found: str | None) -> None:
    when, stems = {"nordwindlooms": "2026-01"}, {"nordwind": "nordwindlooms"}
    assert _company({"c": company, "n": name, "b": board}, when, stems) == found
