"""Measure which fields each source truly gives, on the recorded payloads: `python scripts/measure_sources.py SHARED_FOLDER`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from driving import drive  # noqa: E402 - the path is set above

from jobscrape.boards.recognise import spiders  # noqa: E402
from jobscrape.replay import load  # noqa: E402

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


def postings_of(name: str, folder: Path) -> list[Any]:
    """Return all postings of a source's recorded boards."""
    recorded = json.loads((folder / "replay.json").read_text("utf-8"))
    answers = load([folder])
    found = []
    for board in recorded["boards"]:
        found += drive(spiders()[name], board["board"] or spiders()[name].default_boards[0], answers).postings
    return found


def main() -> int:
    """Write jobscrape/boards/fill_rates.json."""
    shared = Path(sys.argv[1])
    rates: dict[str, Any] = {}
    for name, spider in spiders().items():
        os.environ.update(dict.fromkeys(spider.keys, "measured"))
        folder = shared / "sources" / name / "samples"
        if not (folder / "replay.json").exists():
            continue
        postings = postings_of(name, folder)
        shares = (
            {f: round(sum(getattr(p, f) not in (None, "", []) for p in postings) / len(postings), 2) for f in FIELDS} if postings else {}
        )
        rates[name] = {"postings": len(postings), "fields": {f: s for f, s in shares.items() if s}}
        sys.stdout.write(f"{name}: {len(postings)} postings\n")
    target = ROOT / "jobscrape" / "boards" / "fill_rates.json"
    target.write_text(json.dumps(rates, indent=1, sort_keys=True) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
