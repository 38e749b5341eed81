"""Answer ratios and tallies in one pass over a stream of facts, for a server that is slow at expressions (the embedded one).

`compiled` turns the aggregation expressions that questions use into Python functions, `filtered` a `$match`. The pass holds
sums by employer and month, never the facts. The tests hold it against the pipelines: both must give the same numbers.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any

from jobscrape.questions.requests import EVERY, NOTHING, WINDOWS, Cells, Companions, Plan, Ratios, Row, Tally
from jobscrape.questions.scope import LEADS, STANDING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jobscrape.questions.scope import Scope

    Fact = Mapping[str, Any]
    Function = Callable[[Fact], Any]

_RANKS: tuple[tuple[type | tuple[type, ...], int], ...] = ((bool, 8), ((int, float), 1), (str, 2), (list, 4), (datetime, 9))


def compiled(expr: Any) -> Function:
    """Return an aggregation expression as a function of a fact. Raises KeyError for an operator that questions do not use."""
    if isinstance(expr, str) and expr.startswith("$"):
        return _path(expr)
    if isinstance(expr, list):
        parts = [compiled(part) for part in expr]
        return lambda fact: [part(fact) for part in parts]
    if not isinstance(expr, dict):
        return lambda _: expr
    (name, argument), *_ = expr.items()
    if name == "$literal":
        return lambda _: argument
    if name in _SPECIAL:
        return _SPECIAL[name](argument)
    if name in _AGAINST and isinstance(argument[0], str) and argument[0].startswith("$") and not _is_expression(argument[1]):
        return _against(name, argument[0][1:], argument[1])
    parts = [compiled(part) for part in (argument if isinstance(argument, list) else [argument])]
    operator = _PLAIN[name]
    if len(parts) == 2:
        one, two = parts
        return lambda fact: operator(one(fact), two(fact))
    return lambda fact: operator(*[part(fact) for part in parts])


def _is_expression(value: Any) -> bool:
    return isinstance(value, (dict, list)) or (isinstance(value, str) and value.startswith("$"))


_AGAINST = frozenset({"$eq", "$gt", "$gte", "$lt", "$lte"})
"""Comparisons that are compiled apart where a field meets a constant, since they are most of all."""


def _against(name: str, field: str, constant: Any) -> Function:
    """Return the comparison of a field with a constant; nothing sorts below everything."""
    if name == "$eq":
        return lambda fact: fact.get(field) == constant
    if constant is None:
        return {
            "$gt": lambda fact: fact.get(field) is not None,
            "$gte": lambda _: True,
            "$lt": lambda _: False,
            "$lte": lambda fact: fact.get(field) is None,
        }[name]
    compare: Callable[[Any, Any], bool] = {"$gt": gt, "$gte": ge, "$lt": lt, "$lte": le}[name]
    of_nothing = name in ("$lt", "$lte")

    def test(fact: Fact) -> bool:
        held = fact.get(field)
        return of_nothing if held is None else compare(held, constant)

    return test


def _path(path: str) -> Function:
    if path.startswith("$$"):
        return lambda fact: fact.get(path)
    name = path[1:]
    return lambda fact: fact.get(name)


def _order(value: Any) -> tuple[int, Any]:
    """Return the sort key of BSON's order: nothing, numbers, texts, lists, flags, dates."""
    if value is None:
        return (0, 0)
    return next((rank, value) for kind, rank in _RANKS if isinstance(value, kind))


def _minus(a: Any, b: Any) -> Any:
    if a is None or b is None:
        return None
    return (a - b).total_seconds() * 1000 if isinstance(a, datetime) and isinstance(b, datetime) else a - b


def _union(*lists: list[Any] | None) -> list[Any]:
    return sorted({value for one in lists for value in one or ()}, key=_order)


_PLAIN: dict[str, Callable[..., Any]] = {
    "$eq": lambda a, b: a == b,
    "$ne": lambda a, b: a != b,
    "$gt": lambda a, b: a is not None if b is None else _order(a) > _order(b),
    "$gte": lambda a, b: _order(a) >= _order(b),
    "$lt": lambda a, b: _order(a) < _order(b),
    "$lte": lambda a, b: a is None if b is None else _order(a) <= _order(b),
    "$not": lambda a: not a,
    "$in": lambda a, b: a in (b or ()),
    "$size": len,
    "$subtract": _minus,
    "$multiply": lambda a, b: None if a is None or b is None else a * b,
    "$divide": lambda a, b: None if a is None or b is None else a / b,
    "$arrayElemAt": lambda values, i: values[i] if values and -len(values) <= i < len(values) else None,
    "$split": lambda text, by: text.split(by),
    "$concatArrays": lambda *lists: [value for one in lists for value in one],
    "$setUnion": _union,
    "$ifNull": lambda a, b: b if a is None else a,
    "$floor": lambda a: None if a is None else math.floor(a),
    "$toInt": lambda a: None if a is None else int(a),
}


