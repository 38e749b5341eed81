"""Answers computed from the truth, to set beside what a crawl of the market found. Times are aware."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from jobscrape.demo.plan import minute_of
from jobscrape.demo.postings import AGGREGATOR
from jobscrape.demo.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import datetime

    from jobscrape.demo.lives import Life
    from jobscrape.demo.market import Comment, Market
    from jobscrape.demo.openings import Opening
    from jobscrape.demo.postings import Posting

UNKNOWN = "unknown"
NEWEST_THREADS = 2
"""Hiring threads that a crawl reads."""
DIMENSIONS: dict[str, Callable[[Opening], Iterable[str]]] = {
    "role": lambda o: [o.role],
    "role_area": lambda o: [o.role_area],
    "seniority": lambda o: [o.seniority or UNKNOWN],
    "work_mode": lambda o: [o.work_mode or UNKNOWN],
    "office_days": lambda o: [str(o.office_days or UNKNOWN)],
    "country": lambda o: o.countries,
    "skill": lambda o: o.skills,
    "employment_type": lambda o: [o.employment_type],
    "ai_in_role": lambda o: [o.ai_in_role],
    "education": lambda o: [o.education or UNKNOWN],
    "company": lambda o: [o.employer.name],
    "kind": lambda o: [o.employer.kind],
}
"""What openings can be counted by; an opening has one or several values of each."""


class Mention(NamedTuple):
    """A posting as it is stored: its document's key, and the openings behind it (several for a comment with several roles)."""

    document: str
    openings: tuple[str, ...]
    written: int | None = None
    """Minute whose values a mirror shows for good; None = a board that follows the opening."""


def seen_openings(market: Market, when: datetime, sources: Collection[str] | None = None) -> list[Opening]:
    """Return the openings that at least one company board or career site of `sources` (None = all) shows at `when`."""
    minute = minute_of(when)
    return [market.opening(life, minute) for life in _seen(market, minute, sources)]


def _seen(market: Market, minute: int, sources: Collection[str] | None) -> Iterator[Life]:
    for life in market.open_lives(minute):
        if any(posting.shown_at(minute) for posting in market.own(life) if sources is None or posting.source in sources):
            yield life


def stock(market: Market, when: datetime, by: str, sources: Collection[str] | None = None) -> Counter[str]:
    """Return the number of openings on view at `when` by the values of a dimension; "unknown" = the adverts do not say."""
    return Counter(value for opening in seen_openings(market, when, sources) for value in DIMENSIONS[by](opening))


def inflow(market: Market, since: datetime, until: datetime, by: str) -> Counter[str]:
    """Return the number of openings opened from `since` to before `until`, by a dimension."""
    return _flow(market, since, until, by, lambda life: life.opened)


def outflow(market: Market, since: datetime, until: datetime, by: str) -> Counter[str]:
    """Return the number of openings closed from `since` to before `until`, by a dimension."""
    return _flow(market, since, until, by, lambda life: life.closed)


def _flow(market: Market, since: datetime, until: datetime, by: str, instant: Callable[[Life], int]) -> Counter[str]:
    low, high = minute_of(since), minute_of(until)
    lives = (life for one in market.employers for life in market.lives(one) if low <= instant(life) < high)
    return Counter(value for life in lives for value in DIMENSIONS[by](market.opening(life, instant(life))))


def mentions(market: Market, times: Iterable[datetime], sources: Collection[str] | None = None) -> list[Mention]:
    """Return every posting that crawls of all boards at `times` see at least once, by document key."""
    minutes = sorted(minute_of(when) for when in times)
    found: dict[str, Mention] = {}
    for posting in _on_boards(market, minutes):
        written = posting.published if posting.board == AGGREGATOR else None
        found[document(posting)] = Mention(document(posting), (posting.life.key,), written)
    for minute in minutes:
        for item in market.feed(minute):
            found[document(item.posting)] = Mention(document(item.posting), (item.posting.life.key,), item.posting.published)
        for comment in _comments(market, minute):
            key = f"hackernews:{comment.thread}:{comment.comment_id}"
            found[key] = Mention(key, tuple(opening.key for opening in comment.openings), comment.written)
    return [found[key] for key in sorted(found) if sources is None or key.partition(":")[0] in sources]


def _on_boards(market: Market, minutes: list[int]) -> Iterator[Posting]:
    for one in market.employers:
        for life in market.lives(one):
            for posting in market.postings(life):
                if posting.source != "remoteok" and any(posting.shown_at(minute) for minute in minutes):
                    yield posting


def _comments(market: Market, minute: int) -> Iterator[Comment]:
    for thread, _ in market.threads(minute)[:NEWEST_THREADS]:
        yield from market.comments(thread, minute)


def document(posting: Posting) -> str:
    """Return the key of the stored posting."""
    return f"{posting.source}:{posting.board}:{posting.source_id}"


def jobs(market: Market, times: Iterable[datetime], sources: Collection[str] | None = None) -> dict[str, frozenset[str]]:
    """Return the document keys that are one job, by opening; comments with several roles belong to none."""
    found: dict[str, set[str]] = {}
    for mention in mentions(market, times, sources):
        if len(mention.openings) == 1:
            found.setdefault(mention.openings[0], set()).add(mention.document)
    return {opening: frozenset(documents) for opening, documents in found.items()}


def role_groups(market: Market, when: datetime) -> dict[str, list[str]]:
    """Return the openings on view at `when` that are one role in several places, by group; single openings are left out."""
    groups: dict[str, list[str]] = {}
    for opening in seen_openings(market, when):
        groups.setdefault(opening.group, []).append(opening.key)
    return {group: keys for group, keys in groups.items() if len(keys) > 1}


def claims(scenario: str) -> dict[str, str]:
    """Return the verdict that the simulation makes right for each of the sixteen claims: true, false or unanswerable."""
    return {row["claim"]: row[scenario] for row in table("claims_truth")}
