"""The end of a board's visit in the store: what was known, what follows from the visit, written so that a crash loses nothing.

Order of writing: sightings (true whatever happens next), the ledger entry in `crawls` (the commit point), then closings and
other conclusions. Conclusions follow from ledger and sightings alone, so a later run completes what a crash left out: an
entry whose conclusions are not stored yet carries `pending`.

Filters ask for equality on indexed fields only: the embedded server reads the whole collection for anything else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jobscrape.store.ledger import assessed, entry
from jobscrape.store.lifecycle import BoardState, Decision, Observation, PostingState, Sighting, advance, decide, settle
from jobscrape.store.lifecycle.boards import emptied, role_of, unchanged_base
from jobscrape.store.lifecycle.reposts import UNSEEN_WITHIN
from jobscrape.store.lifecycle.spells import settled, sighted
from jobscrape.store.lives import STATE_FIELDS, board_document, board_of, observation_of_entry, state_of, update

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping
    from datetime import timedelta

    from pymongo import UpdateOne

    from jobscrape.boards.visit import BoardVisit
    from jobscrape.store.lifecycle import Transition
    from jobscrape.store.store import Store

Document = dict[str, Any]
IDS_PER_REQUEST = 100
LEDGER_LOOKED_THROUGH = 20
NOT_CLOSED = {"$in": ["open", "unknown"]}
STATUS_MOVES = frozenset({"closed", "unknown", "reopened", "returned"})
RUNNING = [{"spell.closed_between": None}]
LEDGER_FIELDS = dict.fromkeys(("started", "finished", "found", "outcome", "fetched", "outage", "base", "horizon_days", "pending"), 1)


class BoardSession:
    """One board at the end of one visit. `horizon`: set for feeds that cannot prove absence.

    `moved`: `_id` of the postings whose status it changed.
    """

    def __init__(self, store: Store, visit: BoardVisit, horizon: timedelta | None = None) -> None:
        self.store = store
        self.visit = visit
        self.horizon = horizon
        self.key = f"{visit.source}:{visit.board}"
        self.mine: Document = {"source": visit.source, "board": visit.board}
        self.assessment = assessed(visit)
        self.board = BoardState(board=self.key)
        self.moved: list[str] = []

    async def open(self) -> BoardState:
        """Load the board as the ledger leaves it, completing what an earlier run left out.

        The summary in `boards` may lack a crawl (a crash, two at once), so the newest entries are always taken in again.
        """
        stored = await self.store.database["boards"].find_one({"_id": self.key}, {"lifecycle": 1})
        self.board = board_of(self.key, (stored or {}).get("lifecycle") or {})
        entries = [past async for past in self._ledger()]
        for past in sorted(entries, key=lambda e: e["started"]):
            self.board = advance(self.board, observation_of_entry(self.key, past))
        pending = [past for past in entries if past.get("pending")]
        if pending:
            await self._conclude(settle(self.board, (await self._repaired(self._of_status(NOT_CLOSED))).values()))
            await self._remember({})
            await self._no_longer_pending(e["_id"] for e in pending)
        return self.board

    def observation(self, seen: Mapping[str, Sighting] | None = None, outage: str = "") -> Observation:
        """Return what the visit saw."""
        visit = self.visit
        return Observation(
            board=self.key,
            run=visit.run,
            started=visit.started,
            finished=visit.finished or visit.started,
            outcome=self.assessment.outcome,
            why=self.assessment.why,
            seen=dict(seen or {}),
            listed=visit.listed,
            gone=frozenset(visit.gone),
            base=visit.memory.complete,
            horizon=self.horizon,
            outage=outage,
        )

    async def record(self, outage: str = "") -> Decision:
        """Draw and store the consequences of the visit. The board must be open."""
        postings = await self._concerned()
        known = {id_: p for id_, p in postings.items() if not self._is_new(p)}
        seen = {id_: Sighting(keys=postings[id_].keys) for id_ in self.visit.ids if id_ in postings}
        decision = decide(self.board, known, self.observation(seen, outage))
        decision.counts.changed = self.store.changed.pop(self.visit.board, 0)
        await self._touch(decision, known)
        await self._conclude(step for step in decision.sightings if not _is_stored(step, postings.get(step.id)))
        await self._commit(decision, outage)
        await self._conclude(decision.settlements)
        self.board = decision.board
        await self._remember(self._validators(outage))
        await self._no_longer_pending([self.ledger_id])
        self._forget()
        return decision

    def _forget(self) -> None:
        """Drop what a run over many boards need not keep in memory."""
        self.store.memories.pop(self.visit.board, None)
        for kept in (self.visit.ids, self.visit.memory.known, self.visit.memory.detailed, self.visit.memory.waiting):
            kept.clear()

    @property
    def ledger_id(self) -> str:
        """`_id` of the visit in the ledger."""
        return f"{self.visit.run}:{self.key}"

    # reading

    def _ledger(self) -> Any:
        """Return the newest entries of the board."""
        return self.store.database["crawls"].find(self.mine, LEDGER_FIELDS).sort("finished", -1).limit(LEDGER_LOOKED_THROUGH)

    def _of_status(self, status: Any) -> AsyncIterator[Document]:
        return self.store.database["postings"].find({**self.mine, "status": status}, STATE_FIELDS)

    async def _by_id(self, ids: Iterable[str]) -> AsyncIterator[Document]:
        for some in chunks([f"{self.key}:{id_}" for id_ in ids]):
            async for row in self.store.database["postings"].find({"_id": {"$in": some}}, STATE_FIELDS):
                yield row

    async def _concerned(self) -> dict[str, PostingState]:
        """Return the postings that the visit may say something about, by id."""
        visit, what = self.visit, self.observation()
        is_look = what.outcome == "unchanged" and role_of(self.board, what) == "look"
        if is_look and unchanged_base(self.board, what) is not None:
            return await self._repaired(self._by_id(visit.memory.waiting))
        postings = await self._repaired(self._of_status(NOT_CLOSED))
        late = self.board.latest is not None and visit.started < self.board.latest
        if late or any(id_ not in postings or self._is_new(postings[id_]) for id_ in visit.ids):
            since = visit.started - UNSEEN_WITHIN
            closed = await self._repaired(self._of_status("closed"))
            postings |= {id_: p for id_, p in closed.items() if p.last_seen >= since or id_ in visit.ids}
        return postings

    async def _repaired(self, rows: AsyncIterator[Document]) -> dict[str, PostingState]:
        """Return postings by id, with the sightings of runs that wrote postings but did not reach their ledger entry."""
        postings: dict[str, PostingState] = {}
        steps = []
        async for row in rows:
            state = state_of(row)
            if state.last_seen < row["last_seen"] != self.store.clock:
                whole = sighted(settled(state, self.board), row["last_seen"])
                steps.append(update(self.key, state.id, whole, state.last_seen, len(state.spells)))
                state = whole
            postings[state.id] = state
        await self._write(steps)
        return postings

    def _is_new(self, posting: PostingState) -> bool:
        """Tell whether this run wrote the posting for the first time."""
        fresh = (posting.status, posting.absent_since, len(posting.spells)) == ("open", None, 1)
        return fresh and posting.id in self.visit.ids and posting.first_seen == posting.last_seen == self.store.clock

    # writing

    async def _touch(self, decision: Decision, known: Mapping[str, PostingState]) -> None:
        """Move last_seen of what was seen as it was."""
        touched, since = decision.touched, decision.touch_since
        if since is not None:
            aside = {id_ for id_, p in known.items() if p.status != "open" or p.last_seen < since}
            touched = [id_ for id_ in self.visit.memory.known.keys() | known.keys() if id_ not in aside]
            if not any(known[id_].status == "open" for id_ in aside):
                await self._move({**self.mine, "status": "open"}, decision)
                return
        for some in chunks(touched):
            await self._move({"_id": {"$in": [f"{self.key}:{id_}" for id_ in some]}}, decision)

    async def _move(self, which: Document, decision: Decision) -> None:
        moved = {"$max": {"last_seen": decision.at, "spells.$[spell].seen_until": decision.at}}
        await self.store.database["postings"].update_many(
            which, moved, array_filters=RUNNING, bypass_document_validation=self.store.unchecked
        )

    async def _conclude(self, conclusions: Iterable[Transition]) -> None:
        steps = list(conclusions)
        self.moved += [f"{self.key}:{step.id}" for step in steps if step.kind in STATUS_MOVES]
        await self._write([update(self.key, s.id, s.state, s.expects, s.spells_before) for s in steps])

    async def _write(self, operations: list[UpdateOne]) -> None:
        for some in chunks(operations):
            await self.store.database["postings"].bulk_write(some, ordered=False)

    async def _commit(self, decision: Decision, outage: str) -> None:
        """Write the ledger entry."""
        counts = decision.counts
        judged, found = self.assessment, self.assessment.outcome
        if outage or emptied(self.board, self.observation()):
            judged = replace(judged, outcome=told(found, outage), why=outage or "no posting where there were ten or more")
        document = {
            **entry(self.visit, judged),
            "found": found,
            "seen": counts.seen,
            "new": counts.new,
            "changed": counts.changed,
            "closed": counts.closed,
            "reopened": counts.reopened,
            "absent": counts.absent,
            "unknown": counts.unknown,
            "held": counts.held,
            "reposts": counts.reposts,
            "rule": decision.rule,
            "outage": outage,
            "base": self.visit.memory.complete,
            "horizon_days": self.horizon.days if self.horizon else None,
            "pending": True,
        }
        await self.store.database["crawls"].replace_one({"_id": document["_id"]}, document, upsert=True)

    def _validators(self, outage: str) -> Document:
        """Return what to send the next time, if this visit saw the whole board and is the newest."""
        if self.assessment.outcome != "complete" or outage or self.board.latest != self.visit.started:
            return {}
        return {"validators": self.visit.validators, "last_complete": self.visit.started, "count": self.visit.listed}

    async def _remember(self, more: Document) -> None:
        """Write the board's summary; it repeats the ledger, for the next visit and for people."""
        known: Document = {**more, "lifecycle": board_document(self.board), "state": self.board.state}
        if self.board.latest == self.visit.started:
            known |= {"last_crawl": self.visit.started, "last_outcome": self.assessment.outcome}
        names = {"source": self.visit.source, "token": self.visit.board}
        change = {"$set": known, "$setOnInsert": names, "$min": {"first_crawl": self.visit.started}}
        await self.store.database["boards"].update_one({"_id": self.key}, change, upsert=True)

    async def _no_longer_pending(self, entries: Iterable[str]) -> None:
        await self.store.database["crawls"].update_many({"_id": {"$in": list(entries)}}, {"$unset": {"pending": ""}})


def _is_stored(step: Transition, stored: PostingState | None) -> bool:
    """Tell whether a new posting already stands as decided: so it was written when it was saved, unless it is a re-post."""
    return stored is not None and step.kind == "opened" and step.state.document() == stored.document()


def told(outcome: str, outage: str) -> str:
    """Return the outcome for the ledger of a crawl that cannot be taken at its word.

    In a vendor's outage nothing is proven; without one, a board that turned to zero from ten postings or more counts as missing.
    """
    if not outage:
        return "missing"
    return {"complete": "partial", "unchanged": "partial", "missing": "failed"}.get(outcome, outcome)


def chunks(items: list[Any]) -> Iterable[list[Any]]:
    """Cut a list in pieces of IDS_PER_REQUEST."""
    return (items[at : at + IDS_PER_REQUEST] for at in range(0, len(items), IDS_PER_REQUEST))
