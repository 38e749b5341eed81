"""Ask questions together: their requests are merged into few pipelines, each run once.

The database stays outside: `aggregate(collection, pipeline)` returns rows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from jobscrape.questions import local
from jobscrape.questions.answer import Answer, CannotTellError, Coverage
from jobscrape.questions.expr import both, number_if
from jobscrape.questions.requests import (
    Cells,
    Companions,
    Plan,
    Ratio,
    Ratios,
    Raw,
    Request,
    Results,
    Row,
    Tally,
    cells_pipeline,
    companions_pipeline,
    ratio_pipeline,
    read_ratios,
    read_tally,
    tally_pipeline,
)
from jobscrape.questions.scope import ARRIVALS, STANDING, Panel, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jobscrape.questions.expr import Expr
    from jobscrape.questions.facts import Stage
    from jobscrape.questions.question import Question, Steps

    Aggregate = Callable[[str, list[Stage]], Iterable[Row]]

BATCH = 30
"""Ratios in one pipeline; more make single stages too large for a small server."""
MIN_MONTHS = 2


@dataclass(slots=True, kw_only=True)
class _Progress:
    question: Question
    steps: Steps
    waits: Request | None = None
    answer: Answer | None = None

    def send(self, result: Any) -> None:
        """Hand over a result; keep the next request or the answer."""
        try:
            self.waits = self.steps.send(result)
        except StopIteration as done:
            self.answer = done.value
        except CannotTellError as error:
            self.answer = Answer(reason=str(error))


@dataclass(slots=True, kw_only=True)
class _Job:
    """Requests that are answered together: ratios of one kind, or one request of another sort."""

    together: list[_Progress]
    requests: list[Request]
    plans: list[Plan] = field(default_factory=list)
    rows: list[list[Row]] = field(default_factory=list)

    @classmethod
    def single(cls, progress: _Progress) -> _Job:
        assert progress.waits is not None  # noqa: S101 - it waits
        return cls(together=[progress], requests=[progress.waits])

    @classmethod
    def merged(cls, together: list[_Progress]) -> _Job:
        requests = [p.waits for p in together if isinstance(p.waits, Ratios)]
        wanted = list({_key(ratio): ratio for request in requests for ratio in request.ratios}.items())
        batches = [wanted[at : at + BATCH] for at in range(0, len(wanted), BATCH)]
        plans = [Plan(replace(ratio, name=key) for key, ratio in batch) for batch in batches]
        return cls(together=together, requests=list(requests), plans=plans)

    def pipelines(self, scope: Scope) -> list[tuple[str, list[Stage], bool]]:
        """Return (collection, pipeline, whether a pass over the facts can answer it)."""
        request = self.requests[0]
        if isinstance(request, Ratios):
            return [("facts", ratio_pipeline(plan, request, scope), True) for plan in self.plans]
        if isinstance(request, Tally):
            return [("facts", tally_pipeline(request, scope), True)]
        if isinstance(request, Companions):
            return [("facts", companions_pipeline(request, scope), True)]
        if isinstance(request, Cells):
            return [("facts", cells_pipeline(request, scope), True)]
        return [(request.collection, request.pipeline, False)]

    def passes(self, scope: Scope) -> list[local.Pass]:
        """Return the passes over the facts that stand for the pipelines."""
        request = self.requests[0]
        if isinstance(request, Ratios):
            return [local.ratio_pass(plan, request, scope) for plan in self.plans]
        if isinstance(request, Tally):
            return [local.tally_pass(request, scope)]
        if isinstance(request, Cells):
            return [local.cells_pass(request, scope)]
        return [local.companions_pass(request, scope)] if isinstance(request, Companions) else []

    def deliver(self) -> None:
        """Read the rows and send each question its part."""
        request = self.requests[0]
        if not isinstance(request, Ratios):
            self.together[0].send(read_tally(request, self.rows[0]) if isinstance(request, Tally) else self.rows[0])
            return
        results: Results = defaultdict(dict)
        for plan, rows in zip(self.plans, self.rows, strict=True):
            for by, row in read_ratios(plan, request, rows).items():
                results[by] |= row
        for progress, own in zip(self.together, self.requests, strict=True):
            assert isinstance(own, Ratios)  # noqa: S101 - only ratios are merged
            progress.send({by: {r.name: row[_key(r)] for r in own.ratios} for by, row in results.items()})


@dataclass(slots=True, kw_only=True)
class Runner:
    """Runs questions over one scope."""

    aggregate: Aggregate
    scope: Scope
    facts: Callable[[], Iterable[Row]] | None = None
    """Streams all facts, where one pass here is faster than many pipelines there."""
    pipelines: list[tuple[str, list[Stage]]] = field(default_factory=list)
    """What was run so far, for `--pipeline`."""
    _counts: dict[str, Row] = field(default_factory=dict)

    def ask(self, questions: Iterable[Question]) -> dict[str, Answer]:
        """Return the answers by question; those the data cannot give carry a reason."""
        running = [_Progress(question=q, steps=q.steps(self.scope)) for q in questions]
        for progress in running:
            progress.send(None)
        while waiting := [p for p in running if p.answer is None]:
            self._round(waiting)
        return {p.question.name: self._completed(p) for p in running}

    def _round(self, waiting: list[_Progress]) -> None:
        """Answer what the questions wait for: merged where they can be, and `cannot tell` where the panel is empty."""
        kinds: dict[str, list[_Progress]] = defaultdict(list)
        singles: list[_Progress] = []
        for progress in waiting:
            request = progress.waits
            reason = None if isinstance(request, Raw) or request is None else _why_not(self.scope.panel(request.basis), request)
            if reason:
                progress.answer = Answer(reason=reason)
            elif isinstance(request, Ratios):
                kinds[request.kind].append(progress)
            else:
                singles.append(progress)
        self._answer([_Job.merged(together) for together in kinds.values()] + [_Job.single(progress) for progress in singles])

    def _answer(self, jobs: list[_Job]) -> None:
        """Run the jobs, those that can be in one pass over the facts if the server is slow, and hand the results over."""
        passes = [p for job in jobs for p in job.passes(self.scope)] if self.facts else []
        counted = bool(self.facts and passes and not self._counts)
        if counted:
            passes.append(local.cells_pass(*self._boards()))
        results = local.run(self.facts(), self.scope, passes) if self.facts and passes else []
        if counted:
            self._counts = {row["_id"]["b"]: row for row in results.pop()}
        ready = iter(results)
        for job in jobs:
            for collection, pipeline, is_local in job.pipelines(self.scope):
                self.pipelines.append((collection, pipeline))
                job.rows.append(next(ready) if self.facts and is_local else list(self.aggregate(collection, pipeline)))
            job.deliver()

    def _completed(self, progress: _Progress) -> Answer:
        """Add what the answer rests on."""
        question, answer = progress.question, progress.answer or Answer(reason="the question gave no answer")
        panel = self.scope.panel(question.basis)
        answer.question, answer.asks, answer.reads, answer.caveats = question.name, question.asks, question.reads, question.caveats
        answer.basis, answer.level = question.basis, self.scope.level
        answer.since, answer.until = f"{panel.since:%Y-%m-%d}", f"{panel.until:%Y-%m-%d}"
        answer.months = panel.months if question.basis == ARRIVALS else ()
        answer.coverage = self._covered(question.basis, panel)
        return answer

    def _covered(self, basis: str, panel: Panel) -> Coverage:
        """Count the postings of the period on the panel's boards and on all boards."""
        if not self._counts:
            rows = self.aggregate("facts", cells_pipeline(*self._boards()))
            self._counts = {row["_id"]["b"]: row for row in rows}
        inside = sum(int(row[basis]) for board, row in self._counts.items() if board in panel.boards)
        every = sum(int(row[basis]) for row in self._counts.values())
        return Coverage(boards=len(panel.boards), boards_known=len(panel.boards | panel.others), postings=inside, postings_known=every)

    def _boards(self) -> tuple[Cells, Scope]:
        """Return what counts the postings of both periods by board, inside and outside the panels."""
        periods = [self.scope.panel(name) for name in (STANDING, ARRIVALS)]
        every = Panel(since=min(p.since for p in periods), until=max(p.until for p in periods), boards=frozenset())
        sums = {name: number_if(_in_period(self.scope.panel(name), name), 1) for name in (STANDING, ARRIVALS)}
        return Cells(by={"b": "$board"}, sums=sums), replace(self.scope, level="posting", standing=every)


def _in_period(panel: Panel, basis: str) -> Expr:
    begins = {"$gte": ["$seen_until" if basis == STANDING else "$opened", panel.since]}
    return both({"$lt": ["$opened", panel.until]}, begins)


def _key(ratio: Ratio) -> str:
    return repr((ratio.part, ratio.whole, ratio.unknown, ratio.is_share))


def _why_not(panel: Panel, request: Ratios | Tally | Companions | Cells) -> str | None:
    """Return why a request cannot be answered at all; None if it can."""
    if not panel.boards:
        period = f"from {panel.since:%Y-%m-%d} to {panel.until:%Y-%m-%d}"
        if request.basis == ARRIVALS:
            return f"no board was observed completely {period} without a gap of more than 15 days; crawl regularly and ask again"
        return f"no board was observed completely {period}"
    compares = (isinstance(request, Ratios) and request.monthly) or (isinstance(request, Tally) and request.change)
    if compares and len(panel.months) < MIN_MONTHS:
        return f"only {len(panel.months)} whole month was observed; a change needs at least {MIN_MONTHS}"
    return None
