"""Invented adverts for tests: long texts of one employer share their frame, snippets are cut."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from typing import Any

from jobscrape.identity.documents import identity_of
from jobscrape.items import Company, JobPosting, Normalised, Place

START = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)
_NOUNS = (
    "ledgers", "kettles", "bridges", "tickets", "sensors", "parcels", "menus", "looms", "orchards", "routers", "ferries", "pianos", "maps",
    "lanterns",
)  # fmt: skip
_VERBS = ("build", "repair", "plan", "count", "paint", "measure", "ship", "review", "tune", "sort", "guard", "stage", "weigh", "draw")


def prose(seed: str, words: int = 260) -> str:
    """Return a text that is the same for one seed."""
    rng = random.Random(seed)
    return " ".join(f"{rng.choice(_VERBS)} {rng.choice(_NOUNS)} {rng.randint(10, 99)}" for _ in range(words // 3))


def stored(  # the fields that matter for identity
    source: str,
    source_id: str,
    title: str,
    text: str,
    *,
    company: str = "Nordwind Looms",
    board: str = "nordwindlooms",
    city: str = "Leeds",
    country: str = "GB",
    day: int = 0,
    url: str = "",
    status: str = "open",
) -> dict[str, Any]:
    """Return a document of `postings` as the store writes it."""
    seen = START + timedelta(days=day)
    page = url or f"https://{source}.example/{board}/posting-{source_id}-x"
    posting = JobPosting(source=source, board=board, source_id=source_id, url=page, title=title, company=company, description=text)
    values = Normalised(
        title=title,
        company=Company(name=company, key=company.lower()),
        language="en",
        locations=[Place(raw=f"{city}, {country}", city=city or None, country=country or None)] if city or country else [],
        date_posted=seen,
    )
    return {
        "_id": f"{source}:{board}:{source_id}",
        "source": source,
        "board": board,
        "source_id": source_id,
        "url": page,
        "title": title,
        "company": {"name": company, "key": company.lower(), "domain": None, "size": None, "stage": None},
        "identity": identity_of(posting, values, text),
        "first_seen": seen,
        "last_seen": seen + timedelta(days=20),
        "status": status,
    }


def market(openings: int = 12) -> list[dict[str, Any]]:
    """Return the postings of invented openings: own board, re-post, aggregator copies whole and cut, siblings elsewhere, an agency."""
    found: list[dict[str, Any]] = []
    frame = prose("frame", 90)
    for n in range(openings):
        title = f"Senior {_NOUNS[n % 14].title()} Engineer, {_VERBS[n % 14].title()} Team"
        text = f"{frame} {prose(f'opening {n}')}"
        number = str(70_000 + n)
        found.append(stored("greenhouse", number, title, text, url=f"https://boards.greenhouse.io/nordwindlooms/jobs/{number}"))
        apply_url = f"https://jobhafen.example/out?to=https%3A%2F%2Fboards.greenhouse.io%2Fnordwindlooms%2Fjobs%2F{number}"
        if n % 3 == 0:
            found.append(stored("jobhafen", f"h{n}", title, text[:400], board="all", company="Nordwind Looms Ltd", url=apply_url, day=1))
        if n % 3 == 1:
            found.append(stored("feed", f"f{n}", title, text, board="all", company="Nordwind Looms", city="", country="", day=2))
            again = str(80_000 + n)
            page = f"https://boards.greenhouse.io/nordwindlooms/jobs/{again}"
            found.append(stored("greenhouse", again, title, text, url=page, day=30))
        if n % 4 == 0:
            other = str(90_000 + n)
            page = f"https://boards.greenhouse.io/nordwindlooms/jobs/{other}"
            found.append(stored("greenhouse", other, title, text, city="Gdansk", country="PL", url=page))
        if n % 5 == 0:
            found.append(stored("feed", f"a{n}", title, text, board="all", company="Kestrel Staffing", day=3))
    return found


def truth(postings: list[dict[str, Any]]) -> set[frozenset[str]]:
    """Return the openings of `market` as sets of posting ids: number of the opening, elsewhere and by agency apart."""
    groups: dict[tuple[Any, ...], set[str]] = {}
    for p in postings:
        number = int("".join(c for c in p["source_id"] if c.isdigit())) % 10_000
        elsewhere = p["source"] == "greenhouse" and p["source_id"].startswith("9")
        groups.setdefault((number, elsewhere, p["company"]["name"] == "Kestrel Staffing"), set()).add(p["_id"])
    return {frozenset(g) for g in groups.values()}
