"""An answer as text for a terminal: the sentence, a table with bars, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.questions.answer import DAYS, MONEY, NUMBER, POINTS, SHARE, Answer, Column, show
from jobscrape.questions.scope import ARRIVALS

if TYPE_CHECKING:
    from collections.abc import Sequence

BAR = 24
EIGHTHS = " ▏▎▍▌▋▊▉"
MEASURES = (SHARE, POINTS, NUMBER, MONEY, DAYS)


def text(answer: Answer, top: int = 20) -> str:
    """Return the answer in at most `top` rows of its table."""
    parts = [answer.asks, "", answer.plain, *(f"  {note}" for note in answer.notes)]
    if answer.rows and answer.reason is None:
        parts += ["", *_table(answer.columns, list(answer.rows)[:top])]
        if len(answer.rows) > top:
            parts.append(f"… {len(answer.rows) - top} more rows: --top N, --csv or --json")
    return "\n".join([*parts, "", *basis(answer)]) + "\n"


def basis(answer: Answer) -> list[str]:
    """Return the lines that say what an answer rests on and how to read it."""
    read = [f"How to read it: {answer.reads}"] if answer.reads else []
    return [*rests_on(answer), *read, *(f"Beware: {caveat}" for caveat in answer.caveats)]


def rests_on(answer: Answer) -> list[str]:
    """Return what an answer rests on: numbers, period, panel."""
    cover = answer.coverage
    period = f"{answer.since} to {answer.until}" + (f", {len(answer.months)} whole months" if answer.months else "")
    kind = "new" if answer.basis == ARRIVALS else "standing"
    boards = f"{cover.boards:,} of {cover.boards_known:,} boards, observed completely"
    return [
        f"n = {answer.n:,}, unknown = {answer.unknown:,}; {kind} postings counted by {answer.level.replace('_', ' ')}; {period}.",
        f"Panel: {boards}; {show(cover.share, SHARE)} of the postings of the period.",
    ]


def cell(value: Any, column: Column) -> str:
    """Return a value of a table as text."""
    if value is None:
        return ""
    return show(float(value), column.unit) if column.unit in MEASURES and not isinstance(value, str) else str(value)


def _table(columns: Sequence[Column], rows: list[Sequence[Any]]) -> list[str]:
    cells = [[cell(value, column) for value, column in zip(row, columns, strict=True)] for row in rows]
    widths = [max(len(column.label), *(len(row[i]) for row in cells)) for i, column in enumerate(columns)]
    measure = next((i for i, column in enumerate(columns) if column.unit in MEASURES), None)
    bars = _bars([float(row[measure] or 0) for row in rows]) if measure is not None else [""] * len(rows)
    header = "  ".join(
        column.label.ljust(w) if column.unit == "text" else column.label.rjust(w) for column, w in zip(columns, widths, strict=True)
    )
    lines = [
        "  ".join(c.ljust(w) if column.unit == "text" else c.rjust(w) for c, w, column in zip(row, widths, columns, strict=True))
        for row in cells
    ]
    return [header, "─" * len(header), *(f"{line}  {bar}".rstrip() for line, bar in zip(lines, bars, strict=True))]


def _bars(values: list[float]) -> list[str]:
    largest = max((abs(v) for v in values), default=0.0)
    return [_bar(abs(v) / largest if largest else 0.0, "-" if v < 0 else "") for v in values]


def _bar(share: float, sign: str) -> str:
    eighths = round(share * BAR * 8)
    return sign + "█" * (eighths // 8) + (EIGHTHS[eighths % 8] if eighths % 8 else "")
