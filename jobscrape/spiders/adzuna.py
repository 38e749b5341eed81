"""Adzuna search API: pages of fifty with a key; texts are cut at 500 characters. A board is a country."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.api import ApiBoard, Page
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
    link = "https://www.adzuna.com/details/{id}"
    fields = """
        title company=company.display_name description apply_url=redirect_url employment_type=contract_time+contract_type
        department=category.label date_posted=created
    """
    unsaved = "adref redirect_url __CLASS__"

    def page(self, board: str, page: Page) -> Ask:
        login = f"app_id={self.secret('ADZUNA_APP_ID')}&app_key={self.secret('ADZUNA_APP_KEY')}"
        return Ask(f"{self.url}/{board}/search/{page.offset + 1}?{login}&results_per_page=50")

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        if page.rows and page.offset + 1 >= PAGES_A_DAY:
            visit.capped = f"{PAGES_A_DAY} pages a day"
            return None
        return Page(offset=page.offset + 1) if page.rows and visit.listed < (visit.declared or 0) else None

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        """Map a row; pay that the site estimated is no pay."""
        posting, place = super().posting(row, board), row.get("location") or {}
        low, high, estimated = row.get("salary_min"), row.get("salary_max"), str(row.get("salary_is_predicted") or "0") == "1"
        currency = CURRENCIES.get(board) or OTHER_CURRENCIES.get(board) or "EUR"
        posting.title = posting.title.replace("<strong>", "").replace("</strong>", "")
        posting.locations = [self.place(row, place.get("display_name") or "", place.get("area") or [])] if place else []
        posting.pay = [StatedPay(min=low, max=high, currency=currency, period="year")] if (low or high) and not estimated else []
        return posting

    @staticmethod
    def place(row: dict[str, Any], words: str, area: list[str]) -> StatedPlace:
        return StatedPlace(raw=words, country=area[0] if area else None, lat=row.get("latitude"), lon=row.get("longitude"))
