"""Places of work: location strings, structured parts, titles and texts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobscrape.fields import place
from jobscrape.fields.spots import spots
from jobscrape.items import Place, StatedPlace
from tests.fields.given import reading

STRINGS = [
    ("San Francisco, CA", [("San Francisco", "CA", "US")]),
    ("Austin TX", [("Austin", "TX", "US")]),
    ("Berlin Germany", [("Berlin", None, "DE")]),
    ("München", [("Munich", None, "DE")]),
    ("Köln", [("Cologne", None, "DE")]),
    ("Wien, Österreich", [("Vienna", None, "AT")]),
    ("NYC", [("New York", None, "US")]),
    ("New York, New York", [("New York", "New York", "US")]),
    ("Washington, D.C.", [("Washington", "DC", "US")]),
    ("Denver, CO - US", [("Denver", "CO", "US")]),
    ("USA-CA-Oakland", [("Oakland", "CA", "US")]),
    ("US-TX-Austin (1003)", [("Austin", "TX", "US")]),
    ("India - Pune", [("Pune", None, "IN")]),
    ("United States, Oregon, Portland", [("Portland", "Oregon", "US")]),
    ("Pune, MH, IN", [("Pune", "MH", "IN")]),
    ("Indianapolis, IN", [("Indianapolis", "IN", "US")]),
    ("Haifa - IL", [("Haifa", None, "IL")]),
    ("Toronto, CA", [("Toronto", None, "CA")]),
    ("Atlanta, Georgia", [("Atlanta", "Georgia", "US")]),
    ("Tbilisi, Georgia", [("Tbilisi", None, "GE")]),
    ("Georgia", [(None, "Georgia", None)]),
    ("Norfolk, Virginia", [("Norfolk", "Virginia", "US")]),
    ("Cambridge, MA", [("Cambridge", "MA", "US")]),
    ("Cambridge, UK", [("Cambridge", None, "GB")]),
    ("London, Ontario", [("London", "Ontario", "CA")]),
    ("Smallville Junction, KS", [("Smallville Junction", "KS", "US")]),
    ("Ciudad de México, CDMX, México", [("Mexico City", "CDMX", "MX")]),
    ("Kraków, małopolskie, Poland", [("Kraków", "małopolskie", "PL")]),
    ("Paris, London", [("Paris", None, "FR"), ("London", None, "GB")]),
    ("Las Vegas, Los Angeles, Seattle", [("Las Vegas", None, "US"), ("Los Angeles", None, "US"), ("Seattle", None, "US")]),
    ("San Francisco, CA or New York, NY", [("San Francisco", "CA", "US"), ("New York", "NY", "US")]),
    ("Lyon, France; Nantes, France", [("Lyon", None, "FR"), ("Nantes", None, "FR")]),
    ("Redmond, WA, US / New York, NY, US", [("Redmond", "WA", "US"), ("New York", "NY", "US")]),
    ("Oregon; Nevada", [(None, "Oregon", "US"), (None, "Nevada", "US")]),
    ("United States | Canada", [(None, None, "US"), (None, None, "CA")]),
    ("Remote (Canada, UK, EU)", [(None, None, "CA"), (None, None, "GB")]),
    ("Remote - US", [(None, None, "US")]),
    ("US Remote", [(None, None, "US")]),
    ("Remote, OR", [(None, "OR", "US")]),
    ("Remote-Texas", [(None, "Texas", "US")]),
    ("Anywhere in France, Belgium, Spain", [(None, None, "FR"), (None, None, "BE"), (None, None, "ES")]),
    ("Hybrid in Toronto", [("Toronto", None, "CA")]),
    ("Leeds Office (or Remote)", [("Leeds", None, "GB")]),
    ("Acme Toronto", [("Toronto", None, "CA")]),
    ("Greater Boston Area", [("Boston", None, "US")]),
    ("Bay Area", [(None, "Bay Area", "US")]),
    ("75008 Paris", [("Paris", None, "FR")]),
    ("D-80331 München", [("Munich", None, "DE")]),
    ("Boise, ID - Main Site", [("Boise", "ID", "US")]),
    ("Salt Lake City, Utah (Murray)", [("Salt Lake City", "Utah", "US")]),
    ("Rome, Rome, Italy", [("Rome", None, "IT")]),
    ("Berlin, Germany, Germany", [("Berlin", None, "DE")]),
    ("Singapore, Singapore", [("Singapore", None, "SG")]),
    ("DK011, Denmark", [(None, "DK011", "DK")]),
    ("Bosnia and Herzegovina", [(None, None, "BA")]),
    ("Baden-Württemberg", [(None, "Baden-Württemberg", "DE")]),
    ("Cluj-Napoca", [("Cluj-Napoca", None, "RO")]),
    ("England", [(None, "England", "GB")]),
    ("Bagdad, AZ USA 86321", [("Bagdad", "AZ", "US")]),
    ("USA.VA.Reston", [("Reston", "VA", "US")]),
    ("Texas Remote Work, More...", [(None, "Texas", "US")]),
    ("MN/WI/SD", [(None, "MN", "US"), (None, "WI", "US"), (None, "SD", "US")]),
    ("Washington DC, District of Columbia", [("Washington", "DC", "US")]),
    ("LS1 1BA", [(None, None, "GB")]),
    ("Kalmar län", [(None, "Kalmar län", "SE")]),
    ("Münster", [("Münster", None, "DE")]),
    ("Cork, Munster", [("Cork", "Munster", "IE")]),
    ("Ciudad de México", [("Mexico City", None, "MX")]),
    ("Bali", [(None, "Bali", "ID")]),
    ("Iran, Islamic Republic of", [(None, None, "IR")]),
    ("Trujillo, La Libertad, Peru", [("Trujillo", "La Libertad", "PE")]),
    ("Verl, Gütersloh (Kreis)", [("Verl", None, "DE")]),
    ("PORTLAND, OR", [("Portland", "OR", "US")]),
]
NOWHERE = [
    "",
    "Remote",
    "Remoto",
    "Hybrid",
    "EMEA",
    "EU",
    "Europe",
    "Worldwide",
    "Anywhere",
    "Multiple Locations",
    "N/A",
    "12345",
    "---",
    "((((",
    "CET +/- 3",
]


def _plain(found: Any) -> list[tuple[str | None, str | None, str | None]]:
    return [(one.city, one.region, one.country) for one in found]


@pytest.mark.parametrize(("raw", "expected"), STRINGS, ids=[row[0] for row in STRINGS])
def test_location_strings(raw: str, expected: list[tuple[str | None, str | None, str | None]]) -> None:
    assert _plain(spots(raw)) == expected


@pytest.mark.parametrize("raw", NOWHERE)
def test_strings_that_name_no_place(raw: str) -> None:
    assert spots(raw) == ()


def test_a_country_stated_elsewhere_decides_between_cities() -> None:
    assert _plain(spots("Valencia", "VE")) == [("Valencia", None, "VE")]
    assert _plain(spots("Valencia")) == [("Valencia", None, "ES")]


def test_cities_have_coordinates() -> None:
    (lisbon,) = spots("Lisboa")
    assert (lisbon.lat, lisbon.lon) == (pytest.approx(38.72, abs=0.05), pytest.approx(-9.14, abs=0.05))


def _read(text: str = "", /, **stated: Any) -> list[Place]:
    hit = place.read(reading(text, **stated)).get("locations")
    return [] if hit is None else hit.value


def test_structured_parts_win_over_words() -> None:
    stated = StatedPlace(raw="Headquarters", city="Ghent", region="Flanders", country="Belgium", lat=51.05, lon=3.72)
    assert _read(locations=[stated]) == [Place(raw="Headquarters", city="Ghent", region="Flanders", country="BE", lat=51.05, lon=3.72)]


@pytest.mark.parametrize("code", ["gb", "GB", "GBR", "uk", "United Kingdom"])
def test_country_fields_may_hold_codes_in_any_case(code: str) -> None:
    assert _plain(_read(locations=[StatedPlace(city="Leeds", country=code)])) == [("Leeds", None, "GB")]


@pytest.mark.parametrize("word", ["Remote", "N/A", "Anywhere", "Multiple Locations", "Europe", ""])
def test_placeholders_in_structured_parts_are_no_place(word: str) -> None:
    stated = StatedPlace(raw="Remote", city=word, region=word, country="Canada")
    assert _plain(_read(locations=[stated])) == [(None, None, "CA")]


def test_a_country_in_the_place_of_a_city_is_a_country() -> None:
    assert _plain(_read(locations=[StatedPlace(city="Portugal", country="Portugal")])) == [(None, None, "PT")]


def test_an_unknown_town_is_kept_as_written() -> None:
    assert _plain(_read(locations=[StatedPlace(city="Kleinweiler", region="Bavaria", country="DE")])) == [("Kleinweiler", "Bavaria", "DE")]


def test_words_with_several_places_win_over_one_address() -> None:
    stated = StatedPlace(raw="Denver, CO or Austin, TX", city="Denver", region="CO", country="USA")
    assert [p.city for p in _read(locations=[stated])] == ["Denver", "Austin"]


def test_all_places_are_kept_and_countries_are_distinct() -> None:
    hits = place.read(reading("", locations=[StatedPlace(raw="New York, NY"), StatedPlace(raw="Boston, MA"), StatedPlace(raw="London")]))
    assert [p.city for p in hits["locations"].value] == ["New York", "Boston", "London"]
    assert hits["countries"].value == ["GB", "US"]
    assert hits["locations"].evidence.source == "location"


def test_the_same_place_twice_is_one() -> None:
    assert _plain(_read(locations=[StatedPlace(raw="Berlin"), StatedPlace(raw="Berlin, Germany")])) == [("Berlin", None, "DE")]


@pytest.mark.parametrize(
    ("title", "country", "city"),
    [
        ("Security Analyst - Turku", "Finland", "Turku"),
        ("Engineer (Graz)", "Austria", "Graz"),
        ("Nurse in Porto", "Portugal", "Porto"),
        ("Data Lead - Mobile", "United States", None),
        ("Sales - Paris, France", "France", "Paris"),
        ("Engineer, Platform", "Germany", None),
    ],
)
def test_a_title_names_the_city_of_a_stated_country(title: str, country: str, city: str | None) -> None:
    (read,) = _read(title=title, locations=[StatedPlace(raw=country)])
    assert read.city == city


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Account Executive - London", [("London", None, "GB")]),
        ("Engineer (Remote, Canada)", [(None, None, "CA")]),
        ("Engineer - US", [(None, None, "US")]),
        ("Engineer, IT", []),
        ("Lead, QA", []),
        ("Senior Engineer, Reading", []),
    ],
)
def test_a_title_alone_names_only_well_known_places(title: str, expected: list[Any]) -> None:
    assert _plain(_read(title=title, locations=[StatedPlace(raw="Remote")])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Location: Lisbon, Portugal", [("Lisbon", None, "PT")]),
        ("This role is based in our Dublin office.", [("Dublin", None, "IE")]),
        ("You will be working in Leeds or Manchester.", [("Leeds", None, "GB"), ("Manchester", None, "GB")]),
        ("Candidates must reside in the United States.", [(None, None, "US")]),
        ("Arbeitsort: Graz", [("Graz", None, "AT")]),
        ("Perks - 100% remote within the USA - Snacks", [(None, None, "US")]),
        ("This position is remote. You may use our office if you are based in New York.", []),
        ("Founded by two friends, we are a startup based in Paris.", []),
        ("We have offices in London, Tokyo and Berlin.", []),
        ("If you are not based in the US, we share another range.", []),
        ("For candidates located in Boston, the salary range is $90,000 - $110,000.", []),
        ("Your role: you start working in ET hours.", []),
        ("Our customers are located in Brazil.", []),
        ("This position will be based in Eastern, Central or Pacific time.", []),
    ],
)
def test_a_text_counts_only_where_it_speaks_of_the_role(text: str, expected: list[Any]) -> None:
    assert _plain(_read(text, locations=[StatedPlace(raw="Remote")])) == expected


def test_a_text_may_offer_a_further_city() -> None:
    read = _read("Arbeite in unseren Büros in Hamburg oder Leipzig.", locations=[StatedPlace(raw="Leipzig")])
    assert [p.city for p in read] == ["Leipzig", "Hamburg"]


def test_pay_given_place_by_place_names_the_places() -> None:
    text = "Pay range: Denver, Colorado | ($100,000 - $120,000) Boston, Massachusetts | ($110,000 - $130,000)"
    assert [p.city for p in _read(text, locations=[StatedPlace(raw="Denver, CO")])] == ["Denver", "Boston"]
    assert [p.city for p in _read(text, locations=[StatedPlace(raw="Vienna")])] == ["Vienna"]


def test_a_label_counts_beside_another_country() -> None:
    read = _read("Location: Remote (US) / Boulder, CO", locations=[StatedPlace(raw="Poland")])
    assert _plain(read) == [("Boulder", "CO", "US"), (None, None, "PL")]


def test_a_text_never_moves_a_stated_place() -> None:
    text = "We were founded in Berlin and have offices in London and Madrid."
    assert _plain(_read(text, locations=[StatedPlace(raw="Vienna")])) == [("Vienna", None, "AT")]


def test_places_of_applicants_stand_in_for_places_of_work() -> None:
    hits = place.read(reading("", remote_locations=["United States", "Canada"]))
    assert hits["countries"].value == ["CA", "US"]
    assert hits["countries"].evidence.source == "remote_locations"


def test_nothing_said_is_unknown() -> None:
    assert place.read(reading("", locations=[StatedPlace(raw="Remote (EMEA)")])) == {}


@given(st.text(max_size=80), st.sampled_from([None, "US", "DE"]))
def test_never_raises(raw: str, country: str | None) -> None:
    for spot in spots(raw, country):
        assert spot.city or spot.region or spot.country


@given(
    st.lists(st.sampled_from(["Berlin", "Remote", ",", "CA", "-", "(", ")", "US", "or", "/", "Texas", "Paris", "hybrid", ";"]), max_size=8)
)
def test_any_order_of_words_is_read(words: list[str]) -> None:
    assert all(spot.country is None or len(spot.country) == 2 for spot in spots(" ".join(words)))


def test_a_region_of_another_country_than_the_stated_one_is_none() -> None:
    stated = StatedPlace(raw="Maine et Loire", country="FR")
    assert {p.country for p in place.read(reading("", locations=[stated]))["locations"].value} == {"FR"}
    other = StatedPlace(raw="Toronto, Ontario", country="US")
    assert {p.country for p in place.read(reading("", locations=[other]))["locations"].value} == {"CA"}
