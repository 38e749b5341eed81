"""Markdown from the summaries of crawls: `python scripts/crawl_summary.py [--tolerate 0.1] summary.json ...` (from `scrapy crawl --json`).

Exit status: 0 if the crawls are good enough, else 1. Errors, a missing store and an empty summary always count; incomplete boards
count when more than the tolerated share of a source's boards (at least one) gave less than everything.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

GOOD = ("complete", "unchanged")
SHOWN = 15


def read(path: Path) -> dict[str, Any]:
    """Return a summary; one that says so if the file holds none."""
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {"source": path.stem, "boards": [], "exit_status": 1, "verdict": "the crawl left no summary"}
    return found


def is_flawed(board: dict[str, Any]) -> bool:
    """Return whether a board gave less than was asked for."""
    return board["outcome"] not in GOOD and not (board.get("limited") and board["why"] == f"limited: {board['limited']}")


def is_bad(run: dict[str, Any], tolerate: float) -> bool:
    """Return whether a crawl should wake somebody."""
    if run["exit_status"] not in (0, 4):
        return True
    boards = run["boards"]
    flawed = sum(is_flawed(board) for board in boards)
    return not boards or (flawed > 0 and flawed / len(boards) > tolerate)


def markdown(runs: list[dict[str, Any]], tolerate: float) -> str:
    """Return the table of all crawls and the boards that gave less than everything."""
    lines = ["| | source | boards complete | postings | stored | requests | seconds | verdict |", "|---|---|--:|--:|--:|--:|--:|---|"]
    for run in sorted(runs, key=lambda r: str(r["source"])):
        boards = run["boards"]
        complete = f"{sum(not is_flawed(b) for b in boards)} of {len(boards)}"
        numbers = " | ".join(f"{run.get(name, 0):,}" for name in ("postings", "stored", "requests", "seconds"))
        mark = "❌" if is_bad(run, tolerate) else "⚠️" if run["exit_status"] else "✅"
        lines.append(f"| {mark} | {run['source']} | {complete} | {numbers} | {_cell(run['verdict'])} |")
    flawed = [(run["source"], b) for run in runs for b in run["boards"] if is_flawed(b)]
    if flawed:
        lines += [
            "",
            f"<details><summary>{len(flawed)} boards gave less than everything</summary>",
            "",
            "| board | outcome | why |",
            "|---|---|---|",
        ]
        lines += [f"| {source}:{_cell(b['board'])} | {b['outcome']} | {_cell(b['why'])} |" for source, b in flawed[:SHOWN]]
        lines += [f"| … {len(flawed) - SHOWN} more | | |"] if len(flawed) > SHOWN else []
        lines += ["", "</details>"]
    return "\n".join(lines) + "\n"


def _cell(text: object) -> str:
    return str(text).replace("|", "/").replace("\n", " ")[:200]


def main() -> int:
    """Print the Markdown; 1 if a crawl is bad."""
    parser = argparse.ArgumentParser(description="Markdown from the summaries of `scrapy crawl --json`.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--tolerate", type=float, default=0.1, help="share of a source's boards that may be incomplete (default 0.1)")
    given = parser.parse_args()
    runs = [read(path) for path in given.files]
    sys.stdout.write(markdown(runs, given.tolerate))
    return int(any(is_bad(run, given.tolerate) for run in runs))


if __name__ == "__main__":
    raise SystemExit(main())
