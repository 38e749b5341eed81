"""`scrapy enrich`: read the fields and skills of postings that another scraper collected."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import orjson

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError
from jobscrape.fields.enrich import record_id, stated_from, to_record
from jobscrape.fields.rows import FORMATS, Line, format_of, lines
from jobscrape.items import Normalised
from jobscrape.net.clock import parse_time
from jobscrape.streams import reading, writing

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import BinaryIO


@dataclass(slots=True)
class Tally:
    """What became of the records."""

    read: int = 0
    written: int = 0
    rejected: int = 0
    why: str = ""
    """The first record that could not be used, and why."""


class Command(Base):
    """Read the fields and skills of postings that another scraper collected."""

    requires_project = False
    examples = (
        "Reads JSON lines, a JSON array or CSV (plain or .gz) with the usual column names of other scrapers (title/job_title/position,\n"
        "company/company_name, location, description/body, url/job_url, is_remote, min_amount/max_amount/interval, job_level, ...)\n"
        "and writes one JSON line a posting: id, the normalised fields, evidence {field: {from, text, rule}} and skill_mentions.\n\n"
        "Examples:\n"
        "  scrapy enrich -i jobs.csv -o enriched.jsonl\n"
        "  scrapy enrich -i jobs.jsonl.gz -o enriched.jsonl.gz --rejects rejects.jsonl\n"
        "  some-scraper --json | scrapy enrich | jq -r '[.title, .work_mode, .seniority] | @tsv'\n"
        '  echo \'{"title": "Sr. Data Engineer (Remote, Germany)", "description": "5+ years of experience with Spark."}\' | scrapy enrich'
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "[-i FILE] [-o FILE] [--format FORMAT] [--rejects FILE]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Read fields and skills from another scraper's postings (JSON lines or CSV), with evidence"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("-i", "--input", default="-", metavar="FILE", help="postings (default: standard input)")
        parser.add_argument(
            "-o", "--output", default="-", metavar="FILE", help="JSON lines, gzipped if it ends in .gz (default: standard output)"
        )
        parser.add_argument("--format", choices=FORMATS, help="format of the input (default: by its name, else by its first character)")
        parser.add_argument("--rejects", metavar="FILE", help="write records that cannot be used as JSON lines {line, error, record}")
        parser.add_argument("--clock", metavar="TIME", help='base of relative dates such as "3 days ago", ISO 8601 (default: now)')

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Enrich every record in order; a record that cannot be used is counted and left out."""
        if args:
            raise UsageError(f"unexpected argument {args[0]!r}; give files with -i and -o")
        clock = clock_of(opts.clock)
        with contextlib.ExitStack() as stack:
            source = stack.enter_context(reading(opts.input))
            target = stack.enter_context(writing(opts.output))
            rejects = stack.enter_context(writing(opts.rejects)) if opts.rejects else None
            advance = _progress(stack, opts)
            tally = enrich(source, target, rejects, clock, format_of(opts.input, opts.format), advance)
        if tally.rejected or sys.stderr.isatty():
            sys.stderr.write(_summary(tally, opts.rejects))
        return None


def enrich(
    source: BinaryIO,
    target: BinaryIO,
    rejects: BinaryIO | None,
    clock: datetime,
    form: str | None,
    advance: Callable[[], None] = lambda: None,
) -> Tally:
    """Write one JSON line for each usable record of `source`, one to `rejects` for each other; returns the counts."""
    tally = Tally()
    for line in lines(source, form):
        tally.read += 1
        try:
            target.write(_dumped(enriched(line, clock)))
            tally.written += 1
        except UsageError as error:
            tally.rejected += 1
            tally.why = tally.why or f"line {line.number}: {error}"
            if rejects is not None:
                rejects.write(_dumped({"line": line.number, "error": str(error), "record": line.record or line.raw}))
        advance()
    return tally


def enriched(line: Line, clock: datetime) -> dict[str, Any]:
    """Return the enriched record of one line of input; raises UsageError where there is nothing to read."""
    from jobscrape.chain import read  # noqa: PLC0415 - light imports at module level

    if line.record is None:
        raise UsageError(line.error)
    stated = stated_from(line.record)
    values = read(stated, clock).normalised or Normalised()
    return to_record(values, record_id(line.record, line.number))


def clock_of(text: str | None) -> datetime:
    """Return the base of relative dates, aware UTC."""
    try:
        return parse_time(text.strip()) if text else datetime.now(timezone.utc)
    except UsageError as error:
        raise UsageError(f"--clock {text!r} is no ISO 8601 time, such as 2026-03-01T06:00:00Z") from error


def _dumped(record: dict[str, Any]) -> bytes:
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS, default=str)


def _summary(tally: Tally, rejects: str | None) -> str:
    """Return the last line on standard error."""
    left_out = f", {tally.rejected} left out, the first at {tally.why[:200]}" if tally.rejected else ""
    hint = f" (see {rejects})" if rejects else " (say --rejects FILE to keep them)"
    return f"scrapy enrich: {tally.written} of {tally.read} records enriched{left_out}{hint if tally.rejected else ''}\n"


def _progress(stack: contextlib.ExitStack, opts: argparse.Namespace) -> Callable[[], None]:
    """Show a counter on a terminal's standard error while files are read; returns what to call after each record."""
    if not sys.stderr.isatty() or opts.input == "-" or opts.output == "-":
        return lambda: None
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("enrich"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    progress = stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
    task = progress.add_task("enrich", total=None)
    return lambda: progress.advance(task)
