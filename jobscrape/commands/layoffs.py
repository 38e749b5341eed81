"""`scrapy layoffs`: import and list layoffs."""

from __future__ import annotations

import csv
import json
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError

if TYPE_CHECKING:
    import argparse

COLUMNS = ("date", "company", "headcount", "share", "place", "kind", "source")


class Command(Base):
    """Import and list layoffs."""

    prints_json = True
    examples = (
        "US notices by law come with `scrapy crawl warn`; announced layoffs from a CSV that you export from layoffs.fyi yourself\n"
        "(the site asks for credit, and for an arrangement before commercial use).\n\n"
        "Examples:\n"
        "  scrapy layoffs import layoffs.csv\n"
        "  scrapy layoffs list --company Acme --since 2026-01-01\n"
        "  scrapy layoffs list --json"
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "import FILE.csv | list [--company NAME] [--since DATE] [--json]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Import and list layoffs"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--company", default="", help="only this employer, by company key")
        parser.add_argument("--since", default="", help="only since this date, ISO 8601")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Run one action."""
        if args[:1] == ["import"] and len(args) == 2:
            return self._import(Path(args[1]), opts)
        if args == ["list"]:
            return self._list(opts)
        raise UsageError(f"say `import FILE.csv` or `list` (got {' '.join(args) or 'nothing'})")

    def _import(self, path: Path, opts: argparse.Namespace) -> int:
        from pymongo import ReplaceOne  # noqa: PLC0415

        from jobscrape.layoffs.fyi import COLUMNS as NEEDED  # noqa: PLC0415
        from jobscrape.layoffs.fyi import notice_of  # noqa: PLC0415
        from jobscrape.layoffs.notices import notice_document  # noqa: PLC0415

        rows = _rows(path)
        if rows and not {k.strip().lower() for k in rows[0] if k} >= NEEDED:
            raise UsageError(f"{path} has no columns {' and '.join(sorted(NEEDED))}; is it an export of layoffs.fyi?")
        notices = [n for row in rows if (n := notice_of(row)) is not None]
        documents = {d["_id"]: d for d in map(notice_document, notices)}
        if documents:
            self.database()["layoffs"].bulk_write([ReplaceOne({"_id": k}, d, upsert=True) for k, d in documents.items()], ordered=False)
        result = {"rows": len(rows), "layoffs": len(documents), "without_company": len(rows) - len(notices)}
        left_out = f"{len(notices) - len(documents)} repeated, {len(rows) - len(notices)} without company"
        text = f"{len(documents)} layoffs from {len(rows)} rows ({left_out})"
        sys.stdout.write((json.dumps(result) if opts.json else text) + "\n")
        return 0

    def _list(self, opts: argparse.Namespace) -> int:
        from jobscrape.fields.employer import company_key  # noqa: PLC0415
        from jobscrape.terminal import table  # noqa: PLC0415

        query: dict[str, Any] = {"company_key": company_key(opts.company)} if opts.company else {}
        if opts.since:
            query["date"] = {"$gte": _day(opts.since)}
        found = list(self.database()["layoffs"].find(query, {"raw": 0}).sort("date", -1))
        if opts.json:
            sys.stdout.write(json.dumps(found, default=str) + "\n")
            return 0
        if not found:
            sys.stdout.write("no layoffs stored\n" if not query else "no layoffs stored of this employer and time\n")
            return 0
        for row in found:
            row["place"] = ", ".join(p for p in row["place"].values() if p)
            row["date"] = f"{row['date']:%Y-%m-%d}" if row["date"] else ""
        sys.stdout.write(table(COLUMNS, [[r.get(c) for c in COLUMNS] for r in found]))
        return 0


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {getattr(error, 'strerror', None) or 'not UTF-8 text'}") from error


def _day(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)
    except ValueError as error:
        raise UsageError(f"--since {text!r} is no date such as 2026-01-31") from error
