"""Ambiguous words: the skill or just a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from jobscrape.skills.tagger import read_mentions

SUITE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("ambiguity.yml").read_text("utf-8"))
FRAMES: list[str] = SUITE.pop("frames")
LEAST = 0.97


def sentences(ident: str) -> list[tuple[str, bool]]:
    word = SUITE[ident]
    framed = [frame.replace("{}", word["written"]) for frame in FRAMES]
    return [(str(s), True) for s in (*word["is"], *framed)] + [(str(s), False) for s in word["isnt"]]


def wrong(ident: str) -> list[str]:
    heading = "Requirements:\n- " if ident.startswith("tool.") else ""
    return [s for s, wanted in sentences(ident) if (ident in {m.id for m, _ in read_mentions(heading + s)}) != wanted]


def test_suite_is_large() -> None:
    assert len(SUITE) >= 60
    assert sum(len(sentences(ident)) for ident in SUITE) >= 1200


def test_share_right() -> None:
    total = sum(len(sentences(ident)) for ident in SUITE)
    missed = [f"{ident}: {s}" for ident in SUITE for s in wrong(ident)]
    assert 1 - len(missed) / total >= LEAST, missed


@pytest.mark.parametrize("ident", SUITE)
def test_most_of_every_word(ident: str) -> None:
    assert len(wrong(ident)) <= 0.15 * len(sentences(ident))
