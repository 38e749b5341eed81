"""SmartRecruiters Posting API: pages of a list, and a page per posting for text and pay."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.api import ApiBoard
from jobscrape.boards.shapes import body, impersonal_fields
from jobscrape.items import JobPosting


class Smartrecruiters(ApiBoard):
    name = "smartrecruiters"
    system = "SmartRecruiters"
    home = "https://www.smartrecruiters.com"
    url = "https://api.smartrecruiters.com/v1/companies/{board}/postings?limit=100&offset={offset}"
    detail_url = "https://api.smartrecruiters.com/v1/companies/{board}/postings/{id}"
    link = "https://jobs.smartrecruiters.com/{board}/{id}"
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
    fields = """
        title=name url=postingUrl apply_url=applyUrl company=company.name requisition_id=refNumber internal_id=jobId remote=location.remote
        employment_type=typeOfEmployment.label seniority=experienceLevel.label department=department.label|function.label
        language=language.code date_posted=releasedDate
    """
    place_fields = "location: raw=fullLocation|city+region+country city region country lat=latitude lon=longitude"
    pay_fields = "compensation: min max currency period"
    unsaved = "jobAd creator ref actions"

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting = super().posting({**row, "customField": impersonal_fields(row.get("customField"), "fieldLabel")}, board)
        sections = (row.get("jobAd") or {}).get("sections") or {}
        parts = (sections.get(name) or {} for name in ("companyDescription", "jobDescription", "qualifications", "additionalInformation"))
        posting.description = body((part.get("title"), part.get("text")) for part in parts)
        posting.workplace = "hybrid" if (row.get("location") or {}).get("hybrid") else None
        return posting
