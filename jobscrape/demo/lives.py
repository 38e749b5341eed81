"""When openings of an employer appear, change and go: slots that are filled again and again, seasons, layoffs, re-posts."""

from __future__ import annotations

from functools import lru_cache
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from jobscrape.demo.dice import Dice, number, spread, weighted
from jobscrape.demo.employers import places
from jobscrape.demo.plan import DAY, moment
from jobscrape.demo.postings import AGGREGATOR_KEEPS, FEED_KEEPS
from jobscrape.demo.tables import City, Role, at, cities, roles, table, trends

if TYPE_CHECKING:
    from jobscrape.demo.employers import Employer
    from jobscrape.demo.plan import Plan

APART = 60 * DAY
"""Two openings of an employer with one title in one city are at least this long not in view; otherwise their titles differ by team."""
THREAD_DAYS = 62
"""A comment in a hiring thread is read for so many days after its opening may have closed."""
STEPS = {"role": (5**0.5 - 1) / 2, "level": 2**0.5, "mode": 3**0.5, "days": 7**0.5, "town": 11**0.5}
"""What is drawn evenly over the openings of an employer, see `dice.spread`; the steps have no ratio, so that no two go together."""
FREEZE = 21 * DAY
"""Before a layoff is made public its employer already hires as it will afterwards."""
SEASON = {1: 1.04, 2: 1.05, 3: 1.02, 6: 0.98, 7: 0.93, 8: 0.9, 9: 1.03, 10: 1.02, 12: 0.86}
"""How many openings stand open in a month, against an ordinary one."""
GROWTH = {"startup": (0.78, 1.0), "midsize": (0.86, 0.96), "large": (0.92, 0.92)}
"""Share of an employer's slots in use on the first and on the last day."""


Taken = dict[tuple[str, str, str], list[tuple[int, int, "Life"]]]
"""Openings by what their titles say (role, level, team), with their times in view."""


class Life(NamedTuple):
    """One opening in one place: identity and times, in minutes."""

    employer: int
    slot: int
    turn: int
    order: int
    """Place among the openings of the employer in order of time; siblings share it."""
    copy: int
    """0, or the number of the sibling: the same role, advertised as an opening of its own in another city."""
    role: str
    level: str
    team: str
    """Team that the title names; "" if it names none."""
    city: City
    second: City | None
    """A second city where the work may be done, unless it is remote."""
    mode: str
    """remote, hybrid, onsite, or unsaid."""
    opened: int
    closed: int
    hidden: tuple[int, int] | None
    """The employer took it down and put it back under the same id."""
    reposted: tuple[int, int] | None
    """Taken down, and put back under a new id: gone, back."""
    changed: int | None
    """The advert's content changed."""
    reason: str
    """filled, withdrawn or layoff."""

    @property
    def cities(self) -> tuple[City, ...]:
        """Return the places of work."""
        return (self.city, self.second) if self.second else (self.city,)

    def meets(self, other: Life) -> bool:
        """Tell whether both could be done in one place; remote work can be done in any."""
        return "remote" in (self.mode, other.mode) or not set(self.cities).isdisjoint(other.cities)

    @property
    def key(self) -> str:
        """Return the name of the opening in the whole market."""
        return f"{self.employer:04d}-{self.slot:03d}-{self.turn:02d}{'abc'[self.copy]}"

    def open_at(self, minute: int) -> bool:
        """Tell whether the employer looks for somebody at `minute`, shown on a board or not."""
        return self.opened <= minute < self.closed


