"""Tables that fit a terminal."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH_OF_A_PIPE = 160


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows under column heads, folded to the terminal's width (160 columns in a pipe); numbers stand to the right."""
    from rich.console import Console  # noqa: PLC0415 - commands without tables start faster
    from rich.table import Table  # noqa: PLC0415

    body = [[shown(cell) for cell in row] for row in rows]
    made = Table(box=None, pad_edge=False, header_style="bold")
    for index, name in enumerate(columns):
        numeric = bool(body) and all(_is_number(row[index]) for row in body if row[index])
        made.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in body:
        made.add_row(*row)
    console = Console(width=None if sys.stdout.isatty() else WIDTH_OF_A_PIPE, markup=False, highlight=False)
    with console.capture() as captured:
        console.print(made)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def shown(cell: Any) -> str:
    """Return a cell's text; None and empty lists are blank."""
    if cell is None or cell == []:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, list | tuple):
        return " ".join(map(str, cell))
    return str(cell)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).rstrip("%").isdigit()
