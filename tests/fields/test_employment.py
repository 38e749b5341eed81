"""Employment type from fields, titles and sentences."""

from __future__ import annotations

from typing import Any

import pytest

from jobscrape.fields import employment
from tests.fields.given import reading

FIELDS = [
    ("Full-time", "full_time"),
    ("FULL_TIME", "full_time"),
    ("FullTime", "full_time"),
    ("Vollzeit", "full_time"),
    ("Temps plein, CDI", "full_time"),
    ("Heltid", "full_time"),
    ("permanent / full-time", "full_time"),
    ("Permanent", "full_time"),
    ("Fulltime, Contract", "full_time"),
    ("Full time, Temporary", "full_time"),
    ("Part-time", "part_time"),
    ("Teilzeit", "part_time"),
    ("Seasonal, part-time", "part_time"),
    ("Contractor", "contract"),
    ("Freelance", "contract"),
    ("Temporary", "temporary"),
    ("Seasonal", "temporary"),
    ("CDD", "temporary"),
    ("Internship", "internship"),
    ("Intern", "internship"),
    ("Stage", "internship"),
    ("Apprenticeship", "apprenticeship"),
    ("Ausbildung", "apprenticeship"),
    ("Volunteer", "volunteer"),
    ("PER_DIEM", "per_diem"),
    ("Other", None),
]
TEXTS = [
    ("Driving with us is an alternative to part-time, full-time and seasonal jobs.", None),
    ("Equity complements your salary, for permanent contracts only.", None),
    ("Benefits (Full Time Roles)", None),
    ("Town: Leeds Type: Full-Time Experience: 2 years in sales", "full_time"),
    ("This is a full-time position.", "full_time"),
    ("Employment type: Full-time", "full_time"),
    ("Full-time, remote", "full_time"),
    ("Unbefristeter Arbeitsvertrag in Vollzeit", "full_time"),
    ("30 Urlaubstage bei Vollzeitbeschäftigung und ein freier Geburtstag", None),
    ("Poste en CDI à Lyon", "full_time"),
    ("Contrato indefinido y jornada completa", "full_time"),
    ("Regime CLT", "full_time"),
    ("Tillsvidareanställning på heltid", "full_time"),
    ("The base salary range for this full-time position is $100,000.", "full_time"),
    ("This is a part-time role, 20 hours a week.", "part_time"),
    ("This is a 6-month contract.", "contract"),
    ("Job details\nFreelance (remote work)", "contract"),
    ("Freelance bakers love our bread.", None),
    ("This is a contract-to-hire position.", "contract"),
    ("You work as an independent contractor.", "contract"),
    ("Contract type: B2B", "contract"),
    ("This is a temporary position until June.", "temporary"),
    ("Befristete Stelle bis Dezember", "temporary"),
    ("Maternity cover for a year", "temporary"),
    ("During the internship you learn a lot.", "internship"),
    ("Full-time employees enjoy free fruit.", None),
    ("Benefits for full-time employees", None),
    ("Part-time, contract, or freelance roles may not be eligible for benefits.", None),
    ("You negotiate contracts with vendors.", None),
    ("You manage contractors.", None),
    ("You write smart contracts.", None),
    ("You are a full-time student.", None),
    ("", None),
]
TITLES = [
    ("Marketing Intern", "internship"),
    ("Werkstudent Vertrieb", "internship"),
    ("Nurse (Part-Time)", "part_time"),
    ("Data Analyst - 6 month contract", "contract"),
    ("Contract Manager", None),
    ("Contracts Attorney", None),
    ("Smart Contract Engineer", None),
    ("Freelance Illustrator", "contract"),
    ("Interim CFO", "temporary"),
    ("Auszubildende zur Kauffrau", "apprenticeship"),
    ("Volunteer Coordinator", None),
    ("Cook (Full/Part-Time)", None),
]


@pytest.mark.parametrize(("words", "kind"), FIELDS)
def test_fields(words: str, kind: str | None) -> None:
    assert read(employment_type=words) == kind


@pytest.mark.parametrize(("text", "kind"), TEXTS)
def test_sentences(text: str, kind: str | None) -> None:
    assert read(text) == kind


@pytest.mark.parametrize(("title", "kind"), TITLES)
def test_titles(title: str, kind: str | None) -> None:
    assert read(title=title) == kind


CONFLICTS: list[tuple[str, dict[str, Any], str]] = [
    ("This will be a one year contract role.", {"employment_type": "Full-time"}, "contract"),
    ("Paid under a B2B contract", {"employment_type": "FullTime"}, "full_time"),
    ("", {"employment_type": "Full-time", "title": "Growth Intern"}, "internship"),
    ("", {"employment_type": "Fixed Term - Full Time", "title": "Interim Accountant"}, "full_time"),
    ("", {"employment_type": "Full-time", "title": "Accountant (Freelance)"}, "contract"),
    ("This is a part-time role.", {"employment_type": "Contract"}, "contract"),
]


@pytest.mark.parametrize(("text", "stated", "kind"), CONFLICTS)
def test_field_against_words(text: str, stated: dict[str, Any], kind: str) -> None:
    assert read(text, **stated) == kind


def read(text: str = "", **stated: Any) -> str | None:
    found = employment.read(reading(text, **stated))
    return found["employment_type"].value if found else None
