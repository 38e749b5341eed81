"""The comparison says 100 % of a perfect database, and notices what is wrong with another."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest
from demo.market import WHEN, market

from jobscrape.demo.compare import FIELDS, SKILLS, Check, Comparison, ids_of
from jobscrape.demo.market import Market
from jobscrape.demo.plan import Plan, minute_of, moment
from jobscrape.demo.truth import document
from jobscrape.demo.year import Step

SMALL = Market(Plan(employers=6, postings=6))
TIMES = [WHEN + timedelta(weeks=week) for week in range(4)]
PLANNED = [Step(when, source, []) for when in TIMES for source in ("greenhouse", "lever", "ashby", "jsonld", "remoteok", "hackernews")]


class Database(dict):
    """A database of one collection."""

    def find(self, *_: Any) -> list[dict[str, Any]]:
        return list(self.values())

    def __getitem__(self, name: str) -> Any:
        return self if name == "postings" else super().__getitem__(name)


def perfect() -> Database:
    """Return what a perfect crawl stores."""
    return Database(deepcopy(dict(_perfect())))


@cache
def _perfect() -> Database:
    rows = Database()
    empty = Comparison(SMALL, rows, PLANNED)
    postings = {document(p): p for life in empty.lives.values() for p in SMALL.postings(life)}
    for key, mention in empty.mentions.items():
        posting = postings.get(key)
        seen = [when for when in TIMES if posting is None or posting.shown_at(minute_of(when))]
        opening = empty._opening(mention, {"last_seen": seen[-1]})
        jobs = {"job": mention.openings[0], "role_group": opening.group}
        rows[key] = {"_id": key, "status": "open", "last_seen": seen[-1], **jobs, **values(opening)}
        rows[key]["spells"] = [{"closed_between": closing(posting, seen[-1]), "reason": None}]
        if rows[key]["spells"][0]["closed_between"]:
            rows[key]["status"] = "closed"
    return rows


def values(opening: Any) -> dict[str, Any]:
    pay = opening.pay
    needs = {f"skills_{need}": [i for s in getattr(opening, need) for i in ids_of(s)] for need in ("required", "preferred", "used")}
    return {
        **{name: list(v) if isinstance(v := getattr(opening, name), tuple) else v for name in FIELDS},
        "pay": pay and {"min": pay.min, "max": pay.max, "currency": pay.currency, "period": pay.period},
        "skills": [i for skill in opening.skills for i in ids_of(skill)],
        **needs,
    }


def closing(posting: Any, last: datetime) -> list[datetime] | None:
    if posting is None or posting.source == "remoteok" or last == TIMES[-1]:
        return None
    return [last, last + timedelta(weeks=1)]


def shares(rows: Database) -> dict[str, float]:
    return {check.name: check.share for check in Comparison(SMALL, rows, PLANNED).checks()}


def test_a_perfect_database_is_perfect() -> None:
    checks = Comparison(SMALL, perfect(), PLANNED).checks()
    assert {check.name: check.share for check in checks} == {check.name: 1.0 for check in checks}
    assert all(check.of > 5 for check in checks if check.name != "one role in several places grouped")
    assert {"role", "pay", "skills named", "closings in their interval"} <= {check.name for check in checks}
    assert len(SKILLS) == 4


def test_what_is_missing_or_invented_is_noticed() -> None:
    rows = perfect()
    key, row = rows.popitem()
    assert shares(rows)["postings found"] < 1
    rows["greenhouse:nobody:1"] = {**row, "_id": "greenhouse:nobody:1"}
    assert shares(rows)["postings that exist"] < 1
    assert key


@pytest.mark.parametrize("name", [*FIELDS, "pay"])
def test_wrong_values_are_noticed(name: str) -> None:
    rows = perfect()
    for row in rows.values():
        row[name] = {"min": 1} if name == "pay" else "wrong"
    assert shares(rows)[name] == 0


def test_wrong_needs_are_noticed() -> None:
    rows = perfect()
    for row in rows.values():
        row["skills_required"], row["skills_used"] = row["skills_used"], row["skills_required"]
    found = shares(rows)
    assert found["skills named"] == 1
    assert found["skills required, preferred or used"] < 0.6


def test_a_closing_at_the_wrong_time_is_noticed() -> None:
    rows = perfect()
    closed = next(row for row in rows.values() if row["spells"][0]["closed_between"])
    closed["spells"][0]["closed_between"] = [when - timedelta(weeks=20) for when in closed["spells"][0]["closed_between"]]
    assert shares(rows)["closings in their interval"] < 1


def test_openings_that_are_long_gone_may_not_be_called_open() -> None:
    rows = perfect()
    for row in rows.values():
        row["last_seen"] = TIMES[-1]
    assert shares(rows)["open postings still shown"] == 1
    for row in rows.values():
        row["status"] = "open"
    assert shares(rows)["open postings still shown"] < 1


def test_wrong_jobs_are_noticed() -> None:
    split = perfect()
    for key, row in split.items():
        row["job"] = key
    assert shares(split)["pairs of one opening joined"] == 0
    merged = perfect()
    for row in merged.values():
        row["job"] = "one"
    found = shares(merged)
    assert found["pairs of one opening joined"] == 1
    assert found["joined pairs of one opening"] < 0.1


def test_wrong_role_groups_are_noticed() -> None:
    rows = perfect()
    name = "one role in several places grouped"
    assert shares(rows)[name] == 1
    for key, row in rows.items():
        row["role_group"] = key
    assert shares(rows)[name] == 0


def test_a_check_is_good_if_enough_is_right() -> None:
    assert Check(name="a", right=9, of=10, least=0.9).good
    assert not Check(name="a", right=17, of=20, least=0.9).good
    assert not Check(name="a", right=19, of=20, least=1.0).good
    assert Check(name="a few", right=1, of=3, least=0.9).good
    assert Check(name="nothing to do", right=0, of=0, least=1.0).good


def test_skills_of_the_market_are_in_the_taxonomy() -> None:
    assert ids_of("Python") == {"lang.python"}
    assert len(ids_of("AI agents")) == 2
    assert moment(market().plan.begin).year == 2025
