"""Measure which fields each source truly gives, on the recorded payloads: `python scripts/measure_sources.py SHARED_FOLDER`."""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

FIELDS = [
    "company",
    "description",
    "locations",
    "workplace",
    "remote",
    "employment_type",
    "seniority",
    "education",
    "pay",
    "salary",
    "department",
    "tags",
    "language",
    "date_posted",
    "date_updated",
    "valid_through",
    "requisition_id",
    "remote_locations",
    "company_size",
    "company_domain",
]


def recorded(shared: Path) -> dict[str, list[Any]]:
    """Return the postings of all recorded boards by source."""
    os.environ["JOBSCRAPE_SHARED"] = str(shared)
    from driving import CLOCK, drive  # noqa: PLC0415 - the tests read JOBSCRAPE_SHARED when they are imported
    from spiders.test_recorded import NOT_SERVED, RECORDED_AT, argument, boards  # noqa: PLC0415

    from jobscrape.boards.recognise import spiders  # noqa: PLC0415
    from jobscrape.replay import load  # noqa: PLC0415

    found: dict[str, list[Any]] = defaultdict(list)
    for source, folder, board in (case.values for case in boards()):
        if (source, board["board"]) in NOT_SERVED:
            continue
        spider = spiders()[source]
        os.environ.update({key: key.removeprefix("ADZUNA_") for key in spider.keys})
        token = argument(board["board"]) or spider.default_boards[0]
        clock = RECORDED_AT.get((source, board["board"]), CLOCK)
        found[source] += drive(spider, token, load([shared / "sources" / folder / "samples"]), clock=clock).postings
    return found


def shares(postings: list[Any]) -> dict[str, float]:
    """Return the share of postings that give each field."""
    given = {name: sum(getattr(p, name) not in (None, "", []) for p in postings) / len(postings) for name in FIELDS}
    return {name: max(0.01, round(share, 2)) for name, share in given.items() if share}


def main() -> int:
    """Write jobscrape/boards/fill_rates.json."""
    started = datetime.now(timezone.utc)
    rates = {source: {"postings": len(all_), "fields": shares(all_)} for source, all_ in recorded(Path(sys.argv[1])).items() if all_}
    for source, rate in sorted(rates.items()):
        sys.stdout.write(f"{source}: {rate['postings']} postings\n")
    target = ROOT / "jobscrape" / "boards" / "fill_rates.json"
    target.write_text(json.dumps(rates, indent=1, sort_keys=True) + "\n", "utf-8")
    sys.stdout.write(f"{len(rates)} sources in {(datetime.now(timezone.utc) - started).seconds} s\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