def _and(argument: list[Any]) -> Function:
    parts = [compiled(part) for part in argument]
    return lambda fact: all(part(fact) for part in parts)


def _or(argument: list[Any]) -> Function:
    parts = [compiled(part) for part in argument]
    return lambda fact: any(part(fact) for part in parts)


def _cond(argument: list[Any]) -> Function:
    test, then, other = (compiled(part) for part in argument)
    return lambda fact: then(fact) if test(fact) else other(fact)


def _switch(argument: dict[str, Any]) -> Function:
    branches = [(compiled(branch["case"]), compiled(branch["then"])) for branch in argument["branches"]]
    default = compiled(argument["default"])
    return lambda fact: next((then for case, then in branches if case(fact)), default)(fact)


def _regex(argument: dict[str, str]) -> Function:
    search, name = re.compile(argument["regex"]).search, argument["input"][1:]
    return lambda fact: search(fact.get(name) or "") is not None


def _map(argument: dict[str, Any]) -> Function:
    values, each = compiled(argument["input"]), compiled(argument["in"])
    return lambda fact: [each({**fact, "$$this": value}) for value in values(fact) or ()]


def _date(argument: dict[str, Any]) -> Function:
    when, form = compiled(argument["date"]), argument["format"]
    return lambda fact: when(fact) and when(fact).strftime(form)


_SPECIAL: dict[str, Callable[[Any], Function]] = {
    "$and": _and,
    "$or": _or,
    "$cond": _cond,
    "$switch": _switch,
    "$regexMatch": _regex,
    "$dateToString": _date,
    "$map": _map,
}


def filtered(match: Mapping[str, Any]) -> Function:
    """Return a `$match` as a function of a fact."""
    tests = [_test(name, value) for name, value in match.items()]
    return lambda fact: all(test(fact) for test in tests)


def _test(name: str, value: Any) -> Function:
    if name in ("$and", "$or", "$nor"):
        parts = [filtered(part) for part in value]
        if name == "$and":
            return lambda fact: all(part(fact) for part in parts)
        wanted = name == "$or"
        return lambda fact: any(part(fact) for part in parts) is wanted
    if isinstance(value, dict):
        tests = [_compare(operator, operand) for operator, operand in value.items()]
        return lambda fact: all(test(fact.get(name)) for test in tests)
    return lambda fact: _has(fact.get(name), value)


def _has(held: Any, value: Any) -> bool:
    return value in held or held == value if isinstance(held, list) else held == value


def _compare(operator: str, operand: Any) -> Callable[[Any], bool]:
    if operator == "$regex":
        search = re.compile(operand).search
        return lambda held: isinstance(held, str) and search(held) is not None
    if operator in ("$in", "$nin"):
        simple = {v for v in operand if not isinstance(v, list)}
        lists = [v for v in operand if isinstance(v, list)]
        wanted = operator == "$in"
        return lambda held: _among(held, simple, lists) is wanted
    compare = _PLAIN[operator]
    return lambda held: type(held) is not bool and held is not None and bool(compare(held, operand))


def _among(held: Any, simple: set[Any], lists: list[Any]) -> bool:
    if isinstance(held, list):
        return held in lists or not simple.isdisjoint(held)
    return held in simple


def base(scope: Scope, basis: str, match: Mapping[str, Any]) -> Function:
    """Return the test of `Scope.base`, on facts that carry the times of the counting level."""
    panel = scope.panel(basis)
    since, until, boards, others = panel.since, panel.until, panel.boards, panel.others
    leads, where, more = tuple(LEADS[scope.level]), filtered(scope.where), filtered(match)
    standing = basis == STANDING

    def test(fact: Fact) -> bool:
        opened = fact["opened"]
        if opened >= until or (fact["seen_until"] < since if standing else opened < since):
            return False
        if others and fact["board"] not in boards:
            return False
        return all(fact[lead] for lead in leads) and bool(where(fact)) and bool(more(fact))

    return test


