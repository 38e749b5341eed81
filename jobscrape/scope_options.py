"""What `ask`, `report` and `export` share: the options that choose postings, and a runner of questions on them."""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from jobscrape.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from jobscrape.command import Command
    from jobscrape.questions.run import Runner


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
    command: Command,
    opts: argparse.Namespace,
    where: dict[str, object],
    since: datetime | None,
    until: datetime | None,
    **options: str | None,
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
