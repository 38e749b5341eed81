"""Print what a scheduler should crawl, as JSON: `python scripts/crawl_matrix.py [SOURCE ...]`.

One entry a job: {"source": "greenhouse", "part": "2/3"}; a source is split into parts of at most BOARDS boards. Without names all
sources that are switched on and whose keys are set in the environment.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from jobscrape.boards.describe import described

BOARDS = 150


def entries(sources: list[dict[str, Any]], names: list[str]) -> list[dict[str, str]]:
    """Return the jobs for the named sources, or for all that can be crawled."""
    chosen = [s for s in sources if s["source"] in names or (not names and not s["off"] and all(os.environ.get(key) for key in s["keys"]))]
    needed = [s for s in chosen if s["registered"] or s["board_is"] not in ("company", "site")]
    parts = {s["source"]: -(-max(s["registered"], 1) // BOARDS) for s in needed}
    return [{"source": source, "part": f"{i + 1}/{n}"} for source, n in parts.items() for i in range(n)]


def main() -> int:
    """Print the matrix; 2 if a name is no source."""
    sources, names = described(), [name for name in " ".join(sys.argv[1:]).split() if name]
    unknown = set(names) - {s["source"] for s in sources}
    if unknown:
        sys.stderr.write(f"crawl_matrix: there is no source {', '.join(sorted(unknown))}; `scrapy sources` lists them\n")
        return 2
    sys.stdout.write(json.dumps(entries(sources, names)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
