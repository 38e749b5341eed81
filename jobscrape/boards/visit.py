"""One visit of one board in one run: what was asked, what came back, and whether that proves anything."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime


_SECRETS = re.compile(r"(?<=[?&])((?:api_?|app_)?(?:key|id|token|secret))=[^&\s]+", re.IGNORECASE)


def redacted(text: str) -> str:
    """Return an address without the user's keys."""
    return _SECRETS.sub(r"\1=...", text)


DEAD_PAGES_BORNE = 3
"""From so many listed postings on whose own page answers 404, their share decides whether it is believed."""


@dataclass(slots=True, kw_only=True)
class Failure:
    """A request or page of the visit that gave no usable answer."""

    url: str
    """Address asked."""
    reason: str
    """What happened, in one line."""
    status: int | None = None
    """HTTP status; None = no answer at all."""
    essential: bool = True
    """False for a detail page: its posting is known to exist, so absence is still proven for the others."""


@dataclass(slots=True, kw_only=True)
class Memory:
    """What the store knows of a board before the visit."""

    validators: dict[str, str] = field(default_factory=dict)
    """etag, last_modified and body_hash of the last complete answer."""
    known: dict[str, str] = field(default_factory=dict)
    """Row hash by source id, for the postings stored as open."""
    detailed: dict[str, datetime] = field(default_factory=dict)
    """When a posting was last read in full, by source id."""
    waiting: set[str] = field(default_factory=set)
    """Postings that are unknown, or open and absent from the last complete crawl, by source id."""
    complete: datetime | None = None
    """Start of the crawl whose answer the validators belong to; None = no complete crawl yet."""
    latest: datetime | None = None
    """Start of the newest crawl of the board; None = never crawled. A visit older than this must not overwrite what is stored."""


@dataclass(slots=True, kw_only=True)
class Reject:
    """A row or posting that could not be used; kept in `rejects`."""

    source: str
    """Spider."""
    board: str
    """Board."""
    url: str
    """Address it came from."""
    error: str
    """Why, in one line."""
    raw: Any = None
    """The source's row."""


@dataclass(slots=True, kw_only=True)
class BoardVisit:
    """The visit: yielded by the spider as its last item of a board; the store makes the ledger entry of it."""

    source: str
    """Spider."""
    board: str
    """Token of the board."""
    run: str
    """Run id."""
    started: datetime
    """Crawl clock at the first request, UTC."""
    memory: Memory = field(default_factory=Memory)
    """What the store knew before."""
    finished: datetime | None = None
    """Crawl clock after the last answer, UTC."""
    pending: int = 0
    """Requests under way."""
    requests: int = 0
    """Requests sent, retries apart."""
    statuses: Counter[str] = field(default_factory=Counter)
    """Answers by HTTP status."""
    received: int = 0
    """Bytes of decoded bodies."""
    declared: int | None = None
    """Number of postings the board says it has; None = it does not say."""
    listed: int = 0
    """Distinct ids on the lists, whatever became of them."""
    ids: set[str] = field(default_factory=set)
    """Distinct source ids seen."""
    seen: set[str] = field(default_factory=set)
    """Ids seen unchanged: not mapped, only touched."""
    gone: set[str] = field(default_factory=set)
    """Ids whose own page answered 404 or 410, or of which the source says that they ended."""
    pages_asked: int = 0
    """Own pages of listed postings that were asked for."""
    dead: set[str] = field(default_factory=set)
    """Ids whose own page answered 404 or 410, believed or not."""
    yielded: int = 0
    """Postings and rejects handed to the pipelines."""
    processed: int = 0
    """Of those, how many the pipelines have finished with."""
    stored: int = 0
    """Postings written."""
    skipped: int = 0
    """Rows that are no open posting (unlisted, closed, notice), by the source's word."""
    nameless: int = 0
    """Rows without an id: each may be any posting, so absence proves nothing."""
    rejected: int = 0
    """Rows and postings that could not be used."""
    repeated: int = 0
    """Rows whose id had been seen in this visit."""
    natural_end: bool = False
    """The end of paging was reached."""
    limited: str | None = None
    """How the user narrowed the visit ("-a limit", "only the pages named"); None = it was meant to see the whole board."""
    newest_only: bool = False
    """The board is a feed of the newest postings: reading all it shows is all that can be done, and proves no absence."""
    capped: str | None = None
    """A cap that the count equals; None = none."""
    unchanged: bool = False
    """304 or the same body as last time."""
    untouched: int = 0
    """Postings on a board that is as it was: none of them was read."""
    missing: str | None = None
    """How the board said that it does not exist; None = it did not."""
    blocked: str | None = None
    """How access was refused (401, 403, robots.txt); None = it was not."""
    failures: list[Failure] = field(default_factory=list)
    """What gave no usable answer."""
    validators: dict[str, str] = field(default_factory=dict)
    """New etag, last_modified and body_hash."""
    notes: list[str] = field(default_factory=list)
    """Other facts for the ledger."""

    def fail(self, url: str, reason: str, status: int | None = None, *, essential: bool = True) -> None:
        """Note a request that gave no usable answer."""
        self.failures.append(Failure(url=redacted(url), reason=redacted(reason)[:300], status=status, essential=essential))

    def add(self, source_id: str) -> bool:
        """Note an id; False if this visit has seen it before."""
        if source_id in self.ids or source_id in self.gone:
            self.repeated += 1
            return False
        self.ids.add(source_id)
        self.listed += 1
        return True
