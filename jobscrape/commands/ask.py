"""`scrapy ask`: one question about the stored postings, answered in the terminal."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError
from jobscrape.scope_options import add_scope_options, read_scope, runner_for

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
