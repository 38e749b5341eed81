"""Cities by name and number."""

from __future__ import annotations

import pytest

from jobscrape.fields.cities import cities_named, city


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("london", ("London", "GB")),
        ("berlin", ("Berlin", "DE")),
        ("1 decembrie", ("1 Decembrie", "RO")),
        ("new york city", ("New York", "US")),
        ("a coruna", ("A Coruña", "ES")),
    ],
)
def test_cities_of_a_name(key: str, first: tuple[str, str]) -> None:
    likeliest = city(cities_named(key)[0])
    assert (likeliest.name, likeliest.country) == first


@pytest.mark.parametrize("key", ["", "0", "lond", "londonx", "zzzz", "\u03c9", "\ud800"])
def test_no_city_of_other_words(key: str) -> None:
    assert cities_named(key) == ()


def test_the_first_city_is_the_largest() -> None:
    assert city(0).name == "New York"
