"""France Travail, Offres d'emploi v2: a token by OAuth, then ranges of 150 within a field of work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import orjson
from scrapy.http import Request, Response

from jobscrape.boards.api import Page
from jobscrape.boards.feed import Feed
from jobscrape.boards.payload import pick
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
        place, employer, pay = row.get("lieuTravail") or {}, row.get("entreprise") or {}, row.get("salaire") or {}
        name = (place.get("libelle") or "").partition(" - ")
        return JobPosting(
            source_id=str(row["id"]),
            url=f"https://candidat.francetravail.fr/offres/recherche/detail/{row['id']}",
            apply_url=(row.get("origineOffre") or {}).get("urlOrigine"),
            title=row["intitule"],
            company=employer.get("nom") or "",
            description=row.get("description") or "",
            locations=[StatedPlace(raw=name[2] or name[0], country="FR", lat=place.get("latitude"), lon=place.get("longitude"))]
            if place
            else [],
            employment_type=", ".join(
                t for k in ("typeContratLibelle", "natureContrat", "dureeTravailLibelleConverti") if (t := row.get(k))
            )
            or None,
            seniority=row.get("experienceLibelle"),
            education=", ".join(f.get("niveauLibelle") or "" for f in row.get("formations") or []).strip(", ") or None,
            salary=" ".join(t for k in ("libelle", "commentaire") if (t := pay.get(k))) or None,
            department=row.get("romeLibelle"),
            tags=[c["libelle"] for c in row.get("competences") or [] if c.get("libelle")],
            date_posted=row.get("dateCreation"),
            date_updated=row.get("dateActualisation"),
            raw=pick(row, without=("description", "contact", "agence")),
        )
