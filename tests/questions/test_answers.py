"""Answers on a synthetic year: they match the truth, both engines give the same numbers, and nothing is told without ground."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, Any

import pytest

from jobscrape.questions.claims import CANNOT_TELL, NOT_SUPPORTED, SUPPORTED, claims, judge_all
from jobscrape.questions.fact import FIELDS, fact
from jobscrape.questions.facts import build, fact_stages, group_joins, joins
from jobscrape.questions.panel import condense, summary
from jobscrape.questions.question import catalogue
from jobscrape.questions.run import Runner
from jobscrape.questions.where import parse
from jobscrape.store.analysis import Analysis, forget, prepare
from tests.questions.market import MARKET, analysis, small, year  # noqa: F401 - fixtures
from tests.questions.synth import BEGIN, Market, load

if TYPE_CHECKING:
    from pymongo.database import Database

    from jobscrape.questions.answer import Answer

    Store = Database[dict[str, Any]]

LATE = 0.87
"""Middle of the last third of the months, as a share of the year; the first third's is EARLY."""
EARLY = 0.2
ONLY_THERE = ("coverage", "layoffs")
"""Questions that no engine but the server answers."""


@pytest.fixture(scope="module")
def answers(analysis: Analysis) -> dict[str, Answer]:  # noqa: F811
    """All answers on MARKET."""
    return Runner(aggregate=analysis.aggregate, scope=analysis.scope(), facts=analysis.stream).ask(catalogue().values())


def at(line: tuple[float, float], progress: float) -> float:
    return line[0] + (line[1] - line[0]) * progress


def holds(figure: Any, truth: float, slack: float = 0.0) -> bool:
    return bool(figure.low - slack <= truth <= figure.high + slack)


def test_every_question_is_answered_or_says_why(answers: dict[str, Answer]) -> None:
    assert len(answers) >= 30
    for name, answer in answers.items():
        assert answer.plain.endswith("."), name
        assert bool(answer.reason) != bool(answer.sentence), name
        assert answer.coverage.boards_known == MARKET.boards, name
        assert all(len(row) == len(answer.columns) for row in answer.rows), name
        assert json.loads(json.dumps(answer.document(), allow_nan=False))["question"] == name


def test_the_panel_leaves_out_boards_whose_crawls_failed(answers: dict[str, Answer]) -> None:
    assert answers["work_mode"].coverage.boards == MARKET.boards - MARKET.flawed
    assert answers["skills"].coverage.boards == MARKET.boards
    assert answers["work_mode"].months[0] == "2025-02"


@pytest.mark.parametrize(("name", "chance"), MARKET.truth.skill.items())
def test_skill_changes_match_the_truth(answers: dict[str, Answer], name: str, chance: tuple[float, float]) -> None:
    change = answers["skill_trends"].figures[name]
    assert holds(change, at(chance, LATE) - at(chance, EARLY), 0.03)


def test_only_skills_that_move_are_called_so(answers: dict[str, Answer]) -> None:
    sure = {row[0] for row in answers["skill_trends"].rows if row[-1] <= 0.05}
    moving = {name for name, (a, z) in MARKET.truth.skill.items() if a != z}
    assert moving <= sure
    assert len(sure - moving) <= 2


def test_shares_match_the_truth(answers: dict[str, Answer]) -> None:
    truth = MARKET.truth
    assert holds(answers["work_mode"].figures["remote"], at(truth.remote, LATE), 0.02)
    assert holds(answers["work_mode"].figures["hybrid.change"], at(truth.hybrid, LATE) - at(truth.hybrid, EARLY), 0.03)
    assert holds(answers["seniority"].figures["junior.change"], at(truth.junior, LATE) - at(truth.junior, EARLY), 0.03)
    assert holds(answers["ai_in_role"].figures["engineering"], truth.uses_ai, 0.02)
    assert holds(answers["role_trends"].figures["mlops"], 0.05 * (LATE - EARLY), 0.02)


