"""What a question may ask the database: ratios, tallies and raw pipelines; built as data, read back as numbers.

Ratios of the same kind are merged by the runner into one pipeline, so that a report of thirty questions scans a handful of times.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jobscrape.questions.expr import Expr, both, list_patterns, listed, number_if
from jobscrape.questions.scope import STANDING
from jobscrape.questions.stats.intervals import Paired, Sums

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jobscrape.questions.facts import Stage
    from jobscrape.questions.scope import Scope

Row = dict[str, Any]
WINDOWS = ("a", "z")
TALLY_LIMIT = 3000


@dataclass(slots=True, kw_only=True, frozen=True)
class Ratio:
    """A share (or a mean) among the postings of which the answer is known."""

    name: str
    part: Expr
    """Condition counted, or the value to average where `is_share` is false."""
    whole: Expr = True
    """Condition of the postings of which the answer is known."""
    unknown: Expr = False
    """Condition of the postings of which it is not; False = there are none."""
    is_share: bool = True


@dataclass(slots=True, kw_only=True, frozen=True)
class Ratios:
    """Several ratios, by a field if `by` is set; `monthly` adds the months and the change between first and last third."""

    ratios: tuple[Ratio, ...]
    basis: str = STANDING
    by: Expr = None
    """Field path ("$role") or expression to group by; None = all together."""
    monthly: bool = False
    match: Mapping[str, Any] = field(default_factory=dict)
    collection: str = "facts"

    @property
    def kind(self) -> str:
        """Return the key of the requests that one pipeline can answer together."""
        return json.dumps([self.basis, self.by, self.monthly, self.match], default=str, sort_keys=True)


@dataclass(slots=True, kw_only=True, frozen=True)
class Counted:
    """The answer to one ratio."""

    sums: Sums
    unknown: float = 0.0
    months: dict[str, Sums] = field(default_factory=dict)
    pair: Paired | None = None
    is_share: bool = True
    employers: int = 0
    """Employers behind `sums.k`; only tallies say it."""


@dataclass(slots=True, kw_only=True, frozen=True)
class Tally:
    """Counts of each value of a list or scalar field; `change` compares the first with the last third of the months."""

    of: Expr
    """Name of a field, or an expression of a list."""
    basis: str = STANDING
    change: bool = False
    match: Mapping[str, Any] = field(default_factory=dict)
    is_list: bool = True
    limit: int = TALLY_LIMIT
    collection: str = "facts"


@dataclass(slots=True, kw_only=True, frozen=True)
class Tallied:
    """The answer to a tally."""

    values: dict[str, Counted]
    """Most frequent first; `sums.n` is the number of postings with any value."""
    postings: float
    unknown: float
    """Postings without a value."""


@dataclass(slots=True, kw_only=True, frozen=True)
class Raw:
    """A pipeline of its own; answered by its rows."""

    collection: str
    pipeline: list[Stage]


@dataclass(slots=True, kw_only=True, frozen=True)
class Companions:
    """How often each skill stands beside each of the anchors; answered by rows {_id: skill, a0: n, a1: n, ...}."""

    anchors: tuple[str, ...]
    basis: str = STANDING


@dataclass(slots=True, kw_only=True, frozen=True)
class Cells:
    """Counts by a combination of values; answered by rows {_id: {name: value}, n: postings, **sums}."""

    by: Mapping[str, Expr]
    basis: str = STANDING
    sums: Mapping[str, Expr] = field(default_factory=dict)
    match: Mapping[str, Any] = field(default_factory=dict)
    unwind: str | None = None
    """A list field of which each value counts."""
    alive: bool = False
    """Look at what stood open on the boards of the basis at some time in its period, whatever the basis."""


Request = Ratios | Tally | Companions | Cells | Raw
Results = dict[Any, dict[str, Counted]]
"""Answer to `Ratios`: {value of `by`, None without: {ratio: counted}}."""


class Plan:
    """The accumulators of a set of ratios: equal conditions are counted once."""

    def __init__(self, ratios: Iterable[Ratio]) -> None:
        self.ratios = tuple({ratio.name: ratio for ratio in ratios}.values())
        self.accumulators: dict[str, Any] = {}
        self.names: dict[str, str] = {}
        self.columns = {r.name: (self._add(_counted(r)), self._add(number_if(r.whole, 1)), self._unknown(r)) for r in self.ratios}

    def _unknown(self, ratio: Ratio) -> str | None:
        return None if ratio.unknown is False else self._add(number_if(ratio.unknown, 1))

    def _add(self, expr: Expr) -> str:
        key = json.dumps(expr, default=str, sort_keys=True)
        if key not in self.names:
            self.names[key] = f"x{len(self.names)}"
            self.accumulators[self.names[key]] = {"$sum": expr}
        return self.names[key]

    @property
    def wholes(self) -> list[str]:
        """Return the columns that count postings looked at."""
        return sorted({n for _, n, _ in self.columns.values()})

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return the (counted, looked at) columns."""
        return sorted({(k, n) for k, n, _ in self.columns.values()})


