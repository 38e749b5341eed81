"""Write the report as one HTML page without network, from data/page.html.tmpl. Needs requirements-report.txt."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jobscrape.errors import UsageError
from jobscrape.questions.claims import CANNOT_TELL, NOT_SUPPORTED, SUPPORTED
from jobscrape.questions.show import MEASURES, cell, rests_on
from jobscrape.report.charts import colours, draw, has_shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobscrape.questions.answer import Answer
    from jobscrape.report.summary import Report

TOPICS = {
    "demand": "Demand",
    "skills": "Skills",
    "ai": "Artificial intelligence",
    "infrastructure": "Infrastructure",
    "work_mode": "Remote, hybrid, office",
    "places": "Places",
    "pay": "Pay",
    "demands": "What applicants must bring",
    "firms": "Firms",
    "method": "Coverage and fill rates",
}
MARKS = {SUPPORTED: "✓ supported", NOT_SUPPORTED: "✗ not supported", CANNOT_TELL: "? cannot tell"}
TABLE_ROWS = 60
GOOD, FAIR = 0.95, 0.7
"""Shares of complete looks from which a cell of the heat map is green or yellow."""


def page(report: Report) -> str:
    """Return the report as HTML. Raises UsageError without jinja2 or matplotlib."""
    try:
        from jinja2 import Environment  # noqa: PLC0415 - optional
        from markupsafe import Markup  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("the page needs jinja2 and matplotlib: pip install -r requirements-report.txt (or use --json)") from error
    environment = Environment(autoescape=True, trim_blocks=True, finalize=_unbroken)
    sections = [(topic, label, report.of_topic(topic)) for topic, label in TOPICS.items()]
    return environment.from_string(_data("page.html.tmpl")).render(
        report=report,
        sections=[section for section in sections if section[2]],
        skills=report.skills(),
        credits=[_credit(line) for line in report.attribution],
        style=Markup(colours() + _data("page.css")),  # noqa: S704 - our own file
        script=Markup(_data("page.js")),  # noqa: S704 - our own file
        has_shape=has_shape,
        draw=lambda answer: Markup(draw(answer.chart, answer.asks, alone=False)),  # noqa: S704 - `draw` escapes
        cell=cell,
        rests_on=rests_on,
        caption=_caption,
        heat_of=_heat_map,
        marks=MARKS,
        measures=MEASURES,
        table_rows=TABLE_ROWS,
    )


@cache
def _data(name: str) -> str:
    return (files("jobscrape.report") / "data" / name).read_text("utf-8")


def _unbroken(value: Any) -> Any:
    """Return text with its units kept on the line of their number."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    for unit in ("%", "points", "EUR"):
        value = value.replace(f" {unit}", f"\u00a0{unit}")
    return value


def _caption(answer: Answer) -> str:
    return "Numbers behind the answer" + (f" (first {TABLE_ROWS} of {len(answer.rows)})" if len(answer.rows) > TABLE_ROWS else "")


def _heat_map(answer: Answer) -> dict[str, Any]:
    """Return coverage as rows of sources by months."""
    names = [column.name for column in answer.columns]
    cells: dict[str, dict[str, dict[str, str]]] = {}
    for row in answer.rows:
        one = dict(zip(names, row, strict=True))
        cells.setdefault(one["source"], {})[one["month"]] = _heat(one)
    months = sorted({month for row in cells.values() for month in row})
    return {"months": months, "rows": [(source, [row.get(month) for month in months]) for source, row in cells.items()]}


def _heat(one: Mapping[str, Any]) -> dict[str, str]:
    share = float(one["complete"])
    level = "good" if share >= GOOD else "fair" if share >= FAIR else "poor"
    return {"level": level, "title": f"{one['crawls']} looks at {one['boards']} boards", "text": f"{100 * share:.0f} %"}


def _credit(line: str) -> tuple[str, str]:
    """Return name and address of a line "Name, https://..."; the address is empty if the line has none."""
    words, _, url = line.rpartition(" ")
    return (words.rstrip(","), url) if url.startswith(("https://", "http://")) else (line, "")
