"""Greenhouse job board API v1: whole board in one answer, text escaped once more, pay in cents."""

from __future__ import annotations

import html
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any

from jobscrape.demo import text
from jobscrape.demo.http import Answer, Ask, as_json, not_found
from jobscrape.demo.places import place_line
from jobscrape.demo.plan import moment

if TYPE_CHECKING:
    from jobscrape.demo.employers import Employer
    from jobscrape.demo.market import Market, Shown
    from jobscrape.demo.openings import Opening

SOURCE = "greenhouse"
EASTERN = timezone(timedelta(hours=-5))
RANGE_TITLES = {"year": "Annual Salary Range", "month": "Monthly Salary Range", "hour": "Hourly Pay Range"}


def owns(host: str) -> bool:
    """Tell whether `host` is the API's."""
    return host == "boards-api.greenhouse.io"


def board(ask: Ask) -> str:
    """Return the token of the board."""
    parts = ask.parts
    return parts[2] if len(parts) > 2 and parts[:2] == ["v1", "boards"] else ""


def answer(market: Market, ask: Ask) -> Answer:
    """Return the board, its postings or one posting."""
    token, rest = board(ask), ask.parts[3:]
    if not token:
        return not_found()
    shown = market.board(SOURCE, token, ask.minute)
    if shown is None:
        return as_json({"status": 404, "error": "Job not found" if rest else "Job board not found"}, status=404, tagged=True)
    if not rest:
        return as_json({"name": market.owners[SOURCE, token.lower()][0].name, "content": ""}, tagged=True)
    if rest == ["jobs"]:
        return as_json({"jobs": [_job(item, token, ask) for item in shown], "meta": {"total": len(shown)}}, tagged=True)
    one = next((item for item in shown if rest == ["jobs", item.posting.source_id]), None)
    if one is None:
        return as_json({"status": 404, "error": "Job not found"}, status=404, tagged=True)
    return as_json({**_job(one, token, ask), **_details(one)}, tagged=True)


def _job(item: Shown, token: str, ask: Ask) -> dict[str, Any]:
    posting, opening = item.posting, item.opening
    job: dict[str, Any] = {
        "absolute_url": _url(opening.employer, token, posting.source_id),
        "data_compliance": [{"type": "gdpr", "requires_consent": False, "retention_period": None}],
        "internal_job_id": opening.internal_id,
        "location": {"name": place_line(opening, "; ", with_mode=opening.employer.mode_said != "text")},
        "metadata": None,
        "id": int(posting.source_id),
        "updated_at": _time(item.updated),
        "requisition_id": opening.requisition,
        "title": opening.title,
        "company_name": opening.employer.name,
        "first_published": _time(posting.published),
        "language": "en",
        "application_deadline": None,
        "ai_disclaimer": None,
        "include_ai_disclaimer": None,
    }
    if ask.query.get("content") == "true":
        job.update(_details(item))
    if ask.query.get("pay_transparency") == "true":
        job["pay_input_ranges"] = _ranges(opening)
    return job


def _details(item: Shown) -> dict[str, Any]:
    opening = item.opening
    area = opening.role_area.replace("_", " ").title()
    return {
        "content": html.escape(text.as_html(text.compose(opening, text.SAID - {"employment"}), "h3")),
        "departments": [{"id": 4000000 + len(area), "name": area, "child_ids": [], "parent_id": None}],
        "offices": [_office(number, city.name) for number, city in enumerate(opening.cities)],
    }


def _office(number: int, name: str) -> dict[str, Any]:
    return {"id": 4100000 + number, "name": name, "location": None, "child_ids": [], "parent_id": None}


def _ranges(opening: Opening) -> list[dict[str, Any]]:
    pay = opening.pay
    if pay is None or pay.min is None or opening.employer.pay_said == "text":
        return []
    amounts = {"min_cents": int(pay.min * 100), "max_cents": int(pay.max * 100), "currency_type": pay.currency}
    return [{**amounts, "title": RANGE_TITLES[pay.period], "blurb": ""}]


def _url(one: Employer, token: str, source_id: str) -> str:
    if one.kind == "large":
        return f"https://www.{one.domain}/jobs/{source_id}?gh_jid={source_id}"
    return f"https://job-boards.greenhouse.io/{token}/jobs/{source_id}"


def _time(minute: int) -> str:
    return moment(minute).astimezone(EASTERN).isoformat(timespec="seconds")
