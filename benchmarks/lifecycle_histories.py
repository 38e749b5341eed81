"""Real histories of boards as crawl attempts, series by series (see the README beside the recorded histories)."""

from __future__ import annotations

import gzip
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, Any

import orjson

from jobscrape.store.lifecycle import CrawlFacts, Keys, Sighting
from jobscrape.store.lifecycle.outage import is_outage
from jobscrape.store.lifecycle.proof import in_maintenance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HUB = "jiayuliang1314/tech-jobs-hub"
WHOLE_IN_ONE_ANSWER = frozenset({"greenhouse", "ashby", "lever", "recruitee", "gem", "bamboohr", "personio", "workable"})
"""Sources that give the whole list in one answer; of the others these histories hold no proof that paging reached its end."""
CAPS = {"ConorsCode/open-jobs-data": (500,), "Agnikulu/Job-Postings": (600, 1200)}
"""Limits of the crawlers themselves, as found in their own figures."""
LARGE = 10
Run = tuple[str, str, str]


@dataclass(slots=True)
class Attempt:
    """One crawl of a board: what came back, and what is known about it."""

    at: datetime
    status: str
    ids: dict[str, Sighting]
    """Postings listed; empty if the crawl failed. The same object from attempt to attempt, changed in place."""
    facts: CrawlFacts
    label: str = ""
    """Known failure: not_found, emptied, part_of_list, maintenance, capped, collapse (recovered within a week), failed."""
    outage: str = ""

    @property
    def whole(self) -> bool:
        """Tell whether the list is the board, by all that is known in hindsight."""
        return self.status == "ok" and not self.label


@dataclass(slots=True)
class Series:
    """All attempts at one board by one crawler."""

    repo: str
    source: str
    board: str
    attempts: Iterator[Attempt]
    counts_only: bool = False


@dataclass(slots=True)
class Histories:
    """The recorded histories in a folder; `half` is dev or held."""

    folder: Path
    half: str = "dev"
    outages: dict[Run, str] = field(default_factory=dict)

    def lines(self, kind: str) -> Iterator[dict[str, Any]]:
        """Yield the records of one file, one at a time."""
        with gzip.open(self.folder / f"{kind}_{self.half}.jsonl.gz", "rb") as stream:
            for line in stream:
                yield orjson.loads(line)

    def find_outages(self) -> None:
        """Note the runs in which one system failed on many boards that were in order before."""
        known: dict[Run, int] = defaultdict(int)
        failing: dict[Run, int] = defaultdict(int)
        for repo, source, points in self._points():
            before = 0
            for at, n in points:
                run = (repo, source, run_of(repo, at))
                known[run] += before > 0
                failing[run] += before > 0 and (n is None or (n == 0 and before >= LARGE))
                before = n or 0
        for run, boards in known.items():
            if is_outage(boards, failing[run]):
                self.outages[run] = f"{failing[run]} of {boards} boards of {run[1]} failed in this run"

    def _points(self) -> Iterator[tuple[str, str, list[tuple[datetime, int | None]]]]:
        """Yield (repo, source, [(time, number of postings, None = failed)]) of all series."""
        for (repo, source, _), lines in groupby(self.lines("presence"), series_key):
            points = [(when(x["taken_at"]), x["n"] if x["status"] == "ok" else 0 if x["status"] == "no_file" else None) for x in lines]
            yield repo, source, points
        for line in self.lines("counts"):
            yield line["repo"], line["source"], [(at, n if ok else None) for at, n, ok in count_points(line)]

    def series(self) -> Iterator[Series]:
        """Yield every series with ids."""
        titles = groupby(self.lines("postings"), lambda line: line["board"])
        for (repo, source, board), lines in groupby(self.lines("presence"), series_key):
            keys: dict[int, Keys] = {}
            if repo == HUB:
                named, rows = next(titles)
                assert named == board
                keys = {row["id"]: keys_of(row) for row in rows}
            yield Series(repo, source, board, self._attempts(repo, source, lines, keys))

    def _attempts(self, repo: str, source: str, lines: Iterator[dict[str, Any]], keys: dict[int, Keys]) -> Iterator[Attempt]:
        ids: dict[str, Sighting] = {}
        nothing: dict[str, Sighting] = {}
        for line in lines:
            at, status, partial = when(line["taken_at"]), line["status"], line.get("note", "")
            for id_ in line.get("del", ()):
                del ids[str(id_)]
            for id_ in (*line.get("ids", ()), *line.get("add", ())):
                ids[str(id_)] = Sighting(keys=keys.get(id_) or Keys())
            facts = CrawlFacts(source=source, started=at, status=404 if status == "http_404" else 200, rows=len(ids), fetched=len(ids))
            label = "part_of_list" if partial else ""
            if status == "no_file":
                label, facts.rows, facts.fetched = ("emptied" if len(ids) >= LARGE else ""), 0, 0
            elif status != "ok":
                label, facts.rows, facts.fetched = ("not_found" if status == "http_404" else "failed"), 0, 0
                facts.error = "" if status == "http_404" else status
            facts.limited = partial.replace("_", " ")
            shown = ids if status == "ok" else nothing
            outage = self.outages.get((repo, source, run_of(repo, at)), "")
            yield Attempt(at, "ok" if status == "no_file" else status, shown, facts, label, outage)

    def counted(self) -> Iterator[Series]:
        """Yield every series of counts; posting n of a board is taken to be there if the count is at least n."""
        for line in self.lines("counts"):
            yield Series(line["repo"], line["source"], line["board"], self._count_attempts(line), counts_only=True)

    def _count_attempts(self, line: dict[str, Any]) -> Iterator[Attempt]:
        repo, source = line["repo"], line["source"]
        caps = CAPS.get(repo, ())
        most = 0
        points = count_points(line)
        collapsed = collapses(points)
        for at, n, ok in points:
            facts = CrawlFacts(source=source, started=at, status=200 if ok else 404, rows=n, fetched=n)
            facts.natural_end = source in WHOLE_IN_ONE_ANSWER
            facts.cap = next((cap for cap in caps if n == cap), None)
            label = "" if ok else "not_found"
            if in_maintenance(source, at):
                label = "maintenance"
            elif facts.cap is not None or (repo == "ConorsCode/open-jobs-data" and most in caps and n < most):
                label = "capped"
            elif at in collapsed and ok:
                label = "collapse"
            most = max(most, n)
            shown = {str(i): EMPTY for i in range(n)}
            yield Attempt(at, "ok" if ok else "not_found", shown, facts, label, self.outages.get((repo, source, run_of(repo, at)), ""))


