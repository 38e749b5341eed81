"""Words and phrases in short texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobscrape.fields.phrases import Phrases

WORDS = Phrases(["base", "base salary", "up to", "401", "p.h."])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the base salary", ["base salary"]),
        ("database", []),
        ("up to base", ["up to", "base"]),
        ("401(k)", ["401"]),
        ("4010", []),
        ("30 p.h. gross", ["p.h."]),
        ("", []),
    ],
)
def test_longest_whole_phrases_are_found(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in WORDS.spans(text)] == found


def test_ends_and_beginnings() -> None:
    assert WORDS.closes("salary up to")
    assert not WORDS.closes("up to 5")
    assert WORDS.opens("base is paid")
    assert not WORDS.opens("the base")
    assert not WORDS.closes("")
    assert WORDS.last("base and up to x") == 14
    assert WORDS.last("nothing") == -1


@given(st.text())
def test_spans_are_inside_the_text(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in WORDS.spans(text.lower()))