def _counted(ratio: Ratio) -> Expr:
    return number_if(both(ratio.whole, ratio.part), 1) if ratio.is_share else number_if(ratio.whole, ratio.part)


def ratio_pipeline(plan: Plan, request: Ratios, scope: Scope) -> list[Stage]:
    """Return the pipeline: cells by employer (and month), then their sums, squares and products."""
    key: dict[str, Any] = {"c": "$company"}
    stages = scope.base(request.basis, **request.match)
    if request.by:
        key["b"] = request.by
    if not request.monthly:
        return [*stages, {"$group": {"_id": key, **plan.accumulators}}, {"$group": {"_id": "$_id.b", **_sums(plan)}}]
    key["m"] = "$month"
    panel = scope.panel(request.basis)
    window = {
        "$switch": {
            "branches": [
                {"case": {"$lte": ["$_id.m", panel.early[-1]]}, "then": 0},
                {"case": {"$gte": ["$_id.m", panel.late[0]]}, "then": 1},
            ],
            "default": 2,
        }
    }
    months = [{"$group": {"_id": {"b": "$_id.b", "m": "$_id.m"}, **_sums(plan)}}]
    firms = [
        {"$group": {"_id": {"c": "$_id.c", "b": "$_id.b"}, **_windows(plan)}},
        {"$group": {"_id": "$_id.b", **_sums(plan), **_products(plan)}},
    ]
    return [*stages, {"$group": {"_id": key, **plan.accumulators}}, {"$set": {"w": window}}, {"$facet": {"months": months, "firms": firms}}]


def _times(a: str, b: str) -> Stage:
    return {"$sum": {"$multiply": [f"${a}", f"${b}"]}}


def _sums(plan: Plan) -> Stage:
    out: Stage = {name: {"$sum": f"${name}"} for name in plan.accumulators}
    for k, n in plan.pairs:
        out[f"{k}{k}"] = _times(k, k)
        out[f"{k}{n}"] = _times(k, n)
        out[f"{n}{n}"] = _times(n, n)
    out |= {f"c{n}": {"$sum": {"$cond": [{"$gt": [f"${n}", 0]}, 1, 0]}} for n in plan.wholes}
    return out


def _windows(plan: Plan) -> Stage:
    out: Stage = {name: {"$sum": f"${name}"} for name in plan.accumulators}
    for name in {column for pair in plan.pairs for column in pair}:
        for number, window in enumerate(WINDOWS):
            out[f"{name}{window}"] = {"$sum": {"$cond": [{"$eq": ["$w", number]}, f"${name}", 0]}}
    return out


def _products(plan: Plan) -> Stage:
    out: Stage = {}
    for k, n in plan.pairs:
        for w in WINDOWS:
            out |= {f"{c}{w}": {"$sum": f"${c}{w}"} for c in (k, n)}
            out |= {f"{a}{w}{b}{w}": _times(f"{a}{w}", f"{b}{w}") for a, b in ((k, k), (k, n), (n, n))}
            out[f"c{n}{w}"] = {"$sum": {"$cond": [{"$gt": [f"${n}{w}", 0]}, 1, 0]}}
        out |= {f"{a}a{b}z": _times(f"{a}a", f"{b}z") for a, b in ((k, k), (k, n), (n, k), (n, n))}
    return out


