"""`scrapy export`: stored postings as Parquet, CSV, JSON lines or schema.org JSON-LD."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError
from jobscrape.scope_options import read_scope

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from pymongo.database import Database

    from jobscrape.export.columns import Column
    from jobscrape.export.write import Export

KINDS = ("parquet", "csv", "jsonl", "jsonld")


class Command(Base):
    """Export postings."""

    examples = (
        "Examples:\n"
        "  scrapy export -o postings.parquet\n"
        "  scrapy export -o postings.csv --where country=DE --where status=open --columns id,title,company,skills\n"
        "  scrapy export -o dump/ --format parquet --partition month      dump/month=2026-03/postings.parquet\n"
        "  scrapy export --format jsonl | jq .title                       to standard output\n"
        "  scrapy export -o postings.jsonld --text --since 2026-01 --until 2026-02\n"
        "Beside the files goes datapackage.json: columns, meanings, row counts, hashes, whom to name. Lists in CSV are joined by |."
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "[-o FILE|DIR] [--format FORMAT] [options]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Export postings to Parquet, CSV, JSON lines or schema.org JSON-LD"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument(
            "-o", "--output", metavar="FILE|DIR", default="-", help="file, folder (with --partition) or - for standard output"
        )
        parser.add_argument("--format", choices=KINDS, help="default: from the name of the file, else jsonl")
        parser.add_argument("--columns", metavar="A,B", help="columns, in order (default: all; see docs/DATA-DICTIONARY.md)")
        parser.add_argument(
            "--where", action="append", default=[], metavar="FIELD=VALUE", help="filter, repeatable: country=DE, skill=ml.*"
        )
        parser.add_argument("--since", metavar="DATE", help="first seen from, YYYY-MM-DD or YYYY-MM")
        parser.add_argument("--until", metavar="DATE", help="first seen before")
        parser.add_argument("--partition", choices=("month",), help="a file for each month of first sighting")
        parser.add_argument("--text", action="store_true", help="with the bodies of the postings")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Write the files and their description."""
        from jobscrape.export.write import Export  # noqa: PLC0415 - light imports at module level
        from jobscrape.store import reading  # noqa: PLC0415

        if args:
            raise UsageError(f"scrapy export takes no argument (got {' '.join(args)}); say -o {args[0]}")
        kind, match, since, until = _kind(opts), *_selection(opts)
        chosen = _columns(opts)
        database = self.database()
        export = Export(kind=kind, columns=chosen, texts=(lambda batch: reading.texts(database, batch)) if opts.text else None)
        months = _months(database, match, _projection(export, opts), since, until)
        if opts.output == "-":
            export.to_stream((posting for _, stream in months for posting in stream), sys.stdout.buffer)
            return None
        rows = _write(export, months, Path(opts.output), partition=opts.partition)
        sys.stderr.write(f"{rows:,} postings in {len(export.files)} file{'s' if len(export.files) != 1 else ''}: {opts.output}\n")
        return None


def _kind(opts: argparse.Namespace) -> str:
    kind = opts.format or Path(opts.output).suffix.lstrip(".") or "jsonl"
    if kind not in KINDS:
        raise UsageError(f"there is no format {kind}; formats are {', '.join(KINDS)} (--format)")
    if kind == "parquet" and opts.output == "-":
        raise UsageError("Parquet needs a file: say -o FILE.parquet")
    if opts.partition and opts.output == "-":
        raise UsageError("--partition needs a folder: say -o DIR")
    return str(kind)


def _selection(opts: argparse.Namespace) -> tuple[dict[str, Any], datetime | None, datetime | None]:
    from jobscrape.questions.where import on_postings  # noqa: PLC0415 - light imports at module level

    where, since, until = read_scope(opts)
    try:
        return on_postings(where), since, until
    except ValueError as error:
        raise UsageError(str(error)) from error


def _columns(opts: argparse.Namespace) -> list[Column]:
    from jobscrape.export.columns import DESCRIPTION, columns  # noqa: PLC0415 - light imports at module level

    known = {**columns(), DESCRIPTION.name: DESCRIPTION}
    names = opts.columns.split(",") if opts.columns else [*columns(), *([DESCRIPTION.name] if opts.text else [])]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UsageError(f"there is no column {', '.join(unknown)}; columns are {', '.join(known)}")
    if DESCRIPTION.name in names:
        opts.text = True
    return [known[name] for name in names]


def _projection(export: Export, opts: argparse.Namespace) -> dict[str, int]:
    from jobscrape.export.columns import columns, fields  # noqa: PLC0415 - light imports at module level

    wanted = fields(list(columns().values()) if export.kind == "jsonld" else export.columns)
    return {**wanted, "content_hash": 1} if opts.text else wanted


def _months(
    database: Database[dict[str, Any]], match: dict[str, Any], fields: dict[str, int], since: datetime | None, until: datetime | None
) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    from jobscrape.store import reading  # noqa: PLC0415 - light imports at module level

    for begin, end in reading.months(database, since, until):
        yield f"{begin:%Y-%m}", reading.postings(database, match, fields, begin, end)


def _write(export: Export, months: Iterator[tuple[str, Iterator[dict[str, Any]]]], target: Path, *, partition: str | None) -> int:
    try:
        if partition:
            target.mkdir(parents=True, exist_ok=True)
            rows = export.to_months(months, target)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            rows = export.to_file((posting for _, stream in months for posting in stream), target)
        _describe(export, target if partition else target.parent, target)
    except OSError as error:
        raise UsageError(f"cannot write {target}: {error.strerror}") from error
    return rows


def _describe(export: Export, root: Path, target: Path) -> None:
    from jobscrape.boards.describe import described  # noqa: PLC0415 - loads all spiders
    from jobscrape.export.package import package  # noqa: PLC0415

    made = f"{datetime.now(timezone.utc):%Y-%m-%dT%H:%M:%SZ}"
    known = {row["source"]: row for row in described()}
    sources = [known.get(name, {"source": name}) for name in sorted(export.sources)]
    document = package(export.files, root, export.kind, export.columns, sources, made)
    name = "datapackage.json" if target.is_dir() else f"{target.stem}.datapackage.json"
    (root / name).write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", "utf-8")
