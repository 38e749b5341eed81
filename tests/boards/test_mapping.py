"""Words that say which key of a row is which field: what they read, and what is wrong with them."""

from __future__ import annotations

from typing import Any

import pytest

from jobscrape.boards.api import ApiBoard
from jobscrape.boards.mapping import Mapping, MappingError
from jobscrape.boards.mojibake import repaired
from jobscrape.boards.payload import PayloadError
from jobscrape.boards.shapes import body, impersonal_fields, own_field
from jobscrape.items import StatedPay, StatedPlace

ROW = {"title": " Baker ", "url": "https://tern.example/1"}
FIELDS: list[tuple[str, dict[str, Any], str, Any]] = [
    ("seniority=level", {"level": "Senior"}, "seniority", "Senior"),
    ("seniority=level", {"level": ""}, "seniority", None),
    ("seniority=level", {"level": "-"}, "seniority", None),
    ("seniority=level", {"level": {"id": 3}}, "seniority", None),
    ("seniority", {"seniority": "Senior"}, "seniority", "Senior"),
    ("internal_id=id", {"id": 4711}, "internal_id", "4711"),
    ("company=org.name", {"org": {"name": "Tern"}}, "company", "Tern"),
    ("company=org.name", {"org": None}, "company", ""),
    ("department=teams.name", {"teams": [{"name": "Bread"}, {"name": None}, {"name": "Cake"}]}, "department", "Bread, Cake"),
    ("department=unit+team", {"unit": "Bread", "team": "Bread"}, "department", "Bread"),
    ("department=unit|team", {"unit": "", "team": "Cake"}, "department", "Cake"),
    ("department=unit+team|area", {"area": "Oslo"}, "department", "Oslo"),
    ("description=a+b", {"a": "<p>1</p>", "b": "<p>2</p>"}, "description", "<p>1</p>\n<p>2</p>"),
    ("tags", {"tags": ["a", "", "b"]}, "tags", ["a", "b"]),
    ("remote=is_remote", {"is_remote": False}, "remote", False),
    ("remote=is_remote", {"is_remote": "yes"}, "remote", None),
    ("workplace='remote'", {}, "workplace", "remote"),
    ("date_posted=at", {"at": 1790000000}, "date_posted", 1790000000),
    (
        "locations=place+places",
        {"place": "Oslo", "places": ["Oslo", "Rome"]},
        "locations",
        [StatedPlace(raw="Oslo"), StatedPlace(raw="Rome")],
    ),
]
PLACES: list[tuple[str, dict[str, Any], list[StatedPlace]]] = [
    ("city=town country", {"town": "Oslo", "country": "no"}, [StatedPlace(city="Oslo", country="NO")]),
    ("office: raw=city+land city", {"office": {"city": "Oslo"}}, [StatedPlace(raw="Oslo", city="Oslo")]),
    ("offices: raw=name lat", {"offices": [{"name": "Oslo", "lat": "59.9"}, {}]}, [StatedPlace(raw="Oslo", lat=59.9)]),
    (".+others: raw=at", {"at": "Oslo", "others": [{"at": "Rome"}]}, [StatedPlace(raw="Oslo"), StatedPlace(raw="Rome")]),
    ("raw=name lat lon", {"name": "Oslo", "lat": "NaN", "lon": "east"}, [StatedPlace(raw="Oslo")]),
    ("city", {"city": None}, []),
]
PAY: list[tuple[str, dict[str, Any], list[StatedPay]]] = [
    ("min=low max=high", {"low": 0, "high": 0}, []),
    ("min=low/100", {"low": 1250}, [StatedPay(min=12.5)]),
    ("range: min max currency='EUR'", {"range": {"min": "10", "max": None}}, [StatedPay(min=10.0, currency="EUR")]),
    ("range: min max", {"range": None}, []),
    ("min=low text=title+note", {"low": 5, "title": "Base", "note": "yearly"}, [StatedPay(min=5, text="Base yearly")]),
]
WRONG = [
    ({"fields": "titel"}, "Auk: fields: 'titel' is no field of JobPosting; title\\?"),
    ({"fields": "row_hash=x"}, "Auk: fields: 'row_hash' is filled another way"),
    ({"fields": "pay=x"}, "Auk: fields: 'pay' is filled another way"),
    ({"fields": "title=a..b"}, "Auk: fields: title: 'a..b' is no key"),
    ({"fields": "title=a|"}, "Auk: fields: title: '' is no key"),
    ({"fields": "=a"}, "Auk: fields: '=a' is not of the form field=key"),
    ({"place_fields": "town"}, "Auk: place_fields: 'town' is no field of StatedPlace"),
    ({"pay_fields": "min=low/x"}, "Auk: pay_fields: min is divided by 'x'"),
    ({"pay_fields": "a b: min"}, "Auk: pay_fields: 'a b' is no key"),
]


