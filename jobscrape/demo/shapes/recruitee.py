"""Recruitee careers site API: all offers in one answer, three flags for the work mode, keys in another order each time, no ETag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.demo import text
from jobscrape.demo.dice import Dice, number
from jobscrape.demo.http import Answer, Ask, as_json, boards_under, not_found
from jobscrape.demo.plan import moment
from jobscrape.demo.postings import slug

if TYPE_CHECKING:
    from jobscrape.demo.market import Market, Shown
    from jobscrape.demo.openings import Opening
    from jobscrape.demo.tables import City

SOURCE = "recruitee"
DOMAIN = "recruitee.com"
owns, board = boards_under(DOMAIN)
TYPES = {
    "full_time": "fulltime_permanent",
    "part_time": "parttime_permanent",
    "contract": "freelance",
    "temporary": "fulltime_fixed_term",
    "internship": "internship",
}
LEVELS = {"intern": "student", "entry": "entry_level", "senior": "experienced"}


def answer(market: Market, ask: Ask) -> Answer:
    """Return all offers of a company; the order of the keys depends on the day, as it depends on nothing in reality."""
    if ask.parts != ["api", "offers"]:
        return not_found()
    shown = market.board(SOURCE, board(ask), ask.minute)
    if shown is None:
        return as_json({"error": "Not Found"}, status=404)
    return as_json({"offers": [_shuffled(_offer(item, board(ask)), ask.minute) for item in shown]})


def _shuffled(record: dict[str, Any], minute: int) -> dict[str, Any]:
    return {key: record[key] for key in Dice("keys", record["id"], minute).sample(list(record), len(record))}


def _offer(item: Shown, company: str) -> dict[str, Any]:
    posting, opening = item.posting, item.opening
    sections = text.compose(opening, text.SAID)
    described = [s for s in sections if s.kind not in ("required", "preferred")]
    words = slug(f"{opening.title} {posting.source_id}")
    mode = opening.work_mode if opening.employer.mode_said != "text" else None
    city = opening.cities[0]
    description = text.as_html(described, "h3")
    requirements = text.as_html((s for s in sections if s.kind in ("required", "preferred")), "h3")
    return {
        "id": int(posting.source_id),
        "guid": f"{number(posting.source_id) % 36**5:05x}",
        "slug": words,
        "title": opening.title,
        "company_name": opening.employer.name,
        "status": "published",
        "created_at": _time(posting.published),
        "published_at": _time(posting.published),
        "updated_at": _time(item.updated),
        "close_at": None,
        "description": description,
        "requirements": requirements,
        "translations": {"en": {"title": opening.title, "description": description, "requirements": requirements}},
        "city": city.name,
        "country": city.country_name,
        "country_code": city.country,
        "state_name": city.region,
        "location": f"{city.name}, {city.region}, {city.country_name}",
        "locations": [_place(place) for place in opening.cities],
        "remote": mode == "remote",
        "hybrid": mode == "hybrid",
        "on_site": mode == "onsite",
        "employment_type_code": TYPES[opening.employment_type],
        "experience_code": LEVELS.get(opening.seniority or "", ""),
        "education_code": "",
        "category_code": "technical",
        "department": opening.role_area.replace("_", " ").title(),
        "tags": [],
        "salary": _salary(opening),
        "min_hours": None,
        "max_hours": None,
        "careers_url": f"https://{company}.{DOMAIN}/o/{words}",
        "careers_apply_url": f"https://{company}.{DOMAIN}/o/{words}/c/new",
    }


def _place(city: City) -> dict[str, Any]:
    return {
        "id": number(city.name) % 90000,
        "name": city.name,
        "city": city.name,
        "state": city.region,
        "country": city.country_name,
        "country_code": city.country,
        "street": None,
        "postal_code": None,
    }


def _salary(opening: Opening) -> dict[str, str | None]:
    pay = opening.pay
    if pay is None or opening.employer.pay_said == "text":
        return dict.fromkeys(("min", "max", "period", "currency"))
    return {"min": None if pay.min is None else f"{pay.min:.0f}", "max": f"{pay.max:.0f}", "period": pay.period, "currency": pay.currency}


def _time(minute: int) -> str:
    return f"{moment(minute):%Y-%m-%d %H:%M}:00 UTC"
