"""Places: read lightly from strings, and how they go together."""

from __future__ import annotations

import pytest

from jobscrape.identity.places import Fit, fit, is_title_place, place_key, read_places, same_places, scope_key
from tests.ending import ends


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("San Francisco, CA", ("san francisco|CA|US",)),
        ("San Francisco, California, United States", ("san francisco|CA|US",)),
        ("United States, Washington, Redmond", ("redmond|WA|US",)),
        ("Vancouver, BC, CA", ("vancouver|02|CA",)),
        ("Macon, Georgia", ("macon|GA|US",)),
        ("Leeds or York", ("leeds||GB", "york||GB")),
        ("London, UK", ("london||GB",)),
        ("Prague, Prague, CZ", ("prague||CZ",)),
        ("België", ("||BE",)),
        ("Remote - US", ("||US",)),
        ("Remote, Israel; Remote, United Kingdom", ("||IL", "||GB")),
        ("EMEA", ("~EMEA",)),
        ("Hybrid - Leeds, York", ("leeds||GB", "york||GB")),
        ("Leeds Office (Mill Street)", ("leeds||GB",)),
        ("Spain (Remote)", ("||ES",)),
        ("Remote", ("*",)),
        ("Anywhere in the World", ("*",)),
        ("", ("*",)),
        ("not stated", ("*",)),
    ],
)
def test_location_strings(raw: str, expected: tuple[str, ...]) -> None:
    assert read_places(raw) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("San Francisco, CA", "San Francisco", Fit.SAME),
        ("Leeds, UK", "Leeds", Fit.SAME),
        ("Leeds, UK", "United Kingdom", Fit.NESTED),
        ("South Jordan, UT", "Utah", Fit.NESTED),
        ("Remote, Israel; Remote, United Kingdom", "EMEA", Fit.NESTED),
        ("Berlin, Germany", "EU", Fit.NESTED),
        ("San Francisco, CA • New York, NY", "USA", Fit.NESTED),
        ("Remote", "Leeds", Fit.OPEN),
        ("Leeds", "", Fit.OPEN),
        ("Remote", "Anywhere", Fit.OPEN),
        ("EMEA", "EU", Fit.NESTED),
        ("San Francisco, CA", "New York, NY", Fit.CONFLICT),
        ("Portland, OR", "Portland, ME", Fit.CONFLICT),
        ("Remote - Canada", "Remote - US", Fit.CONFLICT),
        ("APAC", "Berlin, Germany", Fit.CONFLICT),
        ("Utah", "Boston, MA", Fit.CONFLICT),
        ("LATAM", "EMEA", Fit.CONFLICT),
    ],
)
def test_fit(a: str, b: str, expected: Fit) -> None:
    assert fit(read_places(a), read_places(b)) == fit(read_places(b), read_places(a)) == expected


def test_lists_of_places_are_the_same_only_if_each_is_on_the_other() -> None:
    assert same_places(read_places("Leeds; York"), read_places("York; Leeds"))
    assert not same_places(read_places("Leeds; York"), read_places("Leeds"))


def test_keys_of_parts() -> None:
    assert place_key("New York", "New York", "US") == "new york|NY|US"
    assert place_key(None, None, None) == "*"
    assert (scope_key("DE"), scope_key("EMEA"), scope_key("WORLDWIDE")) == ("||DE", "~EMEA", "*")


def test_hostile_strings_are_read_in_linear_time() -> None:
    with ends():
        for raw in ("(" * 50_000, ", " * 30_000, "a - " * 25_000, "or " * 30_000, "1" * 100_000):
            read_places(raw)


@pytest.mark.parametrize("part", ["germany", "emea", "uk", "berlin", "united states", "dach"])
def test_parts_of_titles_that_are_places(part: str) -> None:
    assert is_title_place(part)


@pytest.mark.parametrize("part", ["ai", "qa", "ml", "it", "pm", "sr", "mobile", "platform", "global", "java", "payments", "international"])
def test_parts_of_titles_that_are_none(part: str) -> None:
    assert not is_title_place(part)