def mapping(fields: str = "", places: str = "", pay: str = "", unsaved: str = "") -> Mapping:
    return Mapping("Auk", f"title url {fields}", places, pay, unsaved)


@pytest.mark.parametrize(("words", "row", "field", "value"), FIELDS)
def test_words_read_a_row(words: str, row: dict[str, Any], field: str, value: Any) -> None:
    assert getattr(mapping(words).posting({**ROW, **row}, "1", ""), field) == value


@pytest.mark.parametrize(("words", "row", "places"), PLACES)
def test_words_read_places(words: str, row: dict[str, Any], places: list[StatedPlace]) -> None:
    assert mapping(places=words).posting({**ROW, **row}, "1", "").locations == places


@pytest.mark.parametrize(("words", "row", "pay"), PAY)
def test_words_read_pay(words: str, row: dict[str, Any], pay: list[StatedPay]) -> None:
    assert mapping(pay=words).posting({**ROW, **row}, "1", "").pay == pay


@pytest.mark.parametrize(("declared", "message"), WRONG)
def test_wrong_words_are_an_error_when_the_class_is_made(declared: dict[str, str], message: str) -> None:
    with pytest.raises(MappingError, match=message):
        type("Auk", (ApiBoard,), declared)


@pytest.mark.parametrize("lack", ["title", "url"])
def test_a_row_without_title_or_address_is_none(lack: str) -> None:
    with pytest.raises(PayloadError, match=f"the row has no {lack}"):
        mapping().posting({**ROW, lack: None}, "1", "")


def test_an_address_that_no_key_says_is_the_link() -> None:
    assert mapping().posting({"title": "Baker"}, "1", "https://tern.example/jobs/1").url == "https://tern.example/jobs/1"


def test_raw_is_the_row_without_its_body() -> None:
    row = {**ROW, "text": "Bake", "extra": {"html": "Bake"}, "views": 3, "level": "Senior", "none": None}
    posting = mapping("description=text|extra.html", unsaved="views").posting(row, "1", "")
    assert posting.raw == {**ROW, "level": "Senior"}


class Auk(ApiBoard):
    name = "auk"
    detail_url = "https://auk.example/{board}/{id}"
    link = "https://auk.example/jobs/{id}"
    fields = "title department"


def test_a_row_and_its_page_are_one_record_in_which_the_page_has_the_last_word() -> None:
    auk = Auk(boards="x")
    ask = auk.detail({"id": 7}, "acme")
    assert ask is not None
    assert ask.url == "https://auk.example/acme/7"
    posting = auk.posting_with(
        {"id": 7, "title": "Baker", "department": "Bread"}, {"id": "007", "title": "Head Baker", "department": ""}, "acme"
    )
    assert (posting.source_id, posting.title, posting.department, posting.url) == ("7", "Head Baker", "Bread", "https://auk.example/jobs/7")


def test_texts_stand_under_their_headings() -> None:
    assert body([(None, "a"), ("Tasks", "b"), ("Pay", None), ("", "c")]) == "a\n<h3>Tasks</h3>b\nc"


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ([{"name": "Time Type", "value": "Full time"}], "Full time"),
        ([{"name": "time type", "value": ["a", "b"]}], "a, b"),
        ([{"name": "Recruiter", "value": "A Name"}, {"name": "time type", "value": None}], None),
        (None, None),
    ],
)
def test_an_employers_own_field_is_found_by_name(fields: list[dict[str, Any]] | None, value: str | None) -> None:
    assert own_field(fields, "time type") == value


def test_own_fields_of_people_are_left_out() -> None:
    fields = [{"fieldLabel": "Hiring Manager"}, {"fieldLabel": "Brands"}]
    assert impersonal_fields(fields, "fieldLabel") == [{"fieldLabel": "Brands"}]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Weâ\u0080\u0099re", "We’re"),
        ("Weâ€™re", "We’re"),
        ("CafÃ© â€¢ â\u0080¢", "Café • •"),
        ("château", "château"),
        ("Plain", "Plain"),
    ],
)
def test_text_of_the_wrong_encoding_is_repaired(text: str, clean: str) -> None:
    assert repaired(text) == clean
