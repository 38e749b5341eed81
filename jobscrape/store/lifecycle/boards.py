"""What one more crawl tells about a board as a whole: was it all seen, is it still there, did it fall at once."""

from __future__ import annotations

from bisect import insort
from dataclasses import replace
from typing import TYPE_CHECKING

from jobscrape.store.lifecycle.states import (
    CONFIRM_AFTER,
    DEAD_AFTER,
    LOOKS_KEPT,
    OUTAGE_AT_MOST,
    VANISH_FROM,
    BoardState,
    Look,
    Observation,
)

if TYPE_CHECKING:
    from datetime import datetime


def advance(board: BoardState, seen: Observation) -> BoardState:
    """Return `board` after the crawl `seen`; repeating a crawl changes nothing, a late one undoes nothing."""
    role = role_of(board, seen)
    after = replace(
        board,
        latest=max(filter(None, (board.latest, seen.started))),
        horizon=seen.horizon or board.horizon,
    )
    if seen.outage and _seems_gone(board, seen):
        after.doubted = min(filter(None, (board.doubted, seen.started)))
    if role == "look":
        after.looks = _with_look(board, seen)
    if role in ("look", "present"):
        after.present = max(filter(None, (board.present, seen.started)))
    if role == "miss":
        after.misses = tuple(sorted({*board.misses, seen.started}))
    if after.present is not None and after.doubted is not None and after.doubted <= after.present:
        after.doubted = None
    misses = [at for at in after.misses if after.present is None or at > after.present]
    after.misses = (*misses[:1], *misses[1:][1 - LOOKS_KEPT :])
    if after.fall is not None and after.looks and after.looks[-1].started >= after.fall + CONFIRM_AFTER:
        after.fall = None
    after.state = state_name(after)
    return after


def role_of(board: BoardState, seen: Observation) -> str:
    """Say what `seen` proves: look (the whole board), present (some of it), miss (the board is gone) or nothing."""
    if seen.outage:
        if board.doubted is not None and _seems_gone(board, seen) and seen.started >= board.doubted + OUTAGE_AT_MOST:
            return "miss"
        return "present" if seen.count else "nothing"
    if seen.outcome == "missing":
        return "miss"
    if seen.outcome == "unchanged":
        return _role_of_unchanged(board, seen)
    if seen.outcome == "complete" and seen.horizon is None:
        return "miss" if emptied(board, seen) else "look"
    return "present" if seen.count else "nothing"


def _seems_gone(board: BoardState, seen: Observation) -> bool:
    return seen.outcome == "missing" or emptied(board, seen)


def emptied(board: BoardState, seen: Observation) -> bool:
    """Tell whether a complete crawl found nothing where the last look before it saw ten postings or more."""
    if seen.outcome != "complete" or seen.count:
        return False
    before = look_before(board, seen.started)
    return before is not None and before.count >= VANISH_FROM


def _role_of_unchanged(board: BoardState, seen: Observation) -> str:
    """An unchanged answer proves what the answer it repeats proved."""
    if seen.horizon is not None or board.horizon is not None:
        return "present"
    if unchanged_base(board, seen) is not None:
        return "look"
    misses = [at for at in board.misses if at < seen.started]
    return "miss" if misses and (seen.base is None or seen.base in misses) else "nothing"


def unchanged_base(board: BoardState, seen: Observation) -> datetime | None:
    """Return the start of the crawl whose answer `seen` repeats; None if that was not the newest good one before it."""
    base = board.present
    if seen.horizon is None and board.horizon is None:
        before = look_before(board, seen.started)
        base = before.started if before is not None else None
    if base is None or base >= seen.started or seen.base not in (None, base):
        return None
    missed_since = any(base < at < seen.started for at in board.misses)
    return None if missed_since and seen.base is None else base


def look_before(board: BoardState, at: datetime) -> Look | None:
    """Return the newest complete crawl that started before `at`."""
    return next((look for look in reversed(board.looks) if look.started < at), None)


def overlapped(board: BoardState, seen: Observation) -> Look | None:
    """Return another complete crawl of the board that ran at the same time; both count as one look."""
    mine = Look(seen.started, seen.finished)
    return next((x for x in board.looks if x != mine and x.started <= seen.finished and seen.started <= x.finished), None)


def _with_look(board: BoardState, seen: Observation) -> tuple[Look, ...]:
    mine = Look(seen.started, seen.finished, count_of(board, seen))
    if mine in board.looks or overlapped(board, seen) is not None:
        return board.looks
    looks = list(board.looks)
    insort(looks, mine)
    return tuple(looks[-LOOKS_KEPT:])


def count_of(board: BoardState, seen: Observation) -> int:
    """Return the number of postings `seen` found; of an unchanged board that of the look it repeats."""
    if seen.outcome != "unchanged":
        return seen.count
    before = look_before(board, seen.started)
    return 0 if before is None else before.count


def state_name(board: BoardState) -> str:
    """Name the state: misses confirm each other 20 hours apart."""
    if board.misses:
        away = board.misses[-1] - board.misses[0]
        if away >= DEAD_AFTER:
            return "dead"
        return "vanished" if away >= CONFIRM_AFTER else "suspect"
    return "suspect" if board.fall is not None else "active"
