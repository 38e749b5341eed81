"""JobTech (Arbetsförmedlingen, Sweden): a snapshot of all ads first, then the stream of what changed since; CC0."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from jobscrape.boards.api import Page
from jobscrape.boards.feed import Feed
from jobscrape.boards.payload import joined, pick
from jobscrape.boards.spider import Ask
from jobscrape.boards.visit import BoardVisit
from jobscrape.items import Attribution, JobPosting, StatedPlace

STREAM = "https://jobstream.api.jobtechdev.se"
SEARCH = "https://jobsearch.api.jobtechdev.se/search"
SNAPSHOT_AGAIN = timedelta(days=7)
SECTIONS = {"text": "", "company_information": "Om företaget", "needs": "Behov", "requirements": "Krav", "conditions": "Villkor"}
PERSONAL = ("description", "application_contacts", "application_details", "logo_url", "employer")


class Jobtech(Feed):
    name = "jobtech"
    system = "JobTech"
    home = "https://jobtechdev.se"
    url = SEARCH
    sites = ("https://arbetsformedlingen.se",)
    volatile = "timestamp last_publication_date"
    conditional = False
    most_bytes = 1024 * 1024 * 1024
    delay, concurrency = 1.0, 1
    attribution = Attribution(name="Arbetsförmedlingen", url="https://jobtechdev.se")
    terms = "Open data, CC0; contact persons are personal data and are dropped (read 2026)."

    def page(self, board: str, page: Page) -> Ask:
        if self.asked:
            return Ask(f"{SEARCH}?{self.asked}&offset={page.offset}&limit=100")
        since = self.visits["all"].memory.validators.get("since") if "all" in self.visits else None
        return Ask(f"{STREAM}/stream?date={since}" if since else f"{STREAM}/snapshot")

    def rows(self, payload: Any) -> list[Any]:
        return super().rows(payload["hits"] if isinstance(payload, dict) and "hits" in payload else payload)

    def declared(self, payload: Any) -> int | None:
        total = payload.get("total") if isinstance(payload, dict) else None
        return total.get("value") if isinstance(total, dict) else None

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        read = page.offset + page.rows
        if self.asked and page.rows and read < (visit.declared or 0):
            return Page(offset=read)
        if not self.asked:
            self.ended(visit)
        return None

    def ended(self, visit: BoardVisit) -> None:
        """The stream starts again from here next time, until another snapshot is due."""
        validators = visit.memory.validators
        if "since" in validators:
            self.caught_up(visit)
        fresh = validators.get("snapshot") or self.clock.isoformat()
        if fresh > (self.clock - SNAPSHOT_AGAIN).isoformat():
            visit.validators = {"since": f"{self.clock:%Y-%m-%dT%H:%M:%S}", "snapshot": fresh}

    def is_posting(self, row: dict[str, Any]) -> bool:
        if row.get("removed"):
            self.withdraw(self.row_id(row), self.visits["all"])
        return not row.get("removed")

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        text, place, employer = row.get("description") or {}, row.get("workplace_address") or {}, row.get("employer") or {}
        body = text.get("text_formatted") or "\n".join(
            f"{head}\n{text[k]}" if head else text[k] for k, head in SECTIONS.items() if text.get(k)
        )
        return JobPosting(
            source_id=str(row["id"]),
            url=row.get("webpage_url") or f"https://arbetsformedlingen.se/platsbanken/annonser/{row['id']}",
            apply_url=(row.get("application_details") or {}).get("url"),
            title=row["headline"],
            company=employer.get("workplace") or employer.get("name") or "",
            description=body,
            locations=[self.place(place)] if any(place.get(k) for k in ("municipality", "city", "country", "region")) else [],
            workplace=(row.get("remote_work") or {}).get("option") if isinstance(row.get("remote_work"), dict) else None,
            employment_type=joined(label(row.get(key)) for key in ("employment_type", "working_hours_type")) or None,
            salary=None if row.get("salary_description") in (None, "Undefined") else row["salary_description"],
            department=label(row.get("occupation_field")),
            tags=[t for part in ("must_have", "nice_to_have") for s in (row.get(part) or {}).get("skills") or [] if (t := label(s))],
            date_posted=row.get("publication_date"),
            valid_through=row.get("application_deadline"),
            raw={**pick(row, without=PERSONAL), "employer": pick(employer, without=("phone_number", "email"))},
        )

    @staticmethod
    def place(part: dict[str, Any]) -> StatedPlace:
        city, region, country = part.get("municipality") or part.get("city"), part.get("region"), part.get("country")
        lon, lat = part.get("coordinates") or (None, None)
        return StatedPlace(raw=joined((city, region, country)), city=city, region=region, country=country, lat=lat, lon=lon)


def label(part: Any) -> str | None:
    """Return the label of a concept."""
    part = part[0] if isinstance(part, list) and part else part
    return part.get("label") if isinstance(part, dict) else None
