"""What an answer looks at: period, filter, counting level and the panel of boards."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobscrape.questions.facts import Stage

LEVELS = ("posting", "job", "role_group")
LEADS: dict[str, dict[str, Any]] = {"posting": {}, "job": {"job_lead": True}, "role_group": {"job_lead": True, "group_lead": True}}
"""The facts that stand for each counting level: the first posting of a job, preferring boards that can be observed completely."""
STANDING = "standing"
"""Postings that stood open at some time in the period; boards observed completely at least once in it."""
ARRIVALS = "arrivals"
"""Postings that appeared in the period; boards observed completely from before it through all its months."""


@dataclass(slots=True, kw_only=True, frozen=True)
class Panel:
    """Boards that an answer may look at, and what it leaves out."""

    since: datetime
    until: datetime
    boards: frozenset[str]
    """`source:board` of those observed completely."""
    others: frozenset[str] = frozenset()
    """All other boards of the database."""
    months: tuple[str, ...] = ()
    """Whole months of the period ("2026-03"); () for one that is not compared by month."""

    @property
    def early(self) -> tuple[str, ...]:
        """Return the first third of the months, which a change is measured from."""
        return self.months[: max(len(self.months) // 3, 1)]

    @property
    def late(self) -> tuple[str, ...]:
        """Return the last third of the months, which a change is measured to."""
        return self.months[-max(len(self.months) // 3, 1) :]

    def condition(self) -> dict[str, Any]:
        """Return the `$match` on `board`, by the shorter of both lists."""
        if not self.others:
            return {}
        if len(self.others) < len(self.boards):
            return {"board": {"$nin": sorted(self.others)}}
        return {"board": {"$in": sorted(self.boards)}}


@dataclass(slots=True, kw_only=True, frozen=True)
class Scope:
    """What is asked about: two panels (standing and arrivals), filter and level."""

    standing: Panel
    arrivals: Panel
    level: str = "job"
    where: Mapping[str, Any] = field(default_factory=dict)
    """A `$match` on facts."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """What a question lets its reader choose."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Names to show for values, by value: those of skills."""

    def named(self, value: str) -> str:
        """Return the name to show for a value."""
        return self.labels.get(value, value)

    def panel(self, basis: str) -> Panel:
        """Return the panel of a basis."""
        return self.standing if basis == STANDING else self.arrivals

    def base(self, basis: str, **more: Any) -> list[Stage]:
        """Return the stages that pick the facts of a basis, one per posting, job or role group, with `opened`, `month`, `seen_until`."""
        panel = self.panel(basis)
        opened, until = ("opened", "seen_until") if self.level == "posting" else ("job_opened", "job_seen_until")
        period: dict[str, Any] = {opened: {"$gte": panel.since, "$lt": panel.until}}
        if basis == STANDING:
            period = {opened: {"$lt": panel.until}, until: {"$gte": panel.since}}
        match = {**period, **LEADS[self.level], **panel.condition(), **more}
        stages: list[Stage] = [{"$match": {"$and": [match, dict(self.where)]} if self.where else match}]
        return stages + level_stages(self.level)

    def alive(self, **more: Any) -> list[Stage]:
        """Return the stages that pick the facts on the arrivals panel that stood open at some time in its period."""
        return replace(self, standing=self.arrivals).base(STANDING, **more)


def level_stages(level: str) -> list[Stage]:
    """Return the stages that give a posting the life of its job; a job or role group is represented by its leading posting."""
    return [] if level == "posting" else [{"$set": {name: f"$job_{name}" for name in ("opened", "month", "seen_until", "gone", "status")}}]


def month_start(month: str) -> datetime:
    """Return the first instant of a month "2026-03"."""
    year, number = month.split("-")
    return datetime(int(year), int(number), 1, tzinfo=timezone.utc)


def next_month(when: datetime) -> datetime:
    """Return the first instant of the month after `when`."""
    return datetime(when.year + when.month // 12, when.month % 12 + 1, 1, tzinfo=timezone.utc)


def months_between(since: datetime, until: datetime) -> list[str]:
    """Return the whole months inside [since, until)."""
    start = since if since == datetime(since.year, since.month, 1, tzinfo=timezone.utc) else next_month(since)
    out = []
    while next_month(start) <= until:
        out.append(f"{start:%Y-%m}")
        start = next_month(start)
    return out
