"""Clusters: the same for any order of postings and links, never against a decision, never through a doubt."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobscrape.identity.clusters import JOIN, SPLIT, Link, divide, make_link
from jobscrape.identity.documents import keys_of_document
from jobscrape.identity.job import job_document, job_id
from tests.identity.adverts import market, prose, stored, truth

if TYPE_CHECKING:
    import random

MARKET = market(10)
KEYS = {p["_id"]: keys_of_document(p) for p in MARKET}
LINKS = [x for a, b in combinations(KEYS, 2) if (x := make_link(a, b, KEYS[a], KEYS[b]))]


def sets(groups: list[list[str]]) -> set[frozenset[str]]:
    return {frozenset(g) for g in groups}


def test_the_market_falls_into_its_openings() -> None:
    assert sets(divide(KEYS, LINKS)) == truth(MARKET)


@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(rng: random.Random) -> None:
    names, links = list(KEYS), list(LINKS)
    rng.shuffle(names)
    rng.shuffle(links)
    assert divide({n: KEYS[n] for n in names}, links) == divide(KEYS, LINKS)


def cities() -> dict[str, dict[str, Any]]:
    text = prose("five cities")
    towns = [("Leeds", "GB"), ("Gdansk", "PL"), ("Lyon", "FR"), ("Porto", "PT"), ("Ghent", "BE")]
    found = [
        stored(
            "greenhouse",
            f"40000{i}",
            "Night Baker, Rye",
            text,
            city=town,
            country=code,
            url=f"https://boards.greenhouse.io/a/jobs/40000{i}",
        )
        for i, (town, code) in enumerate(towns)
    ]
    found.append(stored("feed", "anywhere", "Night Baker, Rye", text, board="all", city="", country=""))
    return {p["_id"]: p for p in found}


def test_a_copy_without_a_place_does_not_glue_the_cities_together() -> None:
    keys = {name: keys_of_document(p) for name, p in cities().items()}
    links = [x for a, b in combinations(keys, 2) if (x := make_link(a, b, keys[a], keys[b]))]
    groups = divide(keys, links)
    assert len(links) == 5
    assert sorted(map(len, groups)) == [1, 1, 1, 1, 2]


def test_a_doubtful_link_never_merges() -> None:
    a, b = sorted(p["_id"] for p in MARKET[:2])
    assert divide({a: KEYS[a], b: KEYS[b]}, [Link(a, b, "possible", "doubt")]) == [[a], [b]]


def test_hands_are_stronger_than_rules() -> None:
    a, b = LINKS[0].ends
    pair = {a: KEYS[a], b: KEYS[b]}
    merge = Link(a, b, "merge", "common id")
    assert divide(pair, [merge]) == [[a, b]]
    assert divide(pair, [merge, Link(a, b, SPLIT, "by hand")]) == [[a], [b]]
    far = next(n for n in KEYS if n not in {a, b} and make_link(a, n, KEYS[a], KEYS[n]) is None)
    ends = tuple(sorted((a, far)))
    assert divide({a: KEYS[a], far: KEYS[far]}, [Link(ends[0], ends[1], JOIN, "by hand")]) == [list(ends)]


def test_a_job_takes_each_value_from_its_best_member_and_says_from_which() -> None:
    own, copy = (p for p in market(1) if p["company"]["name"].startswith("Nordwind") and p["_id"] != "greenhouse:nordwindlooms:90000")
    own["pay"], copy["pay"], copy["skills"] = None, {"min": 1.0}, ["lang.python"]
    made = job_document([copy, own], [])
    assert made == job_document([own, copy], [])
    assert (made["_id"], made["canonical"]) == (own["_id"], own["_id"])
    assert (made["title"], made["from"]["title"]) == (own["title"], own["_id"])
    assert (made["pay"], made["from"]["pay"]) == ({"min": 1.0}, copy["_id"])
    assert (made["n_postings"], made["sources"], made["status"]) == (2, ["greenhouse", "jobhafen"], "open")
    assert [m["posting"] for m in made["members"]] == [own["_id"], copy["_id"]]


@pytest.mark.parametrize(
    ("own", "copy", "job"),
    [
        ("open", "closed", "open"),
        ("closed", "open", "closed"),
        ("closed", "unknown", "closed"),
        ("unknown", "open", "open"),
        ("unknown", "closed", "unknown"),
        ("unknown", "unknown", "unknown"),
    ],
)
def test_the_employers_own_postings_tell_whether_a_job_is_open(own: str, copy: str, job: str) -> None:
    first, second = market(1)[:2]
    first["status"], second["status"] = own, copy
    assert job_document([first, second], [])["status"] == job


def test_a_job_without_a_posting_of_the_employer_is_open_while_a_copy_is() -> None:
    copies = [
        stored("jobhafen", f"h{i}", "Night Baker", prose("copy"), board="all", status=status) for i, status in enumerate(("open", "closed"))
    ]
    assert job_document(copies, [])["status"] == "open"


def test_a_job_keeps_its_id_when_a_copy_comes() -> None:
    own, copy = market(1)[:2]
    assert job_id([own]) == job_id([copy, own])


def test_the_employers_own_board_is_canonical_before_a_longer_copy_with_its_apply_link() -> None:
    own = stored("greenhouse", "400001", "Night Baker", prose("short", 200), url="https://boards.greenhouse.io/nordwindlooms/jobs/400001")
    apply_url = "https://jobhafen.example/out?to=https%3A%2F%2Fboards.greenhouse.io%2Fnordwindlooms%2Fjobs%2F400001"
    copy = stored("jobhafen", "h1", "Night Baker", prose("longer", 400), board="all", url=apply_url)
    site = stored("jsonld", "s1", "Night Baker", prose("site", 300), board="careers.nordwind-looms.example")
    assert job_document([copy, own], [])["canonical"] == own["_id"]
    assert job_document([copy, site], [])["canonical"] == site["_id"]


def test_copies_go_to_the_opening_with_the_same_list_of_places() -> None:
    text, page = prose("siblings"), "https://boards.greenhouse.io/nordwindlooms/jobs/"
    adverts = []
    for number, extra in (("400001", None), ("400002", "York")):
        for source, cut in (("greenhouse", 0), ("feed", 30)):
            url = page + number if source == "greenhouse" else ""
            advert = stored(source, number, "Night Baker", text[cut:] if number == "400001" else text, url=url)
            advert["identity"]["place_keys"] += [f"{extra.lower()}||GB"] if extra else []
            adverts.append(advert)
    keys = {p["_id"]: keys_of_document(p) for p in adverts}
    links = [x for a, b in combinations(keys, 2) if (x := make_link(a, b, keys[a], keys[b]))]
    want = {frozenset(f"{s}:nordwindlooms:{n}" for s in ("feed", "greenhouse")) for n in ("400001", "400002")}
    assert sets(divide(keys, links)) == want
