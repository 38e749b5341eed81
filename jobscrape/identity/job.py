"""The document of an opening, made of the postings that advertise it: canonical record, best values with their source, members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.identity.employers import stem
from jobscrape.identity.ids import ats_names
from jobscrape.identity.version import IDENTITY_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jobscrape.identity.clusters import Link

BEST = (
    "title", "company", "url", "role", "role_area", "seniority", "people_manager", "employment_type", "work_mode", "office_days",
    "remote_scope", "locations", "countries", "pay", "years_min", "years_max", "education", "education_required", "visa_sponsorship",
    "clearance", "ai_in_role", "language", "skills", "skills_required", "skills_preferred", "skills_used", "soft_skills", "department",
    "date_posted", "valid_through",
)  # fmt: skip
"""Fields of a posting that a job takes from its best member that states them."""
NEEDED = {
    **dict.fromkeys(BEST, 1), "source": 1, "board": 1, "source_id": 1, "first_seen": 1, "last_seen": 1, "status": 1, "identity": 1,
    "job": 1, "role_group": 1,
}  # fmt: skip
"""Projection of a posting that `job_document` needs."""


def rank(posting: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the sort key of a member: the employer's own system or site first, then the longer text, the earlier, the id."""
    return (not _is_own(posting), -(posting.get("identity") or {}).get("n_tokens", 0), posting["first_seen"], posting["_id"])


def _is_own(posting: Mapping[str, Any]) -> bool:
    """Tell whether the employer itself shows the posting: on an applicant tracking system, or on a board that bears its name."""
    board = "".join(c for c in str(posting.get("board") or "").lower() if c.isalnum())
    names = (stem(key) for key in (posting.get("identity") or {}).get("companies", ()))
    return posting["source"] in ats_names() or any(len(name) > 2 and name in board for name in names)


def job_id(postings: Iterable[Mapping[str, Any]]) -> str:
    """Return the id of a job: its earliest posting, so that a later copy does not change it."""
    first = min(postings, key=lambda p: (p["first_seen"], p["_id"]))
    return str(first["_id"])


def job_document(postings: list[dict[str, Any]], links: Iterable[Link]) -> dict[str, Any]:
    """Return the document of the job that `postings` advertise; the order of the arguments does not matter.

    `last_seen` is None while open: sightings of unchanged postings move it in `postings` alone. Whether it is open is told by the
    employer's own postings where they are known to be open or closed: a copy elsewhere outlives them.
    """
    ordered = sorted(postings, key=rank)
    best, origin = _best(ordered)
    own = ordered[0].get("identity") or {}
    told = [p for p in ordered if _is_own(p) and p.get("status") != "unknown"] or ordered
    states = {p.get("status") for p in told}
    status = next((s for s in ("open", "unknown") if s in states), "closed")
    inside = {p["_id"] for p in ordered}
    return {
        "_id": job_id(ordered),
        **best,
        "from": origin,
        "canonical": ordered[0]["_id"],
        "company_key": (ordered[0].get("company") or {}).get("key") or own.get("company_key", ""),
        "role_group": own.get("role_group", ""),
        "members": [_member(p) for p in ordered],
        "links": [_link(x) for x in sorted(links, key=lambda x: (x.a, x.b, x.kind)) if x.a in inside and x.b in inside],
        "n_postings": len(ordered),
        "sources": sorted({p["source"] for p in ordered}),
        "first_seen": min(p["first_seen"] for p in ordered),
        "last_seen": None if status == "open" else max(p["last_seen"] for p in told),
        "status": status,
        "v": IDENTITY_VERSION,
    }


def _best(ordered: list[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return each field's value of the best member that states it, and that member's id."""
    values: dict[str, Any] = {}
    origin: dict[str, str] = {}
    for name in BEST:
        chosen = next((p for p in ordered if p.get(name) not in (None, "", [])), None)
        if chosen is not None:
            values[name] = chosen[name]
            origin[name] = chosen["_id"]
    return values, origin


def _member(posting: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: posting.get(name) for name in ("source", "board", "url", "title", "first_seen", "last_seen", "status")}
    if kept["status"] == "open":
        kept["last_seen"] = None
    return {"posting": posting["_id"], **kept}


def _link(link: Link) -> dict[str, Any]:
    return {"a": link.a, "b": link.b, "kind": link.kind, "rule": link.rule, "scores": dict(link.scores), "v": IDENTITY_VERSION}
