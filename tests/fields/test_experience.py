"""Years of experience demanded."""

from __future__ import annotations

import pytest

from jobscrape.fields import experience
from tests.fields.given import reading

DEMANDS = [
    ("Requirements\n- 5+ years of experience, with at least 3+ years of practice in Golang", 5, None),
    ("5+ years of experience in sales", 5, None),
    ("At least three years of professional experience", 3, None),
    ("3-5 years of experience with Java", 3, 5),
    ("3 to 5 years' experience", 3, 5),
    ("3–5+ years of hands-on experience", 3, None),
    ("Minimum of five (5) years of relevant experience", 5, None),
    ("five (5+) years of agile experience", 5, None),
    ("Between 2 and 4 years of experience", 2, 4),
    ("10 or more years of leadership experience", 10, None),
    ("0-2 years of experience", 0, 2),
    ("8+ yrs exp. and a background in audit", 8, None),
    ("You bring 7+ years’ experience in compliance, ideally in payments", 7, None),
    ("5+ years of experience, typically 8+ years", 8, None),
    ("Bachelor's degree and 12+ years of experience or PhD and 7+ years of experience", 12, None),
    ("5+ years of experience in data, with 3+ years in a lead role", 5, None),
    ("10+ years of experience in Business Intelligence", 10, None),
    ("3+ years growing social accounts", 3, None),
    ("One-year certificate, 5+ years of related experience", 5, None),
    ("You decide on bread.5+ years of experience with ovens", 5, None),
    ("Minimum (3) years' experience in baking", 3, None),
    ("1-2 years of experience in media planning, with social media being a plus", 1, 2),
    ("mindestens 3 Jahre Berufserfahrung", 3, None),
    ("Zwei bis vier Jahre Erfahrung im Vertrieb", 2, 4),
    ("3 ans d'expérience minimum", 3, None),
    ("Au moins 5 ans d’expérience en gestion", 5, None),
    ("5 años de experiencia", 5, None),
    ("Experiência de no mínimo 4 anos", 4, None),
    ("minimaal 3 jaar ervaring", 3, None),
    ("Minst 3 års erfarenhet", 3, None),
    ("Maximum 2 years of experience", None, 2),
    ("1.5 years of experience", 1.5, None),
]
NONE = [
    "Built on 11 years of experience in baking, Brodd is committed to bread.",
    "We went from 0 to 40M in 3.5 years of hard-won experience.",
    "With 10 years of experience and a portfolio of bread brands, the bakery grows.",
    "4+ years of experience with Oven.js is a strong bonus.",
    "We have more than 20 years of experience in the market.",
    "Founded 15 years ago, we lead our industry with experience.",
    "In the last 5 years we have grown with experienced people.",
    "You must be at least 18 years old.",
    "A 4-year degree",
    "This is a 2 years contract.",
    "Equity vests over 4 years.",
    "3+ years of experience with Rust is a plus.",
    "Preferred: 10+ years of experience",
    "Our customers have 30 years of experience.",
    "Five years from now you will have experience.",
    "Several years of experience",
    "A 12-month program",
    "The base pay is $100,000 a year, depending on experience.",
]


@pytest.mark.parametrize(("text", "low", "high"), DEMANDS)
def test_demands(text: str, low: float | None, high: float | None) -> None:
    assert read(text) == (low, high)
    assert read(f"Requirements\n- {text}\n- Good humour") == (low, high)


@pytest.mark.parametrize("text", NONE)
def test_no_demand(text: str) -> None:
    assert read(text) == (None, None)


def test_the_requirement_goes_before_the_preference() -> None:
    assert read("Nice to have\n- 8 years of experience in banking\n\nRequirements\n- 4 years of experience in audit") == (4, None)
    assert read("Nice to have\n- 8 years of experience in banking") == (None, None)


def test_the_whole_career_goes_before_a_tool() -> None:
    text = (
        "Requirements\n- 3+ years with Kubernetes\n"
        + "- Good humour and patience with people\n" * 4
        + "- 8+ years of professional experience overall"
    )
    assert read(text) == (8, None)


def test_the_employers_own_years_do_not_count() -> None:
    assert read("About us\n- 25+ years of experience\n\nRequirements\n- 2 years of experience") == (2, None)


def test_evidence() -> None:
    found = experience.read(reading("Requirements\n- 5+ years of experience in sales"))
    assert "5+ years" in found["years_min"].evidence.text


def read(text: str) -> tuple[float | None, float | None]:
    found = experience.read(reading(text))
    return tuple(found[name].value if name in found else None for name in ("years_min", "years_max"))  # type: ignore[return-value]
