"""`scrapy retag`: read stored postings again after rules changed, without crawling."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError

if TYPE_CHECKING:
    import argparse


class Command(Base):
    """Read stored postings again."""

    prints_json = True
    examples = (
        "Stored words and texts are read again with today's rules; only what changed is written. An interrupted run is resumed\n"
        "by running it again: postings already at today's versions are passed over.\n\n"
        "Examples:\n"
        "  scrapy retag\n"
        "  scrapy retag --source greenhouse --source lever\n"
        "  scrapy retag --all --json     whatever their versions"
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "[--source NAME ...] [--all] [--json]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Read stored postings again after rules changed, without crawling"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--source", action="append", default=[], help="only postings of this source (may be repeated)")
        parser.add_argument("--all", action="store_true", help="also those read by today's versions")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Read again, then bring the openings up to date."""
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import Progress  # noqa: PLC0415

        from jobscrape.boards.recognise import spiders  # noqa: PLC0415
        from jobscrape.store.analysis import forget  # noqa: PLC0415
        from jobscrape.store.jobs import Jobs  # noqa: PLC0415
        from jobscrape.store.retag import retag  # noqa: PLC0415

        unknown = [name for name in opts.source if name not in spiders()]
        if unknown:
            raise UsageError(f"there is no source {unknown[0]!r}; `scrapy sources` lists them")
        database = self.database()
        query: dict[str, Any] = {"source": {"$in": opts.source}} if opts.source else {}
        with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
            task = bar.add_task("postings", total=database["postings"].count_documents(query))
            done = retag(database, query, lambda n: bar.advance(task, n), everything=opts.all)
            Jobs(database).link(done.rekeyed)
        forget(database)
        result = {"read": done.read, "changed": done.changed, "fields": dict(done.fields.most_common()), "rekeyed": len(done.rekeyed)}
        if opts.json:
            sys.stdout.write(json.dumps(result) + "\n")
        else:
            fields = ", ".join(f"{name} {n}" for name, n in done.fields.most_common())
            sys.stdout.write(f"{done.read} postings read again, {done.changed} changed{f': {fields}' if fields else ''}\n")
        return 0
