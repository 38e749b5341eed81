"""Bundesagentur für Arbeit, job search: pages of a hundred by query (API v6), and a page per ad for the text."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from jobscrape.boards.api import Page
from jobscrape.boards.feed import Feed
from jobscrape.boards.payload import joined, pick
from jobscrape.boards.spider import Ask
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import Attribution, JobPosting, StatedPay, StatedPlace

API = "https://rest.arbeitsagentur.de/jobboerse/jobsuche-service/pc"
KEY = (("X-API-Key", "jobboerse-jobsuche"),)
REACHABLE = 10_000


class Arbeitsagentur(Feed):
    name = "arbeitsagentur"
    system = "Bundesagentur für Arbeit"
    home = "https://www.arbeitsagentur.de/jobsuche/"
    url = f"{API}/v6/jobs"
    query = "was=Informatik&veroeffentlichtseit=7"
    rows_at, total_at, id_at = "ergebnisliste", "maxErgebnisse", "referenznummer"
    volatile = "aenderungsdatum"
    conditional = False
    cap = REACHABLE
    horizon_days = 30
    delay, concurrency = 1.0, 1
    attribution = Attribution(name="Bundesagentur für Arbeit", url="https://www.arbeitsagentur.de/jobsuche/")
    terms = "Public key of the site and app, no official API, may change without notice (read 2026-10-04)."

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"{self.url}?{self.asked or self.query}&page={page.offset + 1}&size=100", headers=KEY)

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        read = (page.offset + 1) * 100
        return Page(offset=page.offset + 1) if page.rows and read < min(visit.declared or 0, REACHABLE) else None

    def detail(self, row: dict[str, Any], board: str) -> Ask:
        return Ask(f"{API}/v4/jobdetails/{b64encode(self.row_id(row).encode()).decode()}", headers=KEY)

    def posting_with(self, row: dict[str, Any], detail: dict[str, Any], board: str) -> JobPosting:
        ident, low, high = self.row_id(row), row.get("gehaltsspanneVon"), row.get("gehaltsspanneBis")
        return JobPosting(
            source_id=ident,
            url=f"https://www.arbeitsagentur.de/jobsuche/jobdetail/{ident}",
            apply_url=row.get("externeUrl") or detail.get("externeURL"),
            title=row.get("stellenangebotsTitel") or detail.get("stellenangebotsTitel") or detail.get("titel") or "",
            company=row.get("firma") or detail.get("firma") or detail.get("arbeitgeber") or "",
            description=detail.get("stellenangebotsBeschreibung") or detail.get("stellenbeschreibung") or "",
            locations=[self.place(p) for p in row.get("stellenlokationen") or []],
            workplace="homeoffice möglich" if row.get("homeofficemoeglich") else None,
            employment_type=", ".join(
                w for k, w in (("arbeitszeitVollzeit", "Vollzeit"), ("arbeitszeitTeilzeit", "Teilzeit")) if row.get(k)
            )
            or None,
            pay=[StatedPay(min=low, max=high, currency="EUR")] if low or high else [],
            salary=detail.get("verguetungsangabe"),
            date_posted=row.get("datumErsteVeroeffentlichung"),
            date_updated=row.get("aenderungsdatum"),
            raw=pick(row, without=("ansprechpartner",)),
        )

    @staticmethod
    def place(part: dict[str, Any]) -> StatedPlace:
        address = part.get("adresse") or {}
        city, region, country = address.get("ort"), address.get("region"), address.get("land")
        words = joined((city, region, country))
        return StatedPlace(raw=words, city=city, region=region, country=country, lat=part.get("breite"), lon=part.get("laenge"))
