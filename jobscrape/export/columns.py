"""The columns of an export: where each comes from in a document of `postings`, its type, and its meaning from `jobscrape.items`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jobscrape.dictionary import docstrings

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT, LIST, NUMBER, FLAG, TIME = "string", "list", "number", "boolean", "datetime"


@dataclass(slots=True, kw_only=True, frozen=True)
class Column:
    """A column: `path` leads to its value, with dots; `means` names class and field whose docstring says what it is."""

    name: str
    type: str
    path: str
    means: str

    @property
    def meaning(self) -> str:
        """Return what the column means."""
        kind, dot, field = self.means.partition(".")
        return docstrings()[kind][field] if dot and kind in docstrings() else self.means


def _plain(kind: str, type_: str, *names: str, prefix: str = "", path: str = "") -> list[Column]:
    return [Column(name=f"{prefix}{name}", type=type_, path=f"{path}{name}", means=f"{kind}.{name}") for name in names]


@cache
def columns() -> dict[str, Column]:
    """Return all columns by name, in order."""
    every = [
        Column(name="id", type=TEXT, path="_id", means="Key of the posting: source, board and id of the source, with colons between."),
        *_plain("JobPosting", TEXT, "source", "board", "source_id", "url", "apply_url"),
        *_plain("Normalised", TEXT, "title", "title_key"),
        Column(name="company", type=TEXT, path="company.name", means="Company.name"),
        *_plain("Company", TEXT, "key", "domain", "size", "stage", prefix="company_", path="company."),
        *_plain("Normalised", TEXT, "role", "role_area", "seniority"),
        *_plain("Normalised", FLAG, "people_manager"),
        *_plain("Normalised", TEXT, "employment_type", "work_mode"),
        *_plain("Normalised", NUMBER, "office_days"),
        *_plain("Normalised", LIST, "remote_scope", "countries"),
        Column(name="cities", type=LIST, path="locations.city", means="Place.city"),
        Column(name="locations", type=LIST, path="locations.raw", means="Place.raw"),
        *_plain("Place", NUMBER, "lat", "lon", path="locations.0."),
        *_plain("Pay", NUMBER, "min", "max", prefix="pay_", path="pay."),
        *_plain("Pay", TEXT, "currency", "period", "kind", prefix="pay_", path="pay."),
        *_plain("Pay", NUMBER, "annual_min", "annual_max", "annual_min_eur", "annual_max_eur", prefix="pay_", path="pay."),
        *_plain("Normalised", NUMBER, "years_min", "years_max"),
        *_plain("Normalised", TEXT, "education"),
        *_plain("Normalised", FLAG, "education_required"),
        *_plain("Normalised", TEXT, "visa_sponsorship"),
        *_plain("Normalised", FLAG, "clearance"),
        *_plain("Normalised", TEXT, "ai_in_role", "language"),
        *_plain("Normalised", LIST, "skills", "skills_required", "skills_preferred", "skills_used", "soft_skills"),
        *_plain("JobPosting", TEXT, "department"),
        *_plain("JobPosting", LIST, "tags"),
        *_plain("Normalised", TIME, "date_posted", "date_updated", "valid_through"),
        Column(name="first_seen", type=TIME, path="first_seen", means="First crawl that saw it, UTC."),
        Column(name="last_seen", type=TIME, path="last_seen", means="Last crawl that saw it, UTC."),
        Column(name="status", type=TEXT, path="status", means="open, closed or unknown."),
        Column(name="closed_after", type=TIME, path="spells.-1.closed_between.0", means="It was still open then; null = it is not closed."),
        Column(name="closed_before", type=TIME, path="spells.-1.closed_between.1", means="It was gone then; null = it is not closed."),
        Column(
            name="job", type=TEXT, path="job", means="Key of the opening in `jobs`: postings with the same job advertise the same opening."
        ),
        *_plain("Attribution", TEXT, "name", "url", prefix="attribution_", path="attribution."),
    ]
    return {column.name: column for column in every}


DESCRIPTION = Column(name="description", type=TEXT, path="description", means="JobPosting.description")
"""Only with `--text`: it stands in another collection and is many times larger than all the rest."""


def fields(chosen: list[Column]) -> dict[str, int]:
    """Return the projection that the columns need."""
    return dict.fromkeys(
        ("_id", "source", "first_seen", *(column.path.partition(".")[0] for column in chosen if column is not DESCRIPTION)), 1
    )


def row(posting: Mapping[str, Any], chosen: list[Column]) -> dict[str, Any]:
    """Return the values of the columns; None or [] = unknown."""
    return {column.name: _value(posting, column) for column in chosen}


def _value(posting: Mapping[str, Any], column: Column) -> Any:
    value = _follow(posting, column.path.split("."))
    if column.type == LIST:
        return [v for v in value or [] if v is not None]
    return float(value) if column.type == NUMBER and value is not None else value


def _follow(value: Any, path: list[str]) -> Any:
    for i, part in enumerate(path):
        if isinstance(value, list):
            if part.lstrip("-").isdigit():
                value = value[int(part)] if -len(value) <= int(part) < len(value) else None
                continue
            return [_follow(v, path[i:]) for v in value]
        value = value.get(part) if isinstance(value, dict) else None
    return value
