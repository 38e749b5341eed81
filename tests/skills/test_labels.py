"""Lines that state skills as a field ("Technologies: java, tdd"): every word of them counts, general ones too."""

from __future__ import annotations

import pytest

from jobscrape.skills.need import STATED
from jobscrape.skills.tagger import tag_text
from jobscrape.skills.taxonomy import read_labels
from jobscrape.skills.zones import zones

BEFORE = "About us\nWe are Quillmere, a maker of tills.\n\n"
AFTER = "\n\nWhat you will do\nYou keep our tills running.\n"

STATES = [
    ("Technologies\nspring java cloud", {"backend.spring", "lang.java", "cloud.cloud-computing"}),
    ("Technologies:\nagile tdd reactjs", {"method.agile", "test.test-driven-development", "web.react"}),
    ("Tech stack: Go, R, security", {"lang.go", "lang.r", "sec.cybersecurity"}),
    ("Tags: sysadmin | networking", {"infra.system-administration", "infra.computer-networking"}),
    ("Tools: pki / iam", {"sec.pki", "sec.identity-and-access-management"}),
    ("Unser Tech-Stack: Java, TDD, Cloud", {"lang.java", "test.test-driven-development", "cloud.cloud-computing"}),
    ("Our tech stack\n- Front-end: React\n- Security, Go\n- R", {"web.react", "sec.cybersecurity", "lang.go", "lang.r"}),
    ("Stack: React / Relay / Apollo", {"web.react", "backend.apollo-graphql"}),
    ("Industry:\nBanking, Publishing", {"domain.banking", "domain.publishing"}),
    ("Industry: Charity Non-Profit", {"domain.nonprofit"}),
    ("Branche: Insurance", {"domain.insurance"}),
]
STATES_NOTHING = [
    ("Technologies: we keep security in mind wherever we go", {"sec.cybersecurity", "lang.go"}),
    ("Our design\nJava House, cloud nine", {"cloud.cloud-computing"}),
    ("Industry\nOur founders left banking behind to make tills that shops love and that never stop working", {"domain.banking"}),
    ("Our stack\n- Design: Figma, Miro", {"study.design"}),
    ("You go where security and cloud matter", {"lang.go", "sec.cybersecurity", "cloud.cloud-computing"}),
]


def skills(text: str) -> set[str]:
    return set(tag_text(f"{BEFORE}{text}{AFTER}").skills)


@pytest.mark.parametrize(("text", "wanted"), STATES)
def test_states(text: str, wanted: set[str]) -> None:
    assert wanted <= skills(text)


@pytest.mark.parametrize(("text", "barred"), STATES_NOTHING)
def test_states_nothing(text: str, barred: set[str]) -> None:
    assert not barred & skills(text)


def test_evidence() -> None:
    text = f"{BEFORE}Technologies\njava cloud{AFTER}"
    mentions = {m.id: m for m in tag_text(text).mentions}
    cloud = mentions["cloud.cloud-computing"]
    assert (cloud.rule, cloud.need, cloud.zone) == (STATED[1], "used", "responsibilities")
    assert text[cloud.start : cloud.end] == cloud.surface == "cloud"


def test_only_the_first_line_after_a_label() -> None:
    assert "cloud.cloud-computing" not in skills("Technologies\njava kotlin\nThe cloud is grey here")


def test_a_label_among_requirements_leaves_them_requirements() -> None:
    text = "Requirements\n- Five years in a team\nTechnologies:\n- Kotlin\n"
    assert {m.zone for m in tag_text(text).mentions if m.id == "lang.kotlin"} == {"requirements"}


@pytest.mark.parametrize("kind", sorted(read_labels()))
def test_headings_open_their_zone(kind: str) -> None:
    label = read_labels()[kind]
    for heading in label["headings"]:
        assert zones(f"Text.\n\n{heading.capitalize()}:\nJava")[-1].name == label["zone"], heading


@pytest.mark.parametrize("text", ["", "Technologies", "Technologies:", "Technologies:\n", "Technologies:   \n\n", "Industry: , ,"])
def test_nothing_follows(text: str) -> None:
    assert tag_text(text).skills == []
