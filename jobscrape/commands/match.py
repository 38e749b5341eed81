"""`scrapy match`: tell for pairs of postings whether they are one."""

from __future__ import annotations

import contextlib
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError
from jobscrape.streams import reading, writing

if TYPE_CHECKING:
    import argparse
    from typing import BinaryIO


class Command(Base):
    """Tell for pairs of postings whether they are one."""

    requires_project = False
    examples = (
        "Reads JSON lines {a, b}, two records {source, source_id, title, company, location, date, url, description, ...} of any scraper,\n"
        "and writes one JSON line a pair: {relation, evidence}; other keys of the line, such as a pair's number, are kept.\n"
        "relation: same_posting, same_role_other_place, same_role_other_level, different or undecidable.\n"
        "A line that cannot be used is undecidable, says why, and does not stop the others.\n"
        "evidence: rule, what clusters make of it (link: merge, possible, role, no) and the scores.\n\n"
        "Examples:\n"
        "  scrapy match -i pairs.jsonl -o verdicts.jsonl\n"
        "  scrapy match < pairs.jsonl | jq -r .relation | sort | uniq -c\n"
        '  echo \'{"a": {"title": "Baker", "company": "Acme"}, "b": {"title": "Baker", "company": "Acme Inc"}}\' | scrapy match'
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "[-i FILE] [-o FILE] [--rejects FILE]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Tell for pairs of postings whether they are one"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("-i", "--input", default="-", metavar="FILE", help="pairs as JSON lines (default: standard input)")
        parser.add_argument("-o", "--output", default="-", metavar="FILE", help="where the verdicts go (default: standard output)")
        parser.add_argument("--rejects", metavar="FILE", help="write lines that cannot be used as JSON lines {line, error, raw}")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Judge every pair in order; a line that cannot be used is counted and undecidable."""
        if args:
            raise UsageError(f"unexpected argument {args[0]!r}; give files with -i and -o")
        with contextlib.ExitStack() as stack:
            source = stack.enter_context(reading(opts.input))
            target = stack.enter_context(writing(opts.output))
            rejects = stack.enter_context(writing(opts.rejects)) if opts.rejects else None
            told = judge_lines(source, target, rejects)
        if told.wrong and not told.judged:
            raise UsageError(f"no line could be used; {told.why[:200]}")
        if told.wrong:
            hint = f"see {opts.rejects}" if opts.rejects else "say --rejects FILE to keep them"
            sys.stderr.write(f"scrapy match: {told.judged} pairs judged, {told.wrong} lines cannot be used; {told.why[:200]} ({hint})\n")
        return None


@dataclass(slots=True)
class Told:
    """What became of the lines."""

    judged: int = 0
    wrong: int = 0
    why: str = ""
    """Why the first line that could not be used was left out."""


def judge_lines(source: BinaryIO, target: BinaryIO, rejects: BinaryIO | None) -> Told:
    """Write a verdict for each line of `source`, in order; blank lines are skipped.

    A line that cannot be used is undecidable, so that verdicts stay beside their pairs, and goes to `rejects` as {line, error, raw}.
    """
    told = Told()
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            target.write(dumped(judged(line)))
            told.judged += 1
        except UsageError as error:
            why = f"line {number} {error}"
            told.wrong += 1
            told.why = told.why or why
            target.write(dumped({"relation": "undecidable", "evidence": {"rule": why}}))
            if rejects is not None:
                reject = {"line": number, "error": str(error), "raw": line.decode("utf-8", "replace").rstrip("\n")}
                rejects.write(dumped(reject))
    return told


def dumped(record: dict[str, Any]) -> bytes:
    """Return a line of JSON; keys of the input may hold what only the standard library can write."""
    return json.dumps(record).encode() + b"\n"


def judged(line: bytes) -> dict[str, Any]:
    """Return the verdict on one line with its other keys; raises UsageError where it is no pair of records."""
    from jobscrape.identity.records import match_pair  # noqa: PLC0415 - light imports at module level

    try:
        pair = json.loads(line.decode("utf-8", "replace"))
    except ValueError as error:
        raise UsageError(f"is not JSON: {error}") from error
    if not isinstance(pair, dict) or not all(isinstance(pair.get(side), dict) for side in "ab"):
        raise UsageError("is no pair: want an object with the records `a` and `b`")
    try:
        verdict = match_pair(pair["a"], pair["b"])
    except (TypeError, ValueError, OverflowError) as error:
        raise UsageError(f"cannot be read: {error}") from error
    kept = {key: value for key, value in pair.items() if key not in {"a", "b", "relation", "evidence"}}
    return {**kept, **verdict}
