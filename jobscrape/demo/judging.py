"""Judge the sixteen claims on the crawled year, beside what the simulation makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jobscrape.demo import truth
from jobscrape.demo.compare import Check
from jobscrape.questions.claims import CANNOT_TELL, NOT_SUPPORTED, SUPPORTED, judge_all
from jobscrape.questions.question import catalogue
from jobscrape.questions.run import Runner
from jobscrape.store.analysis import prepare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pymongo.database import Database

    from jobscrape.questions.answer import Answer
    from jobscrape.questions.claims import Judgement
    from jobscrape.questions.scope import Scope

VERDICTS = {"true": SUPPORTED, "false": NOT_SUPPORTED, "unanswerable": CANNOT_TELL}


class Judged(NamedTuple):
    """A claim as the data judge it, and the verdict that the simulation makes right."""

    judgement: Judgement
    truth: str

    @property
    def right(self) -> bool:
        """Tell whether the data say what is true."""
        return self.judgement.verdict == self.truth

    @property
    def wrong(self) -> bool:
        """Tell whether the data say the opposite of what is true; to leave it open is no error, only weakness."""
        return {self.judgement.verdict, self.truth} == {SUPPORTED, NOT_SUPPORTED}


def ask_all(database: Database[dict[str, Any]]) -> tuple[Scope, dict[str, Answer]]:
    """Return the answers to all questions on `database`, and what they look at. Raises StoreError if nothing was crawled."""
    analysis = prepare(database)
    scope = analysis.scope()
    return scope, Runner(aggregate=analysis.aggregate, scope=scope, facts=analysis.stream).ask(catalogue().values())


def judge_claims(answers: Mapping[str, Answer], scenario: str) -> list[Judged]:
    """Return the claims judged by `answers`."""
    verdicts = truth.claims(scenario)
    return [Judged(judgement, VERDICTS[verdicts[judgement.claim.name]]) for judgement in judge_all(answers)]


def checks(judged: list[Judged]) -> list[Check]:
    """Return the comparison of all claims."""
    right, wrong = sum(one.right for one in judged), sum(one.wrong for one in judged)
    return [
        Check(name="claims judged as in truth", right=right, of=len(judged), least=0.75),
        Check(name="claims not turned round", right=len(judged) - wrong, of=len(judged), least=1.0),
    ]
