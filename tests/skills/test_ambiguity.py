"""Ambiguous words: the skill or just a word. One file was written beside the rules, one blind, by somebody who saw none of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from jobscrape.skills.tagger import read_mentions
from jobscrape.skills.taxonomy import read_skills

LEAST = 0.97
WORST = 0.15
"""Most sentences of one word that may be wrong, as a share; one always may."""


class Word(NamedTuple):
    """A word, the skill it can mean, and sentences with it."""

    written: str
    ids: frozenset[str]
    """The skill and those below it."""
    sentences: list[tuple[str, bool]]
    """Text, and whether the skill is meant."""


def load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))
    return data


def words() -> list[Word]:
    skills = read_skills()
    of_label = {skill.label: skill.id for skill in skills}
    below = {skill.id: {child.id for child in skills if skill.id in child.parents} for skill in skills}
    suite, blind = load("ambiguity.yml"), load("ambiguity_blind.yml")
    frames = suite.pop("frames")
    named = [(w["written"], ident, w, [frame.replace("{}", w["written"]) for frame in frames]) for ident, w in suite.items()]
    named += [(str(written), of_label[word["label"]], word, []) for written, word in blind.items()]
    return [
        Word(written, frozenset({ident, *below[ident]}), _placed(ident, [*word["is"], *framed], word["isnt"]))
        for written, ident, word, framed in named
    ]


def _placed(ident: str, meant: list[str], not_meant: list[str]) -> list[tuple[str, bool]]:
    heading = "Requirements:\n- " if ident.startswith("tool.") else ""
    return [(f"{heading}{text}", True) for text in meant] + [(f"{heading}{text}", False) for text in not_meant]


WORDS = words()


def wrong(word: Word) -> list[str]:
    return [text for text, meant in word.sentences if word.ids.isdisjoint({m.id for m in read_mentions(text)}) == meant]


def test_suite_is_large() -> None:
    assert len(WORDS) >= 280
    assert sum(len(word.sentences) for word in WORDS) >= 3200


def test_share_right() -> None:
    missed = [f"{word.written}: {text}" for word in WORDS for text in wrong(word)]
    assert 1 - len(missed) / sum(len(word.sentences) for word in WORDS) >= LEAST, missed


@pytest.mark.parametrize("word", WORDS, ids=[f"{word.written}-{min(word.ids)}" for word in WORDS])
def test_most_of_every_word(word: Word) -> None:
    assert len(wrong(word)) <= max(1, WORST * len(word.sentences))
