"""CPU per field reader and posting, on recorded postings where they are found, else on generated ones.

    python benchmarks/fields.py [FILE] [--adversarial]

FILE: JSON lines with descriptionHtml (default: JOBSCRAPE_SHARED/normalise/ashby_postings.jsonl). Readers run in their order over
postings whose text is already clean; `shared pass` is the one search for cue words that the readers share.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import defaultdict
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

if __name__ == "__main__":  # not beside the scripts: Twisted needs a package called incremental
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from jobscrape.fields.enrich import stated_from
from jobscrape.fields.normalise import readers
from jobscrape.fields.reading import Reading
from jobscrape.fields.text import to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOCK = datetime(2026, 8, 20, tzinfo=timezone.utc)
GENERATED = 300
SIZE = 100_000
PIECES = (
    "1",
    " ",
    "(",
    "1-",
    "a",
    "\n",
    ".",
    "- ",
    ", ",
    "é",
    "remote ",
    "5 years ",
    "ai ",
    "bachelor or ",
    "hybrid 3 days ",
    "1 to 2 to ",
    "manage a team ",
)
"""What hostile texts repeat; tests/fields uses it too."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--adversarial", action="store_true", help="time 100 KB of hostile text instead")
    args = parser.parse_args()
    if args.adversarial:
        adversarial()
    else:
        measure(list(postings(args.file)))


def postings(path: Path | None) -> Iterator[dict[str, Any]]:
    """Yield recorded records, or generated ones where there are none."""
    shared = Path(os.environ.get("JOBSCRAPE_SHARED") or Path(__file__).parents[2] / "shared")
    path = path or shared / "normalise" / "ashby_postings.jsonl"
    if path.is_file():
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)
    else:
        yield from (generated(i) for i in range(GENERATED))


def generated(number: int) -> dict[str, Any]:
    """Return a posting of 5 KB."""
    duty = f"Design and operate service {number} for our customers, work with product and review code. " * 25
    demand = f"- {number % 9 + 1}+ years of experience with Python\n- Bachelor's degree\n- Hybrid, 3 days a week in the office\n" * 10
    body = f"About us\n{duty}\n\nRequirements\n{demand}"
    return {"title": "Senior Backend Engineer", "description": body, "location": "Berlin, Germany"}


def measure(records: list[dict[str, Any]]) -> None:
    """Time every reader over all records, best of three rounds."""
    stated = [stated_from({**r, "description": r.get("descriptionHtml") or r.get("description")}) for r in records]
    texts = [to_text(s.description) for s in stated]
    rounds = [one_round(stated, texts) for _ in range(4)][1:]
    best = {name: min(r[name] for r in rounds) for name in rounds[0]}
    size = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} postings, {size:,.0f} characters each; CPU in microseconds a posting")
    for name, seconds in sorted(best.items(), key=lambda row: -row[1]):
        print(f"{name:18s} {seconds / len(texts) * 1e6:8.1f}")
    print(f"{'all':18s} {sum(best.values()) / len(texts) * 1e6:8.1f}")


def one_round(stated: list[Any], texts: list[str]) -> dict[str, float]:
    """Return the CPU seconds of each reader over all postings."""
    spent: dict[str, float] = defaultdict(float)
    for posting, text in zip(stated, texts, strict=True):
        reading = Reading(posting, text, CLOCK)
        start = time.process_time()
        _ = reading.cues
        spent["shared pass"] += time.process_time() - start
        for reader in readers():
            start = time.process_time()
            reading.found.update(reader.read(reading))
            spent[str(getattr(reader, "__name__", reader)).rpartition(".")[2]] += time.process_time() - start
    return spent


def hostile(piece: str) -> str:
    """Return 100 KB of `piece`."""
    return (piece * (SIZE // len(piece) + 1))[:SIZE]


def adversarial() -> None:
    """Print the slowest readers on 100 KB of each hostile piece; tables and the language model are loaded by a short text first."""
    for piece in PIECES:
        short, text = hostile(piece)[:500], hostile(piece)
        stated = stated_from({"title": "Engineer", "description": text})
        one_round([stated], [short])
        spent = one_round([stated], [text])
        name, seconds = max(spent.items(), key=lambda row: row[1])
        print(f"{piece!r:20} {name:18s} {seconds * 1e3:8.1f} ms")


if __name__ == "__main__":
    main()
