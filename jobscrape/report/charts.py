"""Charts of answers as SVG: lines over months, bars, a map by country and a curve, with their intervals.

Colours are CSS variables, so that one drawing is right on light and on dark ground; lines differ by marker too.
"""

from __future__ import annotations

import io
import json
import re
from functools import cache
from html import escape
from importlib.resources import files
from textwrap import fill
from typing import TYPE_CHECKING, Any

from jobscrape.errors import UsageError
from jobscrape.questions.answer import DAYS, MONEY, NUMBER, POINTS, SHARE, show

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

    from jobscrape.questions.answer import Chart, Figure

INK, GRID, GROUND = "#010203", "#020304", "#030405"
SERIES = ("#040501", "#040502", "#040503", "#040504", "#040505")
SHADES = ("#050601", "#050602", "#050603", "#050604", "#050605")
EMPTY = "#060701"
MARKERS = ("o", "s", "^", "D", "v")
DASHES = ("-", "--", "-.", ":", "-")
VARIABLES = {
    INK: "ink",
    GRID: "grid",
    GROUND: "ground",
    EMPTY: "land",
    **{c: f"series{i}" for i, c in enumerate(SERIES)},
    **{c: f"shade{i}" for i, c in enumerate(SHADES)},
}
"""Colours that the drawing uses as marks, and the CSS variables they become."""
WIDTH = 5.6
MONTHS_SHOWN = 8
LABEL = 52
"""Characters of a label beside a bar, in two lines."""


def draw(chart: Chart, title: str, *, alone: bool = True) -> str:
    """Return the chart as SVG; `alone` adds the colours, else the page has them. Raises UsageError without matplotlib."""
    plot = _pyplot()
    with plot.rc_context(_settings()):
        drawing, axes = plot.subplots(figsize=(WIDTH, _height(chart)), layout="constrained")
        _KINDS[chart.kind](axes, chart)
        out = io.StringIO()
        drawing.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        plot.close(drawing)
    return _finished(out.getvalue(), title, chart, alone=alone)


def _pyplot() -> Any:
    try:
        import matplotlib as mpl  # noqa: PLC0415 - optional
    except ImportError as error:
        raise UsageError("charts need matplotlib: pip install -r requirements-report.txt") from error
    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    return plt


def _settings() -> dict[str, Any]:
    quiet = {f"axes.spines.{side}": False for side in ("top", "right", "left")}
    inks = dict.fromkeys(("text.color", "axes.labelcolor", "xtick.color", "ytick.color", "axes.edgecolor"), INK)
    return {
        **quiet,
        **inks,
        "svg.fonttype": "none",
        "svg.hashsalt": "jobscrape",
        "font.size": 10,
        "font.family": "sans-serif",
        "axes.grid": True,
        "grid.color": GRID,
        "grid.linewidth": 0.8,
        "axes.axisbelow": True,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "legend.frameon": False,
    }


def _height(chart: Chart) -> float:
    return {"bars": 0.6 + 0.27 * max(len(chart.labels), 2), "map": 2.9}.get(chart.kind, 3.1 + 0.22 * (len(chart.series) > 2))


def _finished(svg: str, title: str, chart: Chart, *, alone: bool) -> str:
    svg = svg[svg.index("<svg") :]
    for mark, name in VARIABLES.items():
        svg = svg.replace(mark, f"var(--{name})")
    svg = re.sub(r"font: ([\d.]+)px [^;\"]*", r"font-size: \1px", svg)
    svg = re.sub(r' (?:width|height)="[\d.]+pt"', "", svg, count=2)
    key = "c" + re.sub(r"\W+", "", title.lower())[:40]
    svg = re.sub(r'id="([^"]+)"', rf'id="{key}-\1"', svg)
    svg = re.sub(r'(href="|url\()#', rf"\1#{key}-", svg)
    named = f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(described(chart))}</desc>'
    style = f"<style>{colours()}</style>" if alone else ""
    head, body = svg.split(">", 1)
    return f'{head} role="img" aria-labelledby="{key}-t {key}-d" class="chart">{named}{style}{body}'


def has_shape(chart: Chart) -> bool:
    """Return whether there is anything to see: a value that is not nothing."""
    return any(figure is not None and figure.value for values in chart.series.values() for figure in values)


def described(chart: Chart) -> str:
    """Return what a chart shows, in words, for those who do not see it."""
    lines = []
    for name, values in chart.series.items():
        told = [(label, figure) for label, figure in zip(chart.labels, values, strict=True) if figure is not None]
        if told and chart.kind in ("lines", "curve"):
            (first, a), (last, z) = told[0], told[-1]
            lines.append(f"{name}: {show(a.value, chart.unit)} at {first}, {show(z.value, chart.unit)} at {last}")
        else:
            lines += [f"{label}: {figure.shown}" for label, figure in told[:10]]
    return "; ".join(lines)


@cache
def colours() -> str:
    """Return the CSS of the colours for light and dark ground."""
    return (files("jobscrape.report") / "data" / "colours.css").read_text("utf-8")


