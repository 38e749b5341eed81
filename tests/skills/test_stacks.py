"""Names in lower case: only beside others in a list."""

from __future__ import annotations

import pytest

from jobscrape.skills.tagger import read_mentions


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("- Experience in C, C++, python and/or rust", {"lang.c", "lang.cpp", "lang.python", "lang.rust"}),
        ("python/rust/go", {"lang.python", "lang.rust", "lang.go"}),
        ("Our stack: rust, typescript, react, css", {"lang.rust", "lang.typescript", "web.react", "lang.css"}),
        ("- python, r und sql", {"lang.python", "lang.r", "lang.sql"}),
        ("- Tools: kubernetes, gcp | helm", {"infra.kubernetes", "cloud.gcp", "infra.helm"}),
        ("- Build tools like gulp and webpack", {"web.gulp", "web.webpack"}),
    ],
)
def test_lists_in_lower_case(text: str, skills: set[str]) -> None:
    assert skills <= {m.id for m in read_mentions(text)}


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("We plan, go and see for ourselves.", "lang.go"),
        ("You rest, react, and learn.", "web.react"),
        ("We work with Python, and go where customers are.", "lang.go"),
        ("Batch and stream processing, python/spark", "web.processing"),
        ("We value safety, security, and python", "cert.comptia-security"),
        ("Monitoring, reporting and go-live", "lang.go"),
        ("Assembly of deep-groove and angular contact bearings", "web.angular"),
    ],
)
def test_words_stay_words(text: str, skill: str) -> None:
    assert skill not in {m.id for m in read_mentions(text)}
