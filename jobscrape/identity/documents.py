"""Identity as stored: `identity_of` makes the sub-document `identity` of a posting, `keys_of_document` reads it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.identity import light, places, signature
from jobscrape.identity.employers import block_names, stem
from jobscrape.identity.ids import StrongId, ats_names, platforms, strong_ids
from jobscrape.identity.keys import Keys, make_keys
from jobscrape.identity.version import IDENTITY_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobscrape.items import JobPosting, Normalised

NEEDED = {"source": 1, "board": 1, "source_id": 1, "identity": 1, "first_seen": 1, "last_seen": 1}
"""Projection of a posting that `keys_of_document` needs."""


def identity_of(posting: JobPosting, normalised: Normalised, text: str) -> dict[str, Any]:
    """Return the stored identity of a posting: keys, signature and the hashes under which its duplicates are found.

    `text` is the clean text. The result depends on nothing else, and is the same on every machine for one `v`.
    """
    found = to_document(posting_keys(posting, normalised, text))
    if normalised.company:
        found["company_key"] = normalised.company.key
    return found


def posting_keys(posting: JobPosting, normalised: Normalised, text: str, *, is_own: bool = True) -> Keys:
    """Return the keys of a posting; `is_own`: its source and id are those of our own spiders, so that the id is the system's."""
    found = strong_ids([posting.url, posting.apply_url])
    is_ats = posting.source in ats_names()
    own = _own_id(posting) if is_own else None
    if own and own.text not in {s.text for s in found}:
        found.append(own)
    company = normalised.company
    names = [posting.board.split("/")[0] if is_ats else "", _site(posting.company_domain or (company.domain if company else None))]
    currency = normalised.pay.currency if normalised.pay else None
    return make_keys(
        source=posting.source,
        board=posting.board,
        source_id=posting.source_id,
        title=posting.title,
        company=posting.company or (company.name if company else ""),
        found=found,
        place_keys=_places(posting, normalised),
        posted=normalised.date_posted,
        text=text,
        refs=[_reference(posting.requisition_id)] if posting.requisition_id else [],
        tokens=names,
        language=normalised.language or "",
        pay_country=light.country_of_currency(currency) or light.pay_country(text),
        opening=f"{posting.source}:{posting.board}:{posting.internal_id}" if posting.internal_id else "",
    )


def _own_id(posting: JobPosting) -> StrongId | None:
    """Return the id that the source itself gives, where its system's ids are unique everywhere."""
    kinds = {p.kind for p in platforms() if p.name == posting.source}
    if kinds != {"ats"} or not posting.source_id:
        return None
    return StrongId(posting.source, posting.source_id.lower(), posting.board, True)


def _reference(requisition: str) -> str:
    return "".join(c for c in requisition.upper() if c.isalnum())


def _site(domain: str | None) -> str:
    """Return the telling label of a web domain ("www.acme.co.uk" -> "acme")."""
    labels = (domain or "").lower().removeprefix("www.").split(".")
    short = [label for label in labels[:-1] if label not in {"co", "com", "org", "careers", "jobs", "www"}]
    return short[-1] if short else ""


def _places(posting: JobPosting, normalised: Normalised) -> tuple[str, ...]:
    keys = [places.place_key(p.city, p.region, p.country) for p in normalised.locations]
    keys += [places.scope_key(code) for code in normalised.remote_scope]
    if not any(k != places.OPEN for k in keys):
        keys = [k for p in posting.locations for k in _stated(p.raw, p.city, p.region, p.country)]
        keys += [k for words in posting.remote_locations for k in places.read_places(words)]
    named = tuple(dict.fromkeys(k for k in keys if k != places.OPEN))
    return named or (places.OPEN,)


def _stated(raw: str, city: str | None, region: str | None, country: str | None) -> tuple[str, ...]:
    return places.read_places(raw or ", ".join(filter(None, (city, region, country))))