def test_unknown_is_kept_apart(answers: dict[str, Answer]) -> None:
    answer = answers["work_mode"]
    assert answer.unknown / (answer.n + answer.unknown) == pytest.approx(1 - MARKET.truth.says_mode, abs=0.03)
    assert answers["education"].unknown > answers["education"].n


def test_pay_and_life_match_the_truth(answers: dict[str, Answer]) -> None:
    assert holds(answers["pay"].figures["backend"], 80_000, 2000)
    assert holds(answers["time_to_close"].figures["median"], MARKET.truth.life * log(2), 3)


def test_stock_adds_up(answers: dict[str, Answer]) -> None:
    rows = answers["flow"].rows
    for (_, before, *_), (_, stock, came, went, lost) in pairwise(rows):
        assert stock == before + came - went - lost


def test_claims_follow_the_figures(answers: dict[str, Answer]) -> None:
    verdicts = {j.claim.name: j.verdict for j in judge_all(answers)}
    assert len(verdicts) == len(claims()) == 16
    assert verdicts["junior_share_falling"] == SUPPORTED
    assert verdicts["cloud_cost_rising"] == SUPPORTED
    assert verdicts["office_days_rising"] != SUPPORTED
    assert verdicts["layoffs_slowing"] == NOT_SUPPORTED
    assert verdicts["young_ai_firms_skills"] == CANNOT_TELL


def same(a: Any, b: Any, path: str = "") -> None:
    """Assert that two answers agree, numbers up to rounding."""
    if isinstance(a, float) and isinstance(b, (int, float)):
        assert a == pytest.approx(b, abs=1e-9, rel=1e-9), path
    elif isinstance(a, dict):
        assert a.keys() == b.keys(), path
        for key in a:
            same(a[key], b[key], f"{path}.{key}")
    elif isinstance(a, list):
        assert len(a) == len(b), path
        for i, (one, two) in enumerate(zip(a, b, strict=True)):
            same(one, two, f"{path}[{i}]")
    else:
        assert a == b, path


@pytest.mark.parametrize("level", ["posting", "job", "role_group"])
def test_both_engines_give_the_same_numbers(small: Analysis, level: str) -> None:  # noqa: F811
    scope = small.scope(where=parse(["country=DE|GB", "role!=design_ux"]), level=level)
    here = Runner(aggregate=small.aggregate, scope=scope, facts=lambda: small.database["facts"].find({}))
    there = Runner(aggregate=small.aggregate, scope=scope)
    wanted = [question for name, question in catalogue().items() if name not in ONLY_THERE]
    ours, theirs = here.ask(wanted), there.ask(wanted)
    for name, answer in ours.items():
        same(_ordered(answer.document()), _ordered(theirs[name].document()), name)


def _ordered(document: dict[str, Any]) -> dict[str, Any]:
    """Leave out what depends on the order of ties."""
    if document["question"] == "skill_pairs":
        return {"n": document["n"]}
    rows = sorted(document["rows"], key=lambda row: json.dumps([v for v in row.values() if isinstance(v, str)]))
    return {**document, "rows": rows, "answer": ""}


def test_facts_are_the_same_on_the_server_and_here(year: Store, analysis: Analysis) -> None:  # noqa: F811
    there = {row["_id"]: row for row in year["postings"].aggregate([{"$match": {"source_id": {"$regex": "^1"}}}, *fact_stages()])}
    assert len(there) > 200
    for posting in year["postings"].find({"_id": {"$in": list(there)}}, dict.fromkeys(FIELDS, 1)):
        mine, theirs = fact(posting), there[posting["_id"]]
        assert {k: v for k, v in mine.items() if v is not None} == {k: v for k, v in theirs.items() if v is not None}
    assert analysis.database["facts"].estimated_document_count() == year["postings"].estimated_document_count()


