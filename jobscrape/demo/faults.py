"""What goes wrong in the simulated year, and when: pure functions of the plan, so that tests know which crawls prove nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from jobscrape.demo.dice import Dice, share
from jobscrape.demo.http import Answer
from jobscrape.demo.plan import DAY
from jobscrape.replay.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobscrape.demo.plan import Plan

KINDS = {
    "rate_limit": 3,
    "hiccup": 3,
    "server_error": 2,
    "maintenance": 1,
    "truncated": 1,
    "cut": 1,
    "empty": 1,
    "capped": 1,
    "missing": 1,
    "slow": 2,
}
"""Kinds of trouble by their share. `rate_limit` and `hiccup` are over after one request; all others last for days."""
DECLARED = {"greenhouse": "jobs", "smartrecruiters": "content"}
"""Sources that declare how many postings they have, with the key of the list; only there can a cap be seen."""
LISTS = {"greenhouse": "jobs", "ashby": "jobs", "pinpoint": "data", "workable": "jobs", "recruitee": "offers", "smartrecruiters": "content"}
CAP = 5
MAINTENANCE = b"<!doctype html><title>Maintenance</title><h1>We will be back soon</h1>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that is wrong with a board, or with all boards of a source, for a time; minutes."""

    kind: str
    source: str
    board: str = ""
    """Token; "" = all boards of the source."""
    since: int = 0
    until: int = 1 << 60

    def meets(self, source: str, board: str, minute: int) -> bool:
        """Tell whether it hits a request to `board` of `source` at `minute`."""
        return self.source == source and self.board in ("", board) and self.since <= minute < self.until


class Schedule:
    """The troubles of a year: `share_of_weeks` of the weeks of each board, drawn from the plan's seed, and those given."""

    def __init__(self, plan: Plan, share_of_weeks: float = 0.03, extra: Iterable[Trouble] = ()) -> None:
        self.plan = plan
        self.share = share_of_weeks
        self.extra = tuple(extra)

    def at(self, source: str, board: str, minute: int) -> Trouble | None:
        """Return what is wrong with a board at `minute`, None if nothing is."""
        given = next((trouble for trouble in self.extra if trouble.meets(source, board, minute)), None)
        return given or self._outage(source, minute) or self._drawn(source, board, minute)

    def _outage(self, source: str, minute: int) -> Trouble | None:
        """Return a day on which a whole vendor fails; feeds and sites of their own have none."""
        day = minute // DAY
        if share(self.plan.seed, "outage", source, day) >= self.share / 7 or source not in LISTS:
            return None
        return Trouble(kind="server_error", source=source, since=day * DAY, until=(day + 1) * DAY)

    def _drawn(self, source: str, board: str, minute: int) -> Trouble | None:
        week = (minute - self.plan.begin) // (7 * DAY)
        dice = Dice(self.plan.seed, "trouble", source, board, week)
        if not dice.chance(self.share):
            return None
        kind = dice.weighted({k: w for k, w in KINDS.items() if possible(k, source)})
        since = self.plan.begin + week * 7 * DAY
        return Trouble(
            kind=kind, source=source, board=board, since=since, until=since + (dice.between(2, 7) if kind != "missing" else 7) * DAY
        )


def possible(kind: str, source: str) -> bool:
    """Tell whether `source` can have trouble of this kind."""
    if kind == "capped":
        return source in DECLARED
    if kind == "empty":
        return source in LISTS or source == "lever"
    return kind != "missing" or source in LISTS or source == "lever"


def spoil(answer: Answer, trouble: Trouble) -> Answer:
    """Return the answer as trouble with the content changes it: `empty` and `capped`."""
    if answer.status != 200 or trouble.kind not in ("empty", "capped"):
        return answer
    kept = 0 if trouble.kind == "empty" else CAP
    payload: Any = orjson.loads(answer.body)
    if isinstance(payload, list):
        payload = payload[:kept]
    elif LISTS.get(trouble.source) in payload:
        key = LISTS[trouble.source]
        start = payload.get("offset", 0)
        payload[key] = payload[key][: max(kept - start, 0)]
        _declare(payload, trouble)
    return Answer(body=orjson.dumps(payload), content_type=answer.content_type, tagged=answer.tagged)


def _declare(payload: dict[str, Any], trouble: Trouble) -> None:
    """An empty answer declares nothing; a capped one still declares what the board has."""
    if trouble.kind == "empty":
        if "meta" in payload:
            payload["meta"]["total"] = 0
        if "totalFound" in payload:
            payload["totalFound"] = 0


def wire(trouble: Trouble, hit: int) -> Fault | None:
    """Return what happens on the wire at the `hit`-th request (from 1) that meets the trouble; None if nothing does."""
    if trouble.kind == "rate_limit":
        return Fault(status=429, retry_after=1, body=b"", content_type="text/plain") if hit == 1 else None
    if trouble.kind == "hiccup":
        return Fault(status=502, body=b"", content_type="text/plain") if hit == 1 else None
    return {
        "server_error": Fault(status=503, body=b"", content_type="text/plain"),
        "maintenance": Fault(status=200, body=MAINTENANCE, content_type="text/html; charset=utf-8"),
        "truncated": Fault(truncate=0.6),
        "cut": Fault(cut=0.5),
        "missing": Fault(status=404, body=b"Not Found", content_type="text/plain"),
        "slow": Fault(delay=0.2),
    }.get(trouble.kind)