Pass = tuple["Callable[[Fact], None]", "Callable[[], list[Row]]"]
"""What to do with each fact, and the rows at the end: those that the pipeline would return."""


def run(facts: Iterable[Fact], scope: Scope, passes: list[Pass]) -> list[list[Row]]:
    """Send every fact, with the times of the counting level, through all passes; return the rows of each."""
    level = ("opened", "month", "seen_until", "gone", "status") if scope.level != "posting" else ()
    each = [take for take, _ in passes]
    for raw in facts:
        fact = {**raw, **{name: raw[f"job_{name}"] for name in level}, "own": raw} if raw["job_postings"] > 1 else raw
        for take in each:
            take(fact)
    return [rows() for _, rows in passes]


def ratio_pass(plan: Plan, request: Ratios, scope: Scope) -> Pass:
    """Return the pass that sums ratios by employer, month and group."""
    wanted, monthly = base(scope, request.basis, request.match), request.monthly
    by = compiled(request.by) if request.by else None
    sums = [(name, compiled(accumulator["$sum"])) for name, accumulator in plan.accumulators.items()]
    cells: dict[tuple[Any, ...], list[float]] = {}

    def take(fact: Fact) -> None:
        if not wanted(fact):
            return
        key = (fact["company"], by(fact) if by else None, fact["month"] if monthly else None)
        cell = cells.get(key)
        if cell is None:
            cell = cells[key] = [0.0] * len(sums)
        for i, (_, value) in enumerate(sums):
            got = value(fact)
            if got:
                cell[i] += got

    names = [name for name, _ in sums]
    return take, lambda: _ratio_rows(plan, request, scope, {key: dict(zip(names, cell, strict=True)) for key, cell in cells.items()})


def _ratio_rows(plan: Plan, request: Ratios, scope: Scope, cells: Mapping[tuple[Any, ...], dict[str, float]]) -> list[Row]:
    if not request.monthly:
        return [{"_id": by, **_sums(plan, rows)} for by, rows in _grouped(cells, lambda key: key[1]).items()]
    panel = scope.panel(request.basis)
    months = [{"_id": {"b": by, "m": month}, **_sums(plan, rows)} for (by, month), rows in _grouped(cells, lambda key: key[1:]).items()]
    firms: dict[Any, list[dict[str, float]]] = defaultdict(list)
    for (_, by), rows in _grouped(cells, lambda key: key[:2], windows=(panel.early[-1], panel.late[0])).items():
        firms[by].append(_added(rows))
    return [{"months": months, "firms": [{"_id": by, **_sums(plan, rows), **_products(plan, rows)} for by, rows in firms.items()]}]


def _grouped(
    cells: Mapping[Any, dict[str, float]], of: Callable[[Any], Any], windows: tuple[str, str] | None = None
) -> dict[Any, list[dict[str, float]]]:
    out: dict[Any, list[dict[str, float]]] = defaultdict(list)
    for key, cell in cells.items():
        window = "" if windows is None else "a" if key[2] <= windows[0] else "z" if key[2] >= windows[1] else ""
        out[of(key)].append({**cell, **{f"{name}{window}": value for name, value in cell.items()}} if window else cell)
    return out


def _added(rows: list[dict[str, float]]) -> dict[str, float]:
    out: dict[str, float] = defaultdict(float)
    for row in rows:
        for name, value in row.items():
            out[name] += value
    return out


def _sums(plan: Plan, rows: list[dict[str, float]]) -> dict[str, float]:
    out: dict[str, float] = {name: sum(row[name] for row in rows) for name in plan.accumulators}
    for k, n in plan.pairs:
        out |= {f"{a}{b}": sum(row[a] * row[b] for row in rows) for a, b in ((k, k), (k, n), (n, n))}
    return out | {f"c{n}": sum(row[n] > 0 for row in rows) for n in plan.wholes}


def _products(plan: Plan, rows: list[dict[str, float]]) -> dict[str, float]:
    out: dict[str, float] = {}
    for k, n in plan.pairs:
        for w in WINDOWS:
            out |= {f"{c}{w}": sum(row.get(f"{c}{w}", 0) for row in rows) for c in (k, n)}
            out |= {f"{a}{w}{b}{w}": _dot(rows, f"{a}{w}", f"{b}{w}") for a, b in ((k, k), (k, n), (n, n))}
            out[f"c{n}{w}"] = sum(row.get(f"{n}{w}", 0) > 0 for row in rows)
        out |= {f"{a}a{b}z": _dot(rows, f"{a}a", f"{b}z") for a, b in ((k, k), (k, n), (n, k), (n, n))}
    return out


