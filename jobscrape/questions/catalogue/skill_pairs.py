"""Which skills are named together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.questions.answer import NUMBER, SHARE, Answer, Column, Figure
from jobscrape.questions.build import MIN_N, enough, listing
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Companions, Tally
from jobscrape.questions.stats.intervals import wilson

if TYPE_CHECKING:
    from jobscrape.questions.question import Steps
    from jobscrape.questions.requests import Tallied
    from jobscrape.questions.scope import Scope

ANCHORS = 8
EACH = 6


def steps(scope: Scope) -> Steps:
    """Take the most wanted skills and count what stands beside each."""
    tally: Tallied = yield Tally(of="skills")
    n = tally.postings - tally.unknown
    enough(n, MIN_N, "with skills")
    anchors = list(tally.values)[:ANCHORS]
    rows = yield Companions(anchors=tuple(anchors))
    counts = {skill: counted.sums.k for skill, counted in tally.values.items()}
    pairs = [pair for i, skill in enumerate(anchors) for pair in _pairs(f"a{i}", skill, rows, counts, n)]
    figures = {f"{a} + {b}": Figure(value=share, low=low, high=high, n=round(together)) for a, b, together, share, low, high, _ in pairs}
    best = sorted(pairs, key=lambda pair: -pair[6])[:4]
    return Answer(
        sentence=f"Most above chance: {listing(f'{scope.named(a)} with {scope.named(b)} ({lift:.1f} times)' for a, b, *_, lift in best)}.",
        figures=figures,
        columns=COLUMNS,
        rows=pairs,
        n=round(n),
        unknown=round(tally.unknown),
    )


def _pairs(column: str, skill: str, rows: list[dict[str, Any]], counts: dict[str, float], n: float) -> list[tuple[Any, ...]]:
    """Return (skill, other, together, share, from, to, lift) of the companions of `skill` that are most above chance."""
    base = counts[skill]
    out = []
    for row in rows:
        other, together = row["_id"], float(row[column])
        if other == skill or together < MIN_N / 3 or other not in counts:
            continue
        interval = wilson(together, base)
        out.append((skill, other, int(together), interval.value, interval.low, interval.high, interval.value / (counts[other] / n)))
    return sorted(out, key=lambda pair: -pair[6])[:EACH]


COLUMNS = (
    Column(name="skill", label="of the postings that name"),
    Column(name="other", label="also name"),
    Column(name="together", label="together", unit=NUMBER),
    Column(name="share", label="share", unit=SHARE),
    Column(name="low", label="from", unit=SHARE),
    Column(name="high", label="to (95 %)", unit=SHARE),
    Column(name="lift", label="times chance", unit=NUMBER),
)

QUESTION = Question(
    name="skill_pairs",
    asks="Which skills are asked for together?",
    reads="For each of the most wanted skills, the others that stand beside it most often against chance.",
    caveats=("Skills of one role stand together because of the role; filter with `--where role=...` to look inside one.",),
    steps=steps,
    topic="skills",
)
