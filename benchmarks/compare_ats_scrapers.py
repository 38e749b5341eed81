"""jobscrape and the package ats-scrapers 0.3.0 on the same recorded bytes, field by field.

    JOBSCRAPE_SHARED=FOLDER python benchmarks/compare_ats_scrapers.py [--misses]

Writes docs/COMPARISON.md. Needs `pip install "ats-scrapers[scrapers]==0.3.0"` beside this project's requirements. Both sides run
their whole crawl: every request of either is answered from the recordings. `--misses` lists what is not right instead.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

if __name__ == "__main__":  # not beside the scripts: Twisted needs a package called incremental
    sys.path[:1] = [str(Path(__file__).resolve().parents[1] / part) for part in ("", "tests")]

from driving import CLOCK, drive  # type: ignore[import-not-found]

from benchmarks.compare_truth import FIELDS, Board, boards, truth, words_of
from jobscrape.boards.recognise import spiders
from jobscrape.chain import read

ROOT = Path(__file__).resolve().parents[1]
NEEDS = 'ats-scrapers is not installed: pip install "ats-scrapers[scrapers]==0.3.0" (Python 3.11 or later), then run this again\n'


@dataclass
class Score:
    """How often a field was right, not given and wrong; `said` counts the postings that say it."""

    said: int = 0
    right: int = 0
    missing: int = 0
    wrong: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def cells(self) -> str:
        """The figures as cells of the table."""
        return f"{self.right} | {self.missing} | {self.wrong}"


Scores = dict[tuple[str, str], Score]
Values = dict[str, dict[str, Any]]


def fold(text: Any) -> str:
    """Return letters and digits in lower case."""
    return re.sub(r"[\W_]+", "", str(text or "").lower())


def verdict(name: str, want: Any, got: Any) -> str:
    """Return right, missing, wrong, or "" for nothing said and nothing given."""
    if name == "remote/hybrid" and got == "not remote":
        return {"onsite": "right", "hybrid": "missing", "remote": "wrong"}.get(want, "")
    if want in (None, [], ""):
        return "" if got in (None, [], "") else "wrong"
    if got in (None, [], ""):
        return "missing"
    if name == "body":
        words, there = words_of(want), words_of(got)
        return "right" if sum((words & there).values()) >= 0.98 * sum(words.values()) else "missing"
    if name == "locations":
        places = [fold(place) for place in got]
        return "right" if all(any(_place_in(place, p) for p in places) for place in want) else "missing"
    if name in ("company", "department"):
        return "right" if any(fold(w) in fold(got) or (name == "company" and fold(got) in fold(w)) for w in want) else "wrong"
    if name == "title":
        return "right" if fold(want) == fold(got) else "wrong"
    return "right" if want == got else "wrong"


def _place_in(place: str, there: str) -> bool:
    return all(fold(part) in there for part in place.split(","))


def ours(board: Board) -> Values:
    """Return our values by id."""
    found = {}
    for item in drive(spiders()[board.system], board.ours, board.answers).postings:
        item.source = board.system
        values = read(item, CLOCK).normalised
        assert values is not None
        pay = values.pay
        found[item.source_id] = {
            "id": item.source_id,
            "title": values.title,
            "company": values.company.name if values.company else None,
            "locations": [place.raw for place in item.locations],
            "country": values.countries or None,
            "posted": f"{values.date_posted:%Y-%m-%d}" if values.date_posted else None,
            "employment type": values.employment_type,
            "remote/hybrid": values.work_mode,
            "department": item.department,
            "pay min": pay.min if pay else None,
            "pay max": pay.max if pay else None,
            "pay currency": pay.currency if pay else None,
            "pay period": pay.period if pay else None,
            "body": item.text,
        }
    return found


def theirs(board: Board) -> Values:
    """Return the package's values by our id."""
    from ats_scrapers.enrichment import infer_is_remote, parse_salary_range  # type: ignore[import-not-found]  # noqa: PLC0415 - installed only where this runs
    from ats_scrapers.scrapers import get_scraper  # type: ignore[import-not-found]  # noqa: PLC0415

    with served(board):
        jobs = get_scraper(board.system, board.theirs).fetch()
    found = {}
    for job in jobs:
        remote = job.is_remote if job.is_remote is not None else infer_is_remote(job.title)
        low, high = (job.salary_min, job.salary_max) if job.salary_min is not None else parse_salary_range(job.salary_summary)
        ident = unquote(urlsplit(str(job.url)).path).rpartition("/")[2] if board.system == "workday" else job.ats_id
        kind = (job.employment_type or "").lower().replace("intern", "internship") or None
        found[ident] = {
            "id": ident,
            "title": job.title,
            "company": job.company.partition(".")[0].removeprefix("https://") if board.system == "workday" else job.company,
            "locations": re.split(r" \| |;", job.location or "") if job.location else None,
            "country": [job.country_iso] if job.country_iso else None,
            "posted": f"{job.posted_at:%Y-%m-%d}" if job.posted_at else None,
            "employment type": kind,
            "remote/hybrid": {True: "remote", False: "not remote"}.get(remote),
            "department": ", ".join(v for v in (job.department, job.team) if v) or None,
            "pay min": low,
            "pay max": high,
            "pay currency": job.salary_currency,
            "pay period": (job.salary_period or "").lower() or None if low or high else None,
            "body": job.description,
        }
    return found


