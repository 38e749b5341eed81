"""`scrapy boards`: the registry of company boards."""

from __future__ import annotations

import csv
import json
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.settings import BaseSettings

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping

    Document = dict[str, Any]

COLUMNS = ("source", "token", "name", "country", "size", "stage", "tags", "state")
LINKED = {"url": 1, "apply_url": 1, "source": 1, "company": 1}


class Command(Base):
    """List, add, import, check and discover boards."""

    prints_json = True
    examples = (
        "Examples:\n"
        "  scrapy boards list                                  how many boards of each source are registered\n"
        "  scrapy boards list greenhouse --where tag:ai+country:US\n"
        "  scrapy boards add https://jobs.lever.co/spotify     recognise the system and token in any careers or posting URL\n"
        "  scrapy boards add https://www.example.com/careers   looks at the page for an embedded board or JSON-LD\n"
        "  scrapy boards import boards.csv                     columns source,token[,name,domain,country,size,stage,tags] or url\n"
        "  scrapy boards check                                 which boards vanished, died or fail, by the ledger\n"
        "  scrapy boards discover                              register boards found in the apply links of stored postings"
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "list|add|import|check|discover [SOURCE|URL|FILE ...] [options]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "List, add, import, check and discover boards"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument(
            "--where", default="", help="select boards: tag:ai, country:DE, size:51-200, stage:public, name:acme, joined by +"
        )
        parser.add_argument("--tags", default="", help="tags for boards that are added, separated by commas")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Run one action."""
        actions = {"list": self._list, "add": self._add, "import": self._import, "check": self._check, "discover": self._discover}
        if not args or args[0] not in actions:
            raise UsageError(f"say one of {', '.join(actions)} (got {args[0] if args else 'nothing'})")
        return actions[args[0]](args[1:], opts)

    def _list(self, args: list[str], opts: argparse.Namespace) -> None:
        from jobscrape.boards.recognise import spiders  # noqa: PLC0415
        from jobscrape.boards.registry import registered, select  # noqa: PLC0415

        unknown = [a for a in args if a not in spiders()]
        if unknown:
            raise UsageError(f"there is no source {unknown[0]!r}; `scrapy sources` lists them")
        added = self._kept()
        rows = [r for s in args or spiders() for r in registered(s, [b for b in added if b["source"] == s])]
        rows = select(rows, opts.where) if opts.where else rows
        if opts.json or args or opts.where:
            self._table(rows, opts, COLUMNS[:-1])
        else:
            counts = {s: sum(r["source"] == s for r in rows) for s in spiders()}
            self._table([{"source": s, "boards": n} for s, n in counts.items() if n], opts, ("source", "boards"))

    def _kept(self) -> list[Document]:
        """Return the boards that the store knows better than the package: those added, and the dead."""
        return list(self.database()["boards"].find({"$or": [{"added": {"$exists": True}}, {"state": "dead"}]}))

    def _add(self, args: list[str], opts: argparse.Namespace) -> int:
        if not args:
            raise UsageError("say which: scrapy boards add URL ...")
        found = [hit for text in args for hit in self._recognised(text)]
        self._register([{"source": s, "token": t, "tags": opts.tags.replace(",", " ").split()} for s, t in found], "user", "active", opts)
        return 0

    def _recognised(self, text: str) -> list[tuple[str, str]]:
        from jobscrape.boards.page import boards_behind  # noqa: PLC0415
        from jobscrape.boards.recognise import recognise  # noqa: PLC0415

        hit = recognise(text)
        if hit is not None:
            return [hit]
        if "://" not in text:
            raise UsageError(f"{text!r} is no address; give the URL of a careers page or posting")
        return boards_behind(text, self.settings or BaseSettings())

    def _import(self, args: list[str], opts: argparse.Namespace) -> int:
        from jobscrape.boards.recognise import recognise, spiders  # noqa: PLC0415

        if len(args) != 1:
            raise UsageError("say one file: scrapy boards import FILE.csv")
        rows: list[Document] = []
        for number, line in enumerate(_lines(Path(args[0])), 2):
            row = {k: v.strip() for k, v in line.items() if k and v and v.strip()}
            hit = recognise(row["url"]) if row.get("url") and not row.get("token") else None
            source, token = hit or (row.get("source", ""), row.get("token", ""))
            if source not in spiders():
                raise UsageError(f"{args[0]} line {number}: no source {source!r} and no address that is recognised")
            try:
                row |= {"source": source, "token": spiders()[source].token(token)}
            except UsageError as error:
                raise UsageError(f"{args[0]} line {number}: {error}") from error
            rows.append({**row, "tags": row.get("tags", opts.tags).replace(",", " ").split()})
        self._register(rows, "import", "active", opts)
        return 0

    def _discover(self, args: list[str], opts: argparse.Namespace) -> int:
        from jobscrape.boards.recognise import recognise, spiders  # noqa: PLC0415
        from jobscrape.boards.registry import registered  # noqa: PLC0415

        known = {(s, r["token"]) for s in spiders() for r in registered(s)} | {(b["source"], b["token"]) for b in self._kept()}
        found: dict[tuple[str, str], str] = {}
        for posting in self.database()["postings"].find({"source": {"$in": args}} if args else {}, LINKED):
            for url in (posting.get("apply_url"), posting.get("url")):
                hit = recognise(url) if url else None
                if hit and hit not in known and hit[0] != posting["source"]:
                    found.setdefault(hit, (posting.get("company") or {}).get("name") or "")
        self._register([{"source": s, "token": t, "name": name} for (s, t), name in sorted(found.items())], "discover", "unconfirmed", opts)
        return 0

    def _register(self, rows: list[Document], how: str, state: str, opts: argparse.Namespace) -> None:
        boards = self.database()["boards"]
        for row in rows:
            facts = {k: v for k, v in row.items() if k in ("name", "domain", "country", "size", "stage", "tags") and v}
            now = {"added": {"by": how, "at": datetime.now(timezone.utc)}, **facts}
            first = {"source": row["source"], "token": row["token"], "state": state}
            key = f"{row['source']}:{row['token']}"
            boards.update_one({"_id": key}, {"$set": now, "$setOnInsert": first}, upsert=True)
            boards.update_one({"_id": key, "state": "dead"}, {"$set": {"state": state}})
        if opts.json:
            self._table(rows, opts, COLUMNS)
        else:
            for row in rows:
                sys.stdout.write(f"{row['source']} {row['token']}: registered ({state})\n")
            if not rows:
                sys.stdout.write("nothing new\n")

    def _check(self, args: list[str], opts: argparse.Namespace) -> int:
        query: Document = {"last_crawl": {"$exists": True}, **({"source": {"$in": args}} if args else {})}
        rows = []
        for board in self.database()["boards"].find(query).sort("_id", 1):
            fine = board.get("last_outcome") in ("complete", "unchanged") and board.get("state") in ("active", "unconfirmed", None)
            if not fine:
                rows.append({**board, "last_complete": board.get("last_complete") or "never", "perhaps_at": ""})
        gone = [r for r in rows if r.get("state") in ("vanished", "dead")]
        if gone:
            self._look_for_new_homes(gone)
        self._table(rows, opts, ("source", "token", "state", "last_outcome", "last_complete", "perhaps_at"))
        return 0

    def _look_for_new_homes(self, gone: list[Document]) -> None:
        """Say where else the employers of vanished boards have one: most that vanish have moved to another system."""
        from jobscrape.boards.recognise import spiders  # noqa: PLC0415
        from jobscrape.boards.registry import registered  # noqa: PLC0415
        from jobscrape.fields.employer import company_key  # noqa: PLC0415

        kept = self._kept()
        homes: dict[str, list[str]] = {}
        for source in spiders():
            for row in registered(source, [b for b in kept if b["source"] == source]):
                homes.setdefault(company_key(_employer(row)), []).append(f"{source}:{row['token']}")
        for board in gone:
            found = homes.get(company_key(_employer(board)), [])
            board["perhaps_at"] = " ".join(home for home in found if home != board["_id"])

    @staticmethod
    def _table(rows: Iterable[Document], opts: argparse.Namespace, columns: tuple[str, ...]) -> None:
        if opts.json:
            sys.stdout.write(json.dumps([{c: r.get(c) for c in columns} for r in rows], default=str) + "\n")
            return
        from jobscrape.terminal import table  # noqa: PLC0415

        sys.stdout.write(table(columns, [[r.get(c) for c in columns] for r in rows]))


def _employer(board: Mapping[str, Any]) -> str:
    """Return the employer's name behind a board, as its source reads tokens."""
    from jobscrape.boards.recognise import spiders  # noqa: PLC0415

    spider = spiders().get(board["source"])
    return board.get("name") or (spider.employer_of(board["token"]) if spider else board["token"])


def _lines(path: Path) -> list[dict[str, str | None]]:
    try:
        return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    except UnicodeDecodeError as error:
        raise UsageError(f"cannot read {path}: not UTF-8 text") from error
    except (OSError, csv.Error) as error:
        raise UsageError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error
