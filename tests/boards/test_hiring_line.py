"""First lines of "Who is hiring?" comments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobscrape.boards.hiring_line import parse_line

LINES = [
    (
        "Acme | Senior Engineer | Berlin, Germany | Hybrid | Full-time | €70k-90k | https://acme.example",
        {"company": "Acme", "title": "Senior Engineer", "places": ["Berlin, Germany"], "workplace": "Hybrid", "employment": "Full-time"},
    ),
    ("Acme (YC W20) | REMOTE (US) | Data Scientist", {"company": "Acme", "title": "Data Scientist", "workplace": "REMOTE (US)"}),
    ("Acme - Platform Engineer - Oslo", {"company": "Acme", "title": "Platform Engineer", "places": ["Oslo"]}),
    (
        "acme.io | OpenZFS Developer | REMOTE | Full-time Contract",
        {"company": "acme.io", "domain": "acme.io", "title": "OpenZFS Developer"},
    ),
    ("Acme | $170-230K + equity | Remote | Founding Engineer", {"pay": "$170-230K + equity", "title": "Founding Engineer"}),
    ("Acme | Engineer - Platform | Remote | $150 - 210K USD + equity", {"title": "Engineer - Platform", "pay": "$150 - 210K USD + equity"}),
    ("Acme - Engineer - $150 - $210K - Oslo", {"title": "Engineer", "places": ["Oslo"]}),
    ("Acme | Engineers, Designers | NYC / London | Onsite | Visa", {"title": "Engineers, Designers", "places": ["NYC", "London"]}),
    ("Acme | Remote<p>We build things.<p>Backend Engineer<p>Frontend Engineer", {"title": "Backend Engineer"}),
    ("Acme | Remote | Full-time<p>We build things.", {"title": "Multiple roles"}),
]


@pytest.mark.parametrize(("comment", "want"), LINES)
def test_a_posting_is_read(comment: str, want: dict[str, object]) -> None:
    line = parse_line(comment)
    assert line is not None
    assert {name: getattr(line, name) for name in want} == want


@pytest.mark.parametrize(
    "comment",
    [
        "Is anybody hiring juniors here?",
        "Please post one comment per company.",
        "I applied and never heard back - what a pity.",
        "Great thread!",
        "",
        "<p>",
    ],
)
def test_what_is_no_posting_is_none(comment: str) -> None:
    assert parse_line(comment) is None


@given(st.text(max_size=400))
def test_nothing_breaks_it(text: str) -> None:
    parse_line(text)
