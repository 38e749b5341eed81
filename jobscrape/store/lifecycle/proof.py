"""What a crawl of a board can prove: only a board seen whole, with proof, can show that a posting is absent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

CAPS: dict[str, tuple[int, ...]] = {
    "workday": (2000,),
    "linkedin": (1000,),
    "indeed": (1000,),
    "eightfold": (10000,),
    "amazon": (10000,),
}
"""Most postings a system ever lists for one query. A count that equals it says nothing about the rest."""

SEARCH_WINDOW = 10_000
"""Depth at which search engines behind job boards stop answering, whatever the system."""

MAINTENANCE: dict[str, tuple[int, int, int]] = {"workday": (5, 5, 9)}
"""Weekly maintenance: weekday (Monday = 0), first hour, end hour, UTC. Workday: 71 % of Saturday readings were zero."""

REFUSED = frozenset({401, 403, 407, 429, 451})
GONE = frozenset({404, 410})


@dataclass(slots=True, kw_only=True)
class CrawlFacts:
    """What happened while one board was crawled; the spider and the middlewares fill it, nothing here is judged."""

    source: str
    """Name of the spider: the system."""
    started: datetime
    """Aware UTC."""
    status: int | None = None
    """HTTP status of the board's first answer (after retries); None = no answer."""
    error: str = ""
    """Why there was no answer (time-out, DNS), or what made the answer unreadable."""
    not_modified: bool = False
    """The board answered 304, or with the same body as the last complete crawl."""
    refused: str = ""
    """How access was refused, if not by `status` ("robots.txt"); "" = it was not."""
    redirected_to: str = ""
    """Where the board sent the crawl to, if away from itself (another host, a landing page)."""
    wrong_type: str = ""
    """Content type or shape received instead of the one expected ("text/html"); "" = right."""
    truncated: bool = False
    """An answer was cut off (size limit, connection lost, broken JSON)."""
    pages: int = 1
    """Pages read."""
    failed_pages: int = 0
    """Pages (or parts of the list) that could not be read."""
    natural_end: bool = True
    """Paging ended because the source had no more, not because the crawl stopped."""
    declared: int | None = None
    """Number of postings the board says it has; None = it does not say."""
    rows: int = 0
    """Rows of the list received, repeated ids included."""
    fetched: int = 0
    """Distinct ids received."""
    lost: int = 0
    """Rows without a readable id: each may be any posting."""
    cap: int | None = None
    """Most postings this crawl could have received (a limit of the system or of the crawl); None = no limit known."""
    limited: str = ""
    """Why the crawl looked at a part on purpose ("limit=50", "search words"); "" = it did not."""


@dataclass(slots=True, kw_only=True)
class Assessment:
    """The outcome of a crawl of one board, why, and the proof for the ledger."""

    outcome: str
    """complete, unchanged, partial, failed, missing or blocked."""
    why: str = ""
    """What stands against completeness in words; "" if complete or unchanged."""
    proof: dict[str, Any] = field(default_factory=dict)
    """The figures the outcome rests on."""


def assess(facts: CrawlFacts) -> Assessment:
    """Judge what the crawl behind `facts` can prove.

    complete: the whole board was seen and the figures agree. unchanged: it is as it was at the last complete crawl.
    partial: some of it was seen, absence means nothing. missing: the board itself is gone. blocked: we were refused.
    failed: nothing is known.
    """
    outcome, why = _judge(facts)
    return Assessment(outcome=outcome, why=why, proof=_proof(facts))


