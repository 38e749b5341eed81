"""Facts: one compact document per posting with all that questions look at, derived from `postings` on the server.

Questions aggregate `facts`, not `postings`: a posting with its evidence weighs some kilobytes, a fact some hundred bytes.
`fact_stages()` is the derivation; `scrapy ask` keeps the collection fresh month by month with `$merge`, and
`scrapy ask NAME --pipeline --on postings` puts the same stages in front of the pipeline of a question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

Stage = dict[str, Any]

COLLECTION = "facts"
VERSION = 5
"""To be raised with every change of the derivation, so that stored facts are made anew."""
INDEXES: dict[str, list[tuple[str, int]]] = {
    "opened": [("opened", 1)],
    "job_opened": [("job_opened", 1)],
    "board": [("board", 1), ("opened", 1)],
    "job": [("job", 1)],
    "month": [("month", 1)],
}
"""Indexes of `facts` by name; all pipelines begin with a `$match` that one of them serves."""

STARTUP_STAGES = ("bootstrapped", "seed", "series_a")
SMALL = ("1-10", "11-50")
LARGE = ("1001-5000", "5001-10000", "10001+")
PLAIN = (
    "source",
    "role",
    "role_area",
    "seniority",
    "people_manager",
    "employment_type",
    "work_mode",
    "office_days",
    "education",
    "education_required",
    "years_min",
    "visa_sponsorship",
    "clearance",
    "ai_in_role",
    "language",
    "status",
)
LISTS = ("remote_scope", "countries", "skills", "soft_skills")


def fact_stages() -> list[Stage]:
    """Return the stages that turn documents of `postings` into facts."""
    return [{"$set": _prepared()}, {"$project": _projected()}]


def build(since: datetime, until: datetime, stamp: datetime) -> list[Stage]:
    """Return the pipeline on `postings` that merges the facts of postings first seen in [since, until), marked as built at `stamp`."""
    merge = {"$merge": {"into": COLLECTION, "on": "_id", "whenMatched": "replace", "whenNotMatched": "insert"}}
    return [{"$match": {"first_seen": {"$gte": since, "$lt": until}}}, *fact_stages(), {"$set": {"built": stamp}}, merge]


def unproven(boards: list[str]) -> tuple[Stage, Stage]:
    """Return filter and update that mark the facts of boards that prove no absence, see `Ledger.proves`."""
    return {"board": {"$in": boards}}, {"$set": {"proven": False}}


def joins() -> list[Stage]:
    """Return the pipeline on `facts` that gives each posting of a job with several postings the life of the job, and one the lead.

    When a job ended is told by its postings on boards that can prove an absence, where it has any: a copy in a feed outlives it.
    """
    ends = {"seen_until": ("$max", "$seen_until"), "gone": ("$max", _end("$gone"))}
    ends["status"] = ("$min", {"$indexOfArray": [list(STATUSES), "$status"]})
    of_all: Stage = {f"any_{name}": {how: value} for name, (how, value) in ends.items()}
    of_proven: Stage = {name: {how: {"$cond": ["$proven", value, None]}} for name, (how, value) in ends.items()}
    life = {"opened": {"$min": "$opened"}, **of_all, **of_proven}
    told = {name: {"$ifNull": [f"${name}", f"$any_{name}"]} for name in ends}
    spread = {
        "job_opened": "$opened",
        "job_month": {"$dateToString": {"date": "$opened", "format": "%Y-%m"}},
        "job_seen_until": told["seen_until"],
        "job_gone": {"$cond": [{"$gte": [told["gone"], _NEVER]}, None, told["gone"]]},
        "job_status": {"$arrayElemAt": [list(STATUSES), told["status"]]},
        "job_postings": "$n",
        "job_lead": {"$eq": ["$members", "$lead"]},
    }
    return _spread("job", life, spread)


def group_joins() -> list[Stage]:
    """Return the pipeline on `facts` that names the leading posting of each role group with several."""
    followers = {"$match": {"$expr": {"$ne": ["$members", "$lead"]}}}
    return _spread("role_group", {}, {"group_lead": {"$literal": False}}, followers)


def _spread(by: str, life: Stage, fields: Stage, *only: Stage) -> list[Stage]:
    lead = {"$top": {"sortBy": {"job_lead": -1, "proven": -1, "opened": 1, "_id": 1}, "output": "$_id"}}
    return [
        {"$group": {"_id": f"${by}", "n": {"$sum": 1}, "lead": lead, "members": {"$push": "$_id"}, **life}},
        {"$match": {"n": {"$gt": 1}}},
        {"$unwind": "$members"},
        *only,
        {"$project": {"_id": "$members", **fields}},
        {"$merge": {"into": COLLECTION, "on": "_id", "whenMatched": "merge", "whenNotMatched": "discard"}},
    ]


STATUSES = ("open", "closed", "unknown")
_NEVER = {"$toDate": "9999-01-01T00:00:00Z"}


def _end(field: str) -> Stage:
    return {"$ifNull": [field, _NEVER]}


def _prepared() -> Stage:
    last = {"$arrayElemAt": [{"$ifNull": ["$spells", []]}, -1]}
    return {"_last": last, **{name: {"$ifNull": [f"${name}", []]} for name in LISTS}}


def _projected() -> Stage:
    board = {"$concat": ["$source", ":", "$board"]}
    company = {"$ifNull": ["$company.key", board]}
    return {
        **dict.fromkeys((*PLAIN, *LISTS), 1),
        "board": board,
        "company": company,
        "company_name": {"$ifNull": ["$company.name", "$board"]},
        "stage": "$company.stage",
        "size": "$company.size",
        "firm": _firm(),
        "title": {"$toLower": {"$ifNull": ["$title", ""]}},
        "job": {"$ifNull": ["$job", "$_id"]},
        "role_group": {"$ifNull": ["$role_group", {"$concat": [company, "|", {"$ifNull": ["$title_key", "$_id"]}]}]},
        "skill_tags": _joined("$skills"),
        "n_skills": {"$size": "$skills"},
        "places": _places(),
        "place_tags": _joined(_places()),
        "pay_eur": _pay(),
        **_life(),
    }


def _life() -> Stage:
    """Return the fields of a posting's own life, and those of its job as if it were the only posting of it."""
    between = "$_last.closed_between"
    after, before = {"$arrayElemAt": [between, 0]}, {"$arrayElemAt": [between, 1]}
    closed = {"$eq": ["$status", "closed"]}
    gone = {"$switch": {"branches": _gone_branches(after, before), "default": None}}
    month = {"$dateToString": {"date": "$first_seen", "format": "%Y-%m"}}
    own = {"opened": "$first_seen", "month": month, "seen_until": "$last_seen", "gone": gone}
    return {
        **own,
        "gone_after": {"$cond": [closed, {"$ifNull": [after, "$last_seen"]}, None]},
        "gone_before": {"$cond": [closed, {"$ifNull": [before, "$last_seen"]}, None]},
        "posted": "$date_posted",
        "spell_count": {"$size": {"$ifNull": ["$spells", []]}},
        "reposts": {"$size": {"$ifNull": ["$reposts", []]}},
        **{f"job_{name}": expr for name, expr in own.items()},
        "job_status": "$status",
        "job_postings": {"$literal": 1},
        **{name: {"$literal": True} for name in ("job_lead", "group_lead", "proven")},
    }


