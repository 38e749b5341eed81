"""On which boards an opening stands, under which ids and when: its postings on the employer's systems and its mirrors."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, NamedTuple

from jobscrape.demo.dice import number, share
from jobscrape.demo.plan import DAY, moment

if TYPE_CHECKING:
    from jobscrape.demo.employers import Employer, System
    from jobscrape.demo.lives import Life
    from jobscrape.demo.plan import Plan

AGGREGATOR = "www.jobhafen.example"
"""Invented job site whose pages carry schema.org data."""
FEED = "all"
"""Token of the feed of remote work."""
FEED_DELAY = DAY
"""Remote OK shows a posting a day late."""
FEED_KEEPS = 130 * DAY
"""The feed shows no posting of an opening that was opened longer ago."""
AGGREGATOR_KEEPS = 5 * DAY
"""The job site shows a copy up to so long after its opening has closed."""


class Posting(NamedTuple):
    """An opening as one board shows it; minutes. `spans` are the times at which the board lists it."""

    source: str
    board: str
    source_id: str
    life: Life
    spans: tuple[tuple[int, int], ...]
    published: int
    """First publication as the board states it."""

    def shown_at(self, minute: int) -> bool:
        """Tell whether the board lists it at `minute`."""
        return any(since <= minute < until for since, until in self.spans)


def own_postings(plan: Plan, one: Employer, life: Life, area: str) -> list[Posting]:
    """Return the postings of `life` on the employer's systems: one a system and id, a re-post being a new id."""
    found = []
    for system in one.systems:
        if system.areas and area not in system.areas:
            continue
        for run, spans in enumerate(_runs(life)):
            seen = _clip(spans, system.since, system.until)
            if seen:
                source_id = make_id(system.source, f"{plan.seed}/{life.key}/{system.source}/{run}", seen[0][0])
                found.append(Posting(system.source, system.token, source_id, life, seen, seen[0][0]))
    return found


def _runs(life: Life) -> list[tuple[tuple[int, int], ...]]:
    """Return the times on view, one tuple for each posting id."""
    if life.reposted:
        return [((life.opened, life.reposted[0]),), ((life.reposted[1], life.closed),)]
    if life.hidden:
        return [((life.opened, life.hidden[0]), (life.hidden[1], life.closed))]
    return [((life.opened, life.closed),)]


def _clip(spans: tuple[tuple[int, int], ...], since: int, until: int) -> tuple[tuple[int, int], ...]:
    return tuple((max(a, since), min(b, until)) for a, b in spans if max(a, since) < min(b, until))


def site_posting(site: System, life: Life) -> Posting:
    """Return the page of `life` on the employer's own career site; it outlives re-posts, which change only the system's id."""
    page = f"/jobs/{life.role.replace('_', '-')}-{100_000 + _place_in_line(life)}"
    spans = _runs(life)[0] if life.hidden else ((life.opened, life.closed),)
    return Posting("jsonld", site.token, page, life, spans, life.opened)


def _place_in_line(life: Life) -> int:
    """Return a number below a million that no other opening of the employer has."""
    return life.slot * 1000 + life.turn % 300 * 3 + life.copy


def aggregator_posting(plan: Plan, life: Life) -> Posting:
    """Return the copy of `life` on the job site, which comes and goes some days late."""
    late, longer = 1 + number(plan.seed, life.key, "late") % 3, 1 + number(plan.seed, life.key, "longer") % (AGGREGATOR_KEEPS // DAY)
    page = f"/jobs/{(life.employer + 1) * 1_000_000 + _place_in_line(life)}"
    return Posting("jsonld", AGGREGATOR, page, life, ((life.opened + late * DAY, life.closed + longer * DAY),), life.opened + late * DAY)


def remoteok_posting(plan: Plan, life: Life) -> Posting:
    """Return the copy of `life` in the feed of remote work; it stays until newer ones push it out (see `Market.feed`)."""
    since = life.opened + FEED_DELAY
    source_id = str(1_000_000 + (life.opened - plan.before) * 40 + number(plan.seed, life.employer, life.slot, "feed") % 10 * 4 + life.copy)
    return Posting("remoteok", FEED, source_id, life, ((since, since + 400 * DAY),), life.opened)


def make_id(source: str, name: str, since: int) -> str:
    """Return an id in the manner of `source` for the posting called `name`, published at `since`."""
    mark = number(name)
    if source in ("lever", "ashby"):
        return str(uuid.UUID(int=mark << 64 | number(name, "more"), version=4))
    if source == "smartrecruiters":
        return f"7440{since % 10**8:08d}{mark % 10**6:06d}"
    if source == "workable":
        return f"{mark % 16**10:010X}"
    if source == "greenhouse":
        return str(4_000_000_000 + mark % 4_999_999_999)
    return str(1_000_000_000 + mark % 8_999_999_999)


def slug(words: str) -> str:
    """Return `words` as a part of an address."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def iso(minute: int) -> str:
    """Return `minute` as ISO 8601 text in UTC, ending in Z."""
    return moment(minute).strftime("%Y-%m-%dT%H:%M:%SZ")


def second(name: str) -> int:
    """Return a second of the minute that depends on `name`, so that stated times look alike to no clock."""
    return int(share(name) * 60)
