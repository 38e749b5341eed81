"""Adzuna search API: pages of fifty with a key; texts are cut at 500 characters. A board is a country."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.payload import joined, pick
from jobscrape.boards.spider import Ask
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import Attribution, JobPosting, StatedPay, StatedPlace

CURRENCIES = {
    "gb": "GBP",
    "us": "USD",
    "au": "AUD",
    "br": "BRL",
    "ca": "CAD",
    "ch": "CHF",
    "in": "INR",
    "mx": "MXN",
    "nz": "NZD",
    "pl": "PLN",
}
OTHER_CURRENCIES = {"sg": "SGD", "za": "ZAR"}
PAGES_A_DAY = 100


class Adzuna(ApiBoard):
    name = "adzuna"
    system = "Adzuna"
    home = "https://developer.adzuna.com"
    url = "https://api.adzuna.com/v1/api/jobs"
    rows_at, total_at = "results", "count"
    volatile = "adref redirect_url"
    board_is = "country"
    board_pattern = r"[a-z]{2}"
    url_patterns = (r"api\.adzuna\.com/v1/api/jobs/(?P<board>[a-z]{2})\b",)
    default_boards = ("gb", "us", "de")
    keys = ("ADZUNA_APP_ID", "ADZUNA_APP_KEY")
    conditional = False
    horizon_days = 45
    delay, concurrency = 2.5, 1
    attribution = Attribution(name="Jobs by Adzuna", url="https://www.adzuna.com")
    off = "its terms forbid use in aggregation without consent, and stored data must be deleted when use ends"
    terms = "25 calls a minute, 250 a day; personal research only, badge required, no aggregation without consent (read 2026-09)."

    def page(self, board: str, page: Page) -> Ask:
        login = f"app_id={self.secret('ADZUNA_APP_ID')}&app_key={self.secret('ADZUNA_APP_KEY')}"
        return Ask(f"{self.url}/{board}/search/{page.offset + 1}?{login}&results_per_page=50")

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        if page.rows and page.offset + 1 >= PAGES_A_DAY:
            visit.capped = f"{PAGES_A_DAY} pages a day"
            return None
        return Page(offset=page.offset + 1) if page.rows and visit.listed < (visit.declared or 0) else None

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        place, estimated = row.get("location") or {}, str(row.get("salary_is_predicted") or "0") == "1"
        low, high = row.get("salary_min"), row.get("salary_max")
        currency = CURRENCIES.get(board) or OTHER_CURRENCIES.get(board) or "EUR"
        pay = [StatedPay(min=low, max=high, currency=currency, period="year")] if (low or high) and not estimated else []
        area = place.get("area") or []
        return JobPosting(
            source_id=str(row["id"]),
            url=f"https://www.adzuna.com/details/{row['id']}",
            apply_url=row.get("redirect_url"),
            title=row["title"].replace("<strong>", "").replace("</strong>", ""),
            company=(row.get("company") or {}).get("display_name") or "",
            description=row.get("description") or "",
            locations=[self.place(row, place.get("display_name") or "", area)] if place else [],
            employment_type=joined(row.get(key) for key in ("contract_time", "contract_type")) or None,
            pay=pay,
            department=(row.get("category") or {}).get("label"),
            date_posted=row.get("created"),
            raw=pick(row, without=("description", "adref", "redirect_url", "__CLASS__")),
        )

    @staticmethod
    def place(row: dict[str, Any], words: str, area: list[str]) -> StatedPlace:
        return StatedPlace(raw=words, country=area[0] if area else None, lat=row.get("latitude"), lon=row.get("longitude"))
