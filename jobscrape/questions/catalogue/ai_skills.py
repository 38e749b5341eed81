"""AI skills by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.questions.answer import POINTS, Answer, Column
from jobscrape.questions.build import SHARE_COLUMNS, bars, enough_for, listing, share_rows, told
from jobscrape.questions.expr import filled, number_if
from jobscrape.questions.kinds import names
from jobscrape.questions.question import Question
from jobscrape.questions.requests import Ratio, Ratios

if TYPE_CHECKING:
    from jobscrape.questions.expr import Expr
    from jobscrape.questions.question import Steps
    from jobscrape.questions.scope import Scope

KINDS = ("llm_application", "retrieval", "production_ml", "research", "theory")
APPLIED = ("llm_application", "retrieval", "production_ml")
NAMED = filled("skills")


def _minus(first: Expr, second: Expr) -> Expr:
    """Return 1, 0 or -1, so that its mean is the difference of both shares in the same postings."""
    return {"$subtract": [number_if(first, 1), number_if(second, 1)]}


RATIOS = (
    *(Ratio(name=kind, part=names(kind), whole=NAMED) for kind in KINDS),
    Ratio(name="applied", part=names(*APPLIED), whole=NAMED),
    *(Ratio(name=f"{kind}_above_research", part=_minus(names(kind), names("research")), whole=NAMED, is_share=False) for kind in APPLIED),
    Ratio(name="applied_above_theory", part=_minus(names(*APPLIED), names("theory")), whole=NAMED, is_share=False),
)


def steps(scope: Scope) -> Steps:
    """Count the kinds of AI skills and compare them inside the same postings."""
    result = yield Ratios(ratios=RATIOS)
    counted = result[None]
    enough_for(counted["llm_application"], "with skills")
    shares = {kind: told(counted[kind]) for kind in (*KINDS, "applied")}
    gaps = {r.name: told(counted[r.name], POINTS) for r in RATIOS if not r.is_share}
    words = listing(f"{kind.replace('_', ' ')} {shares[kind].shown}" for kind in KINDS[:4])
    return Answer(
        sentence=f"AI skills by kind, among postings that name skills: {words}.",
        figures=shares | gaps,
        columns=(Column(name="kind", label="kind"), *SHARE_COLUMNS),
        rows=share_rows(shares),
        chart=bars(shares),
        n=shares["llm_application"].n,
    )


QUESTION = Question(
    name="ai_skills",
    asks="Which kinds of AI skills are asked for: LLM applications, retrieval, production ML or research?",
    reads="The share of postings that name at least one skill of the kind (see questions/kinds.yml), among those that name any skill.",
    caveats=("Kinds overlap: a posting counts in each kind that it names.",),
    steps=steps,
    topic="ai",
)