class served:  # noqa: N801 - reads as a phrase
    """While open, every HTTP request of the package is answered from a board's recordings."""

    def __init__(self, board: Board) -> None:
        self.answers = board.answers

    def __enter__(self) -> None:
        import httpx  # type: ignore[import-not-found]  # noqa: PLC0415 - a requirement of the package

        self.transport, self.original = httpx.AsyncHTTPTransport, httpx.AsyncHTTPTransport.handle_async_request

        async def answered(_: Any, request: Any) -> Any:
            body = await request.aread()
            found = self.answers.find(request.method, str(request.url), body)
            if found is None:
                return httpx.Response(404, content=b"not recorded")
            return httpx.Response(found.status, headers={"Content-Type": "application/json"}, content=found.body)

        self.transport.handle_async_request = answered

    def __exit__(self, *_: object) -> None:
        self.transport.handle_async_request = self.original


def scored(side: Any, known: list[Board], not_judged: tuple[tuple[str, str], ...] = ()) -> Scores:
    """Return the scores of one side by system and field."""
    scores: Scores = {(board.system, name): Score() for board in known for name in FIELDS}
    for board in known:
        values = side(board)
        for ident, want in truth(board).items():
            got = values.get(ident, {})
            for name in FIELDS:
                if (board.system, name) not in not_judged:
                    _count(scores[board.system, name], name, want[name], got.get(name), ident)
    return scores


def _count(score: Score, name: str, want: Any, got: Any, ident: str) -> None:
    score.said += want not in (None, [], "")
    what = verdict(name, want, got)
    if what:
        setattr(score, what, getattr(score, what) + 1)
    if what in ("missing", "wrong"):
        score.misses.append(f"{what} {ident}: want {str(want)[:80]!r} got {str(got)[:80]!r}")


def markdown(mine: Scores, other: Scores, known: list[Board]) -> str:
    """Return docs/COMPARISON.md."""
    lines = [(ROOT / "benchmarks" / "compare_head.md").read_text("utf-8")]
    totals: Counter[str] = Counter()
    for system in dict.fromkeys(board.system for board in known):
        number = sum(len(truth(board)) for board in known if board.system == system)
        lines += [
            f"## {system} ({number} postings)",
            "",
            "| field | said | ours: right | not given | wrong | theirs: right | not given | wrong |",
        ]
        lines.append("|---|---|---|---|---|---|---|---|")
        for name in FIELDS:
            us, them = mine[system, name], other[system, name]
            judged = them.said or them.wrong or not us.said
            lines.append(f"| {name} | {us.said} | {us.cells} | {them.cells if judged else 'not judged | |'} |")
            totals.update(said=us.said, right=us.right, missing=us.missing, wrong=us.wrong)
            totals.update(theirs_right=them.right, theirs_missing=them.missing, theirs_wrong=them.wrong)
        lines.append("")
    lines += ["## All", "", "| | said | right | not given | wrong |", "|---|---|---|---|---|"]
    lines.append(f"| jobscrape | {totals['said']} | {totals['right']} | {totals['missing']} | {totals['wrong']} |")
    said = totals["said"] - mine["workable", "body"].said
    figures = " | ".join(str(totals[f"theirs_{what}"]) for what in ("right", "missing", "wrong"))
    lines.append(f"| ats-scrapers 0.3.0 | {said} | {figures} |")
    return "\n".join([*lines, ""])


def rows_of(page: str) -> dict[tuple[str, str], list[str]]:
    """Return {(system, field): cells} of the page that `markdown` made."""
    found: dict[tuple[str, str], list[str]] = {}
    system = ""
    for line in page.splitlines():
        if line.startswith("## "):
            system = line.split()[1]
        elif line.startswith("| ") and system != "All":
            name, *cells = (cell.strip() for cell in line.strip("|").split("|"))
            found[system, name] = cells
    return {key: cells for key, cells in found.items() if key[1] in FIELDS}


def worse(mine: Scores, other: Scores) -> list[str]:
    """Return the fields in which the other side is right more often or wrong less often."""
    return [f"{s} {n}" for (s, n), us in mine.items() if us.right < other[s, n].right or us.wrong > other[s, n].wrong]


def main() -> int:
    """Write the page."""
    if find_spec("ats_scrapers") is None:
        sys.stderr.write(NEEDS)
        return 1
    known = boards(Path(os.environ.get("JOBSCRAPE_SHARED") or ROOT.parent / "shared"))
    mine, other = scored(ours, known), scored(theirs, known, (("workable", "body"),))
    if "--misses" in sys.argv:
        for side, scores in (("ours", mine), ("theirs", other)):
            for (system, name), score in scores.items():
                sys.stdout.writelines(f"{side} {system} {name} {line}\n" for line in score.misses)
    else:
        (ROOT / "docs" / "COMPARISON.md").write_text(markdown(mine, other, known), "utf-8")
    for line in worse(mine, other):
        sys.stdout.write(f"worse: {line}\n")
    return 1 if worse(mine, other) else 0


if __name__ == "__main__":
    raise SystemExit(main())
