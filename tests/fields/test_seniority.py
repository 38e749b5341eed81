"""Seniority and people management from titles, fields and sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from jobscrape.fields import people_manager, seniority
from jobscrape.fields.seniority import title_level
from tests.fields.given import reading

LEVELS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("titles.yml").read_text("utf-8"))["levels"]
TITLES = [(title, None if level == "none" else level) for level, titles in LEVELS.items() for title in titles]


@pytest.mark.parametrize(("title", "level"), TITLES)
def test_titles(title: str, level: str | None) -> None:
    named = title_level(title)
    assert (named and named[0]) == level


@pytest.mark.parametrize(
    ("title", "level"),
    [("Staff Nurse", None), ("Engineering Manager", "manager"), ("Software Engineer II", "mid")],
)
def test_what_other_projects_get_wrong(title: str, level: str | None) -> None:
    assert read(title=title)[0] == level


FIELDS: list[tuple[dict[str, Any], str | None]] = [
    ({"seniority": "Mid-level"}, "mid"),
    ({"seniority": "Entry-level, Mid-level"}, "entry"),
    ({"seniority": "Senior Level"}, "senior"),
    ({"seniority": "Director"}, "director"),
    ({"seniority": "Any"}, None),
    ({"seniority": "Associate"}, None),
    ({"seniority": "Mid-level", "title": "Senior Engineer"}, "senior"),
]


@pytest.mark.parametrize(("stated", "level"), FIELDS)
def test_source_fields(stated: dict[str, Any], level: str | None) -> None:
    assert read(**stated)[0] == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("This is an entry-level role.", "entry"),
        ("Think of this as a senior / staff level role.", "senior"),
        ("This is a staff-level role.", "staff"),
        ("Seniority level: Mid-Senior", "mid"),
        ("We are looking for a senior engineer to join us.", "senior"),
        ("As a Senior Data Engineer you own our pipelines.", "senior"),
        ("Recent graduates are welcome.", "entry"),
        ("Wir suchen eine Senior Entwicklerin.", "senior"),
        ("You work with senior engineers.", None),
        ("You report to senior leadership.", None),
        ("You mentor junior developers.", None),
        ("10+ years of experience", None),
    ],
)
def test_sentences(text: str, level: str | None) -> None:
    assert read(text)[0] == level


MANAGES = [
    "Build and maintain a high-performing team.\n- Experience leading or managing engineers",
    "You must also be able to manage a project manager and other planners.",
    "You will manage a team of eight engineers.",
    "You plan our reports whilst line managing a small team.",
    "Lead and develop a team of designers.",
    "This role has 5 direct reports, and you coach your direct reports weekly.",
    "Hire, mentor and lead a team of analysts.",
    "You see to staff development through weekly 1-2-1s.",
    "You have people management responsibility for the team.",
    "Conduct performance reviews and hire, train and coach staff.",
    "Du übernimmst die disziplinarische Führung des Teams.",
    "Vous devrez manager une équipe de cinq personnes.",
    "Liderar un equipo de seis personas",
    "Gestão de pessoas e resultados",
    "You recruit and develop a team of sellers.",
]
MANAGES_NOBODY = [
    "You work in a team of eight engineers.",
    "This is an individual contributor role without direct reports.",
    "You join a team that manages risk.",
    "You report to the manager of the team.",
    "Experience with people management is a plus.",
    "You manage projects and stakeholders.",
    "Provide indirect leadership for a team of designers.",
    "You mentor colleagues.",
]


@pytest.mark.parametrize(("text", "manages"), [(t, True) for t in MANAGES] + [(t, False) for t in MANAGES_NOBODY])
def test_people_manager(text: str, manages: bool) -> None:
    assert read(text, title="Sales Specialist")[1] is manages


def test_a_manager_of_people_by_the_text() -> None:
    assert read("You will manage a team of ten account executives.", title="Sales Manager") == ("manager", True)
    assert read("You sell.", title="Sales Manager") == (None, False)


def test_titles_that_manage() -> None:
    assert read(title="Engineering Manager")[1] is True
    assert read("Text.", title="Team Lead Payroll")[1] is True
    assert read("Text.", title="Product Manager")[1] is False


def test_unknown_without_text() -> None:
    assert read(title="Accountant") == (None, None)


def read(text: str = "", **stated: Any) -> tuple[str | None, bool | None]:
    given = reading(text, **stated)
    given.found.update(people_manager.read(given))
    given.found.update(seniority.read(given))
    return given.value("seniority"), given.value("people_manager")
