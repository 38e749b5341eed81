"""What the report says: answers, judged claims, headline findings, method. As data; `page` writes it as HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jobscrape.questions.answer import POINTS, SHARE, between, show
from jobscrape.questions.claims import CANNOT_TELL, SUPPORTED
from jobscrape.questions.question import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jobscrape.questions.answer import Answer
    from jobscrape.questions.claims import Judgement

HEADLINES = ("skills", "skill_trends", "role_trends", "work_mode", "seniority", "ai_in_role", "pay", "time_to_close", "flow")
SKILLS_SHOWN = 400


@dataclass(slots=True, kw_only=True)
class Report:
    """All answers of one run."""

    answers: dict[str, Answer]
    judgements: list[Judgement]
    made: str
    """Day of making, YYYY-MM-DD, UTC."""
    attribution: list[str] = field(default_factory=list)
    """Whom to name beside the data."""
    title: str = "What job postings say"
    labels: Mapping[str, str] = field(default_factory=dict)
    """Names of skills by id."""

    @property
    def lead(self) -> str:
        """Return one sentence on what was looked at."""
        one = self._largest()
        return (
            f"Postings of {one.coverage.boards:,} completely observed job boards, {one.since} to {one.until}. "
            "Every figure names its number of postings, its 95 % interval and what is unknown; where the data cannot answer, it says so."
        )

    def of_topic(self, topic: str) -> list[Answer]:
        """Return the answers of a section, in the order of the catalogue."""
        return [answer for name, answer in self.answers.items() if catalogue()[name].topic == topic]

    def facts(self) -> dict[str, str]:
        """Return the few numbers on top."""
        one = self._largest()
        verdicts = [j.verdict for j in self.judgements]
        return {
            "postings in the period": f"{one.coverage.postings_known:,}",
            "boards observed": f"{one.coverage.boards:,} of {one.coverage.boards_known:,}",
            "claims supported": f"{verdicts.count(SUPPORTED)} of {len(verdicts)}",
            "cannot tell": f"{verdicts.count(CANNOT_TELL)} of {len(verdicts)}",
        }

    def findings(self) -> list[str]:
        """Return the headline sentences: those of the leading questions that could be answered."""
        told = [self.answers[name].sentence for name in HEADLINES if name in self.answers and not self.answers[name].reason]
        return told or ["The data cannot answer yet: crawl the boards completely, and again regularly."]

    def skills(self) -> list[list[str]]:
        """Return the rows of the skill table, as text."""
        share, trend = self.answers.get("skills"), self.answers.get("skill_trends")
        if share is None or share.reason:
            return []
        change = {row[0]: row for row in trend.rows} if trend else {}
        rows = list(share.rows)[:SKILLS_SHOWN]
        return [[self.labels.get(row[0], row[0]), *_skill(row, change.get(row[0]))] for row in rows]

    def method(self) -> list[str]:
        """Return how the figures came about."""
        one = next(iter(self.answers.values()))
        trend = next((a for a in self.answers.values() if a.basis == "arrivals"), one)
        months = f"{trend.months[0]} to {trend.months[-1]}" if trend.months else "no whole month yet"
        names = {"level": one.level.replace("_", " "), "since": one.since, "until": one.until, "months": months}
        text = (files("jobscrape.report") / "data" / "method.txt").read_text("utf-8")
        return [line.format(**names) for line in text.splitlines() if line]

    def document(self) -> dict[str, Any]:
        """Return the whole report as JSON-ready values."""
        return {
            "title": self.title,
            "made": self.made,
            "lead": self.lead,
            "findings": self.findings(),
            "claims": [j.document() for j in self.judgements],
            "answers": {name: answer.document() for name, answer in self.answers.items()},
            "method": self.method(),
            "attribution": self.attribution,
        }

    def _largest(self) -> Answer:
        return max(self.answers.values(), key=lambda answer: answer.coverage.postings_known)


def _skill(row: Sequence[Any], moved: Sequence[Any] | None) -> list[str]:
    _, value, low, high, _, employers = row
    cells = [show(value, SHARE), between(low, high, SHARE), str(employers)]
    if moved is None:
        return [*cells, "", "", ""]
    return [*cells, show(moved[3], POINTS), between(moved[4], moved[5], POINTS), f"{moved[6]:.3f}"]
