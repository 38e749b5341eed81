"""Filters as people type them (`country=DE`, `skill=ml.*`, `skill=fin.tax+`, `years_min>=5`, `role!=other`) as a `$match` on facts."""

from __future__ import annotations

import re
from typing import Any

from jobscrape.questions.expr import list_patterns
from jobscrape.skills.taxonomy import with_narrower

ALIASES = {
    "country": "countries",
    "skill": "skills",
    "city": "places",
    "pay": "pay_eur",
    "area": "role_area",
    "mode": "work_mode",
    "level": "seniority",
}
TEXTS = frozenset(
    {
        "source",
        "board",
        "company",
        "role",
        "role_area",
        "seniority",
        "employment_type",
        "work_mode",
        "education",
        "visa_sponsorship",
        "ai_in_role",
        "language",
        "status",
        "stage",
        "size",
        "firm",
    }
)
LISTS = {"countries": None, "skills": "skill_tags", "places": "place_tags", "remote_scope": None, "soft_skills": None}
NUMBERS = frozenset({"office_days", "years_min", "pay_eur", "n_skills"})
FLAGS = frozenset({"people_manager", "clearance", "education_required"})
FIELDS = tuple(sorted({*TEXTS, *LISTS, *NUMBERS, *FLAGS, "title", *ALIASES}))
_FILTER = re.compile(r"(\w+)(!=|>=|<=|=|>|<)(.*)", re.DOTALL)
_COMPARE = {">=": "$gte", "<=": "$lte", ">": "$gt", "<": "$lt"}
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}


def parse(filters: list[str]) -> dict[str, Any]:
    """Return the `$match` of all filters together; {} for none. Raises ValueError with one line that says what is wrong."""
    conditions = [_condition(text) for text in filters]
    return {} if not conditions else conditions[0] if len(conditions) == 1 else {"$and": conditions}


POSTINGS = {
    "company": "company.key",
    "stage": "company.stage",
    "size": "company.size",
    "pay_eur": "pay.annual_min_eur",
    "places": "locations.city",
}
"""Where a field of facts stands in `postings`, if under another name."""
ONLY_FACTS = frozenset({"firm", "n_skills"})


def on_postings(match: Any) -> Any:
    """Return a `$match` of `parse` for the collection `postings`. Raises ValueError for a field that only facts have."""
    if isinstance(match, list):
        return [on_postings(part) for part in match]
    if not isinstance(match, dict):
        return match
    return {key: value for name, part in match.items() for key, value in _on_postings(name, part).items()}


def _on_postings(name: str, part: Any) -> dict[str, Any]:
    if name in ONLY_FACTS:
        raise ValueError(f"{name} is derived for questions and no field of postings; filter by size or stage")
    if name == "skill_tags":
        return {"skills": {"$regex": f"^{_inner(part)}$"}}
    if name == "place_tags":
        return {"locations.city": {"$regex": f"^{_inner(part).replace(_ANY_COUNTRY, '')}$"}}
    if name == "title":
        return {"title": {**part, "$options": "i"}}
    if name == "board":
        return {"_id": {"$regex": f"^{re.escape(part)}:"}} if isinstance(part, str) else {"board": part}
    return {POSTINGS.get(name, name): on_postings(part) if name.startswith("$") else part}


_ANY_COUNTRY = r",[^|]*"


def _inner(part: dict[str, str]) -> str:
    """Return the alternatives of a pattern on a joined list."""
    return part["$regex"].removeprefix(r"\|").removesuffix(r"\|")


def _condition(text: str) -> dict[str, Any]:
    found = _FILTER.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is no filter; write field=value, for example country=DE or skill=ml.*")
    name, sign, value = found[1], found[2], found[3].strip()
    field = ALIASES.get(name, name)
    if sign in _COMPARE:
        return {field: {_COMPARE[sign]: _number(field, name, value)}}
    condition = _equal(field, name, value)
    return {"$nor": [condition]} if sign == "!=" else condition


def _equal(field: str, name: str, value: str) -> dict[str, Any]:
    if field not in {*TEXTS, *LISTS, *NUMBERS, *FLAGS, "title"}:
        raise ValueError(f"there is no field {name}; fields are {', '.join(FIELDS)}")
    if value == "unknown":
        return {field: {"$in": [None, []]}}
    if field == "title":
        return {"title": {"$regex": re.escape(value.lower())}}
    if field in FLAGS:
        if value not in _YES_NO:
            raise ValueError(f"{name} is yes, no or unknown, not {value!r}")
        return {field: _YES_NO[value]}
    if field in NUMBERS:
        return {field: _number(field, name, value)}
    return _text(field, [part.strip() for part in value.split("|")])


def _text(field: str, values: list[str]) -> dict[str, Any]:
    """Return the condition that a field has one of `values`; a city may omit its country, `*` stands for any characters in skills, and
    "+" after a skill for those below it.
    """
    tags = LISTS.get(field)
    if field == "skills":
        values = [one for value in values for one in with_narrower(value)]
    if field == "places":
        return _tagged("place_tags", [v if "," in v else f"{v},*" for v in values])
    if tags and any("*" in v for v in values):
        return _tagged(tags, values)
    if field in ("countries", "remote_scope"):
        values = [v.upper() for v in values]
    return {field: values[0] if len(values) == 1 else {"$in": values}}


def _tagged(field: str, values: list[str]) -> dict[str, Any]:
    return {"$or": [{field: {"$regex": pattern}} for pattern in list_patterns(values)]}


def _number(field: str, name: str, value: str) -> float:
    if field not in NUMBERS:
        raise ValueError(f"{name} is no number; numbers are {', '.join(sorted(NUMBERS))}")
    try:
        return float(value)
    except ValueError:
        raise ValueError(f"{name} is a number, not {value!r}") from None
