"""One crawl of one board: what it changes in the lives of its postings, and what it must leave alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.store.lifecycle.boards import advance, count_of, overlapped, role_of, unchanged_base
from jobscrape.store.lifecycle.reposts import link_reposts
from jobscrape.store.lifecycle.spells import page_gone, settled, sighted
from jobscrape.store.lifecycle.states import (
    CONFIRM_AFTER,
    VANISH_FROM,
    BoardState,
    Decision,
    Observation,
    PostingState,
    Sighting,
    Spell,
    Transition,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

ROLES_IN_WORDS = {
    "failed": "the crawl failed",
    "blocked": "the board refused the crawl",
    "partial": "the board was not seen whole",
    "missing": "the board was gone",
    "unchanged": "unchanged since a crawl that is not the last complete one",
    "complete": "zero postings where there were ten or more: the board may have moved",
}


def decide(board: BoardState, postings: Mapping[str, PostingState], seen: Observation) -> Decision:
    """Return what follows from `seen`; the arguments stay as they are.

    `postings` must hold every posting of the board that is seen, open or unknown, and those last seen in the 60 days before
    (for re-posts). For an unchanged board the open postings seen by its last look and not absent may be left out.
    """
    after = advance(board, seen)
    proves = role_of(board, seen) == "look"
    at = _time_of_sightings(board, seen)
    work = _Work(board, after, postings, seen, at)
    work.sight()
    work.settle()
    _note_fall(work, proves)
    work.decision.counts.reposts = link_reposts(work.opened(), work.gone())
    _count(work, proves)
    work.decision.rule = _rule(work, proves)
    return work.decision


def settle(board: BoardState, postings: Iterable[PostingState]) -> list[Transition]:
    """Return the closings and other inferences that the ledger supports and that are not stored yet.

    It is what `decide` does after its sightings. A later run repeats it where a crash lost it; for feeds it is the expiry.
    """
    return [_transition(old, new) for old in postings if (new := settled(old, board)) is not old]


def apply(decision: Decision, postings: dict[str, PostingState]) -> None:
    """Carry out `decision` on `postings` in memory, as a store does it in a database."""
    for id_ in decision.touched:
        _touch(postings[id_], decision.at)
    if decision.touch_since is not None:
        for posting in postings.values():
            if posting.status == "open" and decision.touch_since <= posting.last_seen < decision.at:
                _touch(posting, decision.at)
    for step in (*decision.sightings, *decision.settlements):
        postings[step.id] = step.state
    for id_, sighting in decision.changed.items():
        postings[id_].content, postings[id_].keys = sighting.content, sighting.keys


def _touch(posting: PostingState, at: datetime) -> None:
    posting.last_seen = posting.spells[-1].seen_until = at


class _Work:
    """The postings of one board while a decision is made; `current` shows each as far as it is decided."""

    def __init__(self, board: BoardState, after: BoardState, postings: Mapping[str, PostingState], seen: Observation, at: datetime) -> None:
        self.before, self.after, self.postings, self.seen, self.at = board, after, postings, seen, at
        self.changes: dict[str, PostingState] = {}
        self.decision = Decision(board=after, at=at)

    def current(self, id_: str) -> PostingState:
        return self.changes.get(id_) or self.postings[id_]

    def sight(self) -> None:
        """Judge everything the crawl saw with its own eyes."""
        last = self.before.last_look
        calm = last.started if last is not None else None
        for id_, sighting in self.seen.seen.items():
            old = self.postings.get(id_)
            if old is None:
                self._open(id_, sighting)
                continue
            if sighting.content and sighting.content != old.content and old.last_seen < self.at:
                self.decision.changed[id_] = sighting
            if old.status == "open" and old.absent_since is None and old.last_seen < self.at and (calm is None or old.last_seen >= calm):
                self.decision.touched.append(id_)
            else:
                self._see(old)
        if self.seen.outcome == "unchanged" and not self.seen.outage:
            self._see_unchanged()
        if not self.seen.outage:
            self._see_dead_pages()

    def _open(self, id_: str, sighting: Sighting) -> None:
        state = PostingState(
            id=id_,
            first_seen=self.at,
            last_seen=self.at,
            spells=[Spell(opened=self.at, seen_until=self.at)],
            content=sighting.content,
            keys=sighting.keys,
        )
        self.changes[id_] = state
        self.decision.sightings.append(Transition(id=id_, kind="opened", state=state, expects=None))

    def _see(self, old: PostingState) -> None:
        """See a posting again whose last sighting is not in the newest look: first settle what the ledger already proves."""
        new = sighted(settled(old, self.before), self.at)
        if new is not old:
            self.changes[old.id] = new
            self.decision.sightings.append(_transition(old, new))

    def _see_unchanged(self) -> None:
        base = unchanged_base(self.before, self.seen)
        if base is None:
            return
        self.decision.touch_since = base
        for old in self.postings.values():
            if old.status == "unknown" and old.last_seen >= base:
                self._see(old)

    def _see_dead_pages(self) -> None:
        for id_ in self.seen.gone - self.seen.seen.keys():
            old = self.postings.get(id_)
            if old is None:
                continue
            new = page_gone(old, self.seen.finished)
            if new is not old:
                self.changes[id_] = new
                self.decision.sightings.append(_transition(old, new))

    def opened(self) -> list[PostingState]:
        """Return the postings of which this crawl is the first sighting."""
        return [step.state for step in self.decision.sightings if step.kind == "opened"]

    def gone(self) -> list[PostingState]:
        """Return the postings not seen by this crawl that an earlier or this look proved absent."""
        now = (self.current(id_) for id_ in self.postings if id_ not in self.seen.seen)
        return [posting for posting in now if posting.absent_since is not None]

    def settle(self) -> None:
        """Draw the conclusions about everything else."""
        touched = set(self.decision.touched)
        since = self.decision.touch_since
        late = self.after.latest != self.seen.started
        for id_, old in self.postings.items():
            if id_ in touched or (old.status == "closed" and not late and id_ not in self.changes):
                continue
            if since is not None and old.status == "open" and old.last_seen >= since:
                continue
            self._settle(self.current(id_))
        if late:
            for id_ in [id_ for id_ in self.changes if id_ not in self.postings] + self.decision.touched:
                self._settle(self._as_touched(id_))

    def _as_touched(self, id_: str) -> PostingState:
        if id_ in self.changes:
            return self.changes[id_]
        return sighted(self.postings[id_], self.at)

    def _settle(self, posting: PostingState) -> None:
        new = settled(posting, self.after)
        if new is not posting:
            self.changes[posting.id] = new
            self.decision.settlements.append(_transition(posting, new))


def _transition(old: PostingState, new: PostingState) -> Transition:
    return Transition(id=new.id, kind=_kind(old, new), state=new, expects=old.last_seen, spells_before=len(old.spells))


def _kind(old: PostingState, new: PostingState) -> str:
    """Name the difference between two states of one posting."""
    if len(new.spells) > len(old.spells) and new.status != "closed":
        return "reopened"
    if new.status != old.status:
        return {"closed": "closed", "unknown": "unknown"}.get(new.status, "returned")
    if new.status == "closed" or new.last_seen == old.last_seen:
        return "absent" if new.absent_since is not None and old.absent_since is None else "corrected"
    return "returned" if old.absent_since is not None else "corrected"


def _time_of_sightings(board: BoardState, seen: Observation) -> datetime:
    """Return the time of the sightings: of two crawls at once, the later start, so that neither makes the other's postings absent."""
    other = overlapped(board, seen)
    return seen.started if other is None else max(seen.started, other.started)