def read_ratios(plan: Plan, request: Ratios, rows: list[Row]) -> Results:
    """Return the numbers of all ratios of `plan` from the rows of its pipeline."""
    if not request.monthly:
        return {row["_id"] if request.by else None: _row(plan, row) for row in rows} or {None: _row(plan, {})}
    facet = rows[0] if rows else {"months": [], "firms": []}
    months: dict[Any, list[Row]] = defaultdict(list)
    for row in facet["months"]:
        months[row["_id"].get("b")].append(row)
    firms = {row["_id"]: row for row in facet["firms"]} or {None: {}}
    return {by: {r.name: _monthly(plan, r, row, months[by]) for r in plan.ratios} for by, row in firms.items()}


def _row(plan: Plan, row: Row) -> dict[str, Counted]:
    out = {}
    for ratio in plan.ratios:
        unknown = plan.columns[ratio.name][2]
        out[ratio.name] = Counted(
            sums=_of(plan, ratio, row), unknown=float(row.get(unknown, 0)) if unknown else 0.0, is_share=ratio.is_share
        )
    return out


def _monthly(plan: Plan, ratio: Ratio, row: Row, months: list[Row]) -> Counted:
    k, n, unknown = plan.columns[ratio.name]
    products = {
        f"{x}{y}": float(row.get(f"{a}a{b}z", 0))
        for x, y, a, b in (("ka", "kz", k, k), ("ka", "nz", k, n), ("na", "kz", n, k), ("na", "nz", n, n))
    }
    pair = Paired(a=_of(plan, ratio, row, "a"), z=_of(plan, ratio, row, "z"), **products)
    by_month = {m["_id"]["m"]: _of(plan, ratio, m) for m in sorted(months, key=lambda m: str(m["_id"]["m"]))}
    return Counted(
        sums=_of(plan, ratio, row),
        unknown=float(row.get(unknown, 0)) if unknown else 0.0,
        months=by_month,
        pair=pair,
        is_share=ratio.is_share,
    )


def _of(plan: Plan, ratio: Ratio, row: Row, window: str = "") -> Sums:
    k, n, _ = plan.columns[ratio.name]

    def value(name: str) -> float:
        return float(row.get(name) or 0)

    return Sums(
        k=value(k + window),
        n=value(n + window),
        kk=value(f"{k}{window}{k}{window}"),
        kn=value(f"{k}{window}{n}{window}"),
        nn=value(f"{n}{window}{n}{window}"),
        clusters=int(value(f"c{n}{window}")),
    )


def companions_pipeline(request: Companions, scope: Scope) -> list[Stage]:
    """Return the pipeline of `Companions`: the anchors are marked before the lists are unwound."""
    marks = {f"a{i}": number_if(listed("skill_tags", [skill]), 1) for i, skill in enumerate(request.anchors)}
    any_anchor = {"$match": {"$or": [{"skill_tags": {"$regex": pattern}} for pattern in list_patterns(request.anchors)]}}
    sums = {name: {"$sum": f"${name}"} for name in marks}
    return [
        *scope.base(request.basis),
        any_anchor,
        {"$project": {"_id": 0, "skills": 1, **marks}},
        {"$unwind": "$skills"},
        {"$group": {"_id": "$skills", **sums}},
    ]


def cells_pipeline(request: Cells, scope: Scope) -> list[Stage]:
    """Return the pipeline of `Cells`."""
    stages = scope.alive(**request.match) if request.alive else scope.base(request.basis, **request.match)
    unwind = [{"$unwind": f"${request.unwind}"}] if request.unwind else []
    return [
        *stages,
        *unwind,
        {"$group": {"_id": dict(request.by), "n": {"$sum": 1}, **{name: {"$sum": e} for name, e in request.sums.items()}}},
    ]


EVERY, NOTHING = "*", "?"


