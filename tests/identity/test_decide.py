"""The decision on pairs, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from jobscrape.identity.decide import decide
from jobscrape.identity.documents import keys_of_document
from jobscrape.identity.records import keys_of_record
from tests.identity.adverts import START, prose, stored

if TYPE_CHECKING:
    from jobscrape.identity.keys import Keys

FRAME = prose("frame of the employer", 120)
DUTIES = f"{FRAME} {prose('duties', 300)}"
OTHER = f"{FRAME} {prose('other duties', 300)}"
REVISED = f"{FRAME} {prose('duties', 300)[:1100]} {prose('revision', 180)}"
SNIPPET = prose("duties", 300)[:420]


def record(**values: Any) -> dict[str, Any]:
    base = {
        "source": "feed",
        "source_id": "1",
        "title": "Senior Data Engineer, Payments",
        "company": "Acme Ltd",
        "location": "Leeds, UK",
        "date": "2026-03-01",
        "description": DUTIES,
    }
    return {**base, **values}


def keys(**values: Any) -> Keys:
    return keys_of_record(record(**values))


def ats(number: str, **values: Any) -> Keys:
    return keys(source="greenhouse", source_id=number, url=f"https://boards.greenhouse.io/acme/jobs/{number}", **values)


CASES: list[tuple[str, Keys, Keys, str, str]] = [
    ("same source and id", keys(), keys(title="Baker", description=OTHER), "same_posting", "merge"),
    (
        "common id, other text",
        ats("400001"),
        ats("400001", title="Payments Data Lead", description=OTHER, location="York"),
        "same_posting",
        "merge",
    ),
    ("mirror of the whole text", ats("400001"), keys(company="ACME"), "same_posting", "merge"),
    ("mirror without a place", ats("400001"), keys(location="Remote"), "same_posting", "merge"),
    ("mirror in the country", ats("400001"), keys(location="United Kingdom"), "same_posting", "merge"),
    (
        "mirror with a longer introduction",
        keys(source="a"),
        keys(source="b", description=f"{prose('hello', 90)} {DUTIES}"),
        "same_posting",
        "merge",
    ),
    ("cut mirror", ats("400001"), keys(description=SNIPPET), "same_posting", "merge"),
    ("cut mirror of another part", ats("400001"), keys(description=prose("legal notes", 90)), "same_posting", "merge"),
    ("no text on one side", ats("400001"), keys(description=""), "same_posting", "merge"),
    ("generic title, other snippet", keys(title="Baker"), keys(source="b", title="Baker", description=prose("x", 90)), "different", "no"),
    ("posted again within weeks", ats("400001"), ats("400002", date="2026-04-01"), "same_posting", "merge"),
    ("posted again a year later", ats("400001"), ats("400002", date="2027-04-01"), "undecidable", "possible"),
    ("skills that look like country codes", keys(title="Engineer, AI"), ats("400009", title="Engineer, QA"), "undecidable", "no"),
    ("the city in the title", ats("400001"), keys(title="Senior Data Engineer, Payments in Leeds (m/w/d)"), "same_posting", "merge"),
    (
        "another city in the title",
        ats("400001", title="Senior Data Engineer, Payments - Leeds", location="UK"),
        keys(title="Senior Data Engineer, Payments - Manchester", location="UK"),
        "same_role_other_place",
        "role",
    ),
    ("one aggregator, one in several places", keys(), keys(source_id="2", location="York; Leeds"), "same_role_other_place", "role"),
    (
        "two requisitions, one remote",
        ats("400001"),
        ats("400002", title="Senior Data Engineer, Payments (Remote)"),
        "undecidable",
        "possible",
    ),
    ("two requisitions, other duties", ats("400001"), ats("400002", description=OTHER), "different", "no"),
    ("two requisitions, revised text", ats("400001"), ats("400002", description=REVISED), "undecidable", "possible"),
    ("two requisitions, elsewhere", ats("400001"), ats("400002", location="York, UK"), "same_role_other_place", "role"),
    (
        "two requisitions, one in several places",
        ats("400001"),
        ats("400002", location="Leeds, UK; York, UK"),
        "same_role_other_place",
        "role",
    ),
    ("one team or another", ats("400001"), ats("400002", title="Senior Data Engineer, Fraud"), "undecidable", "no"),
    (
        "one team or another, other text",
        ats("400001"),
        ats("400002", title="Senior Data Engineer, Fraud", description=OTHER),
        "different",
        "no",
    ),
    ("another level", ats("400001"), ats("400002", title="Staff Data Engineer, Payments"), "same_role_other_level", "role"),
    ("level and place", ats("400001"), ats("400002", title="Data Engineer, Payments", location="York"), "same_role_other_level", "role"),
    (
        "another country by title",
        keys(title="Baker - Spain", location="Remote"),
        ats("400009", title="Baker - France", location="Remote"),
        "same_role_other_place",
        "role",
    ),
    (
        "pay of another country",
        ats("400001", location="Remote US"),
        keys(location="Remote", description=f"{DUTIES} CAN base pay range: $1"),
        "same_role_other_place",
        "role",
    ),
    (
        "two requisition numbers in one text",
        keys(source="a", location="", description=f"Req ID: R-1001 {DUTIES}"),
        keys(source="b", description=f"Req ID: R-1002 {DUTIES}"),
        "same_role_other_place",
        "role",
    ),
    ("agency copy", ats("400001"), keys(company="Kestrel Staffing"), "same_posting", "possible"),
    ("agency copy in another city", ats("400001"), keys(company="Kestrel Staffing", location="York, UK"), "different", "no"),
    ("another employer", ats("400001"), keys(company="Bakery", description=OTHER), "different", "no"),
    ("employer not named", keys(source="a", company=""), keys(source="b"), "same_posting", "possible"),
    ("employer not named, other text", keys(source="a", company=""), keys(source="b", description=OTHER), "different", "no"),
    (
        "acronym of the employer",
        keys(source="a", company="NBRC"),
        keys(source="b", company="Northern Baking Research Council"),
        "same_posting",
        "merge",
    ),
]


@pytest.mark.parametrize(("a", "b", "relation", "link"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_relation_and_link(a: Keys, b: Keys, relation: str, link: str) -> None:
    there, back = decide(a, b), decide(b, a)
    assert (there.relation, there.link) == (relation, link), there
    assert (there.relation, there.link, there.rule) == (back.relation, back.link, back.rule)


def test_one_advert_in_two_languages_on_one_board() -> None:
    german = " ".join(["Wir suchen für das Team eine Person, die den Ofen und die Listen pflegt."] * 20)
    english = " ".join(["You will care for the oven and the lists with our team and this is what you like."] * 20)
    a, b = ats("400001", description=german), ats("400002", description=english)
    assert decide(a, b).rule == "one advert in two languages"
    assert decide(a, ats("400002", description=english, date="2026-06-01")).relation == "different"


def test_times_on_view_count_where_they_are_known() -> None:
    first = keys_of_document(stored("greenhouse", "400001", "Night Baker, Rye", DUTIES))
    second = keys_of_document(stored("greenhouse", "400002", "Night Baker, Rye", DUTIES, day=100))
    assert first.last_seen == START + timedelta(days=20)
    assert decide(first, second).link == "possible"
    assert decide(replace(first, last_seen=START + timedelta(days=70)), second).link == "merge"


def test_the_systems_own_opening_binds_its_postings() -> None:
    a, b = (replace(ats(n, description=t), opening="greenhouse:acme:77") for n, t in (("400001", DUTIES), ("400002", REVISED)))
    assert decide(a, b).rule == "one opening by the system's own id"


def test_initials_alone_do_not_merge_without_a_text() -> None:
    a, b = (keys(source=c, company=name, description="") for c, name in (("a", "NBRC"), ("b", "Northern Baking Research Council")))
    assert (decide(a, b).relation, decide(a, b).link) == ("undecidable", "possible")


def test_scores_are_told() -> None:
    scores = decide(ats("400001"), keys(company="ACME")).scores
    assert scores["jaccard"] == scores["containment"] == 1.0
    assert (scores["employer"], scores["place"], scores["days"]) == ("same", "equal", 0)
