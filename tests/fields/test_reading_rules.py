"""Cue sentences, indispensable words of patterns, and what holds for every text."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fields import PIECES, hostile
from jobscrape.fields import (
    ai_use,
    clearance,
    education,
    employment,
    experience,
    people_manager,
    remote_scope,
    role,
    seniority,
    visa,
    work_mode,
)
from jobscrape.fields.cues import LONGEST, MOST, Cues, quote
from jobscrape.fields.found import found
from jobscrape.fields.literals import alternatives, required_words
from jobscrape.fields.rules import data, expand, matches, number, rules
from jobscrape.items import StatedPlace
from tests.ending import ends
from tests.fields.given import reading

READERS = (role, people_manager, seniority, work_mode, remote_scope, employment, experience, education, visa, clearance, ai_use)
SECTIONS = [
    ("work_mode", "rules"),
    ("work_mode", "title"),
    ("work_mode", "words"),
    ("seniority", "title"),
    ("seniority", "field"),
    ("seniority", "rules"),
    ("people_manager", "rules"),
    ("employment_type", "rules"),
    ("employment_type", "title"),
    ("employment_type", "field"),
    ("education", "levels"),
    ("visa", "rules"),
    ("clearance", "rules"),
    ("roles", "title"),
    ("remote_scope", "rules"),
    ("ai_use", "rules"),
]
WORDS = sorted({word for topic in data("topics")["topics"] for word in data(topic).get("cues", ())})
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from([*WORDS, "\n", ". ", "- ", "5+ ", "years ", "a ", "team of ", " in ", "Germany", "(", "–", "İ", "ß"]), max_size=60
    ).map(" ".join),
)


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("a", ["a"]),
        ("a|b(c|d)|e", ["a", "b(c|d)", "e"]),
        (r"[|(]|\||(?:x|y)z", ["[|(]", r"\|", "(?:x|y)z"]),
        (r"[^]|]a|\(b|c", ["[^]|]a", r"\(b", "c"]),
    ],
)
def test_alternatives_are_cut_at_the_top_only(pattern: str, parts: list[str]) -> None:
    assert alternatives(pattern) == parts


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, title=TEXTS, flag=st.sampled_from([None, True, False]))
def test_readers_never_raise_and_quote_the_posting(text: str, title: str, flag: bool | None) -> None:
    posting = reading(text, title=title, remote=flag)
    for reader in READERS:
        hits = reader.read(posting)
        assert set(hits) <= set(reader.FIELDS)
        for hit in hits.values():
            if hit.evidence.source == "text":
                assert tidy(hit.evidence.text) in tidy(text)
        posting.found.update(hits)


def tidy(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("piece", PIECES)
def test_long_hostile_texts_are_read_to_their_end(piece: str) -> None:
    posting = reading(hostile(piece))
    for reader in READERS:
        with ends():
            reader.read(posting)


@pytest.mark.parametrize("piece", ["cloud ", "manager, ", "a", "(", "lead ", "remote - ", "senior/", "Germany, "])
def test_long_hostile_titles_and_places_are_read_to_their_end(piece: str) -> None:
    words = hostile(piece)
    posting = reading("Text.", title=words, employment_type=words, seniority=words, workplace=words, locations=[StatedPlace(raw=words)])
    posting.found["work_mode"] = found("remote", source="remote", text="true", rule="remote_flag")
    for reader in READERS:
        with ends():
            reader.read(posting)


def test_sentences_hold_their_cue_and_are_bounded() -> None:
    text = "We sell bread.\nYou work remotely, e.g. from home. Another sentence about a visa!\n" + "remote " * 500
    cues = Cues(text, text.lower())
    hits = cues.sentences("work_mode")
    assert hits[0].low == "you work remotely, e.g. from home."
    assert len(hits) <= MOST
    for sentence in hits:
        assert len(sentence.low) <= LONGEST
        assert text.lower()[sentence.start :].startswith(sentence.low)
    assert [s.low.strip() for s in cues.sentences("visa")] == ["another sentence about a visa!"]


def test_a_cue_that_begins_with_a_line_break_is_read_with_the_line_after_it() -> None:
    text = "We sell bread. And cakes.\nAI helps. Daily."
    assert [s.low for s in Cues(text, text.lower()).sentences("ai_use")] == ["\nai helps."]


@pytest.mark.parametrize(
    ("text", "name", "phrases"),
    [
        ("location: based in x, office in y", "places", ["location:", "based in", "office in"]),
        ("a pre-seed start-up, series ab", "stages", ["pre-seed"]),
        ("base salary, salaries", "salary", ["base salary"]),
        ("300 employees", "people", ["employees"]),
    ],
)
def test_phrases_of_one_set(text: str, name: str, phrases: list[str]) -> None:
    assert [text[start:end] for start, end in Cues(text, text).phrases(name, 100)] == phrases


def test_matches_of_alternatives_are_those_of_the_whole_pattern() -> None:
    text = "a bc ab abc b"
    whole = re.compile("ab|b|abc|c$")
    parts = [re.compile(part) for part in whole.pattern.split("|")]
    assert [hit.span() for hit in matches(parts, text)] == [hit.span() for hit in whole.finditer(text)]


def test_zones_of_sentences() -> None:
    text = "Requirements\n- A degree in law\n\nNice to have\n- A degree in music"
    assert [s.zone for s in Cues(text, text.lower()).sentences("education")] == ["requirements", "preferred"]


def test_quotes_hold_whole_words() -> None:
    assert quote("fully remotely paid", 0, 12) == "fully remotely"
    assert quote("a hybrid role", 2, 8) == "hybrid"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bremote\b", {"remote"}),
        (r"full[- ]time|part[- ]time", {"full-time", "full time", "part-time", "part time"}),
        (r"(?:home|work)? ?office", {"office"}),
        (r"\b(?:cdi|clt)\b", {"cdi", "clt"}),
        (r"d[ií]as?(?! x) \d", {"dia ", "dias ", "día ", "días "}),
        (r"\d+ years", {" years"}),
        (r"[a-z]+", None),
        (r"a?b?", None),
        (r"visa|\d", None),
    ],
)
def test_required_words(pattern: str, words: set[str] | None) -> None:
    needed = required_words(pattern)
    assert (set(needed) if needed else None) == words


@pytest.mark.parametrize(("name", "section"), SECTIONS)
@settings(max_examples=25, deadline=None)
@given(text=TEXTS)
def test_skipping_rules_changes_nothing(name: str, section: str, text: str) -> None:
    table, low = rules(name, section), text.lower()
    every = [rule for rule in table.rules if rule.pattern.search(low)]
    assert table.matching(low) == every
    hit = table.first(low)
    assert (hit and hit[0]) == (every[0] if every else None)


@pytest.mark.parametrize("topic", data("topics")["topics"])
def test_cues_are_lower_case(topic: str) -> None:
    assert all(str(word) == str(word).lower() for word in data(topic).get("cues", ()))


def test_variables_of_patterns() -> None:
    assert expand("<a> b", {"a": "x|<c>", "c": "y"}) == "(?:x|(?:y)) b"
    assert re.compile(expand("(?P<name>x)(?<!y)", {})).groups == 1


@pytest.mark.parametrize(
    ("word", "value"), [("3", 3.0), ("1,5", 1.5), ("drei", 3.0), ("três", 3.0), ("many", None), ("1.2.3", None), ("", None)]
)
def test_numbers(word: str, value: Any) -> None:
    assert number(word) == value
