"""The ledger: one entry in `crawls` per board per run, with what was seen and the evidence of completeness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pymongo.errors import ConnectionFailure

from jobscrape.store.writer import away

if TYPE_CHECKING:
    from jobscrape.boards.visit import BoardVisit
    from jobscrape.store.store import Store

IDS_PER_UPDATE = 500


def lacks(visit: BoardVisit) -> list[str]:
    """Return what keeps the visit from proving that it saw the whole board, in words; [] = it is proven."""
    reasons = [f"{f.reason} at {f.url}" for f in visit.failures if f.essential]
    if visit.limited:
        reasons.append(f"limited: {visit.limited}")
    elif not visit.natural_end:
        reasons.append("the end of the list was not reached")
    if visit.capped:
        reasons.append(visit.capped)
    if visit.unchanged:
        return reasons
    if visit.declared is not None and visit.declared > visit.listed + visit.skipped and not visit.limited:
        reasons.append(f"the board declares {visit.declared} postings, {visit.listed} were listed")
    return reasons


def outcome_of(visit: BoardVisit) -> str:
    """Return complete, unchanged, partial, failed, missing or blocked."""
    if visit.blocked:
        return "blocked"
    if visit.missing:
        return "missing"
    if lacks(visit):
        return "partial" if visit.listed else "failed"
    return "unchanged" if visit.unchanged else "complete"


def entry(visit: BoardVisit, outcome: str) -> dict[str, Any]:
    """Return the ledger entry of a visit."""
    return {
        "_id": f"{visit.run}:{visit.source}:{visit.board}",
        "run": visit.run,
        "source": visit.source,
        "board": visit.board,
        "started": visit.started,
        "finished": visit.finished or visit.started,
        "outcome": outcome,
        "proof": {
            "natural_end": visit.natural_end,
            "declared": visit.declared,
            "listed": visit.listed,
            "capped": visit.capped,
            "lacks": lacks(visit),
            "missing": visit.missing,
            "blocked": visit.blocked,
        },
        "requests": visit.requests,
        "statuses": dict(visit.statuses),
        "bytes": visit.received,
        "declared": visit.declared,
        "fetched": visit.listed,
        "stored": visit.stored,
        "seen": len(visit.seen),
        "skipped": visit.skipped,
        "rejected": visit.rejected,
        "repeated": visit.repeated,
        "details_failed": sum(not f.essential for f in visit.failures),
        "failures": [{"url": f.url, "status": f.status, "reason": f.reason} for f in visit.failures[:20]],
        "notes": visit.notes,
    }


async def settle(store: Store, visit: BoardVisit) -> None:
    """Touch what was seen unchanged, write the ledger entry, remember the validators. Raises StoreError."""
    try:
        await _settle(store, visit, outcome_of(visit))
    except ConnectionFailure as error:
        raise away(store.writer.where, error) from error


async def _settle(store: Store, visit: BoardVisit, outcome: str) -> None:
    database, source, board = store.database, visit.source, visit.board
    if outcome == "unchanged":
        await database["postings"].update_many({"source": source, "board": board, "status": "open"}, {"$max": {"last_seen": store.clock}})
    seen = [f"{source}:{board}:{i}" for i in sorted(visit.seen)]
    for at in range(0, len(seen), IDS_PER_UPDATE):
        await database["postings"].update_many({"_id": {"$in": seen[at : at + IDS_PER_UPDATE]}}, {"$max": {"last_seen": store.clock}})
    document = entry(visit, outcome)
    await database["crawls"].replace_one({"_id": document["_id"]}, document, upsert=True)
    update: dict[str, Any] = {"last_crawl": store.clock, "last_outcome": outcome}
    if outcome == "complete":
        update |= {"validators": visit.validators, "last_complete": store.clock, "count": visit.listed}
    await database["boards"].update_one(
        {"_id": f"{source}:{board}"},
        {"$set": update, "$setOnInsert": {"source": source, "token": board, "state": "active"}},
        upsert=True,
    )
