"""The recorded sequences of real boards as postings: the fields a spider of each system maps, no more."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from jobscrape.items import JobPosting, StatedPay, StatedPlace
from tests.shared import shared_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Row = dict[str, Any]


def greenhouse(row: Row) -> JobPosting:
    return JobPosting(
        source_id=str(row["id"]),
        url=row["absolute_url"],
        title=row["title"],
        company=row.get("company_name") or "",
        locations=[StatedPlace(raw=row["location"]["name"])],
        requisition_id=row.get("requisition_id"),
        internal_id=str(row.get("internal_job_id") or "") or None,
        language=row.get("language"),
        date_updated=row["updated_at"],
        valid_through=row.get("application_deadline"),
        raw={"metadata": row.get("metadata")},
    )


def lever(row: Row) -> JobPosting:
    parts = [
        row.get("descriptionBody") or row.get("description") or "",
        *(f"{x['text']}{x['content']}" for x in row["lists"]),
        row["additional"],
    ]
    kinds = row["categories"]
    return JobPosting(
        source_id=row["id"],
        url=row["hostedUrl"],
        apply_url=row["applyUrl"],
        title=row["text"],
        description="".join(parts),
        locations=[StatedPlace(raw=x) for x in kinds.get("allLocations") or [kinds.get("location") or ""]],
        department=kinds.get("department"),
        employment_type=kinds.get("commitment"),
        workplace=row.get("workplaceType"),
        date_posted=row["createdAt"],
    )


def ashby(row: Row) -> JobPosting:
    return JobPosting(
        source_id=row["id"],
        url=row["jobUrl"],
        apply_url=row["applyUrl"],
        title=row["title"],
        description=row["descriptionHtml"],
        locations=[StatedPlace(raw=row["location"])],
        department=row["department"],
        employment_type=row["employmentType"],
        remote=row["isRemote"],
    )


def bamboohr(row: Row) -> JobPosting:
    place = row["location"]
    return JobPosting(
        source_id=row["id"],
        url=f"https://x.bamboohr.test/careers/{row['id']}",
        title=row["jobOpeningName"],
        department=row["departmentLabel"],
        employment_type=row["employmentStatusLabel"],
        locations=[StatedPlace(city=place["city"], region=place["state"])],
        remote=row["isRemote"],
    )


def recruitee(row: Row) -> JobPosting:
    return JobPosting(
        source_id=str(row["id"]),
        url=row["careers_url"],
        apply_url=row["careers_apply_url"],
        title=row["title"],
        description=f"{row['description']}{row['requirements']}",
        department=row["department"],
        employment_type=row["employment_type_code"],
        locations=[StatedPlace(city=row["city"], region=row.get("state_name"), country=row["country_code"])],
        remote=row["remote"],
        tags=row["tags"],
        date_updated=row["updated_at"],
    )


def workable(row: Row) -> JobPosting:
    return JobPosting(
        source_id=row["shortcode"],
        url=row["url"],
        apply_url=row["application_url"],
        title=row["title"],
        description=row["description"],
        department=row["department"],
        employment_type=row["employment_type"],
        locations=[StatedPlace(city=x["city"], region=x["region"], country=x["countryCode"]) for x in row["locations"]],
        remote=row["telecommuting"],
        seniority=row["experience"],
        requisition_id=row["code"],
    )


def smartrecruiters(row: Row) -> JobPosting:
    place = row["location"]
    return JobPosting(
        source_id=row["id"],
        url=f"https://jobs.smartrecruiters.test/{row['id']}",
        title=row["name"],
        department=row["department"].get("label"),
        employment_type=row["typeOfEmployment"].get("label"),
        seniority=row["experienceLevel"].get("label"),
        locations=[StatedPlace(city=place.get("city"), country=place.get("country"))],
        remote=place.get("remote"),
        requisition_id=row["refNumber"],
    )


def pinpoint(row: Row) -> JobPosting:
    sections = ("description", "key_responsibilities", "skills_knowledge_expertise", "benefits")
    place = row["location"]
    return JobPosting(
        source_id=row["id"],
        url=row["url"],
        title=row["title"],
        description="".join(row[name] or "" for name in sections),
        employment_type=row["employment_type"],
        workplace=row["workplace_type"],
        locations=[StatedPlace(city=place["city"], region=place.get("province"))],
        pay=[StatedPay(min=row["compensation_minimum"], max=row["compensation_maximum"], currency=row["compensation_currency"])],
        requisition_id=(row["job"] or {}).get("requisition_id"),
        valid_through=row["deadline_at"],
    )


def devitjobs(row: Row) -> JobPosting:
    return JobPosting(
        source_id=row["_id"],
        url=f"https://devitjobs.test/jobs/{row['jobUrl']}",
        apply_url=row.get("redirectJobUrl"),
        title=row["name"],
        company=row["company"],
        employment_type=row["jobType"],
        seniority=row["expLevel"],
        locations=[StatedPlace(city=row["actualCity"], country="GB")],
        pay=[StatedPay(min=row.get("annualSalaryFrom"), max=row.get("annualSalaryTo"), currency="GBP")],
        tags=row["technologies"],
        date_updated=row["activeFrom"],
    )


MAPS: dict[str, tuple[str, Callable[[Row], JobPosting]]] = {
    "greenhouse": ("jobs", greenhouse),
    "lever": ("", lever),
    "ashby": ("jobs", ashby),
    "bamboohr": ("result", bamboohr),
    "recruitee": ("offers", recruitee),
    "workable": ("jobs", workable),
    "smartrecruiters": ("content", smartrecruiters),
    "pinpoint": ("data", pinpoint),
    "devitjobs": ("", devitjobs),
}


def boards() -> list[str]:
    """Return the names of the recorded sequences."""
    folder = shared_path("history", "sequences")
    return sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []


def snapshots(board: str) -> Iterator[tuple[datetime, dict[str, JobPosting], dict[str, Row]]]:
    """Yield the recordings of a board in order: time, postings by id, rows by id."""
    key, mapping = MAPS[board.partition("-")[0]]
    for path in sorted(shared_path("history", "sequences", board).iterdir()):
        body = json.loads(path.read_bytes())
        items = [mapping(row) for row in (body[key] if key else body)]
        rows = {item.source_id: row for item, row in zip(items, body[key] if key else body, strict=True)}
        yield _when(path), {item.source_id: item for item in items}, rows


def _when(path: Path) -> datetime:
    form = "%Y-%m-%dT%H%M%S" if "T" in path.stem else "%Y-%m-%d"
    return datetime.strptime(path.stem, form).replace(tzinfo=timezone.utc)
