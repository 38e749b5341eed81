"""A thousand simulated boards of a hundred postings each, crawled twice a week with faults: the state machine alone."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from jobscrape.demo.faults import CAP, DECLARED, Schedule
from jobscrape.demo.market import Market
from jobscrape.demo.plan import Plan, minute_of, moment
from jobscrape.store.lifecycle import BoardState, CrawlFacts, Observation, PostingState, Sighting, apply, assess, decide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobscrape.demo.employers import System
    from jobscrape.demo.postings import Posting

BOARDS, POSTINGS, WEEKS = 1000, 100, 4
SIGHTING = Sighting()


def test_no_false_close_and_no_closing_missed_on_a_thousand_boards() -> None:
    market = Market(Plan(employers=BOARDS, postings=POSTINGS, days=7 * WEEKS, moving=0.0))
    schedule = Schedule(market.plan, share_of_weeks=0.15)
    days = [7 * week + day for week in range(WEEKS) for day in (0, 1)]  # trouble lasts for two days and more: it meets both
    times = [moment(market.plan.day(day)) + timedelta(hours=6) for day in days]
    figures: Counter[str] = Counter()
    for system, postings in boards(market):
        states, whole, false = crawled(system, postings, times, schedule)
        figures.update(boards=1, whole=len(whole), crawls=len(times), false_closes=false)
        for posting in postings:
            figures.update(judged(posting, states.get(posting.source_id), whole))
    assert figures["boards"] >= BOARDS
    assert figures["postings"] > 100_000
    assert 0.8 < figures["whole"] / figures["crawls"] < 0.97
    assert figures["closings"] > 20_000
    assert (figures["false_closes"], figures["missed"], figures["wrong_interval"], figures["never_stored"]) == (0, 0, 0, 0)


def boards(market: Market) -> Iterator[tuple[System, list[Posting]]]:
    """Yield the systems of all employers with what they show during the crawls."""
    for one in market.employers:
        own = [posting for life in market.lives(one) if life.closed > market.plan.begin for posting in market.own(life)]
        for system in one.systems:
            yield system, [p for p in own if (p.source, p.board) == (system.source, system.token)]


def crawled(
    system: System, postings: list[Posting], times: list[datetime], schedule: Schedule
) -> tuple[dict[str, PostingState], list[datetime], int]:
    """Crawl one board at `times`; returns what is believed of its postings, the crawls that saw all of it, and false closes.

    The first crawl sees the board whole: of a board that was never seen whole nobody knows how many postings an empty answer hides.
    """
    board, states, whole = BoardState(board=f"{system.source}:{system.token}"), dict[str, PostingState](), []
    false = 0
    for at in times:
        shown = [p.source_id for p in postings if p.shown_at(minute_of(at))]
        trouble = schedule.at(system.source, system.token, minute_of(at)) if whole else None
        facts, ids = seen(system, shown, trouble.kind if trouble else "", at)
        found = assess(facts)
        outage = "the vendor is down" if trouble and not trouble.board else ""
        observation = Observation(
            board=board.board,
            run=at.isoformat(),
            started=at,
            finished=at,
            outcome=found.outcome,
            why=found.why,
            seen=dict.fromkeys(ids, SIGHTING),
            outage=outage,
        )
        decision = decide(board, states, observation)
        apply(decision, states)
        board = decision.board
        false += sum(step.kind == "closed" and step.id in shown for step in decision.settlements)
        if found.outcome == "complete" and len(ids) == len(shown):
            whole.append(at)
    return states, whole, false


def seen(system: System, shown: list[str], kind: str, at: datetime) -> tuple[CrawlFacts, list[str]]:
    """Return what a crawl reports that meets trouble of `kind`."""
    facts = CrawlFacts(source=system.source, started=at, status=200)
    ids = shown
    if kind in ("server_error", "missing"):
        ids, facts.status = [], {"server_error": 503, "missing": 404}[kind]
    elif kind == "maintenance":
        ids, facts.wrong_type = [], "text/html"
    elif kind in ("truncated", "cut"):
        ids, facts.truncated = shown[: len(shown) * 6 // 10], True
    elif kind == "empty":
        ids = []
    elif kind == "capped":
        ids = shown[:CAP]
    if system.source in DECLARED and facts.status == 200:
        facts.declared = 0 if kind == "empty" else len(shown)
    facts.rows = facts.fetched = len(ids)
    return facts, ids


def judged(posting: Posting, state: PostingState | None, whole: list[datetime]) -> dict[str, int]:
    """Compare what is believed of a posting with the truth, at the crawls that saw the whole board."""
    if state is None:
        return {"never_stored": int(any(posting.shown_at(minute_of(at)) for at in whole))}
    last = state.last_seen
    after = [at for at in whole if at > last]
    closed = state.status == "closed"
    gone = len(after) >= 2
    between = state.spells[-1].closed_between if closed else None
    return {
        "postings": 1,
        "closings": int(closed),
        "missed": int(gone and not closed),
        "wrong_interval": int(between is not None and gone and not between[0] >= last <= between[1] <= after[0]),
    }