EMPTY = Sighting()


def count_points(line: dict[str, Any]) -> list[tuple[datetime, int, bool]]:
    """Return (time, number, whether the crawler called it good) of a line of counts."""
    if "points" in line:
        return [(when(at), n or 0, status == "ok") for at, n, status in line["points"]]
    start = when(line["t0"])
    return [(start + timedelta(minutes=m), n, True) for m, n in zip(line["minutes"], line["n"], strict=True)]


def collapses(points: list[tuple[datetime, int, bool]]) -> set[datetime]:
    """Return the readings at or below half of the usual that were back at 80 % of it within a week: failures in hindsight."""
    usual: list[int] = []
    found: set[datetime] = set()
    for i, (at, n, _) in enumerate(points):
        typical = median(usual[-24:]) if usual else 0
        if typical < LARGE or n > typical / 2:
            usual.append(n)
            continue
        later = (m for when_, m, _ in points[i + 1 :] if when_ - at <= timedelta(days=7))
        if any(m >= 0.8 * typical for m in later):
            found.add(at)
        else:
            usual.append(n)
    return found


def series_key(line: dict[str, Any]) -> tuple[str, str, str]:
    """Return what names a series."""
    return line["repo"], line["source"], line["board"]


def keys_of(row: dict[str, Any]) -> Keys:
    """Return the keys of a Greenhouse posting."""
    title, place = (" ".join((row.get(name) or "").casefold().split()) for name in ("title", "location"))
    return Keys(title=title, place=place, requisition=row.get("requisition_id") or "", internal=str(row.get("internal_job_id") or ""))


def run_of(repo: str, at: datetime) -> str:
    """Return the run a crawl belongs to: the day for the daily crawler of 1,000 boards, else the minute."""
    return at.strftime("%Y-%m-%d" if repo == HUB else "%Y-%m-%d %H:%M")


def when(text: str) -> datetime:
    """Read a time stamp."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