def tally_pipeline(tally: Tally, scope: Scope) -> list[Stage]:
    """Return the pipeline: counts by employer and value beside the employer's postings, then sums and squares by value.

    Each posting is also counted under `*`, and under `?` if it has no value, so that one pass knows all denominators.
    """
    panel = scope.panel(tally.basis)
    path: Any = f"${tally.of}" if isinstance(tally.of, str) else tally.of
    values: Any = path if tally.is_list else {"$cond": [{"$gt": [path, None]}, [path], []]}
    tokens = {"$cond": [{"$eq": [{"$size": values}, 0]}, [EVERY, NOTHING], {"$concatArrays": [values, [EVERY]]}]}
    late = {"$cond": [{"$gte": ["$month", panel.late[0]]}, 1, 0]} if tally.change else {"$literal": 0}
    window = [{"$match": {"month": {"$in": [*panel.early, *panel.late]}}}] if tally.change else []
    cell = {"a": {"$sum": {"$subtract": [1, "$w"]}}, "z": {"$sum": "$w"}}
    whole = {f"n{w}": {"$sum": {"$cond": [{"$eq": ["$_id.v", EVERY]}, f"${w}", 0]}} for w in WINDOWS}
    nothing = {f"u{w}": {"$sum": {"$cond": [{"$eq": ["$_id.v", NOTHING]}, f"${w}", 0]}} for w in WINDOWS}
    return [
        *scope.base(tally.basis, **tally.match),
        *window,
        {"$project": {"_id": 0, "c": "$company", "w": late, "v": tokens}},
        {"$unwind": "$v"},
        {"$group": {"_id": {"c": "$c", "v": "$v"}, **cell}},
        {"$group": {"_id": "$_id.c", **whole, **nothing, "v": {"$push": {"v": "$_id.v", "ka": "$a", "kz": "$z"}}}},
        {"$set": {f"n{w}": {"$subtract": [f"$n{w}", f"$u{w}"]} for w in WINDOWS}},
        {"$unwind": "$v"},
        {"$group": {"_id": "$v.v", **_tally_sums(change=tally.change)}},
        {"$sort": {"kz" if tally.change else "ka": -1, "_id": 1}},
        {"$limit": tally.limit},
    ]


def _tally_sums(*, change: bool) -> Stage:
    names = {"ka": "$v.ka", "na": "$na"} | ({"kz": "$v.kz", "nz": "$nz"} if change else {})
    windows = WINDOWS if change else ("a",)
    out: Stage = {name: {"$sum": path} for name, path in names.items()}
    for w in windows:
        k, n = names[f"k{w}"], names[f"n{w}"]
        out |= {
            f"kk{w}": {"$sum": {"$multiply": [k, k]}},
            f"kn{w}": {"$sum": {"$multiply": [k, n]}},
            f"nn{w}": {"$sum": {"$multiply": [n, n]}},
        }
        out[f"f{w}"] = {"$sum": {"$cond": [{"$gt": [k, 0]}, 1, 0]}}
        out[f"c{w}"] = {"$sum": {"$cond": [{"$gt": [n, 0]}, 1, 0]}}
    if change:
        out |= {f"{a}a{b}z": {"$sum": {"$multiply": [names[f"{a}a"], names[f"{b}z"]]}} for a in "kn" for b in "kn"}
    return out


def read_tally(tally: Tally, rows: list[Row]) -> Tallied:
    """Return the counts of each value."""
    every = next((row for row in rows if row["_id"] == EVERY), {})
    nothing = next((row for row in rows if row["_id"] == NOTHING), {})
    total = {w: float(every.get(f"k{w}", 0)) for w in WINDOWS}
    values = {row["_id"]: _tallied(row, every, change=tally.change) for row in rows if row["_id"] not in (EVERY, NOTHING)}
    return Tallied(values=values, postings=sum(total.values()), unknown=sum(float(nothing.get(f"k{w}", 0)) for w in WINDOWS))


def _tallied(row: Row, every: Row, *, change: bool) -> Counted:
    def sums(w: str) -> Sums:
        n, nn, clusters = (float(every.get(f"{name}{w}", 0)) for name in ("n", "nn", "c"))
        return Sums(k=float(row[f"k{w}"]), n=n, kk=float(row[f"kk{w}"]), kn=float(row[f"kn{w}"]), nn=nn, clusters=int(clusters))

    if not change:
        return Counted(sums=sums("a"), employers=int(row["fa"]))
    products = {"kakz": row["kakz"], "kanz": row["kanz"], "nakz": row["nakz"], "nanz": every.get("nanz", 0)}
    pair = Paired(a=sums("a"), z=sums("z"), **{name: float(value) for name, value in products.items()})
    return Counted(sums=pair.z, pair=pair, employers=int(row["fz"]))
