"""Print a few registered boards of a source, others each week: `python scripts/canary_boards.py SOURCE [N]`; nothing for a feed."""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from jobscrape.boards.registry import registered


def pick(tokens: list[str], number: int, week: int) -> list[str]:
    """Return `number` of the tokens, the next ones each week."""
    start = week * number % max(len(tokens), 1)
    return [*tokens[start:], *tokens[:start]][:number]


def main() -> int:
    """Print the tokens, separated by commas."""
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    tokens = sorted(str(board["token"]) for board in registered(sys.argv[1]))
    week = int(datetime.now(timezone.utc).timestamp()) // (7 * 86400)
    sys.stdout.write(",".join(pick(tokens, number, week)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
