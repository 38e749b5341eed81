"""What a perfect crawl of the simulated year stores lets the sixteen claims come out as the simulation was built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from demo.market import market

from jobscrape.demo import perfect
from jobscrape.demo.judging import checks, judge_claims
from jobscrape.demo.layoffs import notices
from jobscrape.demo.market import Market
from jobscrape.demo.plan import Plan
from jobscrape.demo.truth import claims
from jobscrape.demo.year import weekly
from jobscrape.layoffs.notices import notice_document
from jobscrape.questions.claims import claims as judged_claims

if TYPE_CHECKING:
    from pymongo.database import Database


def filled(database: Database[dict[str, Any]], made: Market) -> None:
    """Put into `database` what weekly crawls of `made` would store, read without a mistake."""
    times = weekly(made.plan)
    database["postings"].insert_many(list(perfect.postings(made, times)))
    database["crawls"].insert_many(list(perfect.ledger(made, times)))
    database["layoffs"].insert_many([notice_document(notice) for notice in notices(made)])


@pytest.mark.parametrize("scenario", ["default", "contrary"])
def test_claims_come_out_as_the_simulation_was_built(database: Database[dict[str, Any]], scenario: str) -> None:
    filled(database, Market(Plan(employers=30, postings=8, scenario=scenario)))
    judged = judge_claims(database, scenario)
    told = [
        f"{one.judgement.claim.name}: {one.judgement.verdict}, truly {one.truth}; {one.judgement.why}" for one in judged if not one.right
    ]
    assert all(check.good for check in checks(judged)), told
    assert not any(one.wrong for one in judged), told


def test_the_claims_of_the_report_are_those_of_the_simulation() -> None:
    assert [claim.name for claim in judged_claims()] == list(claims("default"))


def test_perfect_documents_hold_what_is_true() -> None:
    times = weekly(market().plan, 8)
    rows = list(perfect.postings(market(), times))
    assert len({row["_id"] for row in rows}) == len(rows) > 500
    for row in rows:
        (spell,) = row["spells"]
        assert times[0] <= row["first_seen"] <= row["last_seen"] <= times[-1]
        assert (row["status"] == "closed") is (spell["closed_between"] is not None)
        assert set(row["skills"]) >= {*row["skills_required"], *row["skills_preferred"], *row["skills_used"]}
