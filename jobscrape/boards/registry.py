"""The boards that are crawled when none is named: data files of the package and what the user added to the store."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def registered(source: str, settings: Mapping[str, Any] | None = None) -> list[str]:
    """Return the registered tokens of `source`, in the order of the data file."""
    return [row["token"] for row in shipped() if row["source"] == source]


def company_of(source: str, token: str) -> str:
    """Return the employer's name behind a board: the registered one, else the token made readable."""
    row = _by_board().get((source, token.lower()))
    return (row or {}).get("name") or token.rpartition(":")[2].replace("-", " ").replace("_", " ").strip()


@cache
def _by_board() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["source"], row["token"].lower()): row for row in shipped()}


@cache
def shipped() -> tuple[dict[str, str], ...]:
    """Return the rows of the package's data files: source, token and what is known of the company."""
    folder = files("jobscrape.boards") / "data"
    rows: list[dict[str, str]] = []
    if folder.is_dir():
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith(".csv"):
                rows.extend(csv.DictReader(file.read_text("utf-8").splitlines()))
    return tuple(rows)