def test_the_pipeline_that_merges_facts_and_coverage_writes_the_same(database: Store) -> None:
    load(database, Market(postings=120, boards=4, every=8))
    stamp = datetime(2026, 1, 1, tzinfo=timezone.utc)
    list(database["postings"].aggregate(build(BEGIN, BEGIN + timedelta(days=400), stamp)))
    merged = {row["_id"]: {k: v for k, v in row.items() if k != "built"} for row in database["facts"].find()}
    assert merged.keys() == {row["_id"] for row in database["postings"].find({}, {"_id": 1})}
    list(database["crawls"].aggregate(summary(BEGIN, BEGIN + timedelta(days=400))))
    there = {row["_id"]: {**row, "days": sorted(row["days"])} for row in database["coverage"].find()}
    here = {row["_id"]: row for row in condense(database["crawls"].find())}
    assert there == here


def test_postings_of_one_job_count_once(database: Store) -> None:
    load(database, Market(postings=150, boards=3, every=5))
    twins = list(database["postings"].find({"status": "closed"}).limit(8))
    database["postings"].update_many({"_id": {"$in": [t["_id"] for t in twins]}}, {"$set": {"job": "one"}})
    ready = prepare(database, fresh=True)
    counts = {}
    for level in ("posting", "job"):
        answer = Runner(aggregate=ready.aggregate, scope=ready.scope(level=level), facts=ready.stream).ask([catalogue()["roles"]])["roles"]
        counts[level] = answer.n
    assert counts["posting"] - counts["job"] == 7
    lead = list(database["facts"].find({"job": "one", "job_lead": True}))
    assert len(lead) == 1
    assert lead[0]["job_opened"] == min(t["first_seen"] for t in twins)
    assert lead[0]["job_seen_until"] == max(t["last_seen"] for t in twins)


def test_facts_know_each_other_the_same_on_the_server_and_here(database: Store) -> None:
    load(database, Market(postings=160, boards=4, every=8))
    for number, posting in enumerate(database["postings"].find({}, {"_id": 1}).sort("_id", 1)):
        change = {"job": f"job{number % 90}", "role_group": f"group{number % 25}"}
        database["postings"].update_one({"_id": posting["_id"]}, {"$set": change})
    prepare(database, fresh=True)
    here = {row["_id"]: {k: v for k, v in row.items() if k != "built"} for row in database["facts"].find()}
    assert sum(row["job_postings"] > 1 for row in here.values()) > 50
    list(database["postings"].aggregate(build(BEGIN, BEGIN + timedelta(days=400), BEGIN)))
    for pipeline in (joins(), group_joins()):
        list(database["facts"].aggregate(pipeline))
    there = {row["_id"]: {k: v for k, v in row.items() if k != "built"} for row in database["facts"].find()}
    for ident, row in here.items():
        assert {k: v for k, v in row.items() if v is not None} == {k: v for k, v in there[ident].items() if v is not None}


def test_a_single_crawl_answers_what_is_and_refuses_what_was(database: Store) -> None:
    load(database, Market(postings=600, boards=12, every=400))
    ready = prepare(database)
    answers = Runner(aggregate=ready.aggregate, scope=ready.scope(), facts=ready.stream).ask(catalogue().values())
    assert answers["skills"].reason is None
    for name in ("skill_trends", "work_mode", "flow", "time_to_close"):
        assert answers[name].reason, name
        assert "Cannot tell" in answers[name].plain
    assert {j.verdict for j in judge_all(answers) if j.claim.question == "seniority"} == {CANNOT_TELL}


def test_new_crawls_and_reread_postings_reach_the_facts(database: Store) -> None:
    load(database, Market(postings=60, boards=3, every=30))
    prepare(database)
    one = database["postings"].find_one({"status": "open"})
    assert one is not None
    database["postings"].update_one({"_id": one["_id"]}, {"$set": {"role": "other"}})
    prepare(database)
    assert next(database["facts"].find({"_id": one["_id"]}))["role"] != "other"
    forget(database)
    prepare(database)
    assert next(database["facts"].find({"_id": one["_id"]}))["role"] == "other"
