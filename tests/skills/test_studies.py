"""Degrees and fields of study are told from skills."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from jobscrape.chain import read
from jobscrape.items import JobPosting
from jobscrape.skills.tagger import tag_text

EXAMPLES = [
    ("BS in Computer Science or equivalent", {"BS in Computer Science": "study.computer-science"}, set()),
    (
        "Bachelor's degree in computer science, mathematics or statistics",
        {
            "Bachelor's degree in computer science": "study.computer-science",
            "mathematics": "study.mathematics",
            "statistics": "study.statistics",
        },
        set(),
    ),
    (
        "Bachelor's degree or higher in physics and five years of Python",
        {"Bachelor's degree": "degree.bachelor-s-degree", "physics": "study.physics"},
        {"lang.python"},
    ),
    ("You hold a computer science degree", {"computer science degree": "study.computer-science"}, set()),
    ("PhD in Statistics", {"PhD in Statistics": "study.statistics"}, set()),
    (
        "abgeschlossenes Studium der Informatik, Mathematik",
        {"abgeschlossenes Studium": "degree.degree", "Informatik": "study.computer-science", "Mathematik": "study.mathematics"},
        set(),
    ),
    ("Strong skills in statistics and SQL", {}, {"domain.statistics", "lang.sql"}),
    ("A high degree of ownership; Python, engineering and science", {}, {"lang.python"}),
]


@pytest.mark.parametrize(("text", "studies", "skills"), EXAMPLES, ids=[text for text, _, _ in EXAMPLES])
def test_studies(text: str, studies: dict[str, str], skills: set[str]) -> None:
    tags = tag_text(f"Requirements\n- {text}")
    assert {m.surface: m.id for m in tags.mentions if m.id in tags.studies} == studies
    assert skills <= set(tags.skills)
    assert not set(tags.skills) & set(tags.studies)


def test_no_proof_of_skills() -> None:
    text = "Requirements\n- BS in Computer Science\n- Python"
    item = read(
        JobPosting(source="greenhouse", source_id="1", url="https://example.org/1", title="Developer", text=text),
        datetime(2026, 1, 1, tzinfo=timezone.utc),
    )
    assert item.normalised is not None
    assert [m.id for m in item.normalised.skill_mentions] == ["lang.python"]
    assert item.normalised.soft_mentions == []
