"""The known trends are there, in the direction that claims_truth.yml says."""

from __future__ import annotations

from functools import cache

import pytest
from demo.market import day, market

from jobscrape.demo import truth
from jobscrape.demo.tables import table
from jobscrape.demo.truth import UNKNOWN

AI_ROLES = ("ai_engineering", "ml_engineering", "mlops", "data_science", "backend", "fullstack")
INFRASTRUCTURE = ("platform", "devops_sre", "cloud_infrastructure")


@cache
def openings(scenario: str, half: int) -> list:
    """Return the openings opened in the first or last third of the year, of a market large enough for small shares."""
    crowd = market(scenario, 90)
    low, high = ((0, 120), (244, 364))[half]
    plan = crowd.plan
    lives = (life for one in crowd.employers for life in crowd.lives(one))
    return [crowd.opening(life, life.opened) for life in lives if plan.day(low) <= life.opened < plan.day(high)]


def rate(scenario: str, half: int, holds, among=lambda o: True) -> float:
    chosen = [o for o in openings(scenario, half) if among(o)]
    return sum(map(holds, chosen)) / len(chosen)


def names(kind: str):
    wanted = set(table("skills")["kinds"][kind])
    return lambda o: bool(wanted.intersection(o.skills))


def growth(scenario: str, holds, among=lambda o: True) -> float:
    return rate(scenario, 1, holds, among) - rate(scenario, 0, holds, among)


GROWING = {
    "data_mlops_optimisation_growing": (lambda o: o.role in ("data_engineering", "mlops") or o.life.role == "optimisation", lambda o: True),
    "platform_devex_sre_rising": (lambda o: o.role in ("platform", "devops_sre", "developer_experience"), lambda o: True),
    "cloud_cost_rising": (names("cloud_cost"), lambda o: o.role in INFRASTRUCTURE),
    "outside_hubs_rising": (lambda o: not o.cities[0].hub, lambda o: True),
    "office_days_rising": (lambda o: o.office_days >= 3, lambda o: o.office_days is not None),
}


@pytest.mark.parametrize("claim", GROWING)
@pytest.mark.parametrize("scenario", ["default", "contrary"])
def test_what_grows_where_the_claim_is_true_falls_where_it_is_false(claim: str, scenario: str) -> None:
    holds, among = GROWING[claim]
    change = growth(scenario, holds, among)
    assert change > 0.02 if truth.claims(scenario)[claim] == "true" else change < -0.02


@pytest.mark.parametrize("scenario", ["default", "contrary"])
def test_the_junior_share_follows_its_claim(scenario: str) -> None:
    change = growth(scenario, lambda o: o.seniority in ("intern", "entry"))
    assert change < -0.05 if truth.claims(scenario)["junior_share_falling"] == "true" else change > 0.05


@pytest.mark.parametrize("scenario", ["default", "contrary"])
def test_levels_follow_their_claims(scenario: str) -> None:
    claims = truth.claims(scenario)
    measured = {
        "remote_hybrid_substantial": rate(scenario, 1, lambda o: o.work_mode in ("remote", "hybrid"), lambda o: o.work_mode) > 0.4,
        "fundamentals_in_infrastructure": rate(scenario, 1, names("fundamentals"), lambda o: o.role in INFRASTRUCTURE) > 0.4,
        "ai_familiarity_in_roles": all(
            rate(scenario, 1, lambda o: bool(o.ai_tools), lambda o, area=area: o.role_area == area) > 0.25
            for area in ("engineering", "product", "design")
        ),
        "applied_ai_above_research": _applied(scenario) > 2 * rate(scenario, 1, names("research")),
        "startups_broader_skills": _breadth(scenario, "startup") > _breadth(scenario, "large") + 0.5,
    }
    assert measured == {claim: claims[claim] == "true" for claim in measured}


def _applied(scenario: str) -> float:
    return sum(rate(scenario, 1, names(kind)) for kind in ("llm_application", "retrieval", "production_ml"))


def _breadth(scenario: str, kind: str) -> float:
    chosen = [o for o in openings(scenario, 1) if o.employer.kind == kind]
    return sum(len(o.skills) - len(o.ai_tools) for o in chosen) / len(chosen)


@pytest.mark.parametrize("skill", ["LLMs", "RAG", "AI agents"])
def test_ai_skills_rise(skill: str) -> None:
    assert growth("default", lambda o: skill in o.skills, lambda o: o.role in AI_ROLES) > 0.04


@pytest.mark.parametrize(
    ("skill", "role"), [("Hadoop", "data_engineering"), ("Jenkins", "devops_sre"), ("Tableau", "data_analytics"), ("Selenium", "qa_test")]
)
def test_old_skills_fall(skill: str, role: str) -> None:
    assert growth("default", lambda o: skill in o.skills, lambda o: o.role == role) < -0.08


def test_what_cannot_be_answered_is_hardly_said() -> None:
    remote = [o for o in openings("default", 1) if o.work_mode == "remote"]
    assert sum(bool(o.remote_scope) for o in remote) / len(remote) < 0.1
    assert sum(one.sells_ai for one in market("default", 90).employers) == 1
    assert sum(one.sells_ai for one in market("contrary", 90).employers) > 10


def test_the_truth_of_all_sixteen_claims_is_written_down() -> None:
    for scenario in ("default", "contrary"):
        verdicts = truth.claims(scenario)
        assert len(verdicts) == 16
        assert set(verdicts.values()) <= {"true", "false", "unanswerable"}
    assert set(truth.claims("default").values()) == {"true", "false", "unanswerable"}


def test_the_stock_shows_the_trends_at_the_size_of_the_demo() -> None:
    first, last = (truth.stock(market(), day(number), "seniority") for number in (8, 358))
    junior = [(s["intern"] + s["entry"]) / s.total() for s in (first, last)]
    assert junior[1] < junior[0] - 0.03
    assert 0 < first[UNKNOWN] < first.total()
