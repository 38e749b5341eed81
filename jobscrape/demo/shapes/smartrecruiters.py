"""SmartRecruiters posting API v1: pages of 100 without text, one more request for each posting's text and pay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.demo import text
from jobscrape.demo.dice import number
from jobscrape.demo.http import Answer, Ask, as_json, not_found
from jobscrape.demo.plan import moment
from jobscrape.demo.postings import second, slug

if TYPE_CHECKING:
    from jobscrape.demo.market import Market, Shown
    from jobscrape.demo.openings import Opening

SOURCE = "smartrecruiters"
LIMIT = 100
TYPES = {
    "full_time": ("permanent", "Full-time"),
    "part_time": ("part-time", "Part-time"),
    "contract": ("contract", "Contract"),
    "temporary": ("temporary", "Temporary"),
    "internship": ("intern", "Intern"),
}
LEVELS = {
    "intern": ("internship", "Internship"),
    "entry": ("entry_level", "Entry Level"),
    "senior": ("mid_senior_level", "Mid-Senior Level"),
    "staff": ("mid_senior_level", "Mid-Senior Level"),
    "director": ("director", "Director"),
}
PERIODS = {"year": "YEARLY", "month": "MONTHLY", "hour": "HOURLY"}
SECTIONS = {
    "companyDescription": ("Company Description", ("about",)),
    "jobDescription": ("Job Description", ("role", "duties", "stack")),
    "qualifications": ("Qualifications", ("required", "preferred")),
    "additionalInformation": ("Additional Information", ("place", "pay", "benefits", "legal")),
}


def owns(host: str) -> bool:
    """Tell whether `host` is the API's."""
    return host == "api.smartrecruiters.com"


def board(ask: Ask) -> str:
    """Return the identifier of the company."""
    parts = ask.parts
    return parts[2] if len(parts) > 3 and parts[:2] == ["v1", "companies"] and parts[3] == "postings" else ""


def answer(market: Market, ask: Ask) -> Answer:
    """Return a page of the list or one posting; a company that is not there has an empty list, as in reality."""
    company, rest = board(ask), ask.parts[4:]
    if not company:
        return not_found()
    shown = market.board(SOURCE, company, ask.minute) or []
    if not rest:
        return as_json(_page(shown, ask), tagged=True)
    one = next((item for item in shown if item.posting.source_id == rest[0]), None)
    return as_json(_detail(one), tagged=True) if one else _missing(rest[0])


def _page(shown: list[Shown], ask: Ask) -> dict[str, Any]:
    offset, limit = int(ask.query.get("offset") or 0), min(int(ask.query.get("limit") or LIMIT), LIMIT)
    rows = [{**_item(item), "ref": _ref(item)} for item in shown[offset : offset + limit]]
    return {"offset": offset, "limit": limit, "totalFound": len(shown), "content": rows}


def _missing(posting_id: str) -> Answer:
    message = f"Posting {posting_id}: Resource not found"
    return as_json({"id": posting_id, "httpCode": 404, "code": "RESOURCE_NOT_FOUND", "message": message}, status=404)


def _item(item: Shown) -> dict[str, Any]:
    posting, opening = item.posting, item.opening
    mark = number(posting.source_id, "uuid")
    kind, level = TYPES[opening.employment_type], LEVELS.get(opening.seniority or "", ("not_applicable", "Not Applicable"))
    return {
        "id": posting.source_id,
        "name": opening.title,
        "uuid": f"{mark:016x}",
        "jobAdId": f"{mark ^ 0xFF:016x}",
        "defaultJobAd": True,
        "refNumber": opening.requisition,
        "company": {"identifier": posting.board, "name": opening.employer.name},
        "releasedDate": f"{moment(posting.published):%Y-%m-%dT%H:%M}:{second(posting.source_id):02d}.{posting.published % 1000:03d}Z",
        "location": _location(opening),
        "industry": {"id": "computer_software", "label": "Computer Software"},
        "department": {},
        "function": {"id": opening.role_area, "label": opening.role_area.replace("_", " ").title()},
        "typeOfEmployment": dict(zip(("id", "label"), kind, strict=True)),
        "experienceLevel": dict(zip(("id", "label"), level, strict=True)),
        "customField": [],
        "visibility": "PUBLIC",
        "language": {"code": "en", "label": "English", "labelNative": "English (US)"},
    }


def _location(opening: Opening) -> dict[str, Any]:
    city = opening.cities[0]
    mode = opening.work_mode if opening.employer.mode_said != "text" else None
    return {
        "city": city.name,
        "region": city.region,
        "country": city.country.lower(),
        "remote": mode == "remote",
        "hybrid": mode == "hybrid",
        "latitude": f"{city.lat:.4f}",
        "longitude": f"{city.lon:.4f}",
        "fullLocation": f"{city.name}, {city.region}, {city.country_name}",
    }


def _ref(item: Shown) -> str:
    return f"https://api.smartrecruiters.com/v1/companies/{item.posting.board}/postings/{item.posting.source_id}"


def _detail(item: Shown) -> dict[str, Any]:
    posting, opening = item.posting, item.opening
    url = f"https://jobs.smartrecruiters.com/{posting.board}/{posting.source_id}-{slug(opening.title)}"
    says = text.SAID if opening.work_mode in ("remote", "hybrid") else text.SAID - {"mode"}
    composed = text.compose(opening, says)
    sections = {
        name: {"title": heading, "text": text.as_html([s for s in composed if s.kind in kinds], "h4")}
        for name, (heading, kinds) in SECTIONS.items()
    }
    record = {
        **_item(item),
        "jobId": f"{number(opening.internal_id):016x}",
        "postingUrl": url,
        "applyUrl": f"{url}?oga=true",
        "jobAd": {"sections": sections},
        "active": True,
    }
    pay = opening.pay
    if pay and opening.employer.pay_said != "text":
        record["compensation"] = {"min": pay.min, "max": pay.max, "currency": pay.currency, "period": PERIODS[pay.period]}
    return record
