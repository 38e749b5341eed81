"""How completely the boards were observed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.questions.answer import NUMBER, SHARE, Answer, CannotTellError, Column, Figure
from jobscrape.questions.panel import FLAWED
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Raw

if TYPE_CHECKING:
    from jobscrape.questions.facts import Stage
    from jobscrape.questions.question import Steps
    from jobscrape.questions.scope import Scope


def steps(scope: Scope) -> Steps:
    """Sum the ledger by source and month."""
    panel = scope.standing
    months = {"$gte": f"{panel.since:%Y-%m}", "$lte": f"{panel.until:%Y-%m}"}
    source = {"$arrayElemAt": [{"$split": ["$board", ":"]}, 0]}
    sums = {name: {"$sum": f"${name}"} for name in ("crawls", "complete", *FLAWED)}
    group = {"_id": {"s": source, "m": "$month"}, "boards": {"$sum": 1}, **sums}
    pipeline: list[Stage] = [{"$match": {"month": months}}, {"$group": group}, {"$sort": {"_id.s": 1, "_id.m": 1}}]
    rows = yield Raw(collection="coverage", pipeline=pipeline)
    if not rows:
        raise CannotTellError("the ledger holds no crawl in the period")
    crawls, complete = (sum(row[name] for row in rows) for name in ("crawls", "complete"))
    share = complete / crawls
    return Answer(
        sentence=f"{complete:,} of {crawls:,} looks at boards were complete ({100 * share:.0f} %); only those can close a posting.",
        figures={"complete": Figure(value=share, low=share, high=share, n=crawls)},
        columns=COLUMNS,
        rows=[
            [
                row["_id"]["s"],
                row["_id"]["m"],
                row["boards"],
                row["crawls"],
                row["complete"] / row["crawls"],
                *(row[name] for name in FLAWED),
            ]
            for row in rows
        ],
        n=crawls,
    )


COLUMNS = (
    Column(name="source", label="source"),
    Column(name="month", label="month"),
    Column(name="boards", label="boards", unit=NUMBER),
    Column(name="crawls", label="looks", unit=NUMBER),
    Column(name="complete", label="complete", unit=SHARE),
    *(Column(name=name, label=name, unit=NUMBER) for name in FLAWED),
)

QUESTION = Question(
    name="coverage",
    asks="How completely were the boards observed?",
    reads="Looks at boards by source and month, and the share that proved to be complete.",
    caveats=("A look that failed or was cut short changes nothing: it neither opens nor closes a posting.",),
    steps=steps,
    topic="method",
)
