"""`scrapy match`: tell for pairs of postings whether they are one."""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import BinaryIO


class Command(Base):
    """Tell for pairs of postings whether they are one."""

    requires_project = False
    examples = (
        "Reads JSON lines {a, b}, two records {source, source_id, title, company, location, date, url, description, ...} of any scraper,\n"
        "and writes one JSON line a pair: {relation, evidence}; other keys of the line, such as a pair's number, are kept.\n"
        "relation: same_posting, same_role_other_place, same_role_other_level, different or undecidable.\n"
        "evidence: rule, what clusters make of it (link: merge, possible, role, no) and the scores.\n\n"
        "Examples:\n"
        "  scrapy match -i pairs.jsonl -o verdicts.jsonl\n"
        "  scrapy match < pairs.jsonl | jq -r .relation | sort | uniq -c\n"
        '  echo \'{"a": {"title": "Baker", "company": "Acme"}, "b": {"title": "Baker", "company": "Acme Inc"}}\' | scrapy match'
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "[-i FILE] [-o FILE]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Tell for pairs of postings whether they are one"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("-i", "--input", default="-", metavar="FILE", help="pairs as JSON lines (default: standard input)")
        parser.add_argument("-o", "--output", default="-", metavar="FILE", help="where the verdicts go (default: standard output)")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Judge every pair in order."""
        if args:
            raise UsageError(f"unexpected argument {args[0]!r}; give files with -i and -o")
        with contextlib.ExitStack() as stack:
            source = stack.enter_context(_opened(opts.input, "rb"))
            target = stack.enter_context(_opened(opts.output, "wb"))
            for number, pair in _pairs(source):
                kept = {key: value for key, value in pair.items() if key not in {"a", "b", "relation", "evidence"}}
                target.write(json.dumps({**kept, **_judged(number, pair)}).encode() + b"\n")
        return None


def _opened(name: str, mode: str) -> contextlib.AbstractContextManager[BinaryIO]:
    """Open a file, or a standard stream for "-"."""
    if name == "-":
        return contextlib.nullcontext(sys.stdin.buffer if mode == "rb" else sys.stdout.buffer)
    try:
        return Path(name).open(mode)  # type: ignore[return-value]
    except OSError as error:
        raise UsageError(f"cannot open {name}: {error.strerror}") from error


def _pairs(lines: BinaryIO) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the pairs with the numbers of their lines; blank lines are skipped."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            pair = json.loads(line.decode("utf-8", "replace"))
        except json.JSONDecodeError as error:
            raise UsageError(f"line {number} is not JSON: {error}") from error
        if not isinstance(pair, dict) or not all(isinstance(pair.get(side), dict) for side in "ab"):
            raise UsageError(f"line {number} is no pair: want an object with the records `a` and `b`")
        yield number, pair


def _judged(number: int, pair: dict[str, Any]) -> dict[str, Any]:
    from jobscrape.identity.records import match_pair  # noqa: PLC0415 - light imports at module level

    try:
        return match_pair(pair["a"], pair["b"])
    except (TypeError, ValueError, OverflowError) as error:
        raise UsageError(f"line {number}: {error}") from error
