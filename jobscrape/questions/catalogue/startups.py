"""Start-ups against large firms: how many skills they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.questions.answer import NUMBER, Answer, CannotTellError, Column
from jobscrape.questions.build import bars, enough_for, gap, told
from jobscrape.questions.expr import filled
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Ratio, Ratios

if TYPE_CHECKING:
    from jobscrape.questions.question import Steps
    from jobscrape.questions.scope import Scope

KINDS = {"startup": "start-ups", "between": "firms between", "large": "large firms"}
SKILLS = Ratio(name="skills", part="$n_skills", whole=filled("skills"), is_share=False)


def steps(scope: Scope) -> Steps:
    """Average the number of skills a posting names, by kind of firm."""
    result = yield Ratios(ratios=(SKILLS,), by="$firm")
    missing = [label for kind, label in KINDS.items() if kind != "between" and kind not in result]
    if missing:
        raise CannotTellError(f"no posting of {' or '.join(missing)}: size and stage of the employers are not known")
    counted = {kind: result[kind]["skills"] for kind in KINDS if kind in result}
    for kind in ("startup", "large"):
        enough_for(counted[kind], f"of {KINDS[kind]}")
    figures = {kind: told(one, NUMBER) for kind, one in counted.items()}
    more = gap(counted["large"], counted["startup"], NUMBER)
    shown = {KINDS[kind]: figure for kind, figure in figures.items()}
    unknown = round(result[None]["skills"].sums.n) if None in result else 0
    return Answer(
        sentence=f"A posting of a start-up names {figures['startup'].shown} skills, one of a large firm {figures['large'].shown}.",
        figures=figures | {"startup_above_large": more},
        columns=(Column(name="firm", label="kind of firm"), *(Column(name=n, label=label, unit=NUMBER) for n, label in COLUMNS)),
        rows=[[label, f.value, f.low, f.high, f.n] for label, f in shown.items()],
        chart=bars(shown),
        n=sum(f.n for f in figures.values()),
        unknown=unknown,
    )


COLUMNS = (("skills", "skills a posting"), ("low", "from"), ("high", "to (95 %)"), ("n", "n"))

QUESTION = Question(
    name="startups",
    asks="Do start-ups ask for broader skill sets than large firms?",
    reads="The mean number of skills a posting names; start-ups: up to 50 people or up to series A, large: from 1,001 people.",
    caveats=("Stage and size come from sources and texts and are unknown for many employers.", "Longer adverts name more skills."),
    steps=steps,
    topic="firms",
)
