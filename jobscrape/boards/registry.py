"""The boards that are crawled when none is named: data files of the package, and what the user added to the store.

`data/<source>.csv` holds token and name; `companies.csv` holds what is known of well-known employers, joined by name.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jobscrape.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Row = dict[str, str]
FACTS = ("domain", "country", "size", "stage", "tags")
SELECTORS = ("tag", "country", "size", "stage", "name")
_SELECTOR = re.compile(rf"^(?:{'|'.join(SELECTORS)}):")


def registered(source: str, added: Iterable[Mapping[str, Any]] = ()) -> list[Row]:
    """Return the boards of `source`: the shipped ones, then `added` (documents of `boards`); those marked dead are left out."""
    rows = {row["token"]: row for row in shipped() if row["source"] == source}
    for board in added:
        token = str(board["token"])
        if board.get("state") == "dead":
            rows.pop(token, None)
        elif token in rows or board.get("added"):
            known = {k: " ".join(v) if isinstance(v, list) else str(v) for k in ("name", *FACTS) if (v := board.get(k))}
            rows[token] = {**rows.get(token, {"source": source, "token": token}), **known}
    return list(rows.values())


def is_selector(text: str) -> bool:
    """Tell whether an argument selects boards (`tag:ai`, `country:DE+size:11-50`) rather than naming one."""
    return _SELECTOR.match(text) is not None


def select(rows: list[Row], selector: str) -> list[Row]:
    """Return the rows that meet all parts of a selector. Raises UsageError for an unknown part or an empty selection."""
    chosen = rows
    for part in selector.split("+"):
        kind, _, value = part.partition(":")
        if kind not in SELECTORS or not value:
            raise UsageError(f"cannot select boards by {part!r}; use {', '.join(f'{s}:VALUE' for s in SELECTORS)}, joined by +")
        chosen = [row for row in chosen if _meets(row, kind, value.lower())]
    if not chosen:
        raise UsageError(f"no registered board meets {selector!r}; `scrapy boards list` shows what is known of them")
    return chosen


def _meets(row: Row, kind: str, value: str) -> bool:
    if kind == "tag":
        return value in row.get("tags", "").lower().split()
    if kind == "name":
        return value in row.get("name", "").lower()
    return row.get(kind, "").lower() == value


def readable(token: str) -> str:
    """Return a token as a name: its employer's part, in words."""
    return token.rpartition(":")[2].partition("/")[0].replace("-", " ").replace("_", " ").strip()


def facts_of(source: str, token: str) -> Row:
    """Return what the registry knows of the employer behind a board."""
    return _by_board().get((source, token.lower()), {})


@cache
def _by_board() -> dict[tuple[str, str], Row]:
    return {(row["source"], row["token"].lower()): row for row in shipped()}


@cache
def shipped() -> tuple[Row, ...]:
    """Return the rows of the package's data files: source, token, name, and the employer's facts where known."""
    folder = files("jobscrape.boards") / "data"
    known = {row.pop("name"): row for row in _read(files("jobscrape.boards") / "companies.csv")}
    rows: list[Row] = []
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".csv"):
            rows.extend({**row, **known.get(row["name"], {})} for row in _read(file))
    return tuple(rows)


def _read(file: Any) -> list[Row]:
    return list(csv.DictReader(file.read_text("utf-8").splitlines()))
