"""The employer and its comparison key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobscrape.fields import employer
from jobscrape.fields.employer import company_key, domain_of, size_class
from tests.fields.given import reading

SAME = [
    ["Acme", "ACME", "Acme Inc.", "Acme, Inc", "Acme LLC", "acme", "Acme Corporation", "The Acme Company", "Acme.com"],
    [
        "Foo Bar",
        "foo-bar",
        "foobar",
        "Foo Bar GmbH & Co. KG",
        "FooBar GmbH",
        "Foo Bar GmbH & Co.KG",
        "Foo Bar AG",
        "Foo Bar Ltd. (we are hiring!)",
    ],
    ["Müller Bau", "Mueller Bau".replace("ue", "u"), "Müller Bau GmbH - ein Unternehmen der Gruppe", "MULLER BAU GMBH"],
    ["Nordlys", "Nordlys A/S", "Nordlys AS", "Nordlys ApS", "Nordlys AB", "Nordlys Oy"],
    ["Sol y Mar", "Sol y Mar S.L.", "Sol y Mar, S.A.", "Sol y Mar S.A. de C.V.", "Sol y Mar S.A.S."],
    ["Rio", "Rio Ltda", "Rio LTDA.", "Rio S/A"],
    ["Kappa", "Kappa Sp. z o.o.", "Kappa s.r.o.", "Kappa d.o.o.", "Kappa S.r.l.", "Kappa B.V."],
    ["Zenith", "Zenith Pvt Ltd", "Zenith Private Limited", "Zenith Pte. Ltd.", "Zenith Pty Ltd", "Zenith Co., Ltd."],
    ["Smith & Sons", "Smith and Sons", "Smith & Sons, LLP"],
    ["Dash", "Blue Ocean Holdings LLC dba Dash", "Dash, Inc."],
]
DIFFERENT = [("Acme", "Acme Robotics"), ("Northwind Traders", "Southwind Traders"), ("AT", "A"), ("Bank One", "Bank Two")]


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_spellings_of_one_employer_have_one_key(names: list[str]) -> None:
    assert len({company_key(name) for name in names}) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_employers_have_different_keys(one: str, other: str) -> None:
    assert company_key(one) != company_key(other)


@pytest.mark.parametrize(
    ("name", "key"),
    [("Amazon Web Services, Inc.", "amazon"), ("Facebook", "meta"), ("claylabs", "clay"), ("AT", "at"), ("LLC", "llc"), ("...", "")],
)
def test_aliases_and_names_that_are_a_form(name: str, key: str) -> None:
    assert company_key(name) == key


@given(st.text(max_size=60))
def test_keys_are_plain_and_stable(name: str) -> None:
    key = company_key(name)
    assert " " not in key
    assert key == key.casefold()


def test_board_stands_in_for_a_name() -> None:
    hit = employer.read(reading("", company="", board="acme-labs"))["company"]
    assert (hit.value.name, hit.value.key, hit.evidence.source) == ("acme-labs", "acmelabs", "board")
    assert employer.read(reading("")) == {}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("51-200", "51-200"),
        ("51 to 200 employees", "51-200"),
        ("1,001-5,000", "1001-5000"),
        ("10001+", "10001+"),
        ("500+", "501-1000"),
        ("1", "1-10"),
        ("ca. 300 Mitarbeiter", "201-500"),
        ("many", None),
        ("", None),
        (None, None),
        ("9" * 5000, "10001+"),
    ],
)
def test_size_class(words: str | None, expected: str | None) -> None:
    assert size_class(words) == expected


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("We are a team of 120 employees in three countries.", "51-200"),
        ("With more than 20,000 employees we build engines.", "10001+"),
        ("Wir sind rund 80 Mitarbeitende in Köln.", "51-200"),
        ("Tools used by 500 employees at our customers.", None),
        ("Since 2015 employees enjoy free fruit.", None),
        ("You lead 5 engineers.", None),
    ],
)
def test_head_count_in_text(text: str, size: str | None) -> None:
    assert employer.read(reading(text, company="Acme"))["company"].value.size == size


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("We raised our Series B last year.", "series_b"),
        ("After our Series A in 2023 we closed a Series C.", "series_c"),
        ("We are bootstrapped and profitable.", "bootstrapped"),
        ("A publicly traded company (NASDAQ: ACME).", "public"),
        ("We are a nonprofit that teaches coding.", "nonprofit"),
        ("Experience at a Series B startup is a plus.", None),
        ("A series about testing.", None),
    ],
)
def test_stage_in_text(text: str, stage: str | None) -> None:
    assert employer.read(reading(text, company="Acme"))["company"].value.stage == stage


def test_statements_of_the_source_win() -> None:
    given_fields = {"company": "Acme", "company_size": "11-50", "company_stage": "Series A", "company_domain": "https://www.Acme.io/jobs"}
    company = employer.read(reading("We are a team of 900 employees after our Series D.", **given_fields))["company"].value
    assert (company.size, company.stage, company.domain) == ("11-50", "series_a", "acme.io")


@pytest.mark.parametrize(
    ("stated", "domain"), [("acme.io", "acme.io"), ("WWW.ACME.IO/", "acme.io"), ("acme", None), (None, None), ("http://[", None)]
)
def test_domain(stated: str | None, domain: str | None) -> None:
    assert domain_of(stated) == domain
