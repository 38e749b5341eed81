"""Report as Markdown which fields sources stopped giving: stored postings against the rates measured on recorded payloads.

`python scripts/drift.py`: looks at the store (MONGODB_URI, else the embedded one). Exit status 1 if something drifted.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from jobscrape.boards.describe import measured
from jobscrape.store.client import connect, locate

ENOUGH = 20
USUAL, LOST = 0.5, 0.3
"""A field that stood in at least USUAL of the recorded postings has drifted if now fewer than LOST of that share have it."""


def pipeline(fields: list[str]) -> list[dict[str, Any]]:
    """Return the pipeline that counts what sources state."""
    paths = {name: "$content_hash" if name == "description" else f"$stated.{name}" for name in fields}
    counts = {name: {"$sum": {"$cond": [{"$gt": [path, None]}, 1, 0]}} for name, path in paths.items()}
    return [{"$group": {"_id": "$source", "n": {"$sum": 1}, **counts}}, {"$sort": {"_id": 1}}]


def drifted(row: dict[str, Any], usual: dict[str, float]) -> list[tuple[str, float, float]]:
    """Return (field, share then, share now) of the fields that a source stopped giving."""
    shares = [(name, then, row.get(name, 0) / row["n"]) for name, then in usual.items() if then >= USUAL]
    return [(name, then, now) for name, then, now in shares if now < LOST * then]


def main() -> int:
    """Print the report; 1 if something drifted."""
    expected = {source: one["fields"] for source, one in measured().items()}
    fields = sorted({name for one in expected.values() for name in one})
    database = connect(locate())
    rows = list(database["postings"].aggregate(pipeline(fields)))
    database.client.close()
    lines, bad = ["| source | postings | lost fields |", "|---|--:|---|"], False
    for row in rows:
        lost = drifted(row, expected.get(row["_id"], {})) if row["n"] >= ENOUGH else []
        bad = bad or bool(lost)
        told = ", ".join(f"{name} {then:.0%} → {now:.0%}" for name, then, now in lost)
        lines.append(f"| {row['_id']} | {row['n']} | {told or ('none' if row['n'] >= ENOUGH else 'too few postings to tell')} |")
    sys.stdout.write("\n".join(lines) + "\n")
    return int(bad)


if __name__ == "__main__":
    raise SystemExit(main())
