"""Noise is not change, change is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

import pytest

from jobscrape.items import JobPosting, StatedPay, StatedPlace
from jobscrape.store.lifecycle import diff, fingerprint, raw_fingerprint
from jobscrape.store.lifecycle.changes import bare_url

BASE = JobPosting(
    source="lever",
    board="acme",
    source_id="1",
    url="https://jobs.acme.test/1?dept=eng",
    title="Baker (m/f/d)",
    company="Acme",
    description="<ul><li>Knead dough</li><li>Use the C++ oven for €20</li></ul>",
    locations=[StatedPlace(raw="Leeds"), StatedPlace(city="York", region="England", country="GB")],
    tags=["bread", "ovens"],
    pay=[StatedPay(min=20, currency="GBP", period="hour"), StatedPay(min=40000, currency="GBP", period="year")],
    department="Kitchen",
    employment_type="FullTime",
    apply_url="https://apply.acme.test/x/1",
    date_updated="2026-03-01",
)

NOISE: list[dict[str, Any]] = [
    {"date_updated": "2026-03-09"},
    {"date_posted": 1772000000},
    {"language": "en"},
    {"requisition_id": "R-1"},
    {"internal_id": "77"},
    {"tags": ["Ovens", "bread", "bread"]},
    {"locations": [StatedPlace(city="york", region="North Yorkshire", country="gb", lat=53.9), StatedPlace(raw=" leeds ")]},
    {"pay": list(reversed(BASE.pay))},
    {"url": "http://www.jobs.acme.test/1/?utm_source=x&dept=eng&gh_src=abc&lever-source=y#app"},
    {"apply_url": "https://apply.acme.test/track/9f8e7d?sf=1"},
    {"description": '<p style="margin:0">·&nbsp;Knead dough</p><p>·&nbsp;Use the C++ oven for &euro;20</p>'},
    {"title": " Baker  (m/f/d) "},
    {"raw": {"cpc": 0.7}},
    {"company_size": "51-200"},
]
CHANGES: list[dict[str, Any]] = [
    {"title": "Senior Baker (m/f/d)"},
    {"description": "<ul><li>Knead dough</li><li>Use the C# oven for €20</li></ul>"},
    {"description": "<ul><li>Knead dough</li><li>Use the C++ oven for €21</li></ul>"},
    {"locations": [StatedPlace(raw="Leeds")]},
    {"pay": [StatedPay(min=21, currency="GBP", period="hour"), BASE.pay[1]]},
    {"workplace": "Hybrid"},
    {"remote": False},
    {"department": "Bakery"},
    {"employment_type": "PartTime"},
    {"url": "https://jobs.acme.test/1?dept=sales"},
    {"apply_url": "https://boards.other.test/1"},
    {"valid_through": "2026-04-01"},
    {"tags": ["bread"]},
    {"remote_locations": ["UK"]},
]


@pytest.mark.parametrize("noise", NOISE, ids=str)
def test_noise(noise: dict[str, Any]) -> None:
    assert fingerprint(replace(BASE, **noise)) == fingerprint(BASE)


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_change(change: dict[str, Any]) -> None:
    assert fingerprint(replace(BASE, **change)) != fingerprint(BASE)
    assert raw_fingerprint(replace(BASE, **change)) != raw_fingerprint(BASE)


def test_an_equal_raw_fingerprint_saves_reading_the_body() -> None:
    again = replace(BASE, date_updated="2026-03-09", tags=["ovens", "bread"])
    assert raw_fingerprint(again) == raw_fingerprint(BASE)


def test_the_readers_address_in_remoteok_bodies_is_no_change() -> None:
    body = "Bake. Please mention the word **{0}** and tag {1} when applying to show you read the job post completely (#{1})."
    one, two, three = (
        replace(BASE, description=body.format(word, tag).replace("Bake", do))
        for word, tag, do in (("MIGHTY", "RMTkyLjAuMi4x", "Bake"), ("BLOOM", "RMTAuMC4wLjE=", "Bake"), ("BLOOM", "RMTAuMC4wLjE=", "Boil"))
    )
    assert fingerprint(one) == fingerprint(two) != fingerprint(three)


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("https://www.acme.test/jobs/1/?gh_jid=7&utm_campaign=x", "acme.test/jobs/1?gh_jid=7"),
        ("https://acme.test/jobs?b=2&a=1&ref=feed", "acme.test/jobs?a=1&b=2"),
        ("https://ACME.test/Jobs/1#apply", "acme.test/Jobs/1"),
        ("", ""),
    ],
)
def test_bare_url(url: str, bare: str) -> None:
    assert bare_url(url) == bare


STORED: dict[str, Any] = {
    "title": "Baker",
    "company": {"name": "Acme", "key": "acme", "size": None},
    "locations": [{"raw": "Leeds, UK", "city": "Leeds", "country": "GB", "lat": 53.8}, {"raw": "Remote"}],
    "countries": ["GB"],
    "pay": {"min": 30000.0, "max": None, "currency": "GBP", "period": "year", "kind": "base", "raw": "from 30k"},
    "work_mode": "onsite",
    "url": "https://acme.test/1?utm_source=a",
    "content_hash": "aa",
    "versions": {"fields": "1"},
}


def test_diff_of_equal_and_reordered_documents_is_empty() -> None:
    other = {
        **STORED,
        "locations": list(reversed(STORED["locations"])),
        "url": "https://acme.test/1",
        "department": "",
        "pay": {**STORED["pay"], "raw": "30k+"},
        "title": "baker",
    }
    assert diff(STORED, other) == []


def test_diff_names_field_from_and_to() -> None:
    when = datetime(2026, 4, 1, tzinfo=timezone.utc)
    other = {**STORED, "title": "Head Baker", "work_mode": None, "pay": None, "content_hash": "bb", "valid_through": when, "locations": []}
    assert diff(STORED, other) == [
        {"field": "title", "from": "Baker", "to": "Head Baker"},
        {"field": "locations", "from": ["Leeds, GB", "Remote"], "to": None},
        {"field": "valid_through", "from": None, "to": when},
        {"field": "work_mode", "from": "onsite", "to": None},
        {"field": "pay", "from": {"min": 30000.0, "currency": "GBP", "period": "year", "kind": "base"}, "to": None},
        {"field": "content_hash", "from": "aa", "to": "bb"},
    ]


def test_new_rules_are_no_change_of_the_posting() -> None:
    other = {**STORED, "work_mode": "hybrid", "versions": {"fields": "2"}, "company": {"name": "Acme Ltd"}}
    assert diff(STORED, other) == [{"field": "company", "from": "Acme", "to": "Acme Ltd"}]
