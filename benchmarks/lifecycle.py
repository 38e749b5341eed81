"""Lifecycle rules replayed over real histories of boards: false closes, closings never recorded, days late.

    python benchmarks/lifecycle.py [--shared DIR] [--half dev] [--json]

Needs the recorded histories (JOBSCRAPE_SHARED or --shared): history/*.jsonl.gz. Ours is the state machine that crawls run;
beside it the rules of three published systems. The truth is hindsight: lists known to be whole, and what came back later.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # not beside the scripts: Twisted needs a package called incremental
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.lifecycle_histories import Attempt, Histories, Series, when
from benchmarks.lifecycle_rules import Jobscrape, all_rules
from benchmarks.lifecycle_score import Absence, Judge, Score

MASS_CLOSURES = ("cloudflare 2026-05-09", "webershandwick 2026-06-26", "hazel 2025-11-13", "gemini 2026-02-12")
Falls = dict[str, dict[Any, dict[str, Absence]]]


def main() -> None:
    """Replay and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("JOBSCRAPE_SHARED") or Path(__file__).parents[2] / "shared"))
    parser.add_argument("--half", default="dev")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    start = time.perf_counter()
    histories = Histories(given.shared / "history", given.half)
    histories.find_outages()
    report: dict[str, Any] = {
        "boards with ids": with_ids(histories),
        "boards with counts": with_counts(histories),
        "runs with a failing system": Counter(f"{repo} {source}" for repo, source, _ in histories.outages),
    }
    report["seconds"] = round(time.perf_counter() - start, 1)
    sys.stdout.write(json.dumps(report, indent=1, default=str) + "\n" if given.json else table(report))


def with_ids(histories: Histories) -> dict[str, Any]:
    """Replay the series that list ids."""
    whole, part, falls = scores(), scores(), known_falls(histories)
    series_seen, totals = 0, Counter[str]()
    for recorded in histories.series():
        first, series = peek(recorded)
        rules = all_rules(series.board)
        judge = Judge(part if first.label == "part_of_list" else whole)
        judge.watch(series, rules, falls[series.board] if series.repo.startswith("jiayuliang") else {})
        ours = rules[0]
        assert isinstance(ours, Jobscrape)
        totals.update({name: getattr(ours.total, name) for name in ("new", "closed", "reopened", "unknown", "reposts")})
        series_seen += 1
    return {
        "series": series_seen,
        "whole lists": {name: score.figures() for name, score in whole.items()},
        "filtered and de-duplicated lists": {name: score.closings for name, score in part.items()},
        "ours": dict(totals),
        "mass closures": mass_closures(falls),
        "large real falls": large_falls(falls),
    }


def peek(series: Series) -> tuple[Attempt, Series]:
    """Return the first attempt and the series with all of them."""
    first = next(series.attempts)

    def again() -> Any:
        yield first
        yield from series.attempts

    return first, Series(series.repo, series.source, series.board, again(), series.counts_only)


def scores() -> dict[str, Score]:
    """Return an empty score for each rule."""
    return {rule.name: Score() for rule in all_rules("")}


def known_falls(histories: Histories) -> Falls:
    """Return the times of the falls that hindsight calls real closings, by board; large ones only (half of ten or more)."""
    falls: Falls = defaultdict(dict)
    for event in histories.lines("events"):
        if event["hindsight"] == "real_drop":
            falls[event["board"]][when(event["taken_at"])] = {}
    return falls


def mass_closures(falls: Falls) -> dict[str, Any]:
    """Tell what became of the listed mass closures."""
    found = {}
    for board, times in falls.items():
        for at, absences in times.items():
            name = f"{board} {at:%Y-%m-%d}"
            if name in MASS_CLOSURES and absences:
                found[name] = one_fall(absences)
    return found


def one_fall(absences: dict[str, Absence]) -> dict[str, Any]:
    """Return how many postings went, and how many each rule recorded and when."""
    shown: dict[str, Any] = {"gone": len(absences)}
    some = next(iter(absences.values()))
    shown["between"] = f"{some.last_seen:%Y-%m-%d} and {some.since:%Y-%m-%d}"
    for rule in all_rules(""):
        closed = [a.closed[rule.name][0] for a in absences.values() if rule.name in a.closed]
        shown[rule.name] = f"{len(closed)}" + (f" by {max(closed):%Y-%m-%d}" if closed else "")
    return shown


def large_falls(falls: Falls) -> dict[str, Any]:
    """Return over all falls labelled real: postings gone, and the share each rule recorded."""
    gone = [a for times in falls.values() for absences in times.values() for a in absences.values()]
    shares = {rule.name: f"{sum(rule.name in a.closed for a in gone)} of {len(gone)}" for rule in all_rules("")}
    return {"falls": sum(bool(absences) for times in falls.values() for absences in times.values()), **shares}


def with_counts(histories: Histories) -> dict[str, dict[str, int]]:
    """Replay the series of counts: closings at attempts that are known failures, by kind of failure."""
    closed: dict[str, Counter[str]] = defaultdict(Counter)
    for series in histories.counted():
        rules = all_rules(series.board)
        for attempt in series.attempts:
            for rule in rules:
                closed[attempt.label or "no known failure"][rule.name] += len(rule.closed_by(attempt))
    return {label: {rule.name: counter[rule.name] for rule in all_rules("")} for label, counter in sorted(closed.items())}


def table(report: dict[str, Any]) -> str:
    """Return the report as text."""
    ids = report["boards with ids"]
    lines = [f"{ids['series']} series with ids, replayed in {report['seconds']} s", ""]
    names = list(ids["whole lists"])
    rows = list(next(iter(ids["whole lists"].values())))
    lines.append(f"{'':36}" + "".join(f"{name:>22}" for name in names))
    for row in rows:
        lines += row_of(row, [ids["whole lists"][name][row] for name in names])
    lines.append(f"{'closed by filtered, merged lists':36}" + "".join(f"{ids['filtered and de-duplicated lists'][n]:>22}" for n in names))
    for label, closed in report["boards with counts"].items():
        lines.append(f"{'counts: closed at ' + label:36}" + "".join(f"{closed[name]:>22,}" for name in names))
    lines += ["", f"large real falls: {ids['large real falls']}"]
    lines += [f"{name}: {told}" for name, told in ids["mass closures"].items()]
    lines += ["", f"ours: {ids['ours']}", f"runs with a failing system: {dict(report['runs with a failing system'])}"]
    return "\n".join(lines) + "\n"


def row_of(name: str, values: list[Any]) -> list[str]:
    """Return a row, with one more for each kind if the values are counts by kind."""
    if not isinstance(values[0], dict):
        return [f"{name:36}" + "".join(f"{'-' if value is None else f'{value:,}':>22}" for value in values)]
    rows = row_of(name, [sum(value.values()) for value in values])
    for kind in sorted({kind for value in values for kind in value}):
        rows += row_of(f"  {kind}", [value.get(kind, 0) for value in values])
    return rows


if __name__ == "__main__":
    main()
