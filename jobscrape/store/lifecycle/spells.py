"""The arithmetic of one posting's life: what a sighting, a complete crawl without it or its dead page do to its spells.

The state of a posting follows from its last sighting and the complete crawls of its board after it. A crawl that arrives
late or twice is therefore weighed against the same evidence and cannot undo what is known already.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jobscrape.store.lifecycle.states import CONFIRM_AFTER, BoardState, Look, PostingState, Spell

if TYPE_CHECKING:
    from datetime import datetime


def sighted(posting: PostingState, at: datetime) -> PostingState:
    """Return `posting` after a sighting at `at`; the same object if it says nothing new."""
    spell = posting.spells[-1]
    if at < spell.opened:
        return _sighted_before(posting, at)
    if at <= spell.seen_until:
        return posting
    if spell.closed_between is None:
        return _opened(posting, at, [*posting.spells[:-1], replace(spell, seen_until=at)])
    return _sighted_after_closing(posting, spell, at)


def _sighted_after_closing(posting: PostingState, spell: Spell, at: datetime) -> PostingState:
    """Judge a sighting after the last one of a closed spell: before the absence, between it and its proof, or after both."""
    absent, confirmed = _proof(spell)
    if at < absent:
        tighter = replace(spell, seen_until=at, closed_between=(at, absent))
        return replace(posting, last_seen=at, spells=[*posting.spells[:-1], tighter])
    if at <= confirmed:
        running = replace(spell, seen_until=at, closed_between=None, confirmed=None, reason=None)
        return _opened(posting, at, [*posting.spells[:-1], running])
    return _opened(posting, at, [*posting.spells, Spell(opened=at, seen_until=at)])


def _opened(posting: PostingState, at: datetime, spells: list[Spell]) -> PostingState:
    return replace(posting, last_seen=at, status="open", reason=None, absent_since=None, spells=spells)


def _proof(spell: Spell) -> tuple[datetime, datetime]:
    """Return the first absence and the confirmation of a closed spell."""
    assert spell.closed_between is not None  # noqa: S101 - callers checked
    absent = spell.closed_between[1]
    return absent, max(absent, spell.confirmed or absent)


def _sighted_before(posting: PostingState, at: datetime) -> PostingState:
    """Place a late sighting that is older than the last spell."""
    spells = list(posting.spells)
    later = next(i for i, spell in enumerate(spells) if at < spell.opened)
    if later == 0:
        spells[0] = replace(spells[0], opened=at)
        return replace(posting, first_seen=min(at, posting.first_seen), spells=spells)
    earlier = spells[later - 1]
    if at <= earlier.seen_until:
        return posting
    absent, confirmed = _proof(earlier)
    if at > confirmed:
        spells[later] = replace(spells[later], opened=at)
    elif at < absent:
        spells[later - 1] = replace(earlier, seen_until=at, closed_between=(at, absent))
    else:
        end = confirmed if confirmed > at else spells[later].opened
        spells[later - 1] = replace(earlier, seen_until=at, closed_between=(at, end))
    return replace(posting, spells=spells)


def page_gone(posting: PostingState, at: datetime) -> PostingState:
    """Return `posting` after its own page answered 404 or 410 at `at`: closed at once, unless it was seen at or after that."""
    spell = posting.spells[-1]
    if at <= posting.last_seen or spell.closed_between is not None:
        return posting
    absent = posting.absent_since
    return _closed(posting, at if absent is None else min(absent, at), at, "page_gone")


def settled(posting: PostingState, board: BoardState) -> PostingState:
    """Return `posting` as the complete crawls and misses of `board` leave it; the same object if nothing follows."""
    spell = posting.spells[-1]
    if spell.closed_between is not None:
        return _tightened(posting, spell, board.looks)
    since = _absent_since(posting, board.looks)
    if since is not None:
        proof = next((look.started for look in board.looks if look.started >= since + CONFIRM_AFTER), None)
        if proof is not None:
            return _closed(posting, since, proof, "absent")
    reason = _unknown_reason(posting, board)
    if reason is not None and posting.status != "unknown":
        return replace(posting, status="unknown", reason=reason, absent_since=since)
    return posting if since == posting.absent_since else replace(posting, absent_since=since)


def _absent_since(posting: PostingState, looks: tuple[Look, ...]) -> datetime | None:
    """Return the end of the first complete crawl after the last sighting; looks no longer remembered live on in the posting."""
    first = next((look.finished for look in looks if look.started > posting.last_seen), None)
    known = posting.absent_since
    if first is None or known is None:
        return first or known
    return min(first, known)


def _unknown_reason(posting: PostingState, board: BoardState) -> str | None:
    """Say why an open posting cannot be called open any longer; None = it can."""
    if board.state in ("vanished", "dead") and board.misses and posting.last_seen < board.misses[0]:
        return "board_gone"
    if board.horizon is not None and board.latest is not None and board.latest - posting.last_seen > board.horizon:
        return "horizon"
    return None


def _closed(posting: PostingState, absent: datetime, confirmed: datetime, reason: str) -> PostingState:
    spell = posting.spells[-1]
    ended = replace(spell, closed_between=(spell.seen_until, absent), confirmed=confirmed, reason=reason)
    return replace(posting, status="closed", reason=reason, absent_since=absent, spells=[*posting.spells[:-1], ended])


def _tightened(posting: PostingState, spell: Spell, looks: tuple[Look, ...]) -> PostingState:
    """Let complete crawls that arrived late narrow the interval of a closing and date its proof earlier."""
    absent, confirmed = _proof(spell)
    first = min(absent, next((look.finished for look in looks if look.started > spell.seen_until), absent))
    proof = confirmed
    if spell.reason == "absent":
        proof = min(confirmed, next((look.started for look in looks if look.started >= first + CONFIRM_AFTER), confirmed))
    if (first, proof) == (absent, confirmed):
        return posting
    narrower = replace(spell, closed_between=(spell.seen_until, first), confirmed=proof)
    return replace(posting, absent_since=first, spells=[*posting.spells[:-1], narrower])
