"""SmartRecruiters Posting API: pages of a list, and a page per posting for text and pay."""

from __future__ import annotations

import re
from typing import Any

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.payload import joined, pick
from jobscrape.boards.spider import Ask
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import JobPosting, StatedPay, StatedPlace

API = "https://api.smartrecruiters.com/v1/companies"
PERSONAL = re.compile(r"recruit|manager|contact|owner|partner|sourcer|referr|e-?mail|phone", re.IGNORECASE)
SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")


class Smartrecruiters(ApiBoard):
    name = "smartrecruiters"
    system = "SmartRecruiters"
    home = "https://www.smartrecruiters.com"
    rows_at, total_at = "content", "totalFound"
    url_patterns = (
        r"smartrecruiters\.com/v1/companies/(?P<board>[\w-]+)",
        r"smartrecruiters\.com/(?:oneclick-ui|external-referrals)/company/(?P<board>[\w-]+)",
        r"(?:jobs|careers)\.smartrecruiters\.com/(?!oneclick-ui|external-referrals)(?P<board>[\w-]+)",
    )
    example = "BoschGroup"
    conditional = False
    delay, concurrency = 0.25, 4
    terms = "Key-less access is tolerated, not promised (note of 2026-10-09)."

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"{API}/{board}/postings?limit=100&offset={page.offset}")

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        read = page.offset + page.rows
        if not page.rows and read < (visit.declared or 0):
            visit.fail(self.page(visit.board, page).url, f"an empty page at {read} of {visit.declared}")
            return None
        return Page(offset=read) if read < (visit.declared or 0) else None

    def detail(self, row: dict[str, Any], board: str) -> Ask:
        return Ask(f"{API}/{board}/postings/{row['id']}")

    def posting_with(self, row: dict[str, Any], detail: dict[str, Any], board: str) -> JobPosting:
        sections = (detail.get("jobAd") or {}).get("sections") or {}
        place, company = row.get("location") or {}, row.get("company") or {}
        merged = {**row, **{k: v for k, v in detail.items() if v not in (None, "", {}, [])}}
        return JobPosting(
            source_id=str(row["id"]),
            url=detail.get("postingUrl") or f"https://jobs.smartrecruiters.com/{company.get('identifier') or board}/{row['id']}",
            apply_url=detail.get("applyUrl"),
            title=row["name"].strip(),
            company=company.get("name") or "",
            description="\n".join(self.section(sections.get(name) or {}) for name in SECTIONS).strip(),
            requisition_id=row.get("refNumber"),
            internal_id=detail.get("jobId") or row.get("jobId"),
            locations=[self.place(place)],
            workplace="hybrid" if place.get("hybrid") else None,
            remote=place.get("remote"),
            employment_type=label(merged, "typeOfEmployment"),
            seniority=label(merged, "experienceLevel"),
            department=label(merged, "department") or label(merged, "function"),
            pay=self.pay(detail.get("compensation") or {}),
            language=(row.get("language") or {}).get("code"),
            date_posted=row.get("releasedDate"),
            raw=pick({**merged, "customField": self.impersonal(merged)}, without=("jobAd", "creator", "ref", "actions")),
        )

    @staticmethod
    def impersonal(record: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the employer's own fields without those that may hold people's names."""
        return [f for f in record.get("customField") or [] if not PERSONAL.search(str(f.get("fieldLabel")))]

    @staticmethod
    def section(part: dict[str, Any]) -> str:
        text = part.get("text") or ""
        return f"<h3>{part['title']}</h3>{text}" if text and part.get("title") else text

    @staticmethod
    def place(part: dict[str, Any]) -> StatedPlace:
        words = part.get("fullLocation") or joined(part.get(key) for key in ("city", "region", "country"))
        return StatedPlace(
            raw=words,
            city=part.get("city") or None,
            region=part.get("region") or None,
            country=(part.get("country") or "").upper() or None,
            lat=number(part.get("latitude")),
            lon=number(part.get("longitude")),
        )

    @staticmethod
    def pay(part: dict[str, Any]) -> list[StatedPay]:
        if not part.get("min") and not part.get("max"):
            return []
        return [StatedPay(min=part.get("min"), max=part.get("max"), currency=part.get("currency"), period=part.get("period"))]


def label(record: dict[str, Any], key: str) -> str | None:
    """Return the label of a {id, label} field."""
    return (record.get(key) or {}).get("label") or None


def number(text: Any) -> float | None:
    """Return a coordinate."""
    try:
        return float(text)
    except (TypeError, ValueError):
        return None
