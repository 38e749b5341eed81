"""The end of a board's visit in the store: what was known, what follows from the visit, written so that a crash loses nothing.

Order of writing: sightings (true whatever happens next), the ledger entry in `crawls` (the commit point), then closings and
other conclusions. Conclusions follow from ledger and sightings alone, so a later run completes what a crash left out: an
entry whose conclusions are not stored yet carries `pending`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from pymongo import UpdateOne

from jobscrape.store.ledger import assessed, entry
from jobscrape.store.lifecycle import (
    BoardState,
    Decision,
    Keys,
    Look,
    Observation,
    PostingState,
    Sighting,
    Spell,
    advance,
    decide,
    settle,
)
from jobscrape.store.lifecycle.boards import emptied, role_of, state_name, unchanged_base
from jobscrape.store.lifecycle.reposts import UNSEEN_WITHIN
from jobscrape.store.lifecycle.spells import settled, sighted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jobscrape.boards.visit import BoardVisit
    from jobscrape.store.lifecycle import Transition
    from jobscrape.store.store import Store

Document = dict[str, Any]
IDS_PER_UPDATE = 100
LEDGER_LOOKED_THROUGH = 50
STATE_FIELDS: Document = {
    "source_id": 1,
    "first_seen": 1,
    "last_seen": 1,
    "status": 1,
    "status_reason": 1,
    "absent_since": 1,
    "spells": 1,
    "reposts": 1,
    "title": 1,
    "title_key": 1,
    "content_hash": 1,
    "stated.locations": 1,
    "stated.requisition_id": 1,
    "stated.internal_id": 1,
}
RUNNING = [{"spell.closed_between": None}]


class BoardSession:
    """One board at the end of one visit. `horizon`: set for feeds that cannot prove absence."""

    def __init__(self, store: Store, visit: BoardVisit, horizon: timedelta | None = None) -> None:
        self.store = store
        self.visit = visit
        self.horizon = horizon
        self.key = f"{visit.source}:{visit.board}"
        self.mine: Document = {"source": visit.source, "board": visit.board}
        self.assessment = assessed(visit)
        self.board = BoardState(board=self.key)

    async def open(self) -> BoardState:
        """Load the board as the ledger leaves it, completing what an earlier run left out."""
        stored = await self.store.database["boards"].find_one({"_id": self.key}, {"lifecycle": 1})
        self.board = board_of(self.key, (stored or {}).get("lifecycle") or {})
        pending = [e async for e in self._ledger() if e.get("pending")]
        for past in sorted(pending, key=lambda e: e["started"]):
            self.board = advance(self.board, observation_of_entry(self.key, past))
        if pending:
            await self._conclude(settle(self.board, (await self._repaired(self._unsettled())).values()))
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
        postings = await self._repaired(self._concerned())
        known = {id_: p for id_, p in postings.items() if not self._is_new(p)}
        seen = {id_: Sighting(keys=postings[id_].keys) for id_ in self.visit.ids if id_ in postings}
        decision = decide(self.board, known, self.observation(seen, outage))
        decision.counts.changed = self.store.changed.pop(self.visit.board, 0)
        await self._touch(decision)
        await self._conclude(decision.sightings)
        await self._commit(decision, outage)
        await self._conclude(decision.settlements)
        self.board = decision.board
        await self._remember(self._validators(outage))
        await self._no_longer_pending([self.ledger_id])
        return decision

    @property
    def ledger_id(self) -> str:
        """`_id` of the visit in the ledger."""
        return f"{self.visit.run}:{self.key}"

    # reading

    def _ledger(self) -> Any:
        """Return the newest entries of the board."""
        fields = {
            "started": 1,
            "finished": 1,
            "found": 1,
            "outcome": 1,
            "fetched": 1,
            "outage": 1,
            "base": 1,
            "horizon_days": 1,
            "pending": 1,
        }
        return self.store.database["crawls"].find(self.mine, fields).sort("finished", -1).limit(LEDGER_LOOKED_THROUGH)

    def _unsettled(self) -> Document:
        return {**self.mine, "status": {"$ne": "closed"}}

    def _concerned(self) -> Document:
        """Return the filter of the postings that the visit may say something about."""
        what = self.observation()
        base = unchanged_base(self.board, what)
        if what.outcome == "unchanged" and base is not None and role_of(self.board, what) == "look":
            return {**self.mine, "$or": [{"status": "unknown"}, {"status": "open", "last_seen": {"$lt": base}}]}
        since = self.visit.started - UNSEEN_WITHIN
        return {**self.mine, "$or": [{"status": {"$ne": "closed"}}, {"last_seen": {"$gte": since}}]}

    async def _repaired(self, concerned: Document) -> dict[str, PostingState]:
        """Return postings by id, with the sightings of runs that wrote postings but did not reach their ledger entry."""
        postings: dict[str, PostingState] = {}
        steps = []
        async for row in self.store.database["postings"].find(concerned, STATE_FIELDS):
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

    async def _touch(self, decision: Decision) -> None:
        """Move last_seen of what was seen as it was."""
        moved = {"$max": {"last_seen": decision.at, "spells.$[spell].seen_until": decision.at}}
        postings = self.store.database["postings"]
        for some in chunks(decision.touched):
            ids = [f"{self.key}:{id_}" for id_ in some]
            await postings.update_many({"_id": {"$in": ids}, "status": "open"}, moved, array_filters=RUNNING)
        if decision.touch_since is not None:
            since = {**self.mine, "status": "open", "last_seen": {"$gte": decision.touch_since}}
            await postings.update_many(since, moved, array_filters=RUNNING)

    async def _conclude(self, steps: Iterable[Transition]) -> None:
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


def told(outcome: str, outage: str) -> str:
    """Return the outcome for the ledger of a crawl that cannot be taken at its word.

    In a vendor's outage nothing is proven; without one, a board that turned to zero from ten postings or more counts as missing.
    """
    if not outage:
        return "missing"
    return {"complete": "partial", "unchanged": "partial", "missing": "failed"}.get(outcome, outcome)


def update(board: str, id_: str, state: PostingState, expects: datetime | None, spells: int) -> UpdateOne:
    """Return the operation that stores a state unless somebody else has moved the posting on since it was decided."""
    document = state.document()
    last, first = document.pop("last_seen"), document.pop("first_seen")
    size, end = (1, state.last_seen) if expects is None else (spells, expects)
    where = {"_id": f"{board}:{id_}", "spells": {"$size": size}, f"spells.{size - 1}.seen_until": end}
    return UpdateOne(where, {"$set": document, "$max": {"last_seen": last}, "$min": {"first_seen": first}})


def state_of(row: Mapping[str, Any]) -> PostingState:
    """Read the life of a stored posting; its last sighting is the end of its last spell."""
    spells = [Spell.of(s) for s in row.get("spells") or []]
    if not spells:
        spells = [Spell(opened=row["first_seen"], seen_until=row["last_seen"])]
    return PostingState(
        id=row["source_id"],
        first_seen=row["first_seen"],
        last_seen=spells[-1].seen_until,
        status=row["status"],
        reason=row.get("status_reason"),
        absent_since=row.get("absent_since"),
        spells=spells,
        reposts=row.get("reposts") or [],
        keys=keys_of(row),
    )


def keys_of(row: Mapping[str, Any]) -> Keys:
    """Return what identifies the opening behind a stored posting."""
    stated = row.get("stated") or {}
    places = (place.get("raw") or f"{place.get('city') or ''}, {place.get('country') or ''}" for place in stated.get("locations") or [])
    return Keys(
        title=row.get("title_key") or " ".join(row["title"].casefold().split()),
        place="|".join(sorted(" ".join(place.casefold().split()) for place in places)),
        requisition=stated.get("requisition_id") or "",
        internal=stated.get("internal_id") or "",
        text=row.get("content_hash") or "",
    )


def board_document(board: BoardState) -> Document:
    """Return the board's memory as stored in `boards.lifecycle`."""
    return {
        "looks": [[look.started, look.finished, look.count] for look in board.looks],
        "misses": list(board.misses),
        "present": board.present,
        "latest": board.latest,
        "doubted": board.doubted,
        "fall": board.fall,
        "horizon_days": board.horizon.days if board.horizon else None,
    }


