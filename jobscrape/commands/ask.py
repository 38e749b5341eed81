"""`scrapy ask`: one question about the stored postings, answered in the terminal."""

from __future__ import annotations

import csv
import json
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from jobscrape.questions.answer import Answer
    from jobscrape.questions.question import Question
    from jobscrape.questions.run import Runner


class Command(Base):
    """Ask one question of the stored postings."""

    examples = (
        "Examples:\n"
        "  scrapy ask                                      list the questions\n"
        "  scrapy ask skills --where role=data_engineering --where country=DE\n"
        "  scrapy ask work_mode --since 2026-01 --until 2026-07 --plot work_mode.svg\n"
        "  scrapy ask pay --by seniority --csv > pay.csv\n"
        "  scrapy ask skill_trends --json | jq '.rows[:5]'\n"
        "  scrapy ask roles --pipeline --on postings       print the aggregation for mongosh"
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "[NAME] [options]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Ask a question about the stored postings (without NAME: list the questions)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        add_scope_options(parser)
        parser.add_argument("--by", help="group of `pay`: role, seniority, country or skill")
        parser.add_argument("--top", type=int, default=20, help="rows to print (default 20)")
        output = parser.add_mutually_exclusive_group()
        output.add_argument("--json", action="store_true", help="print the whole answer as JSON")
        output.add_argument("--csv", action="store_true", help="print the table as CSV")
        output.add_argument("--pipeline", action="store_true", help="print the aggregation pipelines for mongosh instead of the answer")
        parser.add_argument("--on", choices=("facts", "postings"), default="facts", help="collection the printed pipelines run on")
        parser.add_argument("--plot", metavar="FILE.svg", help="also write the chart (needs requirements-report.txt)")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """List the questions, or answer one."""
        from jobscrape.questions.question import catalogue  # noqa: PLC0415 - light imports at module level

        if not args:
            _list(catalogue(), as_json=opts.json)
            return None
        if len(args) > 1 or args[0] not in catalogue():
            raise UsageError(f"there is no question {' '.join(args)}; questions are {', '.join(catalogue())}")
        where, since, until = read_scope(opts)
        runner = runner_for(self, opts, where, since, until, by=opts.by)
        answer = runner.ask([catalogue()[args[0]]])[args[0]]
        if opts.plot:
            _plot(answer, opts.plot)
        sys.stdout.write(_rendered(answer, runner, opts))
        return None


def add_scope_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that ask and report share."""
    parser.add_argument("--since", metavar="DATE", help="begin of the period, YYYY-MM-DD or YYYY-MM (default: chosen from the ledger)")
    parser.add_argument("--until", metavar="DATE", help="end of the period, exclusive")
    parser.add_argument(
        "--where", action="append", default=[], metavar="FIELD=VALUE", help="filter, repeatable: country=DE, skill=ml.*, role=a|b"
    )
    parser.add_argument("--level", choices=("posting", "job", "role_group"), default="job", help="what counts as one (default: job)")
    parser.add_argument("--fresh", action="store_true", help="derive the facts anew, even if no crawl was stored since")


def read_scope(opts: argparse.Namespace) -> tuple[dict[str, object], datetime | None, datetime | None]:
    """Return filter and period of the options. Raises UsageError."""
    from jobscrape.questions.where import parse  # noqa: PLC0415 - light imports at module level

    try:
        where = parse(opts.where)
    except ValueError as error:
        raise UsageError(str(error)) from error
    since, until = _date(opts.since, "--since"), _date(opts.until, "--until")
    if since and until and since >= until:
        raise UsageError(f"--since {opts.since} is not before --until {opts.until}")
    return where, since, until


def runner_for(
    command: Base, opts: argparse.Namespace, where: dict[str, object], since: datetime | None, until: datetime | None, **options: str | None
) -> Runner:
    """Return a runner on the store of `command` with its summaries up to date. Raises StoreError."""
    from jobscrape.questions.run import Runner  # noqa: PLC0415 - light imports at module level
    from jobscrape.store.analysis import prepare  # noqa: PLC0415

    analysis = prepare(command.database(), fresh=opts.fresh, progress=_progress)
    chosen = {name: value for name, value in options.items() if value}
    scope = analysis.scope(since, until, where=where, level=opts.level, options=chosen, labels=skill_labels())
    return Runner(aggregate=analysis.aggregate, scope=scope, facts=analysis.stream)


def skill_labels() -> dict[str, str]:
    """Return the names of skills by id."""
    from jobscrape.skills.taxonomy import load  # noqa: PLC0415 - reads the taxonomy

    return {row[0]: row[1] for row in load().skills}


def _progress(line: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"{line}\n")


def _date(text: str | None, option: str) -> datetime | None:
    if text is None:
        return None
    for form in ("%Y-%m-%d", "%Y-%m"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=timezone.utc)
        except ValueError:
            continue
    raise UsageError(f"{option} is a date, YYYY-MM-DD or YYYY-MM, not {text!r}")


def _list(questions: dict[str, Question], *, as_json: bool) -> None:
    if as_json:
        rows = [
            {"name": q.name, "asks": q.asks, "reads": q.reads, "topic": q.topic, "caveats": list(q.caveats)} for q in questions.values()
        ]
        sys.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
        return
    width = max(len(name) for name in questions)
    sys.stdout.write("".join(f"{q.name.ljust(width)}  {q.asks}\n" for q in questions.values()))


def _rendered(answer: Answer, runner: Runner, opts: argparse.Namespace) -> str:
    from jobscrape.questions.mongosh import script  # noqa: PLC0415 - light imports at module level
    from jobscrape.questions.show import text  # noqa: PLC0415

    if opts.pipeline:
        return script(runner.pipelines, on_postings=opts.on == "postings")
    if opts.json:
        return json.dumps(answer.document(), indent=2, ensure_ascii=False, default=str) + "\n"
    if opts.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([[column.name for column in answer.columns], *answer.rows] if answer.reason is None else [])
        return ""
    return text(answer, opts.top)


def _plot(answer: Answer, path: str) -> None:
    from jobscrape.report.charts import draw  # noqa: PLC0415 - needs matplotlib

    if answer.chart is None:
        raise UsageError(f"the answer to {answer.question} has no chart{': ' + answer.reason if answer.reason else ''}")
    try:
        Path(path).write_text(draw(answer.chart, answer.asks), "utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
