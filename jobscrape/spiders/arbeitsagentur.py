"""Bundesagentur für Arbeit, job search: pages of a hundred by query (API v6), and a page per ad for the text."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from jobscrape.boards.api import Page
from jobscrape.boards.feed import Feed
from jobscrape.boards.payload import pick
from jobscrape.boards.spider import Ask
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import Attribution, JobPosting

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
    link = "https://www.arbeitsagentur.de/jobsuche/jobdetail/{id}"
    fields = """
        title=stellenangebotsTitel|titel company=firma|arbeitgeber apply_url=externeUrl|externeURL salary=verguetungsangabe
        description=stellenangebotsBeschreibung|stellenbeschreibung
        date_posted=datumErsteVeroeffentlichung date_updated=aenderungsdatum
    """
    place_fields = """stellenlokationen: raw=adresse.ort+adresse.region+adresse.land city=adresse.ort region=adresse.region
        country=adresse.land lat=breite lon=laenge"""
    pay_fields = "min=gehaltsspanneVon max=gehaltsspanneBis currency='EUR'"
    unsaved = "ansprechpartner"

    def page(self, board: str, page: Page) -> Ask:
        return Ask(f"{self.url}?{self.asked or self.query}&page={page.offset + 1}&size=100", headers=KEY)

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        read = (page.offset + 1) * 100
        return Page(offset=page.offset + 1) if page.rows and read < min(visit.declared or 0, REACHABLE) else None

    def detail(self, row: dict[str, Any], board: str) -> Ask:
        return Ask(f"{API}/v4/jobdetails/{b64encode(self.row_id(row).encode()).decode()}", headers=KEY)

    def posting_with(self, row: dict[str, Any], detail: dict[str, Any], board: str) -> JobPosting:
        """Map a row; of its page only what the row does not say."""
        posting = self.posting({**detail, **pick(row, without=())}, board)
        kinds = (("arbeitszeitVollzeit", "Vollzeit"), ("arbeitszeitTeilzeit", "Teilzeit"))
        posting.employment_type = ", ".join(words for key, words in kinds if row.get(key)) or None
        posting.workplace = "homeoffice möglich" if row.get("homeofficemoeglich") else None
        posting.raw = pick(row, without=self.mapping.unsaved)
        return posting