def board_of(key: str, stored: Mapping[str, Any]) -> BoardState:
    """Read a board's memory."""
    days = stored.get("horizon_days")
    board = BoardState(
        board=key,
        looks=tuple(Look(*look) for look in stored.get("looks") or []),
        misses=tuple(stored.get("misses") or ()),
        present=stored.get("present"),
        latest=stored.get("latest"),
        doubted=stored.get("doubted"),
        fall=stored.get("fall"),
        horizon=timedelta(days=days) if days else None,
    )
    board.state = state_name(board)
    return board


def observation_of_entry(key: str, past: Mapping[str, Any]) -> Observation:
    """Return what a ledger entry tells about its board."""
    days = past.get("horizon_days")
    return Observation(
        board=key,
        run=str(past["_id"]),
        started=past["started"],
        finished=past["finished"],
        outcome=past.get("found") or past["outcome"],
        listed=past.get("fetched") or 0,
        base=past.get("base"),
        horizon=timedelta(days=days) if days else None,
        outage=past.get("outage") or "",
    )


def chunks(items: list[Any]) -> Iterable[list[Any]]:
    """Cut a list in pieces of IDS_PER_UPDATE."""
    return (items[at : at + IDS_PER_UPDATE] for at in range(0, len(items), IDS_PER_UPDATE))
