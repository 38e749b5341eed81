"""`scrapy report`: all questions and claims on one page."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError
from jobscrape.scope_options import add_scope_options, read_scope, runner_for

if TYPE_CHECKING:
    import argparse

    from jobscrape.report.summary import Report


class Command(Base):
    """Answer all questions and judge the claims."""

    examples = (
        "Examples:\n"
        "  scrapy report                          write report.html\n"
        "  scrapy report -o 2026-06.html --since 2026-01 --until 2026-07\n"
        "  scrapy report --where country=DE --json > germany.json"
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "[-o FILE.html] [--json] [options]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Answer all questions and judge the claims on one page"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        add_scope_options(parser)
        parser.add_argument("-o", "--output", metavar="FILE", default="report.html", help="where to write the page (default report.html)")
        parser.add_argument("--json", action="store_true", help="print the report as JSON instead of writing a page")
        parser.add_argument("--title", default="What job postings say", help="title of the page")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Ask everything, write the page or the JSON."""
        if args:
            raise UsageError(f"scrapy report takes no argument (got {' '.join(args)}); for one question: scrapy ask {args[0]}")
        report = self._report(opts)
        if opts.json:
            sys.stdout.write(json.dumps(report.document(), indent=1, ensure_ascii=False, default=str) + "\n")
            return None
        from jobscrape.report.page import page  # noqa: PLC0415 - needs matplotlib

        target = Path(opts.output)
        try:
            target.write_text(page(report), "utf-8")
        except OSError as error:
            raise UsageError(f"cannot write {target}: {error.strerror}") from error
        sys.stdout.write(_verdicts(report) + f"{target}: {len(report.answers)} questions, {len(report.judgements)} claims\n")
        return None

    def _report(self, opts: argparse.Namespace) -> Report:
        from jobscrape.boards.describe import described  # noqa: PLC0415 - loads all spiders
        from jobscrape.questions.claims import judge_all  # noqa: PLC0415
        from jobscrape.questions.question import catalogue  # noqa: PLC0415
        from jobscrape.report.summary import Report  # noqa: PLC0415

        where, since, until = read_scope(opts)
        runner = runner_for(self, opts, where, since, until)
        answers = runner.ask(catalogue().values())
        sources = {row[0] for row in answers["coverage"].rows}
        shown = [row["attribution"] or f"{row['source']}: the employers' own postings" for row in described() if row["source"] in sources]
        made = f"{datetime.now(timezone.utc):%Y-%m-%d}"
        return Report(
            answers=answers, judgements=judge_all(answers), made=made, attribution=shown, title=opts.title, labels=runner.scope.labels
        )


def _verdicts(report: Report) -> str:
    width = max((len(j.verdict) for j in report.judgements), default=0)
    return "".join(f"{j.verdict.ljust(width)}  {j.claim.says}\n" for j in report.judgements)