def _note_fall(work: _Work, proves: bool) -> None:
    """Mark a board of ten or more postings of which half are absent at once as suspicious until the next complete crawl."""
    lost = sum(step.kind == "absent" for step in work.decision.settlements)
    open_before = lost + len(work.decision.touched)
    newest = work.after.latest == work.seen.started
    if proves and newest and open_before >= VANISH_FROM and 2 * lost >= open_before:
        work.after.fall = work.seen.started
        if work.after.state == "active":
            work.after.state = "suspect"


def _count(work: _Work, proves: bool) -> None:
    counts = work.decision.counts
    kinds = [step.kind for step in (*work.decision.sightings, *work.decision.settlements)]
    counts.new, counts.reopened = kinds.count("opened"), kinds.count("reopened")
    counts.absent, counts.closed, counts.unknown = kinds.count("absent"), kinds.count("closed"), kinds.count("unknown")
    counts.changed = len(work.decision.changed)
    counts.seen = count_of(work.before, work.seen)
    if not proves:
        unseen = (posting for id_, posting in work.postings.items() if id_ not in work.seen.seen)
        counts.held = sum(posting.status == "open" and posting.last_seen < work.at for posting in unseen)


def _rule(work: _Work, proves: bool) -> str:
    """Say in words what held closing back."""
    seen, counts = work.seen, work.decision.counts
    if not proves:
        if seen.horizon is not None and seen.outcome in ("complete", "unchanged"):
            return f"a feed of the newest proves no absence: postings become unknown {seen.horizon.days} days after their last sighting"
        reason = seen.outage or seen.why or ROLES_IN_WORDS[seen.outcome]
        return f"{reason}: {counts.held} unseen postings stay as they are" if counts.held else ""
    if overlapped(work.before, seen) is not None:
        return "another complete crawl of the board ran at the same time; both count as one look"
    if counts.absent:
        hours = int(CONFIRM_AFTER.total_seconds() // 3600)
        fall = "a large fall, " if work.after.fall == seen.started else ""
        return f"{fall}{counts.absent} newly absent: closed by the next complete crawl at least {hours} h later that lacks them too"
    return ""
