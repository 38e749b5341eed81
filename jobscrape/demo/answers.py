"""What the simulation knows to be the answer to each question, to set beside the figures that the data give.

The truth is that of the employers on the boards of a question's panel. NOT_KNOWN names the questions that it cannot answer.
"""

from __future__ import annotations

import re
from collections import Counter
from fnmatch import fnmatch
from functools import cached_property
from statistics import fmean, median
from typing import TYPE_CHECKING, NamedTuple

from jobscrape.demo.compare import Check, ids_of
from jobscrape.demo.plan import DAY, minute_of, moment
from jobscrape.demo.tables import at, trends
from jobscrape.demo.year import weekly
from jobscrape.fields.offers import A_YEAR
from jobscrape.fields.rates import eur_rate
from jobscrape.questions.answer import DAYS, MONEY, NUMBER
from jobscrape.questions.catalogue import hiring_after_layoffs, platform_titles, young_ai_firms
from jobscrape.questions.catalogue.hubs import HUBS
from jobscrape.questions.catalogue.remote_reach import SIZES
from jobscrape.questions.catalogue.time_to_close import MARKS
from jobscrape.questions.catalogue.years import BANDS
from jobscrape.questions.kinds import kinds
from jobscrape.questions.scope import month_start, next_month

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from jobscrape.demo.market import Market
    from jobscrape.demo.openings import Opening
    from jobscrape.questions.answer import Answer, Figure
    from jobscrape.questions.scope import Panel, Scope

    Test = Callable[[Opening], bool]
    Values = Callable[[Opening], Iterable[str]]

NOT_KNOWN = {
    "companies": "sources name one employer in several ways, and counts have no interval",
    "coverage": "the ledger itself is what is asked for",
    "reposts": "what is seen of a re-post depends on the rhythm of the crawls",
    "skill_categories": "texts name skills beside those that the simulation knows of",
}
"""Questions without a comparison, and why."""
SLACK = {NUMBER: 0.1, MONEY: 3000.0, DAYS: 3.5}
"""By unit, what weekly looks and rounding may put between a figure and the truth; shares SHARE_SLACK."""
SHARE_SLACK = 0.02
COUNT_SLACK = 0.12
"""Of a count of a month: weekly looks place some comings and goings in the month beside."""
LEVELS = {
    "junior": ("intern", "entry"),
    "mid": ("mid",),
    "senior": ("senior",),
    "staff": ("staff", "lead"),
    "management": ("manager", "director", "executive"),
}
DATA_ROLES: dict[str, Test] = {
    "data_engineering": lambda o: o.role == "data_engineering",
    "mlops": lambda o: o.role == "mlops",
    "optimisation": lambda o: o.life.role == "optimisation",
    "together": lambda o: o.role in ("data_engineering", "mlops") or o.life.role == "optimisation",
}
TITLES = {
    "platform": platform_titles.PLATFORM,
    "reliability": platform_titles.RELIABILITY,
    "developer_experience": platform_titles.EXPERIENCE,
    "together": f"{platform_titles.PLATFORM}|{platform_titles.RELIABILITY}|{platform_titles.EXPERIENCE}",
}
FUNDAMENTALS = {
    "any": "fundamentals",
    "algorithms": "algorithms",
    "networking": "networking",
    "databases": "databases",
    "security": "systems_security",
}
APPLIED = ("llm_application", "retrieval", "production_ml")
STATED = ("role", "seniority", "employment_type", "work_mode", "office_days", "years_min", "education", "visa_sponsorship", "countries")


class Held(NamedTuple):
    """A figure beside the truth."""

    question: str
    name: str
    figure: Figure
    truth: float

    @property
    def good(self) -> bool:
        """Tell whether the interval holds the truth."""
        is_count = self.figure.unit == NUMBER and self.figure.low == self.figure.high
        slack = 2 + COUNT_SLACK * self.truth if is_count else SLACK.get(self.figure.unit, SHARE_SLACK)
        return self.figure.low - slack <= self.truth <= self.figure.high + slack


def held(market: Market, scope: Scope, answers: Mapping[str, Answer]) -> list[Held]:
    """Return the figures of `answers` of which the truth is known; answers that cannot be told have none."""
    told = {name: answer for name, answer in answers.items() if answer.reason is None and name not in NOT_KNOWN}
    known = Known(market, scope, told)
    return [
        Held(name, figure, answer.figures[figure], value)
        for name, answer in told.items()
        for figure, value in known.answer(name).items()
        if figure in answer.figures
    ]


