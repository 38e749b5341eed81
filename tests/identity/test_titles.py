"""Titles: cosmetics fold, levels and specialisation do not."""

from __future__ import annotations

import pytest

from jobscrape.identity.titles import TitleKey, segments, title_key
from tests.ending import ends


def told(title: str) -> tuple[str, tuple[str, ...]]:
    key = title_key(title)
    return key.bag, key.levels


EQUAL = [
    ("Senior Data Engineer", "Sr. Data Engineer"),
    ("Data Engineer II", "Data Engineer 2"),
    ("Softwareentwickler (m/w/d)", "Softwareentwickler - m/w/d"),
    ("Entwickler:in Backend (all genders)", "Entwickler Backend"),
    ("Back-End Engineer", "Backend Engineer"),
    ("Full Stack Engineer", "Full-Stack Engineer"),
    ("Mobile Engineer | iOS", "Mobile Engineer, iOS"),
    ("ML Engineer", "Machine Learning Engineer"),
    ("Engineer, Payments (Remote)", "Payments Engineer"),
    ("(Sr.) Data Analyst -", "Senior Data Analyst"),
    ("Full time: Baker", "Baker"),
    ("Entry-Level Baker", "Junior Baker"),
]
DIFFERENT = [
    ("Senior Data Engineer", "Data Engineer"),
    ("Data Engineer II", "Data Engineer III"),
    ("Staff Engineer, Banking", "Principal Engineer, Banking"),
    ("Frontend Engineer", "Full Stack Engineer"),
    ("Software Engineer, Git", "Software Engineer, Gitaly"),
    ("Account Executive (French speaking)", "Account Executive (German speaking)"),
    ("C++ Developer", "C# Developer"),
    ("Director, Success", "Senior Director, Success"),
    ("Java Developer", "JavaScript Developer"),
    ("R&D Engineer", "R Engineer"),
    ("Intern, Platform", "Platform"),
]


@pytest.mark.parametrize(("a", "b"), EQUAL)
def test_cosmetics_fold(a: str, b: str) -> None:
    assert told(a) == told(b)


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_level_and_specialisation_stay(a: str, b: str) -> None:
    assert told(a) != told(b)


def test_words_run_together_share_the_compact_form() -> None:
    assert title_key("AnalistadeSuporte Pleno").compact != ""
    assert title_key("PayrollClerk").compact == title_key("Payroll Clerk").compact


def test_words_that_say_only_where_are_left_out_but_never_all() -> None:
    assert title_key("Baker - Leeds", frozenset({"leeds"})).bag == "baker"
    assert title_key("Leeds", frozenset({"leeds"})).bag == "leeds"


def test_a_numeral_counts_as_level_only_after_a_word() -> None:
    assert title_key("3 Bakers").levels == ()
    assert title_key("Baker 3") == TitleKey(("3",), ("baker",), "baker", "baker3")


def test_segments() -> None:
    assert segments("Engineer, Payments - EMEA | Remote (Berlin)") == ["engineer", "payments", "emea", "remote", "berlin"]


def test_hostile_titles_are_read_in_linear_time() -> None:
    with ends():
        for title in ("m/" * 50_000, "(m" * 50_000, "full " * 20_000, "- " * 50_000, ":in" * 30_000):
            title_key(title)
            segments(title)
