"""Whether companies that laid off people still hire."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from jobscrape.identity.employers import employer_key, stem
from jobscrape.questions.answer import NUMBER, Answer, CannotTellError, Column, figure
from jobscrape.questions.build import SHARE_COLUMNS, bars, share_rows
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Cells, Raw
from jobscrape.questions.scope import ARRIVALS
from jobscrape.questions.stats.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobscrape.questions.question import Steps
    from jobscrape.questions.requests import Row
    from jobscrape.questions.scope import Scope

AREAS = ("data_ai", "infrastructure")
MIN_COMPANIES = 5
LIMIT = 5000


def steps(scope: Scope) -> Steps:
    """Match layoffs with the panel's employers and count their openings in later months."""
    panel = scope.panel(ARRIVALS)
    month = {"$min": {"$dateToString": {"date": "$date", "format": "%Y-%m"}}}
    first = {"_id": "$company_key", "name": {"$min": "$company"}, "month": month}
    window = {"$match": {"date": {"$gte": panel.since, "$lt": panel.until}}}
    rows = yield Raw(collection="layoffs", pipeline=[window, {"$group": first}, {"$sort": {"_id": 1}}, {"$limit": LIMIT}])
    named = {row["_id"]: row for row in rows if row["_id"]}
    if not named or not panel.boards:
        raise CannotTellError("no layoff is on record in the months observed")
    stems = {stem(employer_key(row["name"])): key for key, row in sorted(named.items())}
    by = {"c": "$company", "n": "$company_name", "b": "$board", "m": "$month", "a": "$role_area"}
    openings = yield Cells(by=by, basis=ARRIVALS, match={"company": {"$in": sorted({*named, *stems})}})
    return _answer({key: row["month"] for key, row in named.items()}, stems, openings)


def _company(cell: Mapping[str, str], when: Mapping[str, str], stems: Mapping[str, str]) -> str | None:
    """Return the key under which the layoff of an employer is on record.

    Where a source names no employer, the token of its board stands for it, which seldom has the last words of a full name.
    """
    if cell["c"] in when:
        return cell["c"]
    return stems.get(cell["c"]) if cell["n"] == cell["b"].partition(":")[2] else None


def _answer(when: dict[str, str], stems: dict[str, str], openings: list[Row]) -> Answer:
    seen, hiring, count = set(), defaultdict(set), 0
    for row in openings:
        company, month, area = _company(row["_id"], when, stems), row["_id"]["m"], row["_id"].get("a")
        if company is None:
            continue
        seen.add(company)
        if month > when[company]:
            hiring["any area"].add(company)
            hiring[area].add(company)
            count += row["n"]
    if len(seen) < MIN_COMPANIES:
        raise CannotTellError(
            f"only {len(seen)} companies with a layoff are on boards observed through the period, fewer than {MIN_COMPANIES}"
        )
    wanted = hiring["data_ai"] & seen | hiring["infrastructure"] & seen
    groups = {"data_ai_or_infrastructure": wanted, "any_area": hiring["any area"], **{area: hiring[area] for area in AREAS}}
    figures = {name: figure(wilson(len(companies), len(seen)), len(seen)) for name, companies in groups.items()}
    both = figures["data_ai_or_infrastructure"]
    return Answer(
        sentence=(
            f"Of {len(seen)} companies with a layoff, {both.shown} opened data, AI or infrastructure positions "
            f"in later months ({both.interval})."
        ),
        figures=figures,
        columns=(Column(name="area", label="opened later in"), *SHARE_COLUMNS[:-1], Column(name="n", label="companies", unit=NUMBER)),
        rows=share_rows(figures),
        chart=bars(figures),
        n=count,
    )


QUESTION = Question(
    name="hiring_after_layoffs",
    asks="Do companies that lay off people still hire in AI, data and infrastructure?",
    reads="The share of companies with a published layoff that opened such positions in a later month of the period.",
    caveats=("Companies are matched by name, or by the token of their board; those without an observed board are left out.",),
    basis=ARRIVALS,
    steps=steps,
    topic="firms",
)
