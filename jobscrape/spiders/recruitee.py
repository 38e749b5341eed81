"""Recruitee careers site API: one answer a company; from 2027-02-10 on only with a token that the employer hands out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting, StatedPay, StatedPlace

if TYPE_CHECKING:
    from scrapy.http import Response

    from jobscrape.boards.visit import BoardVisit

MODES = {"hybrid": "hybrid", "on_site": "on-site", "remote": "remote"}


class Recruitee(ApiBoard):
    """The environment variable RECRUITEE_TOKENS holds tokens of employers: `company=token,company=token`."""

    name = "recruitee"
    system = "Recruitee"
    home = "https://recruitee.com"
    rows_at = "offers"
    volatile = "updated_at position open_questions highlight dynamic_fields mailbox_email cover_image sharing_image"
    url_patterns = (r"//(?!www\.|api\.|app\.|docs\.|help\.|support\.)(?P<board>[\w-]+)\.recruitee\.com",)
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*"
    example = "bunq"
    fold_case = True
    delay, concurrency = 0.5, 2
    terms = "Documented for one's own careers site; without a key until 2027-02-10, then 401 (docs.recruitee.com, page of 2026-08-12)."
    fields = """
        title url=careers_url apply_url=careers_apply_url company=company_name description=description+requirements remote
        employment_type=employment_type_code seniority=experience_code department tags
        date_posted=published_at|created_at date_updated=updated_at valid_through=close_at
    """
    unsaved = "translations mailbox_email open_questions cover_image locations_question highlight"

    def page(self, board: str, page: Page) -> Ask:
        host = board if "." in board else f"{board}.recruitee.com"
        tokens = dict(pair.strip().split("=", 1) for pair in os.environ.get("RECRUITEE_TOKENS", "").split(",") if "=" in pair)
        return Ask(f"https://{host}/api/offers/", headers=(("X-Careers-Sites-Token", tokens[board]),) if board in tokens else ())

    def refused(self, response: Response, visit: BoardVisit, about: Any) -> None:
        super().refused(response, visit, about)
        if response.status == 401:
            visit.blocked = "HTTP 401: since 2027-02-10 only with a token of the employer, in RECRUITEE_TOKENS"

    def is_posting(self, row: dict[str, Any]) -> bool:
        return bool(row.get("status", "published") == "published")

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting = super().posting({k: v for k, v in row.items() if not k.startswith(("options_", "sharing_"))}, board)
        posting.locations, posting.pay = self.locations(row), self.pay(row.get("salary") or {})
        posting.workplace = ", ".join(words for key, words in MODES.items() if row.get(key)) or None
        posting.education = (row.get("education_code") or "").replace("_", " ") or None
        return posting

    @staticmethod
    def locations(row: dict[str, Any]) -> list[StatedPlace]:
        parts = row.get("locations") or ([row] if row.get("city") or row.get("country") else [])
        places = [
            StatedPlace(
                raw=", ".join(dict.fromkeys(w for w in (p.get("city"), p.get("state") or p.get("state_name"), p.get("country")) if w)),
                city=p.get("city") or None,
                region=p.get("state") or p.get("state_name") or None,
                country=p.get("country_code") or p.get("country") or None,
            )
            for p in parts
        ]
        return places or ([StatedPlace(raw=row["location"])] if row.get("location") else [])

    @staticmethod
    def pay(salary: dict[str, Any]) -> list[StatedPay]:
        """Return the pay; a yearly amount below a thousand is meant in thousands ("75.00" to "95.00" USD a year)."""
        low, high = (float(salary[end]) if salary.get(end) else None for end in ("min", "max"))
        if not low and not high:
            return []
        period = salary.get("period")
        factor = 1000 if period == "year" and (high or low or 0) < 1000 else 1
        bounds = {end: value * factor if value else None for end, value in (("min", low), ("max", high))}
        return [StatedPay(**bounds, currency=salary.get("currency"), period=period, text=f"{salary.get('min')} - {salary.get('max')}")]
