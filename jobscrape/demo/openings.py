"""What an opening really is: the normalised values that its adverts say, at one version of their content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jobscrape.demo.dice import Dice, number, weighted
from jobscrape.demo.lives import draw
from jobscrape.demo.tables import City, Role, at, roles, table, trends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobscrape.demo.employers import Employer
    from jobscrape.demo.lives import Life
    from jobscrape.demo.plan import Plan

REGIONS = {"US": "AMER", "CA": "AMER", "IN": "APAC", "AU": "APAC", "SG": "APAC", "GB": "EMEA", "CH": "EMEA"}
"""Region a remote opening of a country may name; EU for the others."""
AI_OF_FAMILY = {
    "ai_engineering": "builds_with",
    "ml_engineering": "trains",
    "ai_research": "trains",
    "data_science": "trains",
    "mlops": "supports",
}
BUILDS = ("LLMs", "RAG", "AI agents")


@dataclass(frozen=True, slots=True, kw_only=True)
class TruePay:
    """Pay as the adverts say it; full units."""

    min: float | None
    max: float
    currency: str
    period: str
    style: int
    """Picks the way the amount is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One opening with its employer and all values that its adverts say; None = they do not say it."""

    key: str
    group: str
    """Openings of one group are one role in several places."""
    life: Life
    employer: Employer
    version: int
    """0, or 1 after the content changed."""
    title: str
    role: str
    role_area: str
    field: str
    seniority: str | None
    people_manager: bool
    employment_type: str
    work_mode: str | None
    office_days: int | None
    remote_scope: tuple[str, ...]
    cities: tuple[City, ...]
    pay: TruePay | None
    years_min: int | None
    years_max: int | None
    education: str | None
    education_required: bool | None
    visa_sponsorship: str | None
    clearance: bool | None
    ai_in_role: str
    required: tuple[str, ...]
    preferred: tuple[str, ...]
    used: tuple[str, ...]
    ai_tools: tuple[str, ...]
    soft: tuple[str, ...]
    requisition: str
    internal_id: int

    @property
    def countries(self) -> list[str]:
        """Return the countries of the places of work, sorted."""
        return sorted({city.country for city in self.cities})

    @property
    def skills(self) -> list[str]:
        """Return the names of all skills, AI tools among them, sorted."""
        return sorted({*self.required, *self.preferred, *self.used, *self.ai_tools})


def opening(plan: Plan, one: Employer, life: Life, version: int) -> Opening:
    """Return the opening of `life` as its adverts say it: version 0, or 1 after the content changed."""
    dice = Dice(plan.seed, "opening", one.number, life.slot, life.turn)
    role = roles(plan.scenario)[life.role]
    progress = plan.progress(life.opened)
    knobs = trends(plan.scenario)
    mode, days, scope = _mode(dice, knobs, progress, life, version, draw(plan, one, "days", life.order))
    required, preferred, used = _skills(dice, one, role, progress, knobs)
    tools = tuple(dice.sample(table("skills")["ai_tools"], 2)) if dice.chance(at(knobs["ai_tools"][role.area], progress)) else ()
    employment = _employment(dice, life.level)
    years = _years(dice, life.level)
    education, education_required = _education(dice, role, life.level)
    pay = _pay(dice, one, role, life, employment, version)
    base = f"{one.number}.{life.slot}.{life.turn}.{life.copy}"
    return Opening(
        key=life.key,
        group=f"{one.number:04d}-{life.slot:03d}-{life.turn:02d}-{life.team}",
        life=life,
        employer=one,
        version=version,
        title=title(plan, one, role, life),
        role=role.family,
        role_area=role.area,
        field=role.field,
        seniority=None if life.level == "none" else life.level,
        people_manager=life.level in ("manager", "director"),
        employment_type=employment,
        work_mode=mode,
        office_days=days,
        remote_scope=scope,
        cities=life.cities[:1] if mode == "remote" else life.cities,
        pay=pay,
        years_min=years[0],
        years_max=years[1],
        education=education,
        education_required=education_required,
        visa_sponsorship=dice.weighted({"yes": 0.12, "no": 0.12, "": 0.76}) or None,
        clearance=True if role.area in ("security", "infrastructure") and life.city.country == "US" and dice.chance(0.06) else None,
        ai_in_role=_ai(role, {*required, *used}, tools),
        required=required,
        preferred=preferred,
        used=used,
        ai_tools=tools,
        soft=tuple(dice.sample(table("skills")["soft"], dice.between(1, 3))),
        requisition=f"{one.slug[:3].upper()}-{10000 + number(plan.seed, 'requisition', base) % 89999}",
        internal_id=4_000_000_000 + number(plan.seed, "internal", base) % 999_999_999,
    )


def title(plan: Plan, one: Employer, role: Role, life: Life) -> str:
    """Return the title; an employer uses one of the role's titles for all of its openings."""
    words = role.titles[number(plan.seed, one.number, role.name) % len(role.titles)]
    mark = number(plan.seed, life.employer, life.slot, life.turn, "title")
    team = (f", {life.team}", f" - {life.team}", f" ({life.team})")[mark % 3] if life.team else ""
    if life.level == "director":
        return f"Director of {role.head}{team}"
    if life.level == "manager":
        return f"{words}{team}"
    patterns: Sequence[str] = table("seniority")[life.level]["titles"]
    head, comma, tail = words.partition(",")
    return f"{patterns[mark // 3 % len(patterns)].format(head)}{comma}{tail}{team}"


