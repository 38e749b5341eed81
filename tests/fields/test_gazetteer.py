"""Countries and areas in running text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobscrape.fields.gazetteer import area_of, areas, countries, country_of, fold, hits_in
from tests.ending import ends

COUNTRIES_IN_TEXT = [
    ("You may live in the US, Canada or the UK.", ["US", "CA", "GB"]),
    ("Standorte in Deutschland, Österreich und der Schweiz", ["DE", "AT", "CH"]),
    ("Basé en France ou en Allemagne", ["FR", "DE"]),
    ("Vagas no Brasil e em Espanha", ["BR", "ES"]),
    ("U.S. citizens and U.S.-based contractors", ["US", "US"]),
    ("United States of America", ["US"]),
    ("ABOUT US", []),
    ("WHY JOIN US? Contact US today", []),
    ("Remote to US candidates, with US customers", ["US", "US"]),
    ("WORK WITH US", []),
    ("let us know, it is in your hands", []),
    ("Offices in New Mexico, New Jersey and Indiana", []),
    ("Customers such as Bank of America", []),
    ("Atlanta, Georgia", []),
    ("our Southafrican Chinatown", []),
    ("Germany's best team", ["DE"]),
    ("Ireland/Netherlands", ["IE", "NL"]),
]


@pytest.mark.parametrize(("text", "expected"), COUNTRIES_IN_TEXT)
def test_countries_in_text(text: str, expected: list[str]) -> None:
    assert [hit.country for hit in hits_in(text) if hit.country] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Remote (EU/UK)", ["EU"]),
        ("EMEA or LATAM", ["EMEA", "LATAM"]),
        ("Anywhere in the world", ["WORLDWIDE"]),
        ("North America", ["NORTH_AMERICA"]),
        ("North and South America", ["AMER"]),
        ("the DACH region", ["DACH"]),
        ("eu amo programar", []),
        ("Central & South America", ["LATAM"]),
    ],
)
def test_areas_in_text(text: str, expected: list[str]) -> None:
    assert [hit.area for hit in hits_in(text) if hit.area] == expected


def test_ambiguous_names_count_only_where_a_place_is_expected() -> None:
    assert hits_in("Jordan leads the Georgia team") == []
    assert [(hit.start, hit.end, hit.country) for hit in hits_in("Amman, Jordan", ambiguous=True)] == [(7, 13, "JO")]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Deutschland", "DE"),
        ("USA", "US"),
        ("the Netherlands", "NL"),
        ("Türkiye", "TR"),
        ("DE", "DE"),
        ("de", None),
        ("Narnia", None),
        ("UK", "GB"),
    ],
)
def test_country_of(name: str, code: str | None) -> None:
    assert country_of(name) == code


def test_areas_have_members_that_are_countries() -> None:
    assert all(area.members <= countries().keys() for area in areas().values())
    assert len(areas()["EU"].members) == 27
    assert {"DE", "ZA", "AE"} <= areas()["EMEA"].members
    assert area_of("European Union") == "EU"
    assert {area.code for area in areas().values() if area.code} == {"EU", "EMEA", "APAC", "LATAM", "AMER", "EUROPE", "WORLDWIDE"}


@given(st.text())
def test_hits_are_in_order_and_inside_the_text(text: str) -> None:
    hits = hits_in(text, ambiguous=True)
    assert all(0 <= h.start < h.end <= len(text) for h in hits)
    assert all(a.end <= b.start for a, b in itertools.pairwise(hits))


@given(st.text())
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("unit", ["1", " ", "(", "1-", "us ", "US ", "u.s. ", "Germany "])
def test_adversarial_text_is_read_to_its_end(unit: str) -> None:
    with ends():
        hits_in(unit * (100_000 // len(unit)))
