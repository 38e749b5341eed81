"""`scrapy history`: the story of a posting, a board or an employer in plain words."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import orjson

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError
from jobscrape.identity.employers import employer_key
from jobscrape.store.stories import Story, of_board, of_company, of_posting

if TYPE_CHECKING:
    import argparse

    from pymongo.database import Database

    Document = dict[str, Any]

LIVES = {"_id": 0, "source": 1, "board": 1, "status": 1, "spells": 1, "company": 1}


class Command(Base):
    """Tell the story of a posting, a board or an employer."""

    prints_json = True
    examples = (
        "Examples:\n"
        "  scrapy history greenhouse:acme:4012345        a posting: opened, changed, closed within which days, and why\n"
        "  scrapy history https://boards.greenhouse.io/acme/jobs/4012345\n"
        "  scrapy history greenhouse:acme                a board: what each crawl found, and what held closing back\n"
        '  scrapy history "Acme Inc"                     an employer: openings and closings by month\n'
        "  scrapy history greenhouse:acme --json"
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "POSTING|BOARD|COMPANY [--json]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Tell the story of a posting, a board or an employer"

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Find what is meant and tell its story."""
        if len(args) != 1:
            raise UsageError(f"say one posting, board or company (got {' '.join(args) or 'nothing'})")
        story = find(self.database(), args[0].strip())
        if story is None:
            raise UsageError(f"nothing is known of {args[0]!r}: a posting is source:board:id or its address, a board source:board")
        if opts.json:
            sys.stdout.write(orjson.dumps(story.document()).decode() + "\n")
        else:
            sys.stdout.write("\n".join(story.lines()) + "\n")
        return None


def find(database: Database[Document], what: str) -> Story | None:
    """Return the story of the posting, board or employer named; None if there is none."""
    return _posting(database, what) or _board(database, what) or _company(database, what)


def _posting(database: Database[Document], what: str) -> Story | None:
    row = database["postings"].find_one({"url": what} if "://" in what else {"_id": what})
    return of_posting(row) if row else None


def _board(database: Database[Document], what: str) -> Story | None:
    board = database["boards"].find_one({"_id": what}, {"lifecycle": 0, "validators": 0})
    if board is None or "first_crawl" not in board:
        return None
    mine = {"source": board["source"], "board": board["token"]}
    ledger = database["crawls"].find(mine, {"failures": 0, "proof": 0}).sort("finished", 1)
    counts = {status: database["postings"].count_documents({**mine, "status": status}) for status in ("open", "closed", "unknown")}
    return of_board(board, ledger, counts)


def _company(database: Database[Document], what: str) -> Story | None:
    keys = {what, what.casefold(), employer_key(what)} - {""}
    rows = list(database["postings"].find({"company.key": {"$in": sorted(keys)}}, LIVES))
    if not rows:
        same = re.compile(f"^{re.escape(what)}$", re.IGNORECASE)
        rows = list(database["postings"].find({"company.name": same}, LIVES))
    return of_company(rows[0]["company"]["name"], rows) if rows else None
