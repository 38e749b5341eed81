"""A source is one small file: the eight that this is promised of, and the long ones with the reason for their length."""

from __future__ import annotations

from pathlib import Path

import pytest
from spiders.test_sources import SOURCES

import jobscrape.spiders

FOLDER = Path(jobscrape.spiders.__path__[0])
SMALL = ("greenhouse", "lever", "ashby", "smartrecruiters", "pinpoint", "remoteok", "hackernews", "jsonld")
AT_MOST = 40
USUAL = 100
LONG = {
    "eightfold": "two interfaces, whose rows differ",
    "oracle": "a cap that is passed by asking by category",
    "successfactors": "a feed where there is one, else search pages",
    "workday": "a cap that is passed by asking by facet, and offsets that loop",
}
"""Sources of more than a hundred lines, and what they are long for."""


def lines(source: str) -> int:
    """Return the lines of a source's file that are not blank, docstring and imports included."""
    return sum(1 for line in (FOLDER / f"{source}.py").read_text("utf-8").splitlines() if line.strip())


@pytest.mark.parametrize("source", SMALL)
def test_a_source_is_at_most_forty_lines(source: str) -> None:
    assert lines(source) <= AT_MOST


def test_only_these_sources_are_long() -> None:
    assert {source: lines(source) for source in SOURCES if lines(source) > USUAL and source not in LONG} == {}
    assert [source for source in LONG if lines(source) <= USUAL] == []
