"""Education demanded or preferred."""

from __future__ import annotations

import pytest

from jobscrape.fields import education
from tests.fields.given import reading

DEMANDS = [
    ("B.E or B.Tech in Mechanical Engineering", "bachelor", True),
    ("Bachelor's degree in Economics", "bachelor", True),
    ("BS in Computer Science", "bachelor", True),
    ("B.Sc. or M.Sc. in Physics", "bachelor", True),
    ("Degree in Engineering or a related field", "bachelor", True),
    ("University degree", "bachelor", True),
    ("Bachelor's or Master's degree", "bachelor", True),
    ("Bachelor's degree or equivalent experience", "bachelor", False),
    ("Bachelor’s degree, or equivalent practical experience", "bachelor", False),
    ("Bachelor's degree required; Master's preferred", "bachelor", True),
    ("Master's degree in Statistics", "master", True),
    ("Advanced degree in a quantitative field", "master", True),
    ("MBA required", "master", True),
    ("Master's or PhD in Machine Learning", "master", True),
    ("PhD in Chemistry", "phd", True),
    ("Currently enrolled in a PhD program", "phd", True),
    ("High school diploma or GED", "high_school", True),
    ("High school diploma or equivalent", "high_school", True),
    ("B.Com, BBA or MBA", "bachelor", True),
    ("Associate's degree in Nursing", "associate", True),
    ("Diploma in Information Technology", "associate", True),
    ("High school diploma required; a further certificate is a plus", "high_school", True),
    ("A PhD or MSc in Physics is preferred", "master", False),
    ("Juris Doctor from an accredited law school", "bachelor", True),
    ("A degree in design is a plus.", "bachelor", False),
    ("Currently pursuing a Bachelor's degree", "bachelor", True),
    ("Abgeschlossenes Studium der Informatik", "bachelor", True),
    ("Studium der Informatik oder eine vergleichbare Qualifikation", "bachelor", False),
    ("Abgeschlossene Berufsausbildung als Elektriker", "associate", True),
    ("Diplôme d'ingénieur", "master", True),
    ("Bac+5 en informatique", "master", True),
    ("Bac+2 minimum", "associate", True),
    ("Licenciatura en Derecho", "bachelor", True),
    ("Graduação em Administração", "bachelor", True),
    ("Ensino médio completo", "high_school", True),
    ("HBO werk- en denkniveau", "bachelor", True),
    ("Högskoleutbildning inom ekonomi", "bachelor", True),
    ("Civilingenjör inom datateknik", "master", True),
]
NONE = [
    "Teams build features without a PhD in statistics.",
    "Master and manage our ovens and tools.",
    "A high degree of autonomy",
    "You work closely with PhD scientists.",
    "You keep the item master, price lists and routings.",
    "You are a certified Scrum Master.",
    "You own our master data.",
    "We work with Mastercard.",
    "Tuition reimbursement for your degree",
    "360-degree feedback",
    "Mastery of Excel",
    "We value people from all backgrounds, from community college to military service.",
    "Continuing education budget",
    "You work with managers.",
    "Our team includes PhD scientists.",
    "Excellent information design",
]


@pytest.mark.parametrize(("text", "level", "required"), DEMANDS)
def test_demands(text: str, level: str, required: bool) -> None:
    assert read(f"Requirements\n- {text}") == (level, required)


@pytest.mark.parametrize("text", NONE)
def test_nothing_stated(text: str) -> None:
    assert read(f"Requirements\n- {text}") == (None, None)


def test_a_preferred_level_yields_to_a_demanded_one() -> None:
    assert read("Requirements\n- Bachelor's degree\n\nNice to have\n- PhD") == ("bachelor", True)
    assert read("Nice to have\n- PhD in Biology") == ("phd", False)


def test_benefits_demand_nothing() -> None:
    assert read("Benefits\n- Master's degree sponsorship in business") == (None, None)


def test_source_field() -> None:
    found = education.read(reading("", education="Bachelor's degree"))
    assert found["education"].value == "bachelor"
    assert found["education"].evidence.source == "education"


def read(text: str) -> tuple[str | None, bool | None]:
    found = education.read(reading(text))
    return tuple(found[name].value if name in found else None for name in ("education", "education_required"))  # type: ignore[return-value]