def _mode(
    dice: Dice, knobs: dict[str, Any], progress: float, life: Life, version: int, roll: float
) -> tuple[str | None, int | None, tuple[str, ...]]:
    mode, days = life.mode, weighted(roll, {days: at(line, progress) for days, line in knobs["office_days"].items()})
    says_days, says_scope, wide, far = (dice.roll() for _ in range(4))
    if mode == "hybrid":
        more = version == 1 and days < 4 and life.slot % 2 == 0
        return mode, (days + more if says_days < 0.95 else None), ()
    if mode == "remote" and says_scope < at(knobs["scope_said"], progress):
        region = REGIONS.get(life.city.country, "EU")
        return mode, None, (("WORLDWIDE" if far < 0.25 else region) if wide < at(knobs["wide_scope"], progress) else life.city.country,)
    return (None if mode == "unsaid" else mode), None, ()


def _skills(dice: Dice, one: Employer, role: Role, progress: float, knobs: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    breadth = knobs["breadth"][one.kind]
    wanted: dict[str, float] = {skill: at(line, progress) * breadth for skill, line in role.skills.items()}
    if one.sells_ai and role.area == "data_ai":
        wanted.update(dict.fromkeys(table("skills")["kinds"]["young_ai"], knobs["young_ai_skills"]))
    named = [skill for skill, chance in wanted.items() if dice.chance(min(chance, 0.95))]
    if not named:
        named = [next(iter(role.skills))]
    lists: dict[str, list[str]] = {"required": [], "preferred": [], "used": []}
    for position, skill in enumerate(named):
        need = "required" if position == 0 else dice.weighted({"required": 0.5, "preferred": 0.22, "used": 0.28})
        lists[need].append(skill)
    return tuple(lists["required"]), tuple(lists["preferred"]), tuple(lists["used"])


def _ai(role: Role, skills: set[str], tools: tuple[str, ...]) -> str:
    if role.family in AI_OF_FAMILY:
        return AI_OF_FAMILY[role.family]
    if role.area in ("engineering", "product") and skills.intersection(BUILDS):
        return "builds_with"
    return "uses_tools" if tools else "none"


def _employment(dice: Dice, level: str) -> str:
    drawn = dice.weighted({"full_time": 0.9, "contract": 0.05, "part_time": 0.03, "temporary": 0.02})
    if level == "intern":
        return "internship"
    return "full_time" if level in ("manager", "director") else drawn


def _years(dice: Dice, level: str) -> tuple[int | None, int | None]:
    low, high = (7, 10) if level == "manager" else table("seniority")[level]["years"]
    said, ranged, years = dice.chance(0.7), dice.chance(0.3), dice.between(low, high)
    if not said or level in ("intern", "entry"):
        return None, None
    return years, years + 3 if ranged else None


def _education(dice: Dice, role: Role, level: str) -> tuple[str | None, bool | None]:
    said, alternative = dice.chance(0.4), dice.chance(0.65)
    if role.name == "ai_research":
        return ("phd", True) if said else ("master", True)
    if not said or level == "intern":
        return None, None
    return "bachelor", not alternative


def _pay(dice: Dice, one: Employer, role: Role, life: Life, employment: str, version: int) -> TruePay | None:
    said, top_only = dice.chance(0.92 if life.city.country == "US" else 0.7), dice.chance(0.15) and one.pay_said == "text"
    factor, width, style = 0.88 + 0.24 * dice.roll(), 0.08 + 0.12 * dice.roll(), dice.between(0, 9)
    if one.pay_said == "never" or not said:
        return None
    level = 1.2 if life.level == "manager" else table("seniority")[life.level]["pay"]
    year = role.pay * 1000 * level * life.city.pay_level * factor * (1.06 if version and life.slot % 2 else 1.0)
    currency, period, step, divisor = life.city.currency, "year", _step(life.city.currency), 1.0
    if employment == "contract" and currency in ("USD", "GBP", "EUR", "CAD"):
        period, step, divisor = "hour", 5, 1700.0
    elif currency == "PLN":
        period, step, divisor = "month", 500, 12.0
    low, high = round(year * (1 - width) / divisor / step) * step, round(year * (1 + width) / divisor / step) * step
    return TruePay(min=None if top_only else low, max=max(high, low + step), currency=currency, period=period, style=style)


def _step(currency: str) -> int:
    return {"INR": 100_000, "SEK": 12_000}.get(currency, 1000)
