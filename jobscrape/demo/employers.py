"""Employers of the market: who they are, where they sit, and on which systems their openings stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jobscrape.demo.dice import Dice, number
from jobscrape.demo.tables import City, cities, table, trends

if TYPE_CHECKING:
    from jobscrape.demo.plan import Plan

ATS = {"greenhouse": 8, "lever": 4, "ashby": 5, "smartrecruiters": 4, "pinpoint": 2, "workable": 2, "recruitee": 2}
"""Systems by their share among employers."""
NAMING = ("greenhouse", "smartrecruiters", "workable", "recruitee")
"""Systems whose answers name the employer, so that its token may be anything; on the others the token is all there is."""
KINDS = ("startup", "midsize", "large", "startup", "midsize", "large", "startup", "midsize", "large", "startup", "midsize", "startup")
"""Kinds of employers in turn, so that a market of a dozen has several of each."""
SLOTS = {"startup": 0.45, "midsize": 1.0, "large": 1.9}
"""Openings of a kind against the average employer."""
SIZES = {
    "startup": (("1-10", 4, 10), ("11-50", 11, 50)),
    "midsize": (("51-200", 51, 200), ("201-500", 201, 500)),
    "large": (("1001-5000", 1001, 5000), ("5001-10000", 5001, 10000)),
}
STAGES = {"startup": {"seed": 3, "series_a": 3}, "midsize": {"series_b": 3, "late": 2}, "large": {"public": 4, "late": 1}}


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A board of an employer on one system; minutes since the epoch."""

    source: str
    token: str
    since: int
    until: int
    """From here on the board is gone (the employer moved); far away if it stays."""
    areas: tuple[str, ...] = ()
    """Role areas that stand here; () = all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layoff:
    """Minute of a layoff, and the share of staff that had to go."""

    minute: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """One invented employer; nothing in it changes during the year."""

    number: int
    name: str
    legal_name: str
    slug: str
    domain: str
    kind: str
    size: str
    headcount: int
    stage: str
    founded: int
    sector: str
    sells_ai: bool
    home: str
    abroad: str
    slots: int
    systems: tuple[System, ...]
    site: System | None
    """Own career site with schema.org data, mirroring the systems' postings."""
    on_remoteok: bool
    on_hackernews: bool
    on_aggregator: bool
    pay_said: str
    """Where pay is said: field, text, both or never."""
    mode_said: str
    """Where the work mode is said: field, text or both."""
    layoff: Layoff | None

    @property
    def owner(self) -> System:
        """Return the system that holds the openings on the first day."""
        return self.systems[0]


def employer(plan: Plan, index: int) -> Employer:
    """Return employer `index` of the market `plan`, always the same."""
    dice = Dice(plan.seed, "employer", index)
    kind = KINDS[index % len(KINDS)]
    knobs = trends(plan.scenario)
    home = dice.weighted({code: country["weight"] for code, country in table("places").items()})
    abroad = dice.weighted({code: country["weight"] for code, country in table("places").items() if code != home})
    size, low, high = dice.pick(SIZES[kind])
    sells_ai = kind == "startup" and (index == 0 or dice.chance(knobs["young_ai_share"]))
    slug, name = _name(dice, plan, index, kind, sells_ai)
    systems = _systems(dice, plan, index, kind, slug)
    site = System(source="jsonld", token=f"careers.{slug}.example", since=plan.before, until=plan.never) if dice.chance(0.12) else None
    return Employer(
        number=index,
        name=name,
        legal_name=f"{name} {table('names')['legal'][home]}",
        slug=slug,
        domain=f"{slug}.example",
        kind=kind,
        size=size,
        headcount=dice.between(low, high),
        stage=dice.weighted(STAGES[kind]),
        founded=2019 + dice.between(1, 5) if kind == "startup" else 1995 + dice.between(0, 22),
        sector=_sector(dice, sells_ai),
        sells_ai=sells_ai,
        home=home,
        abroad=abroad,
        slots=max(3, round(plan.postings * SLOTS[kind] * (0.8 + 0.4 * dice.roll()))),
        systems=systems,
        site=site,
        on_remoteok=index < plan.mirrored and dice.chance(0.35),
        on_hackernews=index < plan.mirrored and dice.chance(0.8 if kind == "startup" else 0.35),
        on_aggregator=index < plan.mirrored and dice.chance(0.3),
        pay_said=dice.weighted({"field": 3, "text": 4, "both": 2, "never": 3}),
        mode_said=dice.weighted({"field": 3, "text": 3, "both": 4}),
        layoff=_layoff(dice, plan, index),
    )


def _sector(dice: Dice, sells_ai: bool) -> str:
    return str(dice.pick(table("names")["ai_sectors" if sells_ai else "sectors"])[1])


def _name(dice: Dice, plan: Plan, index: int, kind: str, sells_ai: bool) -> tuple[str, str]:
    """Return slug and name; first and second part walk through all pairs, so that no two employers share them."""
    parts: dict[str, Any] = table("names")
    first, second = parts["first"], parts["second"]
    pair = (index * 1009 + plan.seed % 3600) % (len(first) * len(second))
    stem = first[pair % len(first)] + second[pair // len(first) % len(second)]
    suffix = "AI" if sells_ai and dice.chance(0.7) else dice.pick(parts["suffix"][kind])
    return stem.lower(), f"{stem} {suffix}".strip()


def _systems(dice: Dice, plan: Plan, index: int, kind: str, slug: str) -> tuple[System, ...]:
    """Return one system; two for some large employers (business apart), or two in turn for those that move (never in a year of layoffs)."""
    names = list(ATS)
    source = names[index % len(names)] if index < 2 * len(names) else dice.weighted(ATS)
    other = dice.weighted({name: weight for name, weight in ATS.items() if name != source})
    token = f"{slug}{number(plan.seed, slug) % 97}" if source in NAMING and dice.chance(0.3) else slug
    day, moves, splits = plan.day(dice.between(60, 300)), dice.chance(plan.moving) and not lays_off(plan, index), dice.chance(0.2)
    first = System(source=source, token=token, since=plan.before, until=day if moves else plan.never)
    if moves:
        return (first, System(source=other, token=slug, since=day, until=plan.never))
    if splits and kind == "large":
        technical = ("engineering", "data_ai", "infrastructure", "security", "product", "design")
        second = System(
            source=other, token=f"{slug}corp" if other in NAMING else slug, since=plan.before, until=plan.never, areas=("business",)
        )
        return (System(source=source, token=token, since=plan.before, until=plan.never, areas=technical), second)
    return (first,)


def lays_off(plan: Plan, index: int) -> bool:
    """Tell whether employer `index` has a layoff during the year: some of each dozen do, so that small markets have some too."""
    return index % len(KINDS) in trends(plan.scenario)["layoffs"]["of_dozen"]


def _layoff(dice: Dice, plan: Plan, index: int) -> Layoff | None:
    """Return the layoff of the year, if there is one."""
    day, share = dice.between(70, 250), 0.05 + 0.3 * dice.roll()
    return Layoff(minute=plan.day(day) + 14 * 60, share=round(share, 2)) if lays_off(plan, index) else None


def places(one: Employer, country: str, hub: bool) -> tuple[City, ...]:
    """Return the cities of `country` where `one` hires: one hub (large firms: all of them), and any town beside the hubs."""
    wanted = tuple(city for city in cities()[country] if city.hub is hub) or cities()[country]
    start = number(one.slug, country) % len(wanted)
    return (wanted[start],) if hub and one.kind != "large" else wanted
