"""Identity as stored: complete enough to decide from, the same for the same posting, and found by its keys."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timezone
from itertools import combinations

import bson
import numpy as np

from jobscrape.identity.clusters import make_link
from jobscrape.identity.documents import identity_of, keys_of_document, posting_keys, to_document
from jobscrape.items import Company, JobPosting, Normalised, Pay, Place, StatedPlace
from tests.identity.adverts import market, prose


def posting(**values: object) -> JobPosting:
    base = {"source": "greenhouse", "board": "acme", "source_id": "400001", "url": "https://www.acme.example/jobs?gh_jid=400001"}
    return JobPosting(**{**base, "title": "Night Baker (m/w/d)", "company": "Acme Ltd", **values})  # type: ignore[arg-type]


def normalised(**values: object) -> Normalised:
    return Normalised(**{"company": Company(name="Acme Ltd", key="acme"), "language": "en", **values})  # type: ignore[arg-type]


def test_the_stored_form_survives_bson_and_gives_the_same_keys() -> None:
    date = datetime(2026, 3, 1, tzinfo=timezone.utc)
    keys = posting_keys(posting(requisition_id="R-77"), normalised(date_posted=date), prose("stored"))
    document = {"source": "greenhouse", "board": "acme", "source_id": "400001", "identity": to_document(keys)}
    options: bson.CodecOptions[dict[str, object]] = bson.CodecOptions(tz_aware=True)
    back = keys_of_document(bson.decode(bson.encode(document), options))
    left_out = {"sketch", "bands"}
    assert all(getattr(back, f.name) == getattr(keys, f.name) for f in fields(keys) if f.name not in left_out)
    assert np.array_equal(back.sketch, keys.sketch)


def test_what_identity_holds() -> None:
    found = identity_of(posting(internal_id="9"), normalised(locations=[Place(city="Leeds", country="GB")]), prose("held"))
    assert (found["ids"], found["ats_ids"]) == (["greenhouse:400001"], ["greenhouse:400001"])
    assert (found["company_key"], found["title_key"], found["place_keys"]) == ("acme", "baker night", ["leeds||GB"])
    assert (found["block"], found["role_group"]) == ("acme|baker night", "acme|baker night")
    assert found["opening"] == "greenhouse:acme:9"
    assert len(found["bands"]) == 16
    assert all(-(2**63) <= k < 2**63 for k in [*found["keys"], *found["bands"]])


def test_the_id_of_the_source_counts_without_an_address_that_names_it() -> None:
    found = identity_of(posting(url="https://acme.example/jobs"), normalised(), "")
    assert found["ids"] == ["greenhouse:400001"]
    assert identity_of(posting(source="feed", url="https://feed.example/"), normalised(), "")["ids"] == []


def test_stated_words_stand_in_for_places_not_read() -> None:
    found = identity_of(posting(locations=[StatedPlace(raw="Remote - Canada")]), normalised(), "")
    assert found["place_keys"] == ["||CA"]
    assert identity_of(posting(), normalised(remote_scope=["EMEA", "DE"]), "")["place_keys"] == ["~EMEA", "||DE"]
    assert identity_of(posting(), normalised(), "")["place_keys"] == ["*"]


def test_pay_says_in_which_country() -> None:
    assert identity_of(posting(), normalised(pay=Pay(min=1.0, currency="CAD")), "")["pay_country"] == "CA"
    assert identity_of(posting(), normalised(pay=Pay(min=1.0, currency="USD")), "")["pay_country"] == ""


def test_whatever_links_is_found_by_a_common_key() -> None:
    postings = {p["_id"]: p for p in market(10)}
    keys = {name: keys_of_document(p) for name, p in postings.items()}
    linked = [x for a, b in combinations(keys, 2) if (x := make_link(a, b, keys[a], keys[b]))]
    held = {name: {*p["identity"]["keys"], *p["identity"]["bands"]} for name, p in postings.items()}
    assert len(linked) > 10
    assert all(held[x.a] & held[x.b] for x in linked)
