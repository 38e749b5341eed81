"""The same derivation as `facts.fact_stages`, in Python: for a server that is slow at expressions. A test holds both together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jobscrape.questions.facts import LARGE, LISTS, PLAIN, SMALL, STARTUP_STAGES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    Document = Mapping[str, Any]

READ = (
    *PLAIN,
    *LISTS,
    "board",
    "company",
    "title",
    "title_key",
    "job",
    "role_group",
    "locations",
    "pay",
    "first_seen",
    "last_seen",
    "spells",
)
FIELDS = (*READ, "date_posted", "reposts")
"""Fields of `postings` that a fact is made from."""


def fact(posting: Document) -> dict[str, Any]:
    """Return the fact of a document of `postings`."""
    board = f"{posting['source']}:{posting['board']}"
    company = posting.get("company") or {}
    key = company.get("key")
    key = board if key is None else key
    lists = {name: posting.get(name) or [] for name in LISTS}
    places = sorted({f"{p['city']}, {p.get('country') or '?'}" for p in posting.get("locations") or [] if p.get("city") is not None})
    life = _life(posting)
    return {
        "_id": posting["_id"],
        **{name: posting[name] for name in PLAIN if name in posting},
        **lists,
        "board": board,
        "company": key,
        "company_name": posting["board"] if company.get("name") is None else company["name"],
        **{name: company[name] for name in ("stage", "size") if name in company},
        "firm": _firm(company),
        "title": (posting.get("title") or "").lower(),
        "job": posting["_id"] if posting.get("job") is None else posting["job"],
        "role_group": _group(posting, key),
        "skill_tags": _joined(lists["skills"]),
        "n_skills": len(lists["skills"]),
        "places": places,
        "place_tags": _joined(places),
        "pay_eur": _pay(posting.get("pay") or {}),
        **life,
        **({"posted": posting["date_posted"]} if "date_posted" in posting else {}),
        "spell_count": len(posting.get("spells") or ()),
        "reposts": len(posting.get("reposts") or ()),
        **{f"job_{name}": life[name] for name in ("opened", "month", "seen_until", "gone")},
        "job_status": posting.get("status"),
        "job_postings": 1,
        "job_lead": True,
        "group_lead": True,
        "proven": True,
    }


def _life(posting: Document) -> dict[str, Any]:
    spells = posting.get("spells") or [{}]
    after, before = (*(spells[-1].get("closed_between") or ()), None, None)[:2]
    status, last = posting.get("status"), posting["last_seen"]
    closed = status == "closed"
    gone = after + (before - after) / 2 if closed and after and before else None if status == "open" else last
    return {
        "opened": posting["first_seen"],
        "month": f"{posting['first_seen']:%Y-%m}",
        "seen_until": last,
        "gone": gone,
        "gone_after": (after or last) if closed else None,
        "gone_before": (before or last) if closed else None,
    }


def _firm(company: Document) -> str | None:
    if company.get("size") in LARGE:
        return "large"
    if company.get("stage") in STARTUP_STAGES or company.get("size") in SMALL:
        return "startup"
    return "between" if company.get("size") is not None or company.get("stage") is not None else None


def _group(posting: Document, company: str) -> str:
    if posting.get("role_group") is not None:
        return str(posting["role_group"])
    return f"{company}|{posting['_id'] if posting.get('title_key') is None else posting['title_key']}"


def _joined(values: list[str]) -> str:
    return "".join(["|", *(f"{value}|" for value in values)])


def _pay(pay: Document) -> float | None:
    ends = [pay[name] for name in ("annual_min_eur", "annual_max_eur") if pay.get(name) is not None]
    return sum(ends) / len(ends) if ends else None


@dataclass(slots=True)
class Links:
    """What facts must know of each other: `facts.joins` and `facts.group_joins` in Python, from a few values of each fact."""

    rows: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, one: Document, *, proven: bool) -> None:
        """Remember a fact."""
        self.rows.append((one["_id"], one["job"], one["role_group"], proven, one["opened"], one["seen_until"], one["gone"], one["status"]))

    def changes(self) -> dict[str, dict[str, Any]]:
        """Return the fields to set, by id."""
        out: dict[str, dict[str, Any]] = {}
        for members in _several(self.rows, 1):
            lead = min(members, key=lambda row: (not row[3], row[4], row[0]))[0]
            life = _job_life(members)
            out |= {row[0]: {**life, "job_lead": row[0] == lead} for row in members}
        for members in _several(self.rows, 2):
            lead = min(members, key=lambda row: (not out.get(row[0], LEADS)["job_lead"], not row[3], row[4], row[0]))[0]
            for row in members:
                if row[0] != lead:
                    out.setdefault(row[0], {})["group_lead"] = False
        return out


LEADS = {"job_lead": True}


def _several(rows: list[tuple[Any, ...]], by: int) -> list[list[tuple[Any, ...]]]:
    groups: dict[Any, list[tuple[Any, ...]]] = {}
    for row in rows:
        groups.setdefault(row[by], []).append(row)
    return [members for members in groups.values() if len(members) > 1]


def _job_life(members: list[tuple[Any, ...]]) -> dict[str, Any]:
    opened = min(row[4] for row in members)
    told = [row for row in members if row[3]] or members
    gone = [row[6] for row in told]
    return {
        "job_opened": opened,
        "job_month": f"{opened:%Y-%m}",
        "job_seen_until": max(row[5] for row in told),
        "job_gone": None if None in gone else max(gone),
        "job_status": min((row[7] for row in told), key=STATUSES.index),
        "job_postings": len(members),
    }