def _gone_branches(after: Stage, before: Stage) -> list[Stage]:
    middle = {"$add": [after, {"$divide": [{"$subtract": [before, after]}, 2]}]}
    has_both = {"$and": [{"$eq": ["$status", "closed"]}, {"$gt": [after, None]}, {"$gt": [before, None]}]}
    return [{"case": has_both, "then": middle}, {"case": {"$ne": ["$status", "open"]}, "then": "$last_seen"}]


def _firm() -> Stage:
    startup = {"$or": [{"$in": ["$company.stage", list(STARTUP_STAGES)]}, {"$in": ["$company.size", list(SMALL)]}]}
    return {
        "$switch": {
            "branches": [
                {"case": {"$in": ["$company.size", list(LARGE)]}, "then": "large"},
                {"case": startup, "then": "startup"},
                {"case": {"$or": [{"$gt": ["$company.size", None]}, {"$gt": ["$company.stage", None]}]}, "then": "between"},
            ],
            "default": None,
        }
    }


def _joined(of: Any) -> Stage:
    return {"$reduce": {"input": of, "initialValue": "|", "in": {"$concat": ["$$value", "$$this", "|"]}}}


def _places() -> Stage:
    named = {"$filter": {"input": {"$ifNull": ["$locations", []]}, "cond": {"$gt": ["$$this.city", None]}}}
    label = {"$concat": ["$$this.city", ", ", {"$ifNull": ["$$this.country", "?"]}]}
    return {"$setUnion": [{"$map": {"input": named, "in": label}}, []]}


def _pay() -> Stage:
    ends = ["$pay.annual_min_eur", "$pay.annual_max_eur"]
    return {"$avg": ends}
