"""Parts of a posting from its headings."""

from __future__ import annotations

from itertools import pairwise

import pytest

from jobscrape.skills.zones import ZONES, zone_at, zones

HEADINGS = [
    ("Requirements", "requirements"),
    ("Minimum Qualifications:", "requirements"),
    ("What you'll bring", "requirements"),
    ("What you’ll need", "requirements"),
    ("Who you are", "requirements"),
    ("What you'll bring to the team", "requirements"),
    ("Must-haves", "requirements"),
    ("Dein Profil", "requirements"),
    ("Das bringst du mit:", "requirements"),
    ("Votre profil", "requirements"),
    ("Requisitos", "requirements"),
    ("Nice to have", "preferred"),
    ("Bonus points", "preferred"),
    ("Strong plus", "preferred"),
    ("Preferred Qualifications", "preferred"),
    ("Von Vorteil", "preferred"),
    ("Responsibilities", "responsibilities"),
    ("What you'll do", "responsibilities"),
    ("Deine Aufgaben", "responsibilities"),
    ("Vos missions", "responsibilities"),
    ("Benefits", "benefits"),
    ("What we offer", "benefits"),
    ("Das bieten wir", "benefits"),
    ("Nous offrons", "benefits"),
    ("About us", "about"),
    ("About Acme", "about"),
    ("Über uns", "about"),
    ("Equal Opportunity", "legal"),
    ("Who you are not", "unwanted"),
    ("Who you are", "requirements"),
    ("So you are not:", "unwanted"),
    ("This role isn't for you if", "unwanted"),
    ("What we are not looking for", "unwanted"),
    ("What we are looking for", "requirements"),
    ("🚀 Requirements 🚀", "requirements"),
    ("**Requirements**", "requirements"),
    ("1. Requirements", "requirements"),
    ("REQUIREMENTS", "requirements"),
]


@pytest.mark.parametrize(("heading", "wanted"), HEADINGS)
def test_heading(heading: str, wanted: str) -> None:
    text = f"Some words on the job.\n\n{heading}\n- an item of the list"
    assert zone_at(zones(text), len(text) - 1).name == wanted


def test_sentences_are_no_headings() -> None:
    text = "We have requirements.\nSkills matter to us and we say so in a long sentence that ends with a stop."
    assert {z.name for z in zones(text)} == {"other"}


def test_unknown_heading_goes_on_with_requirements_and_ends_benefits() -> None:
    text = "Requirements\n- a\n\nFrontend:\n- b\n\nBenefits\n- c\n\nThe dog policy:\n- d"
    spans = zones(text)
    assert [zone_at(spans, text.index(f"- {x}")).name for x in "abcd"] == ["requirements", "requirements", "benefits", "other"]


def test_inline_heading() -> None:
    text = "Requirements: five years of Java and " + "more words on it " * 6
    assert zones(text)[-1].name == "requirements"


def test_headings_in_a_text_without_line_breaks() -> None:
    filler = "We do many things with many people every day. " * 8
    text = f"{filler}Responsibilities Build services in Go. {filler}Requirements 5 years of Java. {filler}Nice to have: Kafka."
    spans = zones(text)
    assert [zone_at(spans, text.index(word)).name for word in ("Go.", "Java", "Kafka")] == ["responsibilities", "requirements", "preferred"]


def test_words_that_begin_inside_a_word_hide_no_heading() -> None:
    text = f"{'We bake bread for all. ' * 15}Pay: 20 per hour Benefits: - Free bread for you and the family"
    assert zones(text)[-1].name == "benefits"


def test_legal_sentence_anywhere() -> None:
    text = "Requirements\n- Java\n- We are an equal opportunity employer.\n- SQL"
    spans = zones(text)
    assert [zone_at(spans, text.index(w)).name for w in ("Java", "equal", "SQL")] == ["requirements", "legal", "requirements"]


def test_zones_cover_the_text() -> None:
    text = "Intro\n\nRequirements\n- a\n\nBenefits\n- b"
    spans = zones(text)
    assert spans[0].start == 0
    assert spans[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(spans))
    assert {z.name for z in spans} <= set(ZONES)


def test_empty_text() -> None:
    assert zones("") == []
    assert zone_at([], 5).name == "other"


def test_a_line_of_its_own_label_keeps_the_headings_glued_to_it() -> None:
    text = (
        "Location: Leeds. Brodd bakes bread for the whole town. "
        + "We bake and we sell. " * 12
        + "What You'll Do - Bake rolls and sell them"
    )
    spans = zones(text)
    assert [a.end for a in spans[:-1]] == [b.start for b in spans[1:]]
    assert zone_at(spans, text.index("Bake rolls")).name == "responsibilities"


@pytest.mark.parametrize(
    ("text", "word", "zone"),
    [
        ("We build ferries in Turku. Requirements: Go, Kafka.", "Kafka", "requirements"),
        ("We build ferries in Turku; Requirements: Go, Kafka.", "Kafka", "requirements"),
        ("You plan ferries with Kafka. Benefits: sauna and lunch.", "sauna", "benefits"),
        ("We list the Requirements: Go and Kafka.", "Kafka", "other"),
        ("We build ferries in Turku. Requirements are Go and Kafka.", "Kafka", "other"),
        ("- We build ferries in Turku. Requirements: Go, Kafka.", "Kafka", "other"),
    ],
)
def test_a_heading_in_the_midst_of_a_short_line_stands_between_a_sentence_and_a_colon(text: str, word: str, zone: str) -> None:
    assert zone_at(zones(text), text.index(word)).name == zone
