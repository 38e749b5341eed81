"""Hand labels of recorded postings and titles: thresholds below which a change is a step back."""

from __future__ import annotations

import json

import pytest

from benchmarks.quality_fields import figures, load
from jobscrape.fields.role import title_family
from jobscrape.fields.seniority import title_level
from tests.shared import needs_shared, shared_path

pytestmark = [needs_shared, pytest.mark.recorded]

LEAST = {
    "role_family accuracy": 0.88,
    "seniority accuracy": 0.91,
    "seniority macro-F1": 0.90,
    "people_manager F1": 0.85,
    "employment_type accuracy": 0.96,
    "work_mode accuracy": 0.93,
    "work_mode macro-F1": 0.90,
    "office_days F1": 0.90,
    "remote_scope F1": 0.85,
    "years_min F1": 0.95,
    "education accuracy": 0.92,
    "visa_sponsorship accuracy": 0.97,
    "clearance F1": 0.80,
    "ai_in_role accuracy": 0.82,
}
GROUPS = {
    "software": "backend frontend fullstack mobile embedded software_general engineering_management developer_experience technical_writing "
    "architecture",
    "data": "data_engineering data_analytics data_science database",
    "ai_ml": "ml_engineering ai_engineering ai_research mlops",
    "infrastructure_platform_sre": "platform devops_sre cloud_infrastructure",
    "customer_support_success": "solutions_engineering customer_support",
    "trades_retail": "trades_manufacturing",
    "hardware_engineering": "hardware",
    "sales_gtm": "sales",
    "people": "hr_recruiting",
    "legal_compliance": "legal",
    "quality": "qa_test",
    "design": "design_ux",
    "product": "product_management",
    "it": "it_support",
}
GROUP = {family: group for group, families in GROUPS.items() for family in families.split()}
UNMAPPED = ("administration", "language_translation", "general_application")


@pytest.fixture(scope="module")
def scores() -> dict[str, float]:
    labels, predicted = load(shared_path("gold"))
    return figures(shared_path("tools", "score_gold.py"), labels, predicted)


@pytest.mark.parametrize(("figure", "least"), LEAST.items())
def test_gold(scores: dict[str, float], figure: str, least: float) -> None:
    assert scores[figure] >= least


def test_levels_of_titles() -> None:
    rows = [json.loads(line) for line in shared_path("normalise", "title_gold.jsonl").read_text("utf-8").splitlines()]
    named = {"unspecified": None, "junior": "entry"}
    right = sum((level[0] if (level := title_level(row["title"])) else None) == named.get(row["level"], row["level"]) for row in rows)
    assert right / len(rows) >= 0.97


def test_families_of_titles() -> None:
    rows = [json.loads(line) for line in shared_path("normalise", "title_gold.jsonl").read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["family"] not in UNMAPPED]
    families = [title_family(row["title"])[0] for row in rows]
    right = sum(GROUP.get(family, family) == row["family"] for family, row in zip(families, rows, strict=True))
    assert right / len(rows) >= 0.87
