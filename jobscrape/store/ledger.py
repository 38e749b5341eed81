"""The ledger: one entry in `crawls` per board per run, with what was seen and the evidence of completeness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.store.lifecycle import Assessment, CrawlFacts, assess

if TYPE_CHECKING:
    from jobscrape.boards.visit import BoardVisit


def lacks(visit: BoardVisit) -> list[str]:
    """Return what keeps the visit from proving that it saw the whole board, in words; [] = it is proven."""
    reasons = [f"{f.reason} at {f.url}" for f in visit.failures if f.essential]
    if visit.limited:
        reasons.append(f"limited: {visit.limited}")
    elif not visit.natural_end:
        reasons.append("the end of the list was not reached")
    return reasons if visit.unchanged else [*reasons, *beyond_reach(visit)]


def beyond_reach(visit: BoardVisit) -> list[str]:
    """Return what says that the board holds more than it shows, in words. For a feed of the newest that is as it should be."""
    reasons = [visit.capped] if visit.capped else []
    if visit.declared is not None and visit.declared > visit.listed + visit.skipped and not visit.limited:
        reasons.append(f"the board declares {visit.declared} postings, {visit.listed} were listed")
    return reasons


def assessed(visit: BoardVisit) -> Assessment:
    """Judge what the visit proves."""
    return assess(facts_of(visit))


def facts_of(visit: BoardVisit) -> CrawlFacts:
    """Return what happened in the visit, for the judgement of what it proves."""
    return CrawlFacts(
        source=visit.source,
        started=visit.started,
        status=404 if visit.missing else 200,
        error="; ".join(lacks(visit)),
        not_modified=visit.unchanged,
        refused=visit.blocked or "",
        natural_end=visit.natural_end,
        declared=visit.declared,
        rows=visit.listed + visit.repeated + visit.skipped,
        fetched=visit.listed + visit.skipped,
        lost=visit.nameless,
    )


def entry(visit: BoardVisit, judged: Assessment) -> dict[str, Any]:
    """Return the ledger entry of a visit."""
    return {
        "_id": f"{visit.run}:{visit.source}:{visit.board}",
        "run": visit.run,
        "source": visit.source,
        "board": visit.board,
        "started": visit.started,
        "finished": visit.finished or visit.started,
        "outcome": judged.outcome,
        "why": judged.why,
        "proof": {
            "natural_end": visit.natural_end,
            "declared": visit.declared,
            "listed": visit.listed,
            "capped": visit.capped,
            "newest_only": visit.newest_only,
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
        "pages_asked": visit.pages_asked,
        "pages_dead": len(visit.dead),
        "failures": [{"url": f.url, "status": f.status, "reason": f.reason} for f in visit.failures[:20]],
        "notes": visit.notes,
    }
