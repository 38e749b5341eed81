"""What a perfect crawl of the simulated year stores lets claims and answers come out as the simulation was built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from demo.market import market

from jobscrape.demo import perfect
from jobscrape.demo.answers import NOT_KNOWN, check, held
from jobscrape.demo.judging import ask_all, judge_claims
from jobscrape.demo.layoffs import notices
from jobscrape.demo.market import Market
from jobscrape.demo.plan import Plan
from jobscrape.demo.truth import claims
from jobscrape.demo.year import weekly
from jobscrape.layoffs.notices import notice_document
from jobscrape.questions import panel
from jobscrape.questions.claims import claims as judged_claims
from jobscrape.questions.fact import Links, fact
from jobscrape.questions.question import catalogue
from jobscrape.questions.run import Runner
from jobscrape.questions.scope import Scope

if TYPE_CHECKING:
    from pymongo.database import Database

    from jobscrape.questions.answer import Answer

DEMO_SEED = 2


def filled(database: Database[dict[str, Any]], made: Market) -> None:
    """Put into `database` what weekly crawls of `made` would store, read without a mistake."""
    times = weekly(made.plan)
    database["postings"].insert_many(list(perfect.postings(made, times)))
    database["crawls"].insert_many(list(perfect.ledger(made, times)))
    database["layoffs"].insert_many([notice_document(notice) for notice in notices(made)])


@pytest.mark.parametrize("scenario", ["default", "contrary"])
def test_claims_come_out_as_the_simulation_was_built(database: Database[dict[str, Any]], scenario: str) -> None:
    made = Market(Plan(seed=DEMO_SEED, employers=14, postings=9, scenario=scenario))
    filled(database, made)
    scope, answers = ask_all(database)
    judged = judge_claims(answers, scenario)
    told = [
        f"{one.judgement.claim.name}: {one.judgement.verdict}, truly {one.truth}; {one.judgement.why}" for one in judged if not one.right
    ]
    assert told == []
    figures = held(made, scope, answers)
    assert [(one.question, one.name, one.truth, one.figure) for one in figures if not one.good] == []
    assert {one.question for one in figures} | NOT_KNOWN.keys() >= {name for name, answer in answers.items() if answer.reason is None}
    assert check(figures).right > 400


@pytest.mark.parametrize("scenario", ["default", "contrary"])
@pytest.mark.parametrize("seed", [1, 3, 5, 7, 11])
def test_no_claim_is_turned_round_in_other_markets(database: Database[dict[str, Any]], seed: int, scenario: str) -> None:
    made = Market(Plan(seed=seed, employers=14, postings=9, scenario=scenario))
    database["layoffs"].insert_many([notice_document(notice) for notice in notices(made)])
    judged = judge_claims(streamed(made, database), scenario)
    told = [(one.judgement.claim.name, one.judgement.why) for one in judged if not one.right]
    assert not any(one.wrong for one in judged), told
    assert len(told) <= 2, told


def streamed(made: Market, database: Database[dict[str, Any]]) -> dict[str, Answer]:
    """Return the answers from facts that no database holds; it holds the layoffs alone."""
    times, links = weekly(made.plan), Links()
    facts = {posting["_id"]: fact(posting) for posting in perfect.postings(made, times)}
    for one in facts.values():
        links.add(one, proven=True)
    for name, changes in links.changes().items():
        facts[name].update(changes)
    ledger = panel.read(panel.condense(perfect.ledger(made, times)))
    assert ledger is not None
    scope = Scope(
        standing=panel.standing_panel(ledger, ledger.months, None, None), arrivals=panel.arrivals_panel(ledger, ledger.months, None, None)
    )
    runner = Runner(aggregate=lambda name, pipeline: database[name].aggregate(pipeline), scope=scope, facts=facts.values)
    return runner.ask(catalogue()[name] for name in sorted({claim.question for claim in judged_claims()}))


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
