"""From an item to the documents of `postings` and `descriptions`, and back for `scrapy retag`."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import xxhash

from jobscrape.items import Attribution, JobPosting, StatedPay, StatedPlace
from jobscrape.versions import current

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jobscrape.items import Company, Evidence, Mention, Normalised, Pay, Place

OWN = ("source", "board", "source_id", "url", "apply_url", "attribution", "raw", "row_hash", "identity")
STATED = tuple(f.name for f in fields(JobPosting) if f.name not in {*OWN, "description", "text", "normalised"})
PLAIN = (
    "title",
    "title_key",
    "language",
    "role",
    "role_area",
    "seniority",
    "people_manager",
    "employment_type",
    "work_mode",
    "office_days",
    "remote_scope",
    "countries",
    "years_min",
    "years_max",
    "education",
    "education_required",
    "visa_sponsorship",
    "clearance",
    "ai_in_role",
    "skills",
    "skills_required",
    "skills_preferred",
    "skills_used",
    "soft_skills",
    "skill_years",
    "date_posted",
    "date_updated",
    "valid_through",
)


def posting_id(source: str, board: str, source_id: str) -> str:
    """Return the `_id` of a posting."""
    return f"{source}:{board}:{source_id}"


def content_hash(text: str) -> str:
    """Return the address of a text in `descriptions`: XXH3-128 of its UTF-8 form, hexadecimal."""
    return xxhash.xxh3_128_hexdigest(text.encode("utf-8", "replace"))


def posting_document(item: JobPosting) -> dict[str, Any]:
    """Return the document of `postings` without the fields of its lifecycle."""
    document: dict[str, Any] = {
        "_id": posting_id(item.source, item.board, item.source_id),
        "source": item.source,
        "board": item.board,
        "source_id": item.source_id,
        "url": item.url,
        "apply_url": item.apply_url,
        "title": item.title,
        "content_hash": content_hash(item.text) if item.text else None,
        "row_hash": item.row_hash,
        "department": item.department,
        "tags": item.tags,
        "stated": stated_document(item),
        "raw": item.raw,
    }
    if item.attribution:
        document["attribution"] = {"name": item.attribution.name, "url": item.attribution.url}
    if item.identity:
        document["identity"] = item.identity
    if item.normalised is not None:
        document |= normalised_document(item.normalised)
        document["versions"] = current()
    return document


def normalised_document(values: Normalised) -> dict[str, Any]:
    """Return the normalised fields by their public names."""
    document: dict[str, Any] = {name: getattr(values, name) for name in PLAIN}
    document["company"] = _company(values.company) if values.company else None
    document["locations"] = [_place(p) for p in values.locations]
    document["pay"] = _pay(values.pay) if values.pay else None
    document["evidence"] = {name: evidence_document(e) for name, e in values.evidence.items()}
    return document


def stated_document(item: JobPosting) -> dict[str, Any]:
    """Return what the source stated, without empty values: all that `retag` needs besides the text."""
    out: dict[str, Any] = {}
    for name in STATED:
        value = getattr(item, name)
        if value in (None, "", []):
            continue
        if name == "locations":
            value = [_filled(p, PLACE_FIELDS) for p in value]
        elif name == "pay":
            value = [_filled(p, PAY_FIELDS) for p in value]
        out[name] = value
    return out


def stated_item(document: Mapping[str, Any], description: str = "", text: str = "") -> JobPosting:
    """Return the item that a document of `postings` was made from, as far as it was stored."""
    stated = dict(document.get("stated") or {})
    stated["locations"] = [StatedPlace(**p) for p in stated.get("locations") or []]
    stated["pay"] = [StatedPay(**p) for p in stated.get("pay") or []]
    own = {name: document[name] for name in ("source", "board", "source_id", "url", "apply_url", "raw", "row_hash") if name in document}
    attribution = document.get("attribution")
    return JobPosting(
        **own,
        **{"title": document.get("title") or "", **stated},
        description=description,
        text=text,
        attribution=Attribution(**attribution) if attribution else None,
    )


def description_document(item: JobPosting, clock: datetime) -> dict[str, Any] | None:
    """Return the document of `descriptions`; None if the posting has no body."""
    if not item.text:
        return None
    document: dict[str, Any] = {"_id": content_hash(item.text), "text": item.text, "first_seen": clock}
    if item.description and item.description != item.text:
        document["html"] = item.description
    return document


def evidence_document(evidence: Evidence) -> dict[str, str]:
    """Return evidence as stored: {from, text, rule}."""
    return {"from": evidence.source, "text": evidence.text, "rule": evidence.rule}


def mention_document(mention: Mention) -> dict[str, Any]:
    """Return a mention as `scrapy enrich` prints it."""
    return {name: getattr(mention, name) for name in MENTION_FIELDS}


PLACE_FIELDS = tuple(f.name for f in fields(StatedPlace))
PAY_FIELDS = tuple(f.name for f in fields(StatedPay))
MENTION_FIELDS = ("id", "label", "surface", "start", "end", "field", "need", "zone", "rule", "any_of", "years")


def _filled(part: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(part, name)) not in (None, "")}


def _company(company: Company) -> dict[str, Any]:
    return {"name": company.name, "key": company.key, "domain": company.domain, "size": company.size, "stage": company.stage}


def _place(place: Place) -> dict[str, Any]:
    return {"raw": place.raw, "city": place.city, "region": place.region, "country": place.country, "lat": place.lat, "lon": place.lon}


def _pay(pay: Pay) -> dict[str, Any]:
    return {
        "min": pay.min,
        "max": pay.max,
        "currency": pay.currency,
        "period": pay.period,
        "kind": pay.kind,
        "annual_min": pay.annual_min,
        "annual_max": pay.annual_max,
        "annual_min_eur": pay.annual_min_eur,
        "annual_max_eur": pay.annual_max_eur,
        "raw": pay.raw,
    }
