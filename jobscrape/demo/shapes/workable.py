"""Workable widget of the careers pages: whole account in one answer, a row for each place, no pay, no ETag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.demo import text
from jobscrape.demo.http import Answer, Ask, as_json, not_found
from jobscrape.demo.plan import moment

if TYPE_CHECKING:
    from jobscrape.demo.market import Market, Shown
    from jobscrape.demo.tables import City

SOURCE = "workable"
TYPES = {"full_time": "Full-time", "part_time": "Part-time", "contract": "Contract", "temporary": "Temporary", "internship": "Internship"}
LEVELS = {"intern": "Internship", "entry": "Entry level", "senior": "Mid-Senior level", "director": "Director"}


def owns(host: str) -> bool:
    """Tell whether `host` serves the careers pages."""
    return host == "apply.workable.com"


def board(ask: Ask) -> str:
    """Return the account."""
    parts = ask.parts
    return parts[4] if len(parts) == 5 and parts[:4] == ["api", "v1", "widget", "accounts"] else ""


def answer(market: Market, ask: Ask) -> Answer:
    """Return all postings of an account."""
    account = board(ask)
    shown = market.board(SOURCE, account, ask.minute) if account else None
    if shown is None:
        return not_found()
    with_text = ask.query.get("details") == "true"
    rows = [row for item in shown for row in _rows(item, with_text)]
    return as_json({"name": market.owners[SOURCE, account.lower()][0].name, "description": "", "jobs": rows})


def _rows(item: Shown, with_text: bool) -> list[dict[str, Any]]:
    """Return one row for each place; all carry the same short code."""
    posting, opening = item.posting, item.opening
    url = f"https://apply.workable.com/j/{posting.source_id}"
    day = f"{moment(posting.published):%Y-%m-%d}"
    flagged = opening.work_mode == "remote" and opening.employer.mode_said != "text"
    record: dict[str, Any] = {
        "title": opening.title,
        "shortcode": posting.source_id,
        "code": opening.requisition,
        "employment_type": TYPES[opening.employment_type],
        "telecommuting": flagged,
        "department": opening.role_area.replace("_", " ").title(),
        "url": url,
        "shortlink": url,
        "application_url": f"{url}/apply",
        "published_on": day,
        "created_at": day,
        "education": "",
        "experience": LEVELS.get(opening.seniority or "", ""),
        "function": "",
        "industry": "",
        "locations": [_place(city) for city in opening.cities],
    }
    if with_text:
        says = text.SAID - ({"pay"} if flagged else {"pay", "mode"})
        record["description"] = text.as_html(text.compose(opening, says), "h3")
    return [{**record, "country": city.country_name, "city": city.name, "state": city.region} for city in opening.cities]


def _place(city: City) -> dict[str, Any]:
    return {"country": city.country_name, "countryCode": city.country, "city": city.name, "region": city.region, "hidden": False}
