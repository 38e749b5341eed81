"""Pinpoint postings.json: the whole board in one answer, without a posting date."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.api import ApiBoard
from jobscrape.boards.payload import joined, pick
from jobscrape.items import JobPosting, StatedPay, StatedPlace

SECTIONS = ("key_responsibilities", "skills_knowledge_expertise", "benefits")


class Pinpoint(ApiBoard):
    name = "pinpoint"
    system = "Pinpoint"
    home = "https://www.pinpointhq.com"
    url = "https://{board}.pinpointhq.com/postings.json"
    rows_at = "data"
    url_patterns = (r"//(?P<board>[\w-]+)\.pinpointhq\.com",)
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9-]*"
    example = "manual"
    fold_case = True
    delay, concurrency = 0.5, 2
    terms = "Documented by the vendor for public use (developers.pinpointhq.com, read 2026-11-23)."

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        job, place = row.get("job") or {}, row.get("location") or {}
        units = [(job.get(part) or {}).get("name") for part in ("department", "division")]
        return JobPosting(
            source_id=str(row["id"]),
            url=row["url"],
            title=row["title"],
            description="\n".join([row.get("description") or "", *(self.section(row, name) for name in SECTIONS)]).strip(),
            requisition_id=job.get("requisition_id") or None,
            locations=[self.place(place)] if any(place.values()) else [],
            workplace=row.get("workplace_type") or row.get("workplace_type_text") or None,
            employment_type=row.get("employment_type") or row.get("employment_type_text") or None,
            department=joined(units) or None,
            pay=self.pay(row),
            salary=(row.get("compensation") or None) if row.get("compensation_visible") is not False else None,
            valid_through=row.get("deadline_at"),
            raw=self.kept(row),
        )

    @staticmethod
    def section(row: dict[str, Any], name: str) -> str:
        text, header = row.get(name) or "", row.get(f"{name}_header")
        return f"<h3>{header}</h3>{text}" if text and header else text

    @staticmethod
    def place(part: dict[str, Any]) -> StatedPlace:
        name, city, province = ((part.get(k) or "").strip() for k in ("name", "city", "province"))
        return StatedPlace(raw=", ".join(dict.fromkeys(p for p in (name, city, province) if p)), city=city or None, region=province or None)

    @staticmethod
    def pay(row: dict[str, Any]) -> list[StatedPay]:
        low, high = row.get("compensation_minimum"), row.get("compensation_maximum")
        if row.get("compensation_visible") is False or not (low or high):
            return []
        text = row.get("compensation") or ""
        return [
            StatedPay(min=low, max=high, currency=row.get("compensation_currency"), period=row.get("compensation_frequency"), text=text)
        ]

    @staticmethod
    def kept(row: dict[str, Any]) -> dict[str, Any]:
        hidden = [k for k in row if k.startswith("compensation")] if row.get("compensation_visible") is False else []
        return pick(row, without=("description", *SECTIONS, "reporting_to", *hidden))
