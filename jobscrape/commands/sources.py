"""`scrapy sources`: what each source is, gives and asks for."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError

if TYPE_CHECKING:
    import argparse


class Command(Base):
    """List the sources."""

    prints_json = True
    examples = (
        "Examples:\n"
        "  scrapy sources                 one line a source\n"
        "  scrapy sources greenhouse      all that is known of one: fields it gives, politeness, terms, attribution\n"
        "  scrapy sources --json          the same of all, for machines"
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "[SOURCE ...] [--json]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "List the sources: what a board is, what it gives, what it asks for"

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Print the list, or all of some sources."""
        from jobscrape.boards.describe import described  # noqa: PLC0415
        from jobscrape.terminal import table  # noqa: PLC0415

        rows = described()
        unknown = [a for a in args if a not in {r["source"] for r in rows}]
        if unknown:
            raise UsageError(f"there is no source {unknown[0]!r}; `scrapy sources` lists them")
        rows = [r for r in rows if r["source"] in args] if args else rows
        if opts.json:
            sys.stdout.write(json.dumps(rows) + "\n")
        elif args:
            for row in rows:
                fields = {**row, "fields": " ".join(f"{k} {v:.0%}" for k, v in row["fields"].items())}
                sys.stdout.write(
                    table(("what", row["source"]), [(k, v if isinstance(v, list) else str(v)) for k, v in fields.items()]) + "\n"
                )
        else:
            columns = ("source", "system", "a board is", "boards", "requests", "seconds apart", "key", "on")
            body = [
                (
                    r["source"],
                    r["system"],
                    r["board_is"],
                    r["registered"],
                    r["requests"],
                    r["delay"],
                    " ".join(r["keys"]),
                    "no" if r["off"] else "yes",
                )
                for r in rows
            ]
            sys.stdout.write(table(columns, body))
        return 0
