"""France Travail, Offres d'emploi v2: a token by OAuth, then ranges of 150 within a field of work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import orjson
from scrapy.http import Request, Response

from jobscrape.boards.api import Page
from jobscrape.boards.feed import Feed
from jobscrape.boards.spider import Ask
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import Attribution, JobPosting, StatedPlace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TOKEN = "https://entreprise.francetravail.fr/connexion/oauth2/access_token?realm=/partenaire"
REACHABLE = 3150


class Francetravail(Feed):
    name = "francetravail"
    system = "France Travail"
    home = "https://francetravail.io"
    url = "https://api.francetravail.io/partenaire/offresdemploi/v2/offres/search"
    rows_at = "resultats"
    volatile = "dateActualisation"
    keys = ("FRANCETRAVAIL_CLIENT_ID", "FRANCETRAVAIL_CLIENT_SECRET")
    conditional = False
    cap = REACHABLE
    horizon_days = 45
    delay, concurrency = 0.2, 1
    attribution = Attribution(name="France Travail", url="https://candidat.francetravail.fr")
    terms = "Free sign-up; the licence asks to name the source, refresh or delete expired offers; 10 calls a second (as of 2026-11-23)."
    link = "https://candidat.francetravail.fr/offres/recherche/detail/{id}"
    fields = """
        title=intitule company=entreprise.nom description apply_url=origineOffre.urlOrigine seniority=experienceLibelle
        employment_type=typeContratLibelle+natureContrat+dureeTravailLibelleConverti education=formations.niveauLibelle
        department=romeLibelle tags=competences.libelle date_posted=dateCreation date_updated=dateActualisation
    """
    unsaved = "contact agence"
    bearer = ""
    total = 0

    async def start(self) -> AsyncIterator[Any]:
        """Get a token first."""
        form = {
            "client_id": self.secret(self.keys[0]),
            "client_secret": self.secret(self.keys[1]),
            "scope": "api_offresdemploiv2 o2dsoffre",
        }
        body = urlencode({"grant_type": "client_credentials", **form})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        meta = {"download_slot": self.slot(), "handle_httpstatus_all": True}
        response = await self.crawler.engine.download_async(Request(TOKEN, method="POST", body=body, headers=headers, meta=meta))
        if response.status == 200:
            self.bearer = str(orjson.loads(response.body).get("access_token") or "")
        async for request in super().start():
            yield request

    def page(self, board: str, page: Page) -> Ask:
        query = "&".join(q for q in (self.asked, f"range={page.offset}-{page.offset + 149}") if q)
        return Ask(f"{self.url}?{query}", headers=(("Authorization", f"Bearer {self.bearer}"),))

    def answered(self, response: Response, visit: BoardVisit, about: Any) -> Any:
        """A part of the offers comes as 206, none at all as 204."""
        if response.status == 204:
            response = response.replace(status=200, body=b'{"resultats": []}')
        elif response.status == 206:
            response = response.replace(status=200)
        yield from super().answered(response, visit, about)

    def listed(self, response: Response, visit: BoardVisit, page: Page) -> Any:
        """The total stands in Content-Range: `offres a-b/total`."""
        total = (response.headers.get("Content-Range") or b"").decode("latin-1").rpartition("/")[2]
        self.total = int(total) if total.isdigit() else 0
        yield from super().listed(response, visit, page)

    def declared(self, payload: Any) -> int | None:
        return self.total or None

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        read = page.offset + 150
        return Page(offset=read) if page.rows and read < min(self.total, REACHABLE) else None

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting, place, pay = super().posting(row, board), row.get("lieuTravail"), row.get("salaire") or {}
        posting.salary = " ".join(words for key in ("libelle", "commentaire") if (words := pay.get(key))) or None
        if place:
            department, _, town = (place.get("libelle") or "").partition(" - ")
            posting.locations = [StatedPlace(raw=town or department, country="FR", lat=place.get("latitude"), lon=place.get("longitude"))]
        return posting
