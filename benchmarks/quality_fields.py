"""Fields against hand labels: the figures of score_gold.py, and who is taken for whom.

    python benchmarks/quality_fields.py [GOLD_FOLDER] [--json] [--errors FIELD]

GOLD_FOLDER holds dev.records.jsonl and dev.labels.jsonl (default: JOBSCRAPE_SHARED/gold); the scorer is taken from the folder
`tools` beside it. Records are enriched in this process, as `scrapy enrich` does it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from collections import Counter
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # not beside the scripts: Twisted needs a package called incremental
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from jobscrape.commands.enrich import enriched
from jobscrape.fields.rows import Line

CLOCK = datetime(2026, 8, 20, tzinfo=timezone.utc)
SILENT = (None, False, "unknown", "none", "none_stated")
CONFUSED = {"role_family": "role", "seniority": "seniority", "work_mode": "work_mode", "ai_in_role": "ai_in_role"}


def main() -> None:
    """Print figures, confusion and, on demand, single errors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=shared() / "gold")
    parser.add_argument("--json", action="store_true", help="figures only, as JSON")
    parser.add_argument("--errors", metavar="FIELD", help="list what is wrong in one field, with its evidence")
    args = parser.parse_args()
    labels, predicted = load(args.gold)
    if args.errors:
        print_errors(labels, predicted, args.errors)
        return
    found = figures(args.gold.parent / "tools" / "score_gold.py", labels, predicted)
    if args.json:
        print(json.dumps({key: round(value, 4) for key, value in found.items()}, indent=1))
        return
    print(f"{len(labels)} postings")
    for key, value in found.items():
        print(f"{key:34s} {value:6.3f}")
    for label, name in CONFUSED.items():
        print_confusion(labels, predicted, label, name)


def shared() -> Path:
    """Return the folder of recorded data."""
    return Path(os.environ.get("JOBSCRAPE_SHARED") or Path(__file__).parents[2] / "shared")


def load(gold: Path) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return the labels, and the enriched records by id."""
    records = [json.loads(line) for line in (gold / "dev.records.jsonl").read_text("utf-8").splitlines() if line.strip()]
    labels = [json.loads(line) for line in (gold / "dev.labels.jsonl").read_text("utf-8").splitlines() if line.strip()]
    return labels, {r["id"]: enriched(Line(n, r), CLOCK) for n, r in enumerate(records, 1)}


def scorer(path: Path) -> Any:
    """Return score_gold.py as a module."""
    spec = importlib.util.spec_from_file_location("score_gold", path)
    if spec is None or spec.loader is None:
        sys.exit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures(tool: Path, labels: list[dict[str, Any]], predicted: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Return the scorer's figures."""
    score = scorer(tool)
    counts = (score.score_one(gold, predicted.get(gold["id"], {}))[0] for gold in labels)
    total: dict[str, float] = score.figures(sum(counts, Counter()))
    return total


def print_confusion(labels: list[dict[str, Any]], predicted: dict[str, dict[str, Any]], label: str, name: str) -> None:
    """Print precision, recall and the mistakes of each class."""
    pairs = Counter((gold.get(label) or "unknown", predicted[gold["id"]].get(name) or "unknown") for gold in labels)
    print(f"\n{name}: class, labelled, right, precision, recall, taken for")
    for value in sorted({a for a, _ in pairs}):
        want, got = sum(n for (a, _), n in pairs.items() if a == value), sum(n for (_, b), n in pairs.items() if b == value)
        right = pairs[value, value]
        wrong = ", ".join(f"{b} {n}" for (a, b), n in pairs.most_common() if a == value != b)
        print(f"  {value:28s} {want:4d} {right:4d} {right / max(got, 1):6.2f} {right / max(want, 1):6.2f}  {wrong}")


def print_errors(labels: list[dict[str, Any]], predicted: dict[str, dict[str, Any]], name: str) -> None:
    """Print id, label, reading and evidence where they differ."""
    for gold in labels:
        row = predicted[gold["id"]]
        want, got = gold.get("role_family" if name == "role" else name), row.get(name)
        if _said(want) != _said(got):
            print(gold["id"], "label", want, "read", got, json.dumps(row["evidence"].get(name), ensure_ascii=False))


def _said(value: Any) -> Any:
    """Return a value as it compares: lists in order, and None for all ways to say nothing."""
    return sorted(map(str, value)) or None if isinstance(value, list) else None if value in SILENT else value


if __name__ == "__main__":
    main()