def to_document(keys: Keys) -> dict[str, Any]:
    """Return `keys` as stored; bands and keys are signed 64-bit integers, the sketch is little-endian uint32."""
    return {
        "v": IDENTITY_VERSION,
        "ids": list(keys.ids),
        "ats_ids": list(keys.ats_ids),
        "refs": list(keys.refs),
        "company_key": keys.employers[0] if keys.employers else "",
        "companies": list(keys.employers),
        "company_sure": keys.is_employer_sure,
        "title_key": keys.title_key,
        "core": list(keys.core),
        "compact": keys.compact,
        "plain": keys.plain,
        "head": keys.head,
        "seniority": list(keys.levels),
        "block": block_of(keys),
        "role_group": role_group_of(keys),
        "place_keys": list(keys.places),
        "title_places": list(keys.title_places),
        "language": keys.language,
        "pay_country": keys.pay_country,
        "opening": keys.opening,
        "posted": keys.posted,
        "content_hash": keys.content_hash,
        "n_tokens": keys.n_tokens,
        "n_features": keys.n_features,
        "sketch": signature.pack(keys.sketch),
        "bands": candidate_bands(keys),
        "keys": candidate_keys(keys),
    }


def block_of(keys: Keys) -> str:
    """Return the readable block of a posting: employer and title."""
    return f"{keys.employers[0] if keys.employers else ''}|{keys.title_key}"


def role_group_of(keys: Keys) -> str:
    """Return the role group: the employer's role and level, wherever it is."""
    employer = stem(keys.employers[0]) if keys.employers else f"{keys.source}:{keys.board}"
    return f"{employer}|{keys.title_key}"


def candidate_keys(keys: Keys) -> list[int]:
    """Return the hashes one of which two postings share if they may be one: ids, and employer with title."""
    found = {signature.key_hash("id", i) for i in keys.ids}
    titles = {keys.bag, keys.compact}
    found |= {signature.key_hash("block", name, title) for name in block_names(keys.employers) for title in titles}
    return sorted(found)


def candidate_bands(keys: Keys) -> list[int]:
    """Return the bands of the text, each tied to the content words of the title.

    Bands alone would bring up every posting with the employer's boilerplate; no rule joins postings whose titles differ in content.
    """
    bag = keys.bag
    return [signature.key_hash("band", str(band), bag) for band in keys.bands]


def marks_of(document: Mapping[str, Any]) -> list[int]:
    """Return what a stored posting shares with its possible duplicates: ids, employer with title, bands of the text, hashed."""
    own = document.get("identity") or {}
    return [*own.get("keys", ()), *own.get("bands", ())]


def keys_of_document(document: Mapping[str, Any]) -> Keys:
    """Return the keys of a stored posting; see NEEDED for the fields looked at."""
    own = document.get("identity") or {}
    return Keys(
        source=document["source"],
        board=document.get("board") or "",
        source_id=document["source_id"],
        ids=tuple(own.get("ids", ())),
        ats_ids=tuple(own.get("ats_ids", ())),
        refs=tuple(own.get("refs", ())),
        employers=tuple(own.get("companies", ())),
        is_employer_sure=own.get("company_sure", True),
        levels=tuple(own.get("seniority", ())),
        core=tuple(own.get("core", ())),
        compact=own.get("compact", ""),
        plain=own.get("plain", ""),
        head=own.get("head", ""),
        places=tuple(own.get("place_keys", ())) or (places.OPEN,),
        title_places=tuple(own.get("title_places", ())),
        language=own.get("language", ""),
        pay_country=own.get("pay_country", ""),
        opening=own.get("opening", ""),
        posted=own.get("posted") or document.get("first_seen"),
        last_seen=document.get("last_seen"),
        content_hash=own.get("content_hash", ""),
        n_tokens=own.get("n_tokens", 0),
        n_features=own.get("n_features", 0),
        sketch=signature.unpack(own.get("sketch")),
    )
