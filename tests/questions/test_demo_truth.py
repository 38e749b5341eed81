"""Answers on the simulated market match what the simulation knows, within their intervals."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from jobscrape.demo import perfect, truth
from jobscrape.demo.layoffs import notices
from jobscrape.demo.market import Market
from jobscrape.demo.plan import Plan
from jobscrape.demo.year import weekly
from jobscrape.layoffs.notices import notice_document
from jobscrape.questions.question import catalogue
from jobscrape.questions.run import Runner
from jobscrape.questions.scope import month_start
from jobscrape.store.analysis import Analysis, prepare
from jobscrape.store.client import Location, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobscrape.questions.answer import Answer, Figure

MARKET = Market(Plan(employers=24, postings=8))
SLACK = 0.02
"""Openings that came and went between two weekly looks are in the truth, but no crawl can see them."""


@pytest.fixture(scope="module")
def analysis(mongo: str) -> Iterator[Analysis]:
    """The year of MARKET as a perfect crawl stores it."""
    database = connect(Location(uri=mongo, database=f"truth_{uuid.uuid4().hex[:8]}", is_embedded="127.0.0.1" in mongo))
    times = weekly(MARKET.plan)
    database["postings"].insert_many(list(perfect.postings(MARKET, times)))
    database["crawls"].insert_many(list(perfect.ledger(MARKET, times)))
    database["layoffs"].insert_many([notice_document(notice) for notice in notices(MARKET)])
    yield prepare(database)
    database.client.drop_database(database.name)
    database.client.close()


@pytest.fixture(scope="module")
def answers(analysis: Analysis) -> dict[str, Answer]:
    """All answers on MARKET."""
    return Runner(aggregate=analysis.aggregate, scope=analysis.scope(), facts=analysis.stream).ask(catalogue().values())


def true_share(analysis: Analysis, by: str, *values: str) -> float:
    """The share of values among the openings of the last third of the months that say it."""
    panel = analysis.scope().arrivals
    counts = truth.inflow(MARKET, month_start(panel.late[0]), panel.until, by)
    return sum(counts[value] for value in values) / (counts.total() - counts[truth.UNKNOWN])


def holds(figure: Figure, value: float) -> bool:
    return figure.low - SLACK <= value <= figure.high + SLACK


@pytest.mark.parametrize(
    ("question", "figure", "by", "values"),
    [
        ("work_mode", "remote", "work_mode", ("remote",)),
        ("work_mode", "hybrid", "work_mode", ("hybrid",)),
        ("work_mode", "remote_or_hybrid", "work_mode", ("remote", "hybrid")),
        ("seniority", "junior", "seniority", ("intern", "entry")),
        ("seniority", "senior", "seniority", ("senior",)),
        ("data_roles", "data_engineering", "role", ("data_engineering",)),
        ("data_roles", "mlops", "role", ("mlops",)),
    ],
)
def test_shares_of_new_openings(
    analysis: Analysis, answers: dict[str, Answer], question: str, figure: str, by: str, values: tuple[str, ...]
) -> None:
    assert holds(answers[question].figures[figure], true_share(analysis, by, *values))


def test_office_days(analysis: Analysis, answers: dict[str, Answer]) -> None:
    panel = analysis.scope().arrivals
    counts = truth.inflow(MARKET, month_start(panel.late[0]), panel.until, "office_days")
    said = {float(days): n for days, n in counts.items() if days != truth.UNKNOWN}
    mean = sum(days * n for days, n in said.items()) / sum(said.values())
    figure = answers["office_days"].figures["days"]
    assert figure.low - 0.05 <= mean <= figure.high + 0.05


@pytest.mark.parametrize("country", ["US", "DE", "GB"])
def test_countries_of_what_stood_open(analysis: Analysis, answers: dict[str, Answer], country: str) -> None:
    panel = analysis.scope().standing
    counts = truth.inflow(MARKET, panel.since, panel.until, "country")
    assert holds(answers["countries"].figures[country], counts[country] / counts.total())


def test_the_flow_of_a_month_is_near_the_truth(analysis: Analysis, answers: dict[str, Answer]) -> None:
    panel = analysis.scope().arrivals
    true = truth.inflow(MARKET, panel.since, panel.until, "role").total()
    assert answers["flow"].reason is None
    came = sum(row[2] for row in answers["flow"].rows)
    assert 0.6 * true <= came <= true
