"""Numbers that share the words before the first of them, and acronyms in brackets that mean what stands before them."""

from __future__ import annotations

import pytest

from jobscrape.skills.tagger import read_mentions

SHARED = [
    ("- ISO 9001/14001/45001", ["comp.iso-9001", "comp.iso-14001", "comp.iso-45001"]),
    ("- ISO9001 / 14001", ["comp.iso-9001", "comp.iso-14001"]),
    ("Knowledge of IFRS 9, 15 and 16", ["comp.ifrs-9", "comp.ifrs-15", "comp.ifrs-16"]),
    ("Knowledge of IFRS 9, 15, or 16", ["comp.ifrs-9", "comp.ifrs-15", "comp.ifrs-16"]),
    ("Holds Series 7, 63 & 66", ["cert.series-7", "cert.series-63", "cert.series-66"]),
    ("ISO 9001 and 14001 audits", ["comp.iso-9001", "comp.iso-14001"]),
    ("ISO 9001, 99999, 14001", ["comp.iso-9001"]),
    ("ISO 9001, 14001 employees", ["comp.iso-9001", "comp.iso-14001"]),
    ("Series 7, 63 people", ["cert.series-7"]),
    ("Series 7 or 63+ deals", ["cert.series-7"]),
    ("Series 7, 63 years", ["cert.series-7"]),
    ("Series 7. 63 of us", ["cert.series-7"]),
    ("Windows 10/11", ["infra.windows"]),
]


@pytest.mark.parametrize(("text", "wanted"), SHARED)
def test_numbers(text: str, wanted: list[str]) -> None:
    assert [m.id for m in read_mentions(text)] == wanted


def test_each_number_has_its_own_words() -> None:
    text = "- ISO 9001/14001"
    found = [(m.surface, m.start, m.end) for m in read_mentions(text)]
    assert found == [("ISO 9001", 2, 10), ("14001", 11, 16)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Multi-Party Computation (MPC)", ["sec.multi-party-computation"] * 2),
        ("Model Predictive Control (MPC)", ["domain.model-predictive-control"] * 2),
        ("Kubernetes (MPC)", ["infra.kubernetes", "domain.model-predictive-control"]),
        ("Multi-Party Computation, MPC", ["sec.multi-party-computation", "domain.model-predictive-control"]),
    ],
)
def test_an_acronym_in_brackets_means_what_stands_before_it(text: str, wanted: list[str]) -> None:
    assert [m.id for m in read_mentions(text)] == wanted


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("- Write unit and integration tests", {"test.unit-testing": "unit", "test.integration-testing": "integration tests"}),
        ("- unit, integration and end-to-end testing", {"test.unit-testing": "unit", "test.integration-testing": "integration"}),
        ("- unit/integration tests", {"test.unit-testing": "unit"}),
        ("- relational and non-relational databases", {"db.relational-databases": "relational", "db.nosql": "non-relational databases"}),
        ("- integration, regression, and load testing", {"test.integration-testing": "integration"}),
        ("- product und service design", {"design.product-design": "product"}),
    ],
)
def test_words_share_the_last_word_of_a_list(text: str, skills: dict[str, str]) -> None:
    assert skills.items() <= {m.id: m.surface for m in read_mentions(text)}.items()


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("- such as IT, security, and non-functional requirements", "sec.security-controls"),
        ("- Strong presentation, and organization skills", "practice.presentations"),
        ("- tests of the unit\nand integration tests", "test.unit-testing"),
        ("- Work with sales, load, and integration tests", "test.load-testing"),
    ],
)
def test_what_a_comma_parts_shares_nothing(text: str, skill: str) -> None:
    assert skill not in {m.id for m in read_mentions(text)}
