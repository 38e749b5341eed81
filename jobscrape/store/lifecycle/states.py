"""What is known about a board and its postings over time, what one crawl saw, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

CONFIRM_AFTER = timedelta(hours=20)
"""Time between the first and the second complete crawl without a posting before it counts as closed."""
VANISH_FROM = 10
"""A board that falls to zero from this many postings has more likely moved than closed them all."""
DEAD_AFTER = timedelta(days=60)
"""A vanished board is dead after this long; of 139 boards that turned 404 the last pure return came after 40 days."""
OUTAGE_AT_MOST = timedelta(days=7)
"""A vendor that fails for longer than this is no longer out of order: its boards count as gone one by one."""
LOOKS_KEPT = 40
"""Complete crawls and misses a board remembers, for crawls that arrive late."""


@dataclass(slots=True, kw_only=True)
class Spell:
    """One stretch of time in which a posting was shown. Times are aware UTC."""

    opened: datetime
    """First sighting of the spell."""
    seen_until: datetime
    """Last sighting of the spell."""
    closed_between: tuple[datetime, datetime] | None = None
    """It closed after the first and not after the second moment; None = not known to be closed."""
    confirmed: datetime | None = None
    """When the closing became certain: the second complete crawl without it, or its own page answering 404/410."""
    reason: str | None = None
    """absent (two complete crawls without it) or page_gone (its own page answered 404/410)."""

    def document(self) -> dict[str, Any]:
        """Return the spell as stored in `postings.spells`."""
        between = None if self.closed_between is None else list(self.closed_between)
        return {
            "opened": self.opened,
            "seen_until": self.seen_until,
            "closed_between": between,
            "confirmed": self.confirmed,
            "reason": self.reason,
        }

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Spell:
        """Read a stored spell."""
        between = stored.get("closed_between")
        return cls(
            opened=stored["opened"],
            seen_until=stored["seen_until"],
            closed_between=(between[0], between[1]) if between else None,
            confirmed=stored.get("confirmed"),
            reason=stored.get("reason"),
        )


@dataclass(slots=True, kw_only=True)
class Keys:
    """What tells that two ids of one board advertise the same opening; "" = not known."""

    title: str = ""
    """Comparison key of the title."""
    place: str = ""
    """Places as one comparable string."""
    requisition: str = ""
    """The employer's requisition number."""
    internal: str = ""
    """The system's id of the opening."""
    text: str = ""
    """Hash of the body."""


@dataclass(slots=True, kw_only=True)
class PostingState:
    """The life of one posting so far."""

    id: str
    first_seen: datetime
    last_seen: datetime
    status: str = "open"
    """open, closed or unknown."""
    reason: str | None = None
    """Why it is closed (absent, page_gone) or unknown (board_gone, horizon); None while open."""
    absent_since: datetime | None = None
    """First complete crawl without it since the last sighting; None = none so far."""
    spells: list[Spell]
    reposts: list[dict[str, Any]] = field(default_factory=list)
    """Postings gone shortly before that this one repeats: [{of, by, gone}]."""
    content: str = ""
    """Hash of the chosen fields (`fingerprint`) at the last reading."""
    keys: Keys = field(default_factory=Keys)

    def document(self) -> dict[str, Any]:
        """Return the lifecycle fields as stored in `postings`; absent_since and reason are None where they do not apply."""
        return {
            "first_seen": self.first_seen,
            "last_seen": self.last_seen,
            "status": self.status,
            "status_reason": self.reason,
            "absent_since": self.absent_since,
            "spells": [spell.document() for spell in self.spells],
            "reposts": self.reposts,
        }


@dataclass(slots=True, frozen=True, order=True)
class Look:
    """A crawl that saw the whole board."""

    started: datetime
    finished: datetime
    count: int = field(default=0, compare=False)


