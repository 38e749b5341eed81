"""How long postings stay open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.questions.answer import DAYS, NUMBER, SHARE, Answer, CannotTellError, Chart, Column, Figure, figure
from jobscrape.questions.build import MIN_N
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Cells
from jobscrape.questions.scope import ARRIVALS
from jobscrape.questions.stats.survival import Curve, curve

if TYPE_CHECKING:
    from jobscrape.questions.question import Steps
    from jobscrape.questions.scope import Scope

DAY = 86_400_000
MARKS = (7, 14, 30, 45, 60, 90, 120, 180)


def _days(end: str) -> dict[str, Any]:
    return {"$toInt": {"$floor": {"$divide": [{"$subtract": [f"${end}", "$opened"]}, DAY]}}}


def steps(scope: Scope) -> Steps:
    """Count lives by (days surely open, days until surely closed) and estimate the curve."""
    closed = {"$eq": ["$status", "closed"]}
    left = {"$cond": [closed, _days("gone_after"), _days("seen_until")]}
    right = {"$cond": [closed, _days("gone_before"), None]}
    rows = yield Cells(by={"l": left, "r": right}, basis=ARRIVALS)
    lives = {(int(r["_id"]["l"]), r["_id"].get("r")): float(r["n"]) for r in rows if r["_id"].get("l") is not None}
    one = curve({(max(a, 0), None if b is None else int(b)): n for (a, b), n in lives.items()})
    if one.closed < MIN_N:
        raise CannotTellError(f"only {one.closed:.0f} of {one.postings:.0f} postings that opened under observation are closed yet")
    return _answer(one)


def _answer(one: Curve) -> Answer:
    reach = one.days[-1]
    marks = {f"{day} days": figure(one.at(day), one.postings) for day in MARKS if day <= reach}
    middle = one.median
    figures = marks | ({"median": figure(middle, one.postings, unit=DAYS)} if middle else {})
    after = (
        f"half are closed after {figures['median'].shown} ({figures['median'].interval})" if middle else "fewer than half are closed by now"
    )
    weeks = list(range(0, reach + 1, max(reach // 60, 1)))
    return Answer(
        sentence=f"Of {one.postings:,.0f} postings that opened under observation, {after}.",
        figures=figures,
        columns=(
            Column(name="day", label="after"),
            *(Column(name=n, label=label, unit=SHARE) for n, label in COLUMNS),
            Column(name="n", label="n", unit=NUMBER),
        ),
        rows=[[mark, f.value, f.low, f.high, f.n] for mark, f in marks.items()],
        chart=Chart(kind="curve", labels=[str(day) for day in weeks], series={"still open": [_point(one, day) for day in weeks]}),
        n=round(one.postings),
        notes=[f"{one.closed:,.0f} closed; the others are still open or out of sight and count as long as they were seen."],
    )


def _point(one: Curve, day: int) -> Figure:
    return figure(one.at(day), one.postings)


COLUMNS = (("open", "still open"), ("low", "from"), ("high", "to (95 %)"))

QUESTION = Question(
    name="time_to_close",
    asks="How long do postings stay open?",
    reads="The share still open after so many days, by Kaplan and Meier; closings are known as intervals, open postings as `longer than`.",
    caveats=(
        "Closed is not filled: employers also give up or advertise anew.",
        "Postings already open when their board was first crawled are left out: their beginning was not seen.",
        "The interval takes postings as independent; those of one employer are alike, so that it is rather too narrow.",
    ),
    basis=ARRIVALS,
    steps=steps,
)
