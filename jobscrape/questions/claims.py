"""Judge public claims by the figures of answers; the claims are data, in claims.yml."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from jobscrape.data_files import read_yaml
from jobscrape.questions.answer import finite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobscrape.questions.answer import Answer, Figure

SUPPORTED, NOT_SUPPORTED, CANNOT_TELL = "supported", "not supported", "cannot tell"


@dataclass(slots=True, kw_only=True, frozen=True)
class Demand:
    """One demand on a figure: its whole interval above (or below) a threshold."""

    figure: str
    above: float | None = None
    below: float | None = None
    within: float = 0.0
    """An interval wholly inside threshold +- within is no difference worth the name, and refutes."""

    def judge(self, figure: Figure) -> bool | None:
        """Return True if met, False if refuted, None if the interval leaves it open."""
        threshold = self.above if self.above is not None else self.below or 0.0
        low, high = figure.low - threshold, figure.high - threshold
        if self.above is None:
            low, high = -high, -low
        if low > 0:
            return True
        return False if high < 0 or (-self.within < low and high < self.within) else None

    @property
    def words(self) -> str:
        """Return the demand in words."""
        name = self.figure.replace("_", " ").replace(".", ", ")
        return f"{name} above {self.above:g}" if self.above is not None else f"{name} below {self.below:g}"


@dataclass(slots=True, kw_only=True, frozen=True)
class Claim:
    """A public claim, the question that tests it and the demands on its figures."""

    name: str
    says: str
    question: str
    tests: tuple[Demand, ...]


@dataclass(slots=True, kw_only=True)
class Judgement:
    """What the data say about a claim."""

    claim: Claim
    verdict: str
    why: str
    answer: str
    n: int = 0
    figures: dict[str, Figure] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Return the judgement as JSON-ready values."""
        figures = {name: {"value": f.value, "low": f.low, "high": f.high, "n": f.n, "unit": f.unit} for name, f in self.figures.items()}
        own = {"claim": self.claim.name, "says": self.claim.says, "question": self.claim.question, "verdict": self.verdict, "why": self.why}
        return finite({**own, "n": self.n, "evidence": self.answer, "tests": [t.words for t in self.claim.tests], "figures": figures})  # type: ignore[no-any-return]


@cache
def claims() -> tuple[Claim, ...]:
    """Return the claims in the order of the file."""
    rows = read_yaml("jobscrape.questions", "claims.yml")
    return tuple(
        Claim(name=row["claim"], says=row["says"], question=row["question"], tests=tuple(Demand(**test) for test in row["tests"]))
        for row in rows
    )


def judge(claim: Claim, answer: Answer) -> Judgement:
    """Judge one claim by the answer to its question."""
    if answer.reason:
        return Judgement(claim=claim, verdict=CANNOT_TELL, why=answer.reason, answer=answer.plain)
    figures = {test.figure: answer.figures[test.figure] for test in claim.tests if test.figure in answer.figures}
    results = {test: test.judge(figures[test.figure]) if test.figure in figures else None for test in claim.tests}
    verdict = NOT_SUPPORTED if False in results.values() else SUPPORTED if all(results.values()) else CANNOT_TELL
    why = "; ".join(_reason(test, figures.get(test.figure), result) for test, result in results.items())
    return Judgement(claim=claim, verdict=verdict, why=why, answer=answer.sentence, n=answer.n, figures=figures)


def judge_all(answers: Mapping[str, Answer]) -> list[Judgement]:
    """Judge all claims whose question was asked."""
    return [judge(claim, answers[claim.question]) for claim in claims() if claim.question in answers]


def _reason(test: Demand, figure: Figure | None, result: bool | None) -> str:
    if figure is None:
        return f"{test.figure}: too few postings"
    word = {True: "yes", False: "no", None: "open"}[result]
    return f"{test.words}: {word}, {figure.shown} ({figure.interval})"
