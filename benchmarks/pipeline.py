"""CPU per posting by stage of the chain, on real postings if they are there: `python benchmarks/pipeline.py [--json] [--count N]`.

CPU time of this process, best of five rounds; the store is not part of it (see incremental.py).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

if __name__ == "__main__":  # not beside the scripts: Twisted needs a package called incremental
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from jobscrape.chain import fielded, key, tagged
from jobscrape.fields.text import to_text
from jobscrape.spiders.ashby import Ashby
from jobscrape.store.document import posting_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobscrape.items import JobPosting

ROOT = Path(__file__).resolve().parents[1]
CLOCK = datetime(2026, 11, 1, tzinfo=timezone.utc)
ROUNDS = 5


def postings(count: int) -> list[JobPosting]:
    """Return real Ashby postings (JOBSCRAPE_SHARED or ../shared), repeated to `count`."""
    shared = Path(os.environ.get("JOBSCRAPE_SHARED") or ROOT.parent / "shared") / "normalise" / "ashby_postings.jsonl"
    rows = [json.loads(line) for line in shared.read_text("utf-8").splitlines()]
    spider = Ashby(boards="x")
    made = []
    for at in range(count):
        row = rows[at % len(rows)]
        item = spider.posting(row, row.get("org") or "x")
        item.source, item.board, item.company = "ashby", row.get("org") or "x", item.company or row.get("org") or "x"
        made.append(item)
    return made


def texted(item: JobPosting) -> None:
    """Make the clean text."""
    item.text = to_text(item.description)


def documented(item: JobPosting) -> None:
    """Make the document of the store."""
    posting_document(item)


STAGES: dict[str, Callable[[JobPosting], Any]] = {
    "text": texted,
    "fields": lambda item: fielded(item, CLOCK),
    "skills": tagged,
    "identity": key,
    "document": documented,
}


def measure(count: int) -> dict[str, float]:
    """Return microseconds of CPU per posting by stage, best of the rounds."""
    items = postings(count)
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, stage in STAGES.items():
            for item in items if name == "text" else ():
                item.text = ""
            started = time.process_time()
            for item in items:
                stage(item)
            spent = (time.process_time() - started) / count * 1e6
            best[name] = min(spent, best.get(name, spent))
    return best


def main() -> int:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=430)
    arguments.add_argument("--json", action="store_true")
    given = arguments.parse_args()
    best = measure(given.count)
    total = sum(best.values())
    figures = {
        "microseconds_per_posting": {k: round(v) for k, v in best.items()},
        "total": round(total),
        "postings_per_second_and_core": round(1e6 / total),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    if given.json:
        sys.stdout.write(json.dumps(figures) + "\n")
        return 0
    for name, value in best.items():
        sys.stdout.write(f"{name:10} {value:7.0f} us a posting\n")
    sys.stdout.write(f"{'all':10} {total:7.0f} us a posting, {1e6 / total:.0f} postings a second on one core, ")
    sys.stdout.write(f"{figures['peak_memory_mb']} MB at most\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
