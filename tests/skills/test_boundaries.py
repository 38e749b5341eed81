"""Where a word begins and ends: signs, slashes, addresses, line breaks, other scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobscrape.skills.tagger import read_mentions

ROWS = [line.split("\t") for line in Path(__file__).with_name("boundaries.tsv").read_text("utf-8").splitlines()]


def test_suite_is_large() -> None:
    assert len(ROWS) >= 150


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_boundary(row: list[str]) -> None:
    text = row[0].replace("\\n", "\n")
    found = {m.id for m in read_mentions(f"Experience with {text}")}
    wanted = set(row[1].split()) - {"-"}
    barred = set(row[2].split()) if len(row) > 2 else set()
    assert wanted <= found
    assert not barred & found
