"""The story of a posting, a board or an employer in plain words, from what the store keeps of it. Documents in, events out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

Document = dict[str, Any]
GOOD = ("complete", "unchanged")
LONGEST_VALUE = 60
REASONS = {
    "absent": "absent from two complete crawls",
    "page_gone": "its own page says so",
    "board_gone": "its board has vanished, so nobody knows",
    "horizon": "the feed shows only the newest postings, so nobody knows",
}
OUTCOMES = {
    "complete": "complete",
    "unchanged": "complete (unchanged)",
    "partial": "partial",
    "failed": "failed",
    "missing": "board not there",
    "blocked": "refused",
}


@dataclass(slots=True, kw_only=True)
class Event:
    """Something that happened, or a stretch in which the same went on."""

    at: datetime
    """When; for a stretch its first day. UTC."""
    words: str
    until: datetime | None = None
    """Last day of a stretch; None = one moment."""

    def line(self) -> str:
        """Return it as a line."""
        day = f"{self.at:%Y-%m-%d}"
        ends = f" to {self.until:%Y-%m-%d}" if self.until is not None and self.until.date() != self.at.date() else ""
        return f"{day + ends:25} {self.words}"

    def document(self) -> Document:
        """Return it for JSON."""
        return {"at": self.at, "until": self.until, "words": self.words}


@dataclass(slots=True, kw_only=True)
class Story:
    """What there is to tell: who, what happened, how it stands."""

    about: str
    events: list[Event] = field(default_factory=list)
    now: str = ""

    def lines(self) -> list[str]:
        """Return the story as lines."""
        return [self.about, *(event.line() for event in self.events), f"now: {self.now}"]

    def document(self) -> Document:
        """Return it for JSON."""
        return {"about": self.about, "events": [event.document() for event in self.events], "now": self.now}


def of_posting(row: Mapping[str, Any]) -> Story:
    """Tell the life of a stored posting."""
    company = (row.get("company") or {}).get("name") or row["board"]
    story = Story(about=f"{row['title']} at {company} ({row['_id']}) {row['url']}")
    for number, spell in enumerate(row.get("spells") or []):
        story.events += _spell(row, number, spell)
    story.events += [_change(change) for change in row.get("changes") or []]
    story.events.sort(key=lambda event: event.at)
    story.now = _standing(row)
    return story


def _spell(row: Mapping[str, Any], number: int, spell: Mapping[str, Any]) -> list[Event]:
    if number:
        events = [Event(at=spell["opened"], words="back under the same id")]
    else:
        said = row.get("date_posted")
        words = "first seen" + (f"; published {said:%Y-%m-%d} by the source's word" if said else "")
        events = [Event(at=spell["opened"], words=words)]
        events += [Event(at=spell["opened"], words=f"a re-post of {_repost(row, link)}") for link in row.get("reposts") or []]
    between = spell.get("closed_between")
    if between:
        proof = f", certain since {spell['confirmed']:%Y-%m-%d}" if spell.get("confirmed") else ""
        events.append(Event(at=between[0], until=between[1], words=f"closed within these days: {REASONS[spell['reason']]}{proof}"))
    return events


def _repost(row: Mapping[str, Any], link: Mapping[str, Any]) -> str:
    return f"{row['source']}:{row['board']}:{link['of']} (same {link['by']}), last seen {link['gone']:%Y-%m-%d}"


def _change(change: Mapping[str, Any]) -> Event:
    name = change["field"].replace("_", " ")
    if change["field"] == "content_hash":
        return Event(at=change["at"], words=f"text changed (descriptions {_value(change['from'])} to {_value(change['to'])})")
    return Event(at=change["at"], words=f"{name} changed: {_value(change['from'])} to {_value(change['to'])}")


def _value(value: Any) -> str:
    """Return a value as people read it, cut to 60 characters."""
    if value is None:
        return "not stated"
    if isinstance(value, list):
        text = ", ".join(map(str, value))
    elif isinstance(value, dict):
        text = " ".join(f"{name} {part}" for name, part in value.items())
    else:
        text = f"{value:%Y-%m-%d}" if hasattr(value, "strftime") else f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def _standing(row: Mapping[str, Any]) -> str:
    seen = f"last seen {row['last_seen']:%Y-%m-%d}"
    if row["status"] == "open":
        waits = row.get("absent_since")
        return f"open, {seen}" + (f"; absent since {waits:%Y-%m-%d}, waits for a second complete crawl" if waits else "")
    return f"{row['status']}, {seen}: {REASONS.get(row.get('status_reason') or '', 'no reason kept')}"


def of_board(board: Mapping[str, Any], ledger: Iterable[Mapping[str, Any]], counts: Mapping[str, int]) -> Story:
    """Tell what the crawls of a board found. `ledger`: its entries, oldest first; `counts`: its postings by status."""
    story = Story(about=f"board {board['_id']}")
    for (good, _), stretch in groupby(ledger, _stretch):
        entries = list(stretch)
        story.events.append(_good(entries) if good else _bad(entries))
    story.now = f"{board.get('state', 'active')}; {_statuses(counts)}"
    if board.get("last_complete"):
        story.now += f"; last changed {board['last_complete']:%Y-%m-%d}"
    return story


def _stretch(entry: Mapping[str, Any]) -> tuple[bool, Any]:
    """Return what entries of one event have in common: good ones of a month; bad ones of an outcome; a large fall stands alone."""
    if entry["outcome"] not in GOOD:
        return False, (entry["outcome"], entry.get("outage"))
    fell = str(entry.get("rule") or "").startswith("a large fall")
    return True, entry["_id"] if fell else f"{entry['started']:%Y-%m}"


def _good(entries: list[Mapping[str, Any]]) -> Event:
    first, last = entries[0], entries[-1]
    before, after = first.get("seen", 0), last.get("seen", 0)
    numbers = f"{after} postings" if before == after else f"{before} to {after} postings"
    crawls = "1 complete crawl" if len(entries) == 1 else f"{len(entries)} complete crawls"
    words = f"{crawls}, {numbers}"
    happened = [f"{total} {name}" for name in ("new", "changed", "closed", "reopened", "reposts") if (total := _sum(entries, name))]
    words += f" ({', '.join(happened)})" if happened else ""
    if str(first.get("rule") or "").startswith("a large fall"):
        words += f"; {first['rule']}"
    return Event(at=first["started"], until=last["started"], words=words)


def _bad(entries: list[Mapping[str, Any]]) -> Event:
    first, last = entries[0], entries[-1]
    times = "" if len(entries) == 1 else f", {len(entries)} times"
    why = f": {last['why']}" if last.get("why") else ""
    changed = [f"{total} {word}" for name, word in (("closed", "closed"), ("unknown", "now unknown")) if (total := _sum(entries, name))]
    then = f"; {', '.join(changed)}" if changed else "; nothing was concluded"
    return Event(at=first["started"], until=last["started"], words=f"{OUTCOMES[first['outcome']]}{times}{why}{then}")


def _sum(entries: list[Mapping[str, Any]], name: str) -> int:
    return sum(entry.get(name) or 0 for entry in entries)


def _statuses(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts.get(name, 0)} {name}" for name in ("open", "closed", "unknown"))


def of_company(name: str, postings: Iterable[Mapping[str, Any]]) -> Story:
    """Tell month by month how many postings an employer opened and closed. `postings`: {board, source, status, spells}."""
    opened, closed, back = Counter[str](), Counter[str](), Counter[str]()
    months: dict[str, datetime] = {}
    status, boards, lives = Counter[str](), set[str](), list[float]()
    for row in postings:
        status[row["status"]] += 1
        boards.add(f"{row['source']}:{row['board']}")
        for number, spell in enumerate(row.get("spells") or []):
            _tally(back if number else opened, spell["opened"], months)
            if spell.get("closed_between"):
                after, before = spell["closed_between"]
                _tally(closed, after + (before - after) / 2, months)
                lives.append((after - spell["opened"] + (before - after) / 2).total_seconds() / 86_400)
    story = Story(about=f"{name}: {sum(status.values())} postings on {', '.join(sorted(boards))}")
    for month in sorted(months):
        parts = [(opened[month], "first seen"), (back[month], "back"), (closed[month], "closed")]
        story.events.append(Event(at=months[month], words=", ".join(f"{number} {word}" for number, word in parts if number)))
    story.now = _statuses(status) + (f"; closed ones were up for {median(lives):.0f} days (median)" if lives else "")
    return story


def _tally(counter: Counter[str], at: datetime, months: dict[str, datetime]) -> None:
    month = f"{at:%Y-%m}"
    counter[month] += 1
    months.setdefault(month, at.replace(day=1, hour=0, minute=0, second=0, microsecond=0))