def check(figures: Sequence[Held]) -> Check:
    """Return the comparison of all figures."""
    questions = len({one.question for one in figures})
    note = f"{questions} questions"
    return Check(name="figures that hold the truth", right=sum(one.good for one in figures), of=len(figures), least=0.95, note=note)


class Known:
    """The openings of a market as the panels of a scope can know them."""

    def __init__(self, market: Market, scope: Scope, answers: Mapping[str, Answer]) -> None:
        self.market, self.scope, self.answers = market, scope, answers
        self.early, self.late = (self._opened(months) for months in (scope.arrivals.early, scope.arrivals.late))
        self.arrived = self._opened(scope.arrivals.months)
        self.looks = [minute_of(when) for when in weekly(market.plan)]

    def answer(self, question: str) -> dict[str, float]:
        """Return the true figures of a question by name."""
        special: dict[str, Callable[[], dict[str, float]]] = {
            "roles": lambda: shares(self.standing, lambda o: [o.role]),
            "role_trends": lambda: self._changes(lambda o: [o.role]),
            "skills": lambda: shares(self.skilled, sure_ids),
            "skill_trends": lambda: self._changes(sure_ids),
            "skill_pairs": self._pairs,
            "countries": lambda: shares(self.standing, lambda o: o.countries),
            "cities": lambda: shares(self.standing, places),
            "education": lambda: shares([o for o in self.standing if o.education], lambda o: [str(o.education)]),
            "remote_scope": lambda: shares([o for o in self.standing if o.remote_scope], lambda o: o.remote_scope),
            "ai_in_role": self._ai_in_role,
            "ai_skills": self._ai_skills,
            "fundamentals": self._fundamentals,
            "years": self._years,
            "startups": self._startups,
            "young_ai_firms": self._young,
            "remote_reach": self._reach,
            "fill_rates": lambda: {name: rate(self.standing, states(name)) for name in STATED},
            "pay": self._pay,
            "work_mode": lambda: self._monthly(MODES, states("work_mode")),
            "seniority": lambda: self._monthly({name: on_level(*levels) for name, levels in LEVELS.items()}, states("seniority")),
            "data_roles": lambda: self._monthly(DATA_ROLES),
            "platform_titles": lambda: self._monthly({name: titled(words) for name, words in TITLES.items()}),
            "infrastructure_skills": lambda: self._monthly({kind: named(kind) for kind in ("cloud_cost", "security")}, is_infrastructure),
            "hubs": self._hubs,
            "office_days": self._office_days,
            "flow": self._flow,
            "time_to_close": self._time_to_close,
            "layoffs": self._layoffs,
            "hiring_after_layoffs": self._hiring_after_layoffs,
        }
        return special[question]()

    @cached_property
    def standing(self) -> list[Opening]:
        """The openings that stood on a board of the panel in its period."""
        panel = self.scope.standing
        since, until = minute_of(panel.since), min(minute_of(panel.until), self.market.plan.end)
        return [opening for opening, spans in self._shown(panel) if any(start < until and end > since for start, end in spans)]

    @cached_property
    def skilled(self) -> list[Opening]:
        """Those of `standing` that name a skill of the taxonomy."""
        return [o for o in self.standing if skill_ids(o)]

    def _shown(self, panel: Panel) -> Iterator[tuple[Opening, list[tuple[int, int]]]]:
        """Yield each opening with its times on the boards of `panel`, as it was at the end of them or of the year."""
        for one in self.market.employers:
            for life in self.market.lives(one):
                own = [posting for posting in self.market.own(life) if f"{posting.source}:{posting.board}" in panel.boards]
                spans = [span for posting in own for span in posting.spans]
                if spans:
                    yield self.market.opening(life, min(max(end for _, end in spans), self.market.plan.end) - 1), spans

    def _seen_from(self, minute: int) -> int:
        """Return the minute of the first weekly look at what appears at `minute`: answers count lives from their first sighting."""
        return next((look for look in self.looks if look >= minute), self.market.plan.never)

    def _opened(self, months: Sequence[str]) -> list[Opening]:
        since, until = minute_of(month_start(months[0])), minute_of(next_month(month_start(months[-1])))
        return [opening for opening, spans in self._shown(self.scope.arrivals) if since <= min(start for start, _ in spans) < until]

    def _monthly(self, parts: Mapping[str, Test], whole: Test = lambda _: True) -> dict[str, float]:
        """Return the shares among the openings of the last third of the months, and their changes."""
        early, late = ([o for o in openings if whole(o)] for openings in (self.early, self.late))
        last = {name: rate(late, part) for name, part in parts.items()}
        return last | {f"{name}.change": last[name] - rate(early, part) for name, part in parts.items()}

    def _changes(self, values: Values) -> dict[str, float]:
        before, after = (shares([o for o in openings if list(values(o))], values) for openings in (self.early, self.late))
        return {value: after.get(value, 0.0) - before.get(value, 0.0) for value in before.keys() | after.keys()}

    def _fundamentals(self) -> dict[str, float]:
        inside = [o for o in self.standing if is_infrastructure(o)]
        return {name: rate(inside, named(kind)) for name, kind in FUNDAMENTALS.items()}

    def _pairs(self) -> dict[str, float]:
        every, found = {skill for o in self.skilled for skill in sure_ids(o)}, {}
        for pair in self.answers["skill_pairs"].figures:
            first, second = pair.split(" + ")
            if {first, second} <= every:
                found[pair] = rate([o for o in self.skilled if first in skill_ids(o)], lambda o: second in skill_ids(o))  # noqa: B023
        return found

    def _ai_in_role(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for area in {o.role_area for o in self.standing}:
            inside = [o for o in self.standing if o.role_area == area]
            uses = shares(inside, lambda o: [o.ai_in_role])
            found |= {area: 1 - uses.get("none", 0.0)} | {f"{area}.{use}": share for use, share in uses.items()}
        return found

    def _ai_skills(self) -> dict[str, float]:
        every = {kind: rate(self.skilled, named(kind)) for kind in (*APPLIED, "research", "theory")}
        applied = rate(self.skilled, lambda o: any(named(kind)(o) for kind in APPLIED))
        above = {f"{kind}_above_research": every[kind] - every["research"] for kind in APPLIED}
        return {**every, **above, "applied": applied, "applied_above_theory": applied - every["theory"]}

    def _years(self) -> dict[str, float]:
        said = [o.years_min for o in self.standing if o.years_min is not None]
        bands = {band: sum(low <= years < high for years in said) / len(said) for band, (low, high) in BANDS.items()}
        return {"mean": fmean(said), **bands}

    def _startups(self) -> dict[str, float]:
        means = {kind: fmean(len(skill_ids(o)) for o in self.skilled if o.employer.kind == kind) for kind in ("startup", "large")}
        return {"startup_above_large": means["startup"] - means["large"]}

    def _young(self) -> dict[str, float]:
        groups = ([o for o in self.skilled if o.role_area == "data_ai" and o.employer.sells_ai is young] for young in (True, False))
        young, others = ({kind: rate(group, named(kind)) for kind in young_ai_firms.SETS} for group in groups)
        found = {f"{kind}.young": share for kind, share in young.items()} | {f"{kind}.others": share for kind, share in others.items()}
        return found | {f"{kind}.above": share - others[kind] for kind, share in young.items()}

    def _reach(self) -> dict[str, float]:
        remote = [SIZES.get(o.remote_scope[0], 1) for o in self.standing if o.work_mode == "remote" and o.remote_scope]
        placed = [len(o.countries) for o in self.standing if o.work_mode in ("hybrid", "onsite")]
        several = sum(size > 1 for size in remote) / len(remote)
        return {"remote": fmean(remote), "on_place": fmean(placed), "several": several, "remote_above_place": fmean(remote) - fmean(placed)}

    def _pay(self) -> dict[str, float]:
        paid: dict[str, list[float]] = {}
        for one in self.standing:
            if one.pay and (rate_of_day := eur_rate(one.pay.currency, moment(one.life.opened).date())):
                ends = [end for end in (one.pay.min, one.pay.max) if end is not None]
                paid.setdefault(one.role, []).append(fmean(ends) * A_YEAR[one.pay.period] * rate_of_day)
        return {role: median(amounts) for role, amounts in paid.items()}

    def _hubs(self) -> dict[str, float]:
        counts = Counter(place for o in self.arrived for place in places(o))
        hubs = {place for place, _ in counts.most_common(HUBS)}
        return self._monthly({"outside": lambda o: hubs.isdisjoint(places(o))})

    def _office_days(self) -> dict[str, float]:
        early, late = (fmean(o.office_days for o in openings if o.office_days) for openings in (self.early, self.late))
        return {"days": late, "days.change": late - early}

    def _flow(self) -> dict[str, float]:
        shown = [spans for _, spans in self._shown(self.scope.arrivals)]
        lives = [(self._seen_from(min(start for start, _ in spans)), max(end for _, end in spans)) for spans in shown]
        ends = {month: minute_of(next_month(month_start(month))) for month in self.scope.arrivals.months}
        return {f"stock.{month}": sum(start < minute <= end for start, end in lives) for month, minute in ends.items()}

    def _time_to_close(self) -> dict[str, float]:
        days = [(o.life.closed - self._seen_from(o.life.opened)) / DAY for o in self.arrived]
        days = [length for length in days if length > 0]
        marks = {f"{mark} days": sum(length > mark for length in days) / len(days) for mark in MARKS}
        return {**marks, "median": median(days)}

    def _layoffs(self) -> dict[str, float]:
        line = trends(self.market.plan.scenario)["layoff_events"]
        panel = self.scope.arrivals
        early, late = (fmean(at(line, self._progress(month)) for month in months) for months in (panel.early, panel.late))
        return {"ratio": late / early}

    def _progress(self, month: str) -> float:
        middle: datetime = month_start(month) + (next_month(month_start(month)) - month_start(month)) / 2
        return self.market.plan.progress(minute_of(middle))

    def _hiring_after_layoffs(self) -> dict[str, float]:
        hit = [(o, month_of(o.life.opened) > month_of(o.employer.layoff.minute)) for o in self.arrived if o.employer.layoff]
        every = {o.employer.number for o, _ in hit}
        after = {area: {o.employer.number for o, later in hit if later and o.role_area == area} for area in {o.role_area for o, _ in hit}}
        ai, infrastructure = (after.get(area, set()) for area in hiring_after_layoffs.AREAS)
        groups = {"data_ai": ai, "infrastructure": infrastructure, "data_ai_or_infrastructure": ai | infrastructure}
        return {name: len(group) / len(every) for name, group in {**groups, "any_area": set().union(*after.values())}.items()}


MODES: dict[str, Test] = {
    "remote": lambda o: o.work_mode == "remote",
    "hybrid": lambda o: o.work_mode == "hybrid",
    "onsite": lambda o: o.work_mode == "onsite",
    "remote_or_hybrid": lambda o: o.work_mode in ("remote", "hybrid"),
}


def states(field: str) -> Test:
    """Return the test that an opening says something of a field."""
    return lambda opening: getattr(opening, field) not in (None, [])


def on_level(*levels: str) -> Test:
    """Return the test that an opening is on one of `levels`."""
    return lambda opening: opening.seniority in levels


def month_of(minute: int) -> str:
    """Return the month of `minute`, "2025-03"."""
    return f"{moment(minute):%Y-%m}"


def rate(openings: Sequence[Opening], holds: Test) -> float:
    """Return the share of `openings` that hold something; 0 without any."""
    return sum(map(holds, openings)) / len(openings) if openings else 0.0


def shares(openings: Sequence[Opening], values: Values) -> dict[str, float]:
    """Return the share of `openings` with each value."""
    counts = Counter(value for opening in openings for value in set(values(opening)))
    return {value: count / len(openings) for value, count in counts.items()}


def skill_ids(opening: Opening) -> frozenset[str]:
    """Return the skills that an opening names, as ids of the taxonomy."""
    return frozenset(skill for name in opening.skills for skill in ids_of(name))


def sure_ids(opening: Opening) -> frozenset[str]:
    """Return those of `skill_ids` that adverts must mean: what is FinOps to one is cloud cost optimization to another."""
    return frozenset(skill for name in opening.skills if len(ids_of(name)) == 1 for skill in ids_of(name))


def named(kind: str) -> Test:
    """Return the test that an opening names a skill of a set of `questions/kinds.yml`."""
    patterns = kinds()[kind]
    return lambda opening: any(fnmatch(skill, pattern) for skill in skill_ids(opening) for pattern in patterns)


def titled(words: str) -> Test:
    """Return the test that the title holds `words`, a regular expression."""
    search = re.compile(words).search
    return lambda opening: search(opening.title.lower()) is not None


def is_infrastructure(opening: Opening) -> bool:
    """Tell whether an infrastructure role names a skill."""
    return opening.role_area == "infrastructure" and bool(skill_ids(opening))


def places(opening: Opening) -> list[str]:
    """Return the places of work as answers write them."""
    return [f"{city.name}, {city.country}" for city in opening.cities]
