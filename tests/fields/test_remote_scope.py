"""Where remote workers may live."""

from __future__ import annotations

from typing import Any

import pytest

from jobscrape.fields import place, remote_scope
from jobscrape.fields.found import found
from jobscrape.items import StatedPlace
from tests.fields.given import reading

REMOTE = found("remote", source="remote", text="true", rule="remote_flag")
PLACES = [
    (["Remote - United States"], ["US"]),
    (["Germany"], ["DE"]),
    (["Remote, Europe"], ["EUROPE"]),
    (["EMEA"], ["EMEA"]),
    (["Anywhere in the World"], ["WORLDWIDE"]),
    (["Berlin, Germany"], []),
    (["Dallas, Texas"], []),
    (["Remote"], []),
    (["US East Coast Remote"], ["US"]),
    (["Poland", "Romania"], ["PL", "RO"]),
    (["Europe", "UK"], ["EUROPE"]),
]
TEXTS = [
    ("This position is remote. US only.", ["US"]),
    ("Benefits\nWe hire globally.", ["WORLDWIDE"]),
    ("We hire in all 50 states.", ["US"]),
    ("Perks - 100% remote within the USA - Snacks", ["US"]),
    ("This is a remote role in India, overlapping the India and US business hours.", ["IN"]),
    ("Based in Oslo, Brodd bakes for Norway and Sweden.", []),
    ("You work with a team of bakers, most of them based in Europe.", []),
    ("You must be located in Canada.", ["CA"]),
    ("Candidates must reside in the United States.", ["US"]),
    ("Benefits\nApplicants living outside of Norway may be declined.", ["NO"]),
    ("We are open to candidates based in Spain or Portugal.", ["ES", "PT"]),
    ("Remote within the EU", ["EU"]),
    ("This role is remote from anywhere in the US.", ["US"]),
    ("Location: Remote (Brazil)", ["BR"]),
    ("We only hire in Ireland and the UK.", ["GB", "IE"]),
    ("Location: 100% Remote (U.S.) Salary Range: $90,000-$100,000", ["US"]),
    ("Benefits\nRemote to US candidates only", ["US"]),
    ("We are a bakery company based in Spain with team members throughout Canada.", []),
    ("You may work remotely from anywhere in the world for up to 60 days a year.", []),
    ("Headquarters: United States (remote)", ["US"]),
    ("Location: This remote position requires an overlap with US hours.", []),
    ("You bake for residents across the UK.", []),
    ("Benefits\n- 100% remote within the USA", ["US"]),
    ("You must reside in one of these states: Texas, Utah, Ohio or Maine.", ["US"]),
    ("We hire in the following provinces: Ontario, Alberta and British Columbia.", ["CA"]),
    ("Você pode trabalhar de qualquer lugar do Brasil.", ["BR"]),
    ("You must be located in Texas.", []),
    ("Our customers are based in the US and Germany.", []),
    ("We have offices in France and Spain.", []),
    ("If you are located in the US, the salary range is $100,000.", []),
    ("You travel to Japan.", []),
    ("", []),
]


@pytest.mark.parametrize(("places", "scope"), PLACES)
def test_places(places: list[str], scope: list[str]) -> None:
    assert read(locations=[StatedPlace(raw=p) for p in places]) == scope


@pytest.mark.parametrize(("text", "scope"), TEXTS)
def test_sentences(text: str, scope: list[str]) -> None:
    assert read(text) == scope


def test_a_country_in_a_part_of_its_own() -> None:
    assert read(locations=[StatedPlace(raw="Remote", country="DE")]) == ["DE"]
    assert read(locations=[StatedPlace(country="Germany")]) == ["DE"]
    assert read(locations=[StatedPlace(raw="Berlin", country="DE")]) == []
    assert read(locations=[StatedPlace(city="Berlin", country="DE")]) == []


def test_source_field_and_title() -> None:
    assert read(remote_locations=["Germany", "Austria"]) == ["AT", "DE"]
    assert read(title="Recruiter (Remote, Mexico)") == ["MX"]
    assert read(title="Recruiter, International Sales") == []
    assert read(title="Recruiter (Anywhere)") == ["WORLDWIDE"]


def test_a_place_may_name_region_or_employer_beside_the_country() -> None:
    given = reading("", locations=[StatedPlace(raw="Ohio, USA, Remote; Boston, USA")])
    given.found.update(place.read(given))
    given.found["work_mode"] = REMOTE
    assert remote_scope.read(given)["remote_scope"].value == ["US"]
    assert read(company="Brodd", locations=[StatedPlace(raw="Brodd Germany")]) == ["DE"]


def test_a_boards_anywhere_gives_way_to_the_text() -> None:
    assert read("Candidates must live in Canada.", locations=[StatedPlace(raw="Anywhere in the World")]) == ["CA"]


def test_only_remote_postings_have_a_scope() -> None:
    given = reading("You must be located in Canada.")
    given.found["work_mode"] = found("hybrid", source="text", text="hybrid", rule="hybrid_role")
    assert remote_scope.read(given) == {}


def read(text: str = "", **stated: Any) -> list[str]:
    given = reading(text, **stated)
    given.found["work_mode"] = REMOTE
    hit = remote_scope.read(given)
    return hit["remote_scope"].value if hit else []
