"""JobPosting on web pages, however malformed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobscrape.boards.jsonld import map_node, nodes_in, read_block
from jobscrape.items import StatedPay

POSTING = {"@context": "https://schema.org", "@type": "JobPosting", "title": "Smith", "description": "<p>Forge &amp; weld</p>"}
WHOLE = json.dumps(POSTING)


def page(block: str, kind: str = "application/ld+json") -> str:
    return f'<html><head><script type="{kind}">{block}</script></head><body></body></html>'


READABLE = {
    "plain": WHOLE,
    "list": f"[{WHOLE}]",
    "graph": json.dumps({"@graph": [{"@type": "Organization"}, POSTING]}),
    "item-list": json.dumps({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": POSTING}]}),
    "main-entity": json.dumps({"@type": "WebPage", "mainEntity": {"@type": "ItemList", "itemListElement": [{"item": POSTING}]}}),
    "type-list": json.dumps({**POSTING, "@type": ["JobPosting", "Thing"]}),
    "pascal-case": json.dumps({k.capitalize() if k[0] != "@" else k: v for k, v in POSTING.items()}),
    "type-as-address": json.dumps({**POSTING, "@type": "http://schema.org/JobPosting"}),
    "bom": "\ufeff" + WHOLE,
    "cdata": f"//<![CDATA[\n{WHOLE}\n//]]>",
    "html-comment": f"<!-- {WHOLE} -->",
    "js-comment": WHOLE.replace(', "description"', ', // what it is about\n "description"'),
    "trailing-comma": WHOLE[:-1] + ",}",
    "missing-comma": WHOLE.replace('"Smith", ', '"Smith" '),
    "raw-newline": WHOLE.replace("Forge", "Forge\n"),
    "raw-tab": WHOLE.replace("Forge", "\tForge"),
    "bad-escape": WHOLE.replace("weld", "\\$weld"),
    "stray-brace": WHOLE + "}",
    "semicolon": WHOLE + ";",
    "two-objects": '{"@type": "Organization", "name": "A"}' + WHOLE,
    "entities": WHOLE.replace('"', "&quot;"),
}


@pytest.mark.parametrize("block", READABLE.values(), ids=READABLE.keys())
def test_a_posting_is_found(block: str) -> None:
    nodes, broken = nodes_in(page(block))
    assert broken == []
    assert [n["title"] for n in nodes] == ["Smith"]


def test_microdata_is_read() -> None:
    body = (
        '<div itemscope itemtype="https://schema.org/JobPosting"><h1 itemprop="title">Smith</h1>'
        '<span itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization"><b itemprop="name">Forge</b></span></div>'
    )
    (node,), _ = nodes_in(f"<html><body>{body}</body></html>")
    assert map_node(node, "https://x.example/1", "/1").company == "Forge"


def test_a_posting_given_twice_is_one() -> None:
    assert len(nodes_in(page(WHOLE) + page(WHOLE))[0]) == 1


def test_a_block_that_cannot_be_read_is_told() -> None:
    nodes, broken = nodes_in(page('"JobPosting" is what this is not'))
    assert nodes == []
    assert len(broken) == 1


def mapped(**values: Any) -> Any:
    return map_node({**POSTING, **values}, "https://x.example/jobs/1", "/jobs/1")


@pytest.mark.parametrize(
    ("salary", "pay", "words"),
    [
        (
            {"currency": "EUR", "value": {"minValue": 1, "maxValue": 2, "unitText": "HOUR"}},
            [StatedPay(min=1, max=2, currency="EUR", period="HOUR")],
            None,
        ),
        (
            {"currency": "USD", "value": {"value": "50000.00", "unitText": "YEAR"}},
            [StatedPay(min=5e4, max=5e4, currency="USD", period="YEAR")],
            None,
        ),
        ({"currency": "USD", "unitText": "YEAR", "value": 9}, [StatedPay(min=9, max=9, currency="USD", period="YEAR")], None),
        ({"currency": "USD", "value": {"minValue": "0.00", "maxValue": "0.00"}}, [], None),
        ({"currency": "USD", "value": {"value": "0"}}, [], None),
        ("£13.65/hour - £14.03/hour", [], "£13.65/hour - £14.03/hour"),
        ({"currency": "EUR", "value": {"value": "$151,700 - $212,000 USD OTE"}}, [], "$151,700 - $212,000 USD OTE"),
        (None, [], None),
    ],
)
def test_pay(salary: Any, pay: list[StatedPay], words: str | None) -> None:
    posting = mapped(baseSalary=salary)
    assert posting.pay == pay
    assert posting.salary == words


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"address": {"addressLocality": "Oslo", "addressCountry": "NO"}}, ["Oslo, NO"]),
        ({"address": "US"}, ["US"]),
        ([{"address": {"addressLocality": "Oslo"}}, {"address": {"addressLocality": "Bergen"}}], ["Oslo", "Bergen"]),
        ({"address": {"addressLocality": "UNAVAILABLE", "postalCode": "[Postal Code]"}}, []),
        ({"address": {"addressLocality": "Oslo", "addressCountry": {"@type": "Country", "name": "Norway"}}}, ["Oslo, Norway"]),
        ({"name": "Paris", "address": {"addressLocality": "Oslo", "addressCountry": {"name": ["FR", "NO"]}}}, ["Paris"]),
        ([], []),
    ],
)
def test_places(place: Any, words: list[str]) -> None:
    assert [p.raw for p in mapped(jobLocation=place).locations] == words


def test_remote_beside_an_address_keeps_both() -> None:
    posting = mapped(
        jobLocationType="TELECOMMUTE",
        jobLocation={"address": {"addressLocality": "Oslo"}},
        applicantLocationRequirements=[{"@type": "Country", "name": "Norway"}, {"@type": "Country", "name": "Sweden"}],
    )
    assert (posting.workplace, [p.raw for p in posting.locations], posting.remote_locations) == (
        "TELECOMMUTE",
        ["Oslo"],
        ["Norway", "Sweden"],
    )
    assert mapped(applicationLocationRequirement={"name": "Norway"}).remote_locations == ["Norway"]


@pytest.mark.parametrize(
    ("given", "want"),
    [("2026-05-01", "2026-05-01"), ("2026-01-01T00:00", None), ("[date]", None), (None, None)],
)
def test_an_expiry_that_says_nothing_is_none(given: Any, want: str | None) -> None:
    assert mapped(datePosted="2026-01-01", validThrough=given).valid_through == want


@pytest.mark.parametrize(
    ("given", "want"),
    [
        ("A &amp;#xa; B", "A &#xa; B"),
        ("line one\\nline two", "line one\nline two"),
        (["one", "two"], "one\ntwo"),
    ],
)
def test_bodies_are_unescaped(given: Any, want: str) -> None:
    assert mapped(description=given).description == want


@given(
    st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda c: st.lists(c) | st.dictionaries(st.text(), c), max_leaves=8)
)
def test_no_value_breaks_the_mapping(value: Any) -> None:
    for name in ("title", "hiringOrganization", "jobLocation", "baseSalary", "identifier", "employmentType", "description", "validThrough"):
        mapped(**{name: value})


@given(st.text(max_size=300))
def test_no_block_breaks_the_reading(text: str) -> None:
    read_block(text)
