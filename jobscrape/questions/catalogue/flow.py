"""Stock, inflow and outflow by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.questions.answer import NUMBER, Answer, CannotTellError, Chart, Column, exact
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Cells
from jobscrape.questions.scope import ARRIVALS

if TYPE_CHECKING:
    from jobscrape.questions.question import Steps
    from jobscrape.questions.scope import Scope

FAR = "9999-12"
Life = tuple[str, str, str, int]
"""Month opened, month gone (FAR: still open), status, postings."""


def steps(scope: Scope) -> Steps:
    """Count what stands open at the end of each month, what came and what went."""
    panel = scope.panel(ARRIVALS)
    if not panel.boards or not panel.months:
        raise CannotTellError("no board was observed completely through a whole month; crawl regularly and ask again")
    gone = {"$dateToString": {"date": "$gone", "format": "%Y-%m"}}
    rows = yield Cells(by={"o": "$month", "g": gone, "s": "$status"}, basis=ARRIVALS, alive=True)
    if not rows:
        raise CannotTellError("no posting stood open in the period")
    lives = [(row["_id"]["o"], row["_id"].get("g") or FAR, row["_id"]["s"], int(row["n"])) for row in rows]
    return _answer(panel.months, {name: [count(lives, month) for month in panel.months] for name, count in COUNTS.items()})


def _stock(lives: list[Life], month: str) -> int:
    return sum(n for opened, gone, _, n in lives if opened <= month < gone)


def _came(lives: list[Life], month: str) -> int:
    return sum(n for opened, _, _, n in lives if opened == month)


def _closed(lives: list[Life], month: str) -> int:
    return sum(n for _, gone, status, n in lives if gone == month and status == "closed")


def _lost(lives: list[Life], month: str) -> int:
    return sum(n for _, gone, status, n in lives if gone == month and status == "unknown")


COUNTS = {"stock": _stock, "came": _came, "went": _closed, "lost": _lost}


def _answer(months: tuple[str, ...], counts: dict[str, list[int]]) -> Answer:
    names = ("stock", "came", "went", "lost")
    series = {name: [exact(n) for n in counts[name]] for name in names}
    first, last = series["stock"][0], series["stock"][-1]
    came, went = (sum(f.n for f in series[name]) for name in ("came", "went"))
    figures = {f"{name}.{month}": f for name in names for month, f in zip(months, series[name], strict=True)}
    return Answer(
        sentence=(
            f"Open at the end of {months[0]}: {first.n:,}; of {months[-1]}: {last.n:,}; "
            f"from {months[0]} to {months[-1]}, {came:,} came and {went:,} were closed."
        ),
        figures=figures,
        columns=(Column(name="month", label="month"), *(Column(name=n, label=label, unit=NUMBER) for n, label in LABELS.items())),
        rows=[[month, *(series[name][i].n for name in names)] for i, month in enumerate(months)],
        chart=Chart(kind="lines", labels=list(months), series={LABELS[name]: series[name] for name in names[:3]}, unit=NUMBER),
        n=first.n + sum(f.n for f in series["came"][1:]),
        unknown=sum(f.n for f in series["lost"]),
    )


LABELS = {"stock": "open at the end", "came": "came", "went": "closed", "lost": "out of sight"}

QUESTION = Question(
    name="flow",
    asks="How many openings stand open, come and go each month?",
    reads="Counts on a constant set of boards; `out of sight` means the board went away, which does not close its postings.",
    caveats=(
        "A closing is dated at the middle between the last sighting and the first complete look without the posting.",
        "Postings that were away for a while and came back under their id count as open meanwhile.",
    ),
    basis=ARRIVALS,
    steps=steps,
)