def lives(plan: Plan, one: Employer) -> tuple[Life, ...]:
    """Return all openings of `one` that are open at some time of the simulation, in order of time."""
    taken: Taken = {}
    every = [Dice(plan.seed, "slot", one.number, slot) for slot in range(one.slots)]
    queue = [(plan.before + int(dice.roll() * 20 * DAY), slot, 0) for slot, dice in enumerate(every)]
    heapify(queue)
    found: list[Life] = []
    order = 0
    while queue:
        now, slot, turn = heappop(queue)
        dice, opened = every[slot], _working(every[slot], now)
        if not _in_use(plan, one, slot, opened):
            now += 6 * DAY
        else:
            siblings = _turn(plan, one, dice, (slot, turn, order), opened)
            found += [_told_apart(one, dice, life, taken) for life in siblings]
            now, turn, order = siblings[0].closed + int(dice.roll() * 12 * DAY), turn + 1, order + 1
        if now < plan.end:
            heappush(queue, (now, slot, turn))
    return tuple(found)


def _in_use(plan: Plan, one: Employer, slot: int, minute: int) -> bool:
    level = at(GROWTH[one.kind], plan.progress(minute)) * SEASON.get(_date(minute // DAY)[0], 1.0)
    if one.layoff and one.layoff.minute < minute < one.layoff.minute + 150 * DAY:
        level *= 0.75
    return slot < max(2.0, one.slots * level)


def _working(dice: Dice, minute: int) -> int:
    """Return a minute of office hours on the same day, or on the next one that is worked on."""
    day = minute // DAY
    while (day + 3) % 7 > 4 or _is_holiday(day):
        day += 1
    return day * DAY + dice.between(8 * 60, 17 * 60)


def _is_holiday(day: int) -> bool:
    month, of_month = _date(day)
    return (month == 12 and of_month > 20) or (month == 1 and of_month < 3)


@lru_cache(maxsize=2048)
def _date(day: int) -> tuple[int, int]:
    """Return month and day of the month of a day since the epoch."""
    date = moment(day * DAY)
    return date.month, date.day


def _turn(plan: Plan, one: Employer, dice: Dice, place_in_line: tuple[int, int, int], opened: int) -> list[Life]:
    """Return the opening of one turn of a slot, with its siblings in other cities."""
    order = place_in_line[2]
    laid_off = one.layoff is not None and opened >= one.layoff.minute - FREEZE
    progress = round(plan.progress(opened), 2)
    weights, levels = _weights(plan.scenario, progress, one.sells_ai, laid_off), _levels(plan.scenario, progress)
    role = roles(plan.scenario)[weighted(draw(plan, one, "role", order), weights)]
    level = dice.pick(role.levels) if role.levels else weighted(draw(plan, one, "level", order), levels)
    city = _city(plan, one, dice, opened, draw(plan, one, "town", order))
    span = int(min(max(dice.lognormal(36, 0.7), 5), 260) * DAY)
    closed, reason = _working(dice, opened + span), "filled" if dice.chance(0.8) else "withdrawn"
    hidden, reposted, changed = _events(dice, opened, closed)
    team = _team(plan, one, place_in_line[0], 0) if dice.chance(0.4) else ""
    others = [other for other in cities()[city.country] if other.hub and other != city]
    second = dice.pick(others) if others and dice.chance(0.08) else None
    mode = weighted(draw(plan, one, "mode", order), _modes(plan.scenario, progress))
    first = Life(
        one.number, *place_in_line, 0, role.name, level, team, city, second, mode, opened, closed, hidden, reposted, changed, reason
    )
    siblings = [first]
    if one.kind != "startup" and dice.chance(0.08):
        elsewhere = [other for other in places(one, city.country, True) + places(one, city.country, False) if other != city]
        siblings = [first._replace(second=None)]
        siblings += [siblings[0]._replace(copy=n + 1, city=other, reposted=None) for n, other in enumerate(dice.sample(elsewhere, 2))]
    return [_laid_off(plan, one, dice, role, life) for life in siblings]


def draw(plan: Plan, one: Employer, what: str, order: int) -> float:
    """Return the number in [0, 1) by which `what` is drawn for the opening of that place in time."""
    return spread(STEPS[what], order, plan.seed, one.number, what)


def _city(plan: Plan, one: Employer, dice: Dice, opened: int, outside: float) -> City:
    knobs, progress = trends(plan.scenario), plan.progress(opened)
    country = one.abroad if dice.chance(at(knobs["abroad"], progress)) else one.home
    return dice.pick(places(one, country, outside >= at(knobs["outside_hubs"], progress)))


def _events(dice: Dice, opened: int, closed: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None, int | None]:
    """Return at most one of hidden and re-posted, and perhaps a change of content."""
    span = closed - opened
    kind = dice.weighted({"hidden": 0.05, "reposted": 0.2, "": 0.75}) if span > 28 * DAY else ""
    start = _working(dice, opened + int(span * (0.35 + 0.3 * dice.roll())))
    stop = _working(dice, start + dice.between(0, 9) * DAY) if kind == "reposted" else _working(dice, start + dice.between(5, 12) * DAY)
    gap = (start, max(stop, start + 30)) if stop < closed - DAY else None
    changed = _working(dice, opened + int(span * (0.2 + 0.6 * dice.roll()))) if dice.chance(0.25) else None
    return (gap if kind == "hidden" else None), (gap if kind == "reposted" else None), changed if changed and changed < closed else None


def _laid_off(plan: Plan, one: Employer, dice: Dice, role: Role, life: Life) -> Life:
    if one.layoff is None or not life.open_at(one.layoff.minute):
        return life
    knobs = trends(plan.scenario)["layoffs"]
    stays = dice.chance(knobs["kept"]) if role.area in knobs["kept_areas"] else not dice.chance(knobs["cut"])
    if stays:
        return life
    closed = one.layoff.minute
    return life._replace(
        closed=closed,
        reason="layoff",
        hidden=life.hidden if life.hidden and life.hidden[1] < closed else None,
        reposted=life.reposted if life.reposted and life.reposted[1] < closed else None,
        changed=life.changed if life.changed and life.changed < closed else None,
    )


def _told_apart(one: Employer, dice: Dice, life: Life, taken: Taken) -> Life:
    """Return `life` with another team in its title if the employer has such an opening that could be taken for it at about that time."""
    roll, tries, until = int(dice.roll() * 1000), 0, in_view_until(one, life)
    while True:
        held = taken.setdefault((life.role, life.level, life.team), [])
        if all(life.opened > end + APART or until + APART < start or not other.meets(life) for start, end, other in held):
            held.append((life.opened, until, life))
            return life
        life = life._replace(team=_team_name(roll + 7 * tries))
        tries += 1


def in_view_until(one: Employer, life: Life) -> int:
    """Return the minute from which no board, mirror or thread shows `life` any more."""
    thread = life.closed + THREAD_DAYS * DAY if one.on_hackernews else 0
    feed = life.opened + FEED_KEEPS if one.on_remoteok else 0
    return max(life.closed + AGGREGATOR_KEEPS, thread, feed)


def _team(plan: Plan, one: Employer, slot: int, offset: int) -> str:
    return _team_name(number(plan.seed, one.number, slot) % 1000 + offset)


def _team_name(index: int) -> str:
    names = table("names")
    teams, prefixes = names["teams"], names["team_prefixes"]
    return f"{prefixes[index // len(teams) % len(prefixes)]} {teams[index % len(teams)]}".strip()


@lru_cache(maxsize=2048)
def _weights(scenario: str, progress: float, sells_ai: bool, laid_off: bool) -> dict[str, float]:
    after = trends(scenario)["layoffs"]["hiring_after"]
    return {
        role.name: at(role.weight, progress)
        * (4.0 if sells_ai and role.area == "data_ai" else 1.0)
        * (after[role.area] if laid_off else 1.0)
        for role in roles(scenario).values()
    }


@lru_cache(maxsize=256)
def _modes(scenario: str, progress: float) -> dict[str, float]:
    return {mode: at(line, progress) for mode, line in trends(scenario)["modes"].items()}


@lru_cache(maxsize=256)
def _levels(scenario: str, progress: float) -> dict[str, float]:
    return {level: at(line, progress) for level, line in trends(scenario)["levels"].items()}
