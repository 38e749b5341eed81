"""The published list of layoffs of the simulated year, for the `layoffs` collection: the market's employers and others outside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from jobscrape.demo.dice import Dice
from jobscrape.demo.plan import DAY, moment
from jobscrape.demo.tables import at, cities, table, trends
from jobscrape.items import LayoffNotice

if TYPE_CHECKING:
    from datetime import date

    from jobscrape.demo.market import Market

MONTH = 28 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoffEvent:
    """A row of the list."""

    company: str
    day: date
    laid_off: int | None
    """People; None = not reported."""
    share: float | None
    """Share of staff, 0 to 1; None = not reported."""
    country: str
    city: str
    stage: str


def events(market: Market) -> list[LayoffEvent]:
    """Return all events of the year in order of time."""
    return sorted([*_inside(market), *_outside(market)], key=lambda event: (event.day, event.company))


def _inside(market: Market) -> list[LayoffEvent]:
    return [
        LayoffEvent(
            company=one.name,
            day=moment(one.layoff.minute).date(),
            laid_off=round(one.headcount * one.layoff.share),
            share=one.layoff.share,
            country=one.home,
            city=cities()[one.home][0].name,
            stage=one.stage,
        )
        for one in market.employers
        if one.layoff
    ]


def _outside(market: Market) -> list[LayoffEvent]:
    """Return events of employers that have no board in the market; their number a month follows the trend."""
    plan = market.plan
    line, found = trends(plan.scenario)["layoff_events"], []
    for month in range(plan.days * DAY // MONTH):
        dice = Dice(plan.seed, "layoffs", month)
        wanted = at(line, month * MONTH / (plan.days * DAY - MONTH))
        for _ in range(int(wanted) + dice.chance(wanted % 1)):
            minute = plan.begin + month * MONTH + int(dice.roll() * MONTH)
            found.append(_event(dice, moment(minute).date()))
    return found


def _event(dice: Dice, day: date) -> LayoffEvent:
    names = table("names")
    country = dice.pick(list(cities()))
    people, reported, part = dice.between(8, 600), dice.chance(0.75), round(0.04 + 0.4 * dice.roll(), 2)
    return LayoffEvent(
        company=f"{dice.pick(names['second']).title()}{dice.pick(names['first']).lower()}",
        day=day,
        laid_off=people if reported else None,
        share=part if dice.chance(0.6) else None,
        country=country,
        city=cities()[country][0].name,
        stage=dice.pick(("seed", "series_a", "series_b", "late", "public")),
    )


def notices(market: Market) -> list[LayoffNotice]:
    """Return the events as the notices that spiders and importers of layoffs make."""
    return [
        LayoffNotice(
            source="simulated",
            company=event.company,
            date=datetime(event.day.year, event.day.month, event.day.day, tzinfo=timezone.utc),
            headcount=event.laid_off,
            share=event.share,
            city=event.city,
            country=event.country,
            stage=event.stage,
        )
        for event in events(market)
    ]