def _dot(rows: list[dict[str, float]], a: str, b: str) -> float:
    return sum(row.get(a, 0) * row.get(b, 0) for row in rows)


def tally_pass(tally: Tally, scope: Scope) -> Pass:
    """Return the pass that counts values by employer and window."""
    wanted, panel = base(scope, tally.basis, tally.match), scope.panel(tally.basis)
    of = compiled(f"${tally.of}" if isinstance(tally.of, str) else tally.of)
    cells: dict[tuple[str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    last_early, first_late = (panel.early[-1], panel.late[0]) if tally.change else ("", "")

    def take(fact: Fact) -> None:
        if not wanted(fact):
            return
        window = 0
        if tally.change:
            month = fact["month"]
            if last_early < month < first_late:
                return
            window = int(month >= first_late)
        values = of(fact)
        values = values if tally.is_list else [] if values is None else [values]
        cell = cells[fact["company"], window]
        cell[EVERY] += 1
        for value in values or (NOTHING,):
            cell[value] += 1

    return take, lambda: _tally_rows(tally, cells)


def _tally_rows(tally: Tally, cells: Mapping[tuple[str, int], Mapping[str, int]]) -> list[Row]:
    sums: dict[str, Row] = defaultdict(lambda: defaultdict(float))
    for company in {company for company, _ in cells}:
        counts = [cells.get((company, w), {}) for w in (0, 1)]
        n = [c.get(EVERY, 0) - c.get(NOTHING, 0) for c in counts]
        for value in {*counts[0], *counts[1]}:
            k = [c.get(value, 0) for c in counts]
            _add_tally(sums[value], k, n, change=tally.change)
    key = "kz" if tally.change else "ka"
    order = sorted(sums, key=lambda value: (-sums[value][key], str(value)))[: tally.limit]
    return [{"_id": value, **sums[value]} for value in order]


def _add_tally(row: Row, k: list[int], n: list[int], *, change: bool) -> None:
    for i, w in enumerate(WINDOWS[: 1 + change]):
        for name, value in (
            ("k", k[i]),
            ("n", n[i]),
            ("kk", k[i] ** 2),
            ("kn", k[i] * n[i]),
            ("nn", n[i] ** 2),
            ("f", k[i] > 0),
            ("c", n[i] > 0),
        ):
            row[f"{name}{w}"] += value
    if change:
        for name, value in (("kakz", k[0] * k[1]), ("kanz", k[0] * n[1]), ("nakz", n[0] * k[1]), ("nanz", n[0] * n[1])):
            row[name] += value


def companions_pass(request: Companions, scope: Scope) -> Pass:
    """Return the pass that counts skills beside the anchors."""
    wanted, columns = base(scope, request.basis, {}), {skill: f"a{i}" for i, skill in enumerate(request.anchors)}
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(columns.values(), 0))

    def take(fact: Fact) -> None:
        skills = fact["skills"]
        found = [columns[skill] for skill in skills if skill in columns] if wanted(fact) else []
        for skill in skills if found else ():
            for column in found:
                counts[skill][column] += 1

    return take, lambda: [{"_id": skill, **row} for skill, row in counts.items()]


def cells_pass(request: Cells, scope: Scope) -> Pass:
    """Return the pass that counts combinations of values."""
    where = replace(scope, standing=scope.arrivals) if request.alive else scope
    wanted = base(where, STANDING if request.alive else request.basis, request.match)
    names, unwind = list(request.by), request.unwind
    keys, sums = [compiled(e) for e in request.by.values()], [compiled(e) for e in request.sums.values()]
    cells: dict[tuple[Any, ...], list[float]] = {}

    own_life = scope.level == "posting"

    def take(fact: Fact) -> None:
        fact = fact.get("own", fact) if own_life else fact
        if not wanted(fact):
            return
        for one in [{**fact, unwind: value} for value in fact[unwind]] if unwind else (fact,):
            key = tuple([of(one) for of in keys])
            cell = cells.setdefault(key, [0.0] * (1 + len(sums)))
            cell[0] += 1
            for i, of in enumerate(sums, start=1):
                cell[i] += of(one)

    columns = ("n", *request.sums)
    return take, lambda: [
        {"_id": dict(zip(names, key, strict=True)), **dict(zip(columns, cell, strict=True))} for key, cell in cells.items()
    ]