def _judge(facts: CrawlFacts) -> tuple[str, str]:
    maintenance = in_maintenance(facts.source, facts.started)
    if facts.refused:
        return "blocked", facts.refused
    if facts.status in REFUSED and not facts.fetched:
        return "blocked", f"the board answered {facts.status}"
    if facts.status is None and not facts.fetched:
        return "failed", facts.error or "no answer"
    if _is_gone(facts):
        why = f"it redirects to {facts.redirected_to}" if facts.redirected_to else f"the board answered {facts.status}"
        return ("failed", f"{why} during maintenance") if maintenance else ("missing", why)
    if facts.not_modified or facts.status == 304:
        return ("partial", "weekly maintenance") if maintenance else ("unchanged", "")
    why = _unreadable(facts)
    if why:
        return ("partial" if facts.fetched else "failed"), why
    why = _incomplete(facts) or ("weekly maintenance" if maintenance else "")
    return ("partial", why) if why else ("complete", "")


def _is_gone(facts: CrawlFacts) -> bool:
    """Tell whether the board itself is gone: its first answer was 404 or 410, or it led away to a page of another kind."""
    if facts.fetched:
        return False
    return facts.status in GONE or (bool(facts.redirected_to) and "maintenance" not in facts.redirected_to.lower())


def _unreadable(facts: CrawlFacts) -> str:
    if facts.wrong_type:
        return f"the answer was {facts.wrong_type}"
    if facts.redirected_to:
        return f"it redirects to {facts.redirected_to}"
    if facts.truncated:
        return "the answer was cut off"
    if facts.status is not None and not 200 <= facts.status < 300:
        return f"the board answered {facts.status}"
    return facts.error


def _incomplete(facts: CrawlFacts) -> str:
    """Say what is missing from the proof that the whole board was seen; "" = nothing."""
    if facts.limited:
        return f"looked at a part only ({facts.limited})"
    if facts.failed_pages:
        return f"{facts.failed_pages} of {facts.pages + facts.failed_pages} pages failed"
    if not facts.natural_end:
        return "paging stopped before the end"
    if facts.lost:
        return f"{facts.lost} rows have no id"
    cap = reached_cap(facts)
    if cap is not None:
        return f"{facts.rows} postings equal the cap of {cap}"
    if not _agrees(facts):
        return f"{facts.fetched} of {facts.declared} declared postings fetched"
    return ""


def _agrees(facts: CrawlFacts) -> bool:
    """Compare with the declared total: rows may repeat an id within one answer, across pages a repeat hides a lost posting.

    More than declared is no loss: the board grew while its pages were read.
    """
    if facts.declared is None or facts.fetched >= facts.declared:
        return True
    return facts.pages <= 1 and facts.rows >= facts.declared


def reached_cap(facts: CrawlFacts) -> int | None:
    """Return the cap that the count equals (or passes), None if it stays clear of all."""
    most = max(facts.rows, facts.fetched, facts.declared or 0)
    if facts.cap is not None and most >= facts.cap:
        return facts.cap
    known = (*CAPS.get(facts.source, ()), SEARCH_WINDOW)
    return next((cap for cap in known if most == cap), None)


def in_maintenance(source: str, at: datetime) -> bool:
    """Tell whether `at` (aware UTC) lies in the weekly maintenance of the system."""
    if source not in MAINTENANCE:
        return False
    weekday, first, end = MAINTENANCE[source]
    return at.weekday() == weekday and first <= at.hour < end


def _proof(facts: CrawlFacts) -> dict[str, Any]:
    """Return the figures that matter, without those that say nothing."""
    shown = {
        "status": facts.status,
        "declared": facts.declared,
        "fetched": facts.fetched,
        "rows": facts.rows if facts.rows != facts.fetched else None,
        "pages": facts.pages,
        "failed_pages": facts.failed_pages or None,
        "natural_end": facts.natural_end,
        "cap": reached_cap(facts),
        "limited": facts.limited or None,
        "lost": facts.lost or None,
        "wrong_type": facts.wrong_type or None,
        "redirected_to": facts.redirected_to or None,
        "truncated": facts.truncated or None,
        "not_modified": facts.not_modified or None,
        "error": facts.error or None,
    }
    return {name: value for name, value in shown.items() if value is not None}
