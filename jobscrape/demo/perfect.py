"""What a database holds after perfect crawls of a market: for tests of questions at any size without crawling.

Documents carry what questions look at, not texts and evidence. Feeds and hiring threads are left out.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from jobscrape.demo.compare import NEEDS, ids_of
from jobscrape.demo.plan import minute_of, moment
from jobscrape.demo.truth import document
from jobscrape.fields.employer import company_key
from jobscrape.fields.offers import A_YEAR
from jobscrape.fields.rates import eur_rate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from jobscrape.demo.market import Market
    from jobscrape.demo.openings import Opening
    from jobscrape.demo.postings import Posting
    from jobscrape.demo.tables import City

Document = dict[str, Any]
PLAIN = (
    "title",
    "role",
    "role_area",
    "seniority",
    "people_manager",
    "employment_type",
    "work_mode",
    "office_days",
    "years_min",
    "years_max",
    "education",
    "education_required",
    "visa_sponsorship",
    "clearance",
    "ai_in_role",
    "countries",
)


def postings(market: Market, times: list[datetime]) -> Iterator[Document]:
    """Yield the documents of `postings` after complete crawls of all boards at `times`, which are in order."""
    for one in market.employers:
        for life in market.lives(one):
            for posting in market.postings(life):
                seen = [] if posting.source == "remoteok" else [when for when in times if posting.shown_at(minute_of(when))]
                if seen:
                    yield _posting(market, posting, seen, times)


def ledger(market: Market, times: list[datetime]) -> Iterator[Document]:
    """Yield the entries of `crawls`: each board complete at each of `times` at which it is there."""
    boards = [(source, system) for (source, _), (_, system) in market.owners.items()]
    for when in times:
        for source, system in boards:
            if system.since <= minute_of(when) < system.until:
                yield _entry(source, system.token, when)
        yield from (_entry("jsonld", name, when) for name in ("www.jobhafen.example",))


def _entry(source: str, board: str, when: datetime) -> Document:
    run = f"{when:%Y%m%d}-{source}"
    finished = when + timedelta(minutes=1)
    return {
        "_id": f"{run}:{source}:{board}",
        "run": run,
        "source": source,
        "board": board,
        "started": when,
        "finished": finished,
        "outcome": "complete",
    }


def _posting(market: Market, posting: Posting, seen: list[datetime], times: list[datetime]) -> Document:
    opening = market.opening(posting.life, minute_of(seen[-1]))
    after = next((when for when in times if when > seen[-1]), None)
    spell = {
        "opened": seen[0],
        "seen_until": seen[-1],
        "closed_between": [seen[-1], after] if after else None,
        "reason": "absent" if after else None,
    }
    return {
        "_id": document(posting),
        "source": posting.source,
        "board": posting.board,
        "source_id": posting.source_id,
        "url": f"https://{posting.board}.example/{posting.source_id}",
        "first_seen": seen[0],
        "last_seen": seen[-1],
        "status": "closed" if after else "open",
        "spells": [spell],
        "reposts": [],
        "date_posted": moment(posting.published),
        "job": opening.key,
        "role_group": opening.group,
        "language": "en",
        **values(opening),
    }


def values(opening: Opening) -> Document:
    """Return the normalised fields of an opening, as read without a mistake."""
    one, pay = opening.employer, opening.pay
    factor, rate = (A_YEAR[pay.period], eur_rate(pay.currency, moment(opening.life.opened).date()) or 0.0) if pay else (1.0, 1.0)
    needs = {f"skills_{need}": sorted({i for s in getattr(opening, need) for i in ids_of(s)}) for need in NEEDS}
    return {
        **{name: getattr(opening, name) for name in PLAIN},
        **needs,
        "title_key": opening.title.lower(),
        "remote_scope": list(opening.remote_scope),
        "company": {"name": one.name, "key": company_key(one.name), "domain": one.domain, "size": one.size, "stage": one.stage},
        "locations": [_place(city) for city in opening.cities],
        "skills": sorted({i for skill in opening.skills for i in ids_of(skill)}),
        "soft_skills": [],
        "pay": pay
        and {
            "min": pay.min,
            "max": pay.max,
            "currency": pay.currency,
            "period": pay.period,
            "kind": "base",
            "annual_min": pay.min and pay.min * factor,
            "annual_max": pay.max * factor,
            **{f"annual_{end}_eur": value and value * factor * rate for end, value in (("min", pay.min), ("max", pay.max))},
        },
    }


def _place(city: City) -> Document:
    return {"raw": city.name, "city": city.name, "region": city.region, "country": city.country, "lat": city.lat, "lon": city.lon}
