"""Pinpoint postings.json: whole board, no dates, the text in four parts."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from jobscrape.demo import money, text
from jobscrape.demo.dice import number
from jobscrape.demo.http import Answer, Ask, as_json, boards_under, not_found

if TYPE_CHECKING:
    from jobscrape.demo.market import Market, Shown
    from jobscrape.demo.openings import Opening
    from jobscrape.demo.text import Section

SOURCE = "pinpoint"
DOMAIN = "pinpointhq.com"
owns, board = boards_under(DOMAIN)
TYPES = {
    "full_time": ("full_time", "Full Time"),
    "part_time": ("part_time", "Part Time"),
    "contract": ("freelance", "Freelance"),
    "temporary": ("temporary", "Temporary"),
    "internship": ("internship", "Internship"),
}
MODES = {"remote": "Fully remote", "hybrid": "Hybrid", "onsite": "Onsite"}


def answer(market: Market, ask: Ask) -> Answer:
    """Return all postings of a company."""
    if ask.path != "/postings.json":
        return not_found()
    shown = market.board(SOURCE, board(ask), ask.minute)
    if shown is None:
        return as_json({"status": 404, "error": "Not Found", "correlation": "0"}, status=404)
    return as_json({"data": [_posting(item, board(ask)) for item in shown]})


def _posting(item: Shown, company: str) -> dict[str, Any]:
    posting, opening = item.posting, item.opening
    path = f"/en/postings/{uuid.UUID(int=number(posting.source_id, 'a') << 64 | number(posting.source_id, 'b'), version=4)}"
    mode = opening.work_mode if opening.employer.mode_said != "text" else None
    kind, kind_text = TYPES[opening.employment_type]
    city = opening.cities[0]
    sections = text.compose(opening, text.SAID)
    return {
        "id": posting.source_id,
        **_part(sections, "description", ("about", "role"), header=False),
        **_part(sections, "key_responsibilities", ("duties", "stack")),
        **_part(sections, "skills_knowledge_expertise", ("required", "preferred")),
        **_part(sections, "benefits", ("place", "pay", "benefits", "legal")),
        **_compensation(opening),
        "deadline_at": None,
        "employment_type": kind,
        "employment_type_text": kind_text,
        "reporting_to": None,
        "title": opening.title,
        "url": f"https://{company}.{DOMAIN}{path}",
        "path": path,
        "workplace_type": mode or "",
        "workplace_type_text": MODES[mode] if mode else "",
        "job": _job(opening),
        "location": {"id": f"{number(city.name) % 90000}", "city": city.name, "name": f"{city.name} - Main", "province": city.region},
    }


def _part(sections: list[Section], name: str, kinds: tuple[str, ...], *, header: bool = True) -> dict[str, str]:
    chosen = [s for s in sections if s.kind in kinds]
    if not chosen:
        return {name: "", **({f"{name}_header": ""} if header else {})}
    first, *others = chosen if header else [None, *chosen]
    inner = (text.body_html(first) if first else "") + text.as_html((s for s in others if s), "h3")
    body = {name: f"<div><!--block-->{inner}</div>"}
    return {**body, f"{name}_header": first.heading} if first else body


def _compensation(opening: Opening) -> dict[str, Any]:
    pay = opening.pay
    if pay is None or opening.employer.pay_said == "text":
        empty = ("compensation", "compensation_minimum", "compensation_maximum", "compensation_currency", "compensation_frequency")
        return {**dict.fromkeys(empty), "compensation_visible": False}
    return {
        "compensation": money.write(pay),
        "compensation_minimum": pay.min,
        "compensation_maximum": pay.max,
        "compensation_currency": pay.currency,
        "compensation_frequency": pay.period,
        "compensation_visible": True,
    }


def _job(opening: Opening) -> dict[str, Any]:
    area = opening.role_area.replace("_", " ").title()
    department = {"id": f"{number(area) % 90000}", "name": area}
    job_id = f"{opening.internal_id % 1_000_000}"
    return {
        "id": job_id,
        "requisition_id": opening.requisition,
        "department": department,
        "division": None,
        "structure_custom_group_one": None,
    }
