"""`scrapy coverage`: which boards were seen completely, partly or not at all, by source and week."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError
from jobscrape.store.coverage import WEEK, Week, coverage, last_crawl

if TYPE_CHECKING:
    import argparse

NAMED = 5
MOMENT = timedelta(milliseconds=1)


class Command(Base):
    """Show which boards were seen, by source and week."""

    examples = (
        "A fall in numbers means something only where boards were seen completely. One row a source and week:\n"
        "boards known then, and how many were seen completely, partly (some postings) or not at all.\n\n"
        "Examples:\n"
        "  scrapy coverage                          the last 12 weeks\n"
        "  scrapy coverage --source greenhouse --weeks 4 --boards\n"
        "  scrapy coverage --since 2026-01-01 --until 2026-04-01 --json"
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "[options]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Show which boards were seen completely, partly, not at all, by week"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--source", help="one source only")
        parser.add_argument("--weeks", default="12", metavar="N", help="the last N weeks (default 12)")
        parser.add_argument("--since", metavar="DATE", help="first day, e.g. 2026-01-01")
        parser.add_argument("--until", metavar="DATE", help="day after the last one (default: after the newest crawl)")
        parser.add_argument("--boards", action="store_true", help="name the boards not seen completely")
        parser.add_argument("--json", action="store_true", help="print JSON, every board named")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Print the table."""
        from jobscrape.boards.recognise import spiders  # noqa: PLC0415

        if args:
            raise UsageError(f"coverage takes options only (got {' '.join(args)}); see `scrapy coverage -h`")
        database = self.database()
        newest = last_crawl(database)
        if newest is None:
            raise UsageError(f"the database {database.name} holds no crawl yet; run `scrapy crawl SOURCE` first")
        until = day_of(opts.until, "until") if opts.until else newest + MOMENT
        since = day_of(opts.since, "since") if opts.since else until - MOMENT - WEEK * (whole(opts.weeks) - 1)
        if since >= until:
            raise UsageError(f"--since {since:%Y-%m-%d} is not before --until {until:%Y-%m-%d}")
        threads = [name for name, spider in spiders().items() if spider.board_is == "thread"]
        found = coverage(database, since, until, opts.source, threads)
        if opts.source and not found:
            raise UsageError(f"no board of {opts.source!r} was crawled before {until:%Y-%m-%d}; `scrapy sources` lists the sources")
        sys.stdout.write(json.dumps([w.document() for w in found]) + "\n" if opts.json else table(found, boards=opts.boards))
        return None


def table(found: list[Week], *, boards: bool) -> str:
    """Return the coverage as text, one row a source and week."""
    lines = [f"{'source':20} {'week':9} {'from':10} {'boards':>7} {'completely':>11} {'partly':>7} {'not at all':>11} {'seen':>6}"]
    for week in found:
        lines.append(
            f"{week.source:20} {week.start:%G-W%V}  {week.start:%Y-%m-%d} {week.boards:>7,} {len(week.completely):>11,} "
            f"{len(week.partly):>7,} {len(week.not_at_all):>11,} {week.share:>6.0%}"
        )
        if boards:
            lines += unseen(week)
    return "\n".join(lines) + "\n"


def unseen(week: Week) -> list[str]:
    """Return lines that name the boards not seen completely, by what came of them."""
    by_outcome: dict[str, list[str]] = {"partial": week.partly} if week.partly else {}
    for board, outcome in week.not_at_all.items():
        by_outcome.setdefault(outcome, []).append(board)
    return [f"{'':20}   {outcome}: {named(names)}" for outcome, names in by_outcome.items()]


def named(names: list[str]) -> str:
    """Return the first few names and how many more there are."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def day_of(text: str, option: str) -> datetime:
    """Return the start of the day named, UTC. Raises UsageError."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=timezone.utc)
    except ValueError:
        raise UsageError(f"--{option} takes a day such as 2026-01-31 (got {text!r})") from None


def whole(text: str) -> int:
    """Return a number of weeks. Raises UsageError."""
    if not text.isdigit() or not 1 <= int(text) <= 1000:
        raise UsageError(f"--weeks takes a whole number from 1 to 1000 (got {text!r})")
    return int(text)