def _ticks(unit: str) -> Callable[[float, int], str]:
    def tick(value: float, _: int) -> str:
        if unit in (SHARE, POINTS):
            return f"{100 * value:.0f} %" if unit == SHARE else f"{100 * value:+.0f}"
        return f"{value / 1000:.0f} k" if unit == MONEY else show(value, unit)

    return tick


def _lines(axes: Axes, chart: Chart) -> None:
    places = list(range(len(chart.labels)))
    for i, (name, values) in enumerate(chart.series.items()):
        told = [(x, figure) for x, figure in zip(places, values, strict=True) if figure is not None]
        if not told:
            continue
        xs, color = [x for x, _ in told], SERIES[i % len(SERIES)]
        axes.fill_between(xs, [f.low for _, f in told], [f.high for _, f in told], color=color, alpha=0.15, linewidth=0)
        axes.plot(
            xs, [f.value for _, f in told], DASHES[i % 5], marker=MARKERS[i % 5], markersize=4, color=color, label=name, linewidth=1.8
        )
    step = max(-(-len(places) // MONTHS_SHOWN), 1)
    axes.set_xticks(places[::step], [str(label) for label in chart.labels[::step]])
    axes.set_ylim(bottom=0)
    _measure(axes, "y", chart.unit)
    if len(chart.series) > 1:
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=2, fontsize=9)


def _measure(axes: Axes, which: str, unit: str) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415 - optional

    axis = axes.yaxis if which == "y" else axes.xaxis
    axis.set_major_formatter(FuncFormatter(_ticks(unit)))
    axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10], integer=unit in (NUMBER, DAYS)))
    if unit in (POINTS, MONEY):
        (axes.set_ylabel if which == "y" else axes.set_xlabel)({POINTS: "percentage points", MONEY: "EUR a year"}[unit])
    axes.grid(visible=False, axis="x" if which == "y" else "y")


def _bars(axes: Axes, chart: Chart) -> None:
    values = next(iter(chart.series.values()))
    told = [(str(label), figure) for label, figure in zip(chart.labels, values, strict=True) if figure is not None]
    places = list(range(len(told)))[::-1]
    axes.barh(places, [f.value for _, f in told], color=SERIES[0], alpha=0.75, height=0.62)
    exact = all(f.low == f.high for _, f in told)
    if not exact:
        spread = [[max(f.value - f.low, 0) for _, f in told], [max(f.high - f.value, 0) for _, f in told]]
        axes.errorbar([f.value for _, f in told], places, xerr=spread, fmt="none", ecolor=INK, elinewidth=1, capsize=2)
    axes.set_yticks(places, [_short(label) for label, _ in told])
    _measure(axes, "x", chart.unit)
    if any(f.value < 0 for _, f in told):
        axes.axvline(0, color=INK, linewidth=0.8)


def _short(label: str) -> str:
    return fill(label if len(label) <= LABEL else label[: LABEL - 1] + "…", LABEL // 2 + 2)


def _curve(axes: Axes, chart: Chart) -> None:
    days = [int(label) for label in chart.labels]
    for i, (name, values) in enumerate(chart.series.items()):
        told: list[Figure] = [figure for figure in values if figure is not None]
        axes.fill_between(days, [f.low for f in told], [f.high for f in told], color=SERIES[i], alpha=0.2, linewidth=0, step="post")
        axes.plot(days, [f.value for f in told], color=SERIES[i], label=name, linewidth=1.8, drawstyle="steps-post")
    axes.set_ylim(0, 1)
    axes.set_xlabel("days since it appeared")
    _measure(axes, "y", chart.unit)


def _map(axes: Axes, chart: Chart) -> None:
    from matplotlib.collections import PolyCollection  # noqa: PLC0415 - optional

    world = _world()
    values = {label: figure.value for label, figure in zip(chart.labels, next(iter(chart.series.values())), strict=True) if figure}
    shade = _shader(list(values.values()))
    shapes = [(ring, shade(values.get(code))) for code, rings in world["shapes"].items() for ring in rings]
    rings, fills = [ring for ring, _ in shapes], [fill for _, fill in shapes]
    axes.add_collection(PolyCollection(rings, facecolors=fills, edgecolors=GROUND, linewidths=0.3))
    dots = [(point, shade(values[code])) for code, point in world["points"].items() if code in values]
    if dots:
        axes.scatter([p[0] for p, _ in dots], [p[1] for p, _ in dots], c=[c for _, c in dots], s=14, edgecolors=INK, linewidths=0.5)
    axes.set_xlim(-170, 180)
    axes.set_ylim(-57, 84)
    axes.set_aspect(1.2)
    axes.set_axis_off()


def _shader(values: Sequence[float]) -> Callable[[float | None], str]:
    """Return the shade of a value: five classes, each twice as wide as the one below, so that small shares differ too."""
    top = max(values, default=0.0)

    def shade(value: float | None) -> str:
        if not value or not top:
            return EMPTY
        return SHADES[sum(value > top / 2**power for power in (4, 3, 2, 1))]

    return shade


@cache
def _world() -> dict[str, Any]:
    return json.loads((files("jobscrape.report") / "data" / "countries.json").read_text("utf-8"))  # type: ignore[no-any-return]


_KINDS: dict[str, Callable[[Axes, Chart], None]] = {"lines": _lines, "bars": _bars, "curve": _curve, "map": _map}
