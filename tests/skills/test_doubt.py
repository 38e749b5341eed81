"""Words that are also something else: what speaks for the skill, what for a name, a firm, a nationality."""

from __future__ import annotations

import pytest

from jobscrape.skills.tagger import read_mentions

COUNTS = [
    ("You run Jenkins agents on our cluster", "infra.jenkins"),
    ("- Tableau", "analytics.tableau"),
    ("Erfahrung mit Ansible", "infra.ansible"),
    ("We work with Python.", "lang.python"),
    ("You have played with Docker.", "infra.docker"),
    ("Du arbeitest mit Tableau.", "analytics.tableau"),
    ("Previous experience with Snowflake is required", "data.snowflake"),
    ("- Languages: Dutch, German", "speech.dutch"),
    ("German (C1)", "speech.german"),
    ("Assembly and C for small microcontrollers", "lang.assembly-language"),
    ("Assembly of gearboxes by drawing", "domain.assembly"),
]
NOT = [
    ("Our head of finance, Maria Jenkins, hires for this team", "infra.jenkins"),
    ("Tableau Hotel, Zurich", "analytics.tableau"),
    ("Backed by the founders of Snowflake", "data.snowflake"),
    ("She is an ex-Snowflake engineer", "data.snowflake"),
    ("Advise Dutch municipalities on zoning", "speech.dutch"),
    ("Bratwurst from a German butcher", "speech.german"),
    ("Cypress, Texas", "test.cypress"),
    ("You work with Maria Jenkins in our shop", "infra.jenkins"),
    ("Ring-spun Rust-Belt denim", "lang.rust"),
]


def ids(text: str, title: str = "") -> set[str]:
    return {mention.id for mention in read_mentions(text, title=title)}


@pytest.mark.parametrize(("text", "ident"), COUNTS)
def test_counts(text: str, ident: str) -> None:
    assert ident in ids(text)


@pytest.mark.parametrize(("text", "ident"), NOT)
def test_does_not_count(text: str, ident: str) -> None:
    assert ident not in ids(text)


def test_many_technologies_make_a_text_technical() -> None:
    stack = "- TypeScript, PostgreSQL, Kubernetes, Elasticsearch\n"
    assert "infra.jenkins" in ids(f"{stack}You will look after Jenkins all day")
    assert "infra.jenkins" not in ids("You will look after Jenkins all day")


def test_a_title_is_not_doubted() -> None:
    assert "speech.french" in ids("", title="French Customer Service Agent")
