"""How many countries remote work opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.questions.answer import NUMBER, Answer, Column
from jobscrape.questions.build import bars, enough_for, gap, told
from jobscrape.questions.expr import both, filled, is_in, negated
from jobscrape.questions.forms import MIN_STATED, require_stated
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Ratio, Ratios

if TYPE_CHECKING:
    from jobscrape.questions.expr import Expr
    from jobscrape.questions.question import Steps
    from jobscrape.questions.scope import Scope

SIZES = {"WORLDWIDE": 195, "EMEA": 120, "APAC": 40, "AMER": 35, "LATAM": 33, "EUROPE": 44, "EU": 27}
"""Countries in a region, rounded; a posting counts its widest one."""
REMOTE = is_in("work_mode", "remote")
ON_PLACE = both(is_in("work_mode", "onsite", "hybrid"), filled("countries"))


def _reach() -> Expr:
    branches = [{"case": {"$in": [name, "$remote_scope"]}, "then": size} for name, size in SIZES.items()]
    return {"$switch": {"branches": branches, "default": {"$size": "$remote_scope"}}}


SAID = filled("remote_scope")
RATIOS = (
    Ratio(name="remote", part=_reach(), whole=both(REMOTE, SAID), unknown=both(REMOTE, negated(SAID)), is_share=False),
    Ratio(name="on_place", part={"$size": "$countries"}, whole=ON_PLACE, is_share=False),
    Ratio(name="several", part={"$gt": [_reach(), 1]}, whole=both(REMOTE, SAID), unknown=both(REMOTE, negated(SAID))),
)


def steps(scope: Scope) -> Steps:
    """Compare the number of countries one may live in."""
    result = yield Ratios(ratios=RATIOS)
    counted = result[None]
    remote, place = enough_for(counted["remote"], "for remote work"), enough_for(counted["on_place"], "for work at a place")
    require_stated(remote.sums.n, remote.unknown, "where remote workers may live", MIN_STATED)
    figures = {"remote": told(remote, NUMBER), "on_place": told(place, NUMBER)}
    several = told(counted["several"])
    return Answer(
        sentence=(
            f"A remote posting that says it is open to {figures['remote'].shown} countries on average, work at a place to "
            f"{figures['on_place'].shown}; {several.shown} of the remote ones name more than one."
        ),
        figures=figures | {"remote_above_place": gap(place, remote, NUMBER), "several": several},
        columns=(Column(name="mode", label="mode"), *(Column(name=n, label=label, unit=NUMBER) for n, label in COLUMNS)),
        rows=[[label, f.value, f.low, f.high, f.n] for label, f in figures.items()],
        chart=bars(figures),
        n=figures["remote"].n + figures["on_place"].n,
        unknown=figures["remote"].unknown,
    )


COLUMNS = (("countries", "countries"), ("low", "from"), ("high", "to (95 %)"), ("n", "n"))

QUESTION = Question(
    name="remote_reach",
    asks="Does remote work raise the number of countries people may live in?",
    reads="The mean number of countries a posting is open to: by its remote scope, or by its places of work.",
    caveats=("A region counts with all of its countries.", "Postings silent about it are left out, not taken as the whole world."),
    steps=steps,
    topic="work_mode",
)
