"""Lever postings API v0: a bare list, the text in parts, creation time in milliseconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.demo import text
from jobscrape.demo.http import Answer, Ask, as_json, not_found
from jobscrape.demo.postings import second

if TYPE_CHECKING:
    from jobscrape.demo.market import Market, Shown
    from jobscrape.demo.openings import Opening
    from jobscrape.demo.text import Section

SOURCE = "lever"
COMMITMENTS = {
    "full_time": "Full-time",
    "part_time": "Part-time",
    "contract": "Contract",
    "temporary": "Temporary",
    "internship": "Internship",
}
INTERVALS = {"year": "per-year-salary", "month": "per-month-salary", "hour": "per-hour-wage"}
LISTED = ("duties", "required", "preferred")


def owns(host: str) -> bool:
    """Tell whether `host` is the API's, in the United States or in Europe (which holds no board of this market)."""
    return host in ("api.lever.co", "api.eu.lever.co")


def board(ask: Ask) -> str:
    """Return the name of the site."""
    parts = ask.parts
    return parts[2] if len(parts) > 2 and parts[:2] == ["v0", "postings"] else ""


def answer(market: Market, ask: Ask) -> Answer:
    """Return all postings of a site, a part of them (`skip`, `limit`), or one."""
    site, rest = board(ask), ask.parts[3:]
    if not site:
        return not_found()
    shown = market.board(SOURCE, site, ask.minute) if ask.host == "api.lever.co" else None
    if shown is None:
        return as_json({"ok": False, "error": "Document not found"}, status=404, tagged=True)
    if rest:
        one = next((item for item in shown if item.posting.source_id == rest[0]), None)
        return as_json(_posting(one, site), tagged=True) if one else as_json({"ok": False, "error": "Document not found"}, status=404)
    skip, limit = int(ask.query.get("skip") or 0), int(ask.query.get("limit") or len(shown))
    return as_json([_posting(item, site) for item in shown[skip : skip + limit]], tagged=True)


def _posting(item: Shown, site: str) -> dict[str, Any]:
    posting, opening = item.posting, item.opening
    sections = text.compose(opening, text.SAID)
    opening_part = [s for s in sections if s.kind in ("about", "role")]
    closing = [s for s in sections if s.kind not in ("about", "role", *LISTED)]
    url = f"https://jobs.lever.co/{site}/{posting.source_id}"
    description = text.as_html(opening_part, "h3")
    record: dict[str, Any] = {
        "additional": text.as_html(closing, "h3"),
        "additionalPlain": text.as_plain(closing),
        "categories": _categories(opening),
        "createdAt": posting.published * 60_000 + second(posting.source_id) * 1000,
        "descriptionPlain": text.as_plain(opening_part),
        "description": description,
        "id": posting.source_id,
        "lists": [_list(s) for s in sections if s.kind in LISTED],
        "text": opening.title,
        "country": opening.cities[0].country,
        "workplaceType": (opening.work_mode if opening.employer.mode_said != "text" else None) or "unspecified",
        "opening": "",
        "openingPlain": "",
        "descriptionBody": description,
        "descriptionBodyPlain": text.as_plain(opening_part),
        "hostedUrl": url,
        "applyUrl": f"{url}/apply",
    }
    pay = opening.pay
    if pay and pay.min is not None and opening.employer.pay_said != "text":
        record["salaryRange"] = {"currency": pay.currency, "interval": INTERVALS[pay.period], "min": pay.min, "max": pay.max}
    return record


def _categories(opening: Opening) -> dict[str, Any]:
    names = [city.name for city in opening.cities]
    return {
        "commitment": COMMITMENTS[opening.employment_type],
        "department": opening.role_area.replace("_", " ").title(),
        "location": names[0],
        "team": opening.life.team or "-",
        "allLocations": names,
    }


def _list(section: Section) -> dict[str, str]:
    return {"text": section.heading, "content": text.items_html(section)}
