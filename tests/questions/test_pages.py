"""The pages and data files about questions say what the code does."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from jobscrape.questions.answer import Figure
from jobscrape.questions.claims import Demand, claims
from jobscrape.questions.describe import markdown
from jobscrape.questions.kinds import kinds
from jobscrape.questions.mongosh import literal
from jobscrape.questions.question import catalogue
from jobscrape.questions.where import on_postings, parse
from jobscrape.report.page import TOPICS
from jobscrape.skills.taxonomy import read_skills

ROOT = Path(__file__).parents[2]


def test_the_page_is_current() -> None:
    page = (ROOT / "docs" / "QUESTIONS.md").read_text("utf-8")
    assert page == markdown(), "run: python -m jobscrape.questions.describe > docs/QUESTIONS.md"


def test_questions_stay_without_scrapy_and_pymongo() -> None:
    for path in (ROOT / "jobscrape" / "questions").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in modules} & {"scrapy", "pymongo", "bson"}, path


def test_every_question_explains_itself() -> None:
    for name, question in catalogue().items():
        assert question.name == name
        assert question.asks.endswith("?")
        assert question.reads.endswith(".")
        assert question.topic in TOPICS


def test_claims_test_questions_that_exist() -> None:
    assert len({claim.name for claim in claims()}) == 16
    for claim in claims():
        assert claim.question in catalogue()
        assert claim.tests
        assert all((t.above is None) != (t.below is None) for t in claim.tests)


@pytest.mark.parametrize("name", kinds())
def test_every_kind_names_skills_of_the_taxonomy(name: str) -> None:
    known = [skill.id for skill in read_skills()]
    for pattern in kinds()[name]:
        expression = re.compile(re.escape(pattern).replace(r"\*", ".*"))
        assert any(expression.fullmatch(one) for one in known), f"{name}: {pattern}"


@pytest.mark.parametrize(
    ("demand", "interval", "met"),
    [
        (Demand(figure="x", above=0.1), (0.11, 0.2), True),
        (Demand(figure="x", above=0.1), (0.05, 0.2), None),
        (Demand(figure="x", above=0.1), (0.01, 0.09), False),
        (Demand(figure="x", below=0), (-0.2, -0.1), True),
        (Demand(figure="x", below=0), (0.1, 0.2), False),
        (Demand(figure="x", above=0, within=0.02), (-0.01, 0.01), False),
        (Demand(figure="x", above=0, within=0.02), (-0.01, 0.05), None),
    ],
)
def test_a_demand_needs_the_whole_interval(demand: Demand, interval: tuple[float, float], met: bool | None) -> None:
    assert demand.judge(Figure(value=sum(interval) / 2, low=interval[0], high=interval[1], n=100)) is met


def test_filters_mean_the_same_on_postings() -> None:
    assert on_postings(parse(["company=acme"])) == {"company.key": "acme"}
    assert on_postings(parse(["skill=lang.go"])) == {"skills": "lang.go"}
    (taxes,) = on_postings(parse(["skill=fin.tax+"]))["skills"].values()
    assert {"fin.tax", "fin.transfer-pricing", "fin.vat"} < set(taxes)
    assert "fin.accounting" not in taxes
    (condition,) = on_postings(parse(["skill=ml.*|lang.go"]))["$or"]
    expression = re.compile(condition["skills"]["$regex"])
    assert expression.search("ml.rag")
    assert expression.search("lang.go")
    assert not expression.search("lang.golang")
    assert not expression.search("html.rag")
    (city,) = on_postings(parse(["city=New York"]))["$or"]
    assert re.search(city["locations.city"]["$regex"], "New York")
    assert not re.search(city["locations.city"]["$regex"], "New Yorkshire")


def test_literals_are_javascript() -> None:
    assert literal({"$eq": ["$a", None], "_id.x": True}) == '{$eq: ["$a", null], "_id.x": true}'