@dataclass(slots=True, kw_only=True)
class BoardState:
    """What is known about a board: enough to judge the next crawl, whenever it arrives."""

    board: str
    state: str = "active"
    """active, suspect (waits for a confirmation), vanished (confirmed) or dead (vanished for 60 days)."""
    looks: tuple[Look, ...] = ()
    """Complete crawls, oldest first, at most 40."""
    misses: tuple[datetime, ...] = ()
    """Crawls since the last good one in which the board was gone (404, 410, redirected away, zero from ten or more)."""
    present: datetime | None = None
    """Last crawl in which the board answered with postings or completely."""
    latest: datetime | None = None
    """Start of the newest crawl known, whatever came of it."""
    doubted: datetime | None = None
    """First crawl since the last good one in which the board was gone together with many others of its vendor."""
    fall: datetime | None = None
    """Complete crawl in which at least half of ten or more postings were absent at once, while that is unconfirmed."""
    horizon: timedelta | None = None
    """For feeds that show the newest only: how long a posting is believed open without being seen."""

    @property
    def last_look(self) -> Look | None:
        """The newest complete crawl."""
        return self.looks[-1] if self.looks else None


@dataclass(slots=True, kw_only=True)
class Sighting:
    """A posting as one crawl saw it."""

    content: str = ""
    """Hash of the chosen fields; "" = not read (the list named it only)."""
    keys: Keys = field(default_factory=Keys)


@dataclass(slots=True, kw_only=True)
class Observation:
    """What one crawl of one board saw, and what it can prove."""

    board: str
    run: str
    started: datetime
    """Aware UTC; the time of all sightings of this crawl (a safe lower bound of a closing)."""
    finished: datetime
    """Aware UTC; the time of all absences of this crawl (a safe upper bound of a closing)."""
    outcome: str
    """complete, unchanged, partial, failed, missing or blocked; see `assess`."""
    why: str = ""
    """The finding behind the outcome in words."""
    seen: dict[str, Sighting] = field(default_factory=dict)
    """Postings seen, by id; empty if `outcome` is unchanged."""
    listed: int | None = None
    """Postings on the list, where `seen` does not hold them all (a ledger entry, rows that could not be used)."""
    gone: frozenset[str] = frozenset()
    """Postings whose own page answered 404 or 410."""
    base: datetime | None = None
    """For unchanged: start of the crawl whose answer it repeats; None = the newest one."""
    horizon: timedelta | None = None
    """Set by feeds that can never prove absence."""
    outage: str = ""
    """Why the whole vendor is not to be trusted in this run; "" = it is."""

    @property
    def count(self) -> int:
        """Number of postings on the list."""
        return len(self.seen) if self.listed is None else self.listed


@dataclass(slots=True, kw_only=True)
class Transition:
    """A change in the life of one posting: store `state.document()` if the last of `spells_before` spells still ends at `expects`."""

    id: str
    kind: str
    """opened, reopened, returned, corrected, absent, closed or unknown."""
    state: PostingState
    expects: datetime | None
    """`last_seen` of the state it was decided on; None = the posting is new."""
    spells_before: int = 0
    """Number of spells of the state it was decided on."""


@dataclass(slots=True, kw_only=True)
class Counts:
    """Figures of one decision, for the ledger."""

    new: int = 0
    changed: int = 0
    seen: int = 0
    closed: int = 0
    reopened: int = 0
    absent: int = 0
    unknown: int = 0
    held: int = 0
    """Open postings not seen whose absence did not count."""
    reposts: int = 0


@dataclass(slots=True, kw_only=True)
class Decision:
    """What follows from an observation. Store in this order: touches and sightings, the ledger entry, settlements."""

    board: BoardState
    at: datetime
    """Time of the sightings."""
    touched: list[str] = field(default_factory=list)
    """Open postings seen again: only last_seen (and the running spell) moves to `at`."""
    touch_since: datetime | None = None
    """Unchanged board: every open posting seen at or after this moment is seen again; `touched` does not list them."""
    sightings: list[Transition] = field(default_factory=list)
    settlements: list[Transition] = field(default_factory=list)
    changed: dict[str, Sighting] = field(default_factory=dict)
    """Postings whose chosen fields differ from the last reading, as they are now."""
    counts: Counts = field(default_factory=Counts)
    rule: str = ""
    """What held closing back, in words; "" = nothing did."""
