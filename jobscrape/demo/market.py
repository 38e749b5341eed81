"""The truth: employers, their openings and postings, asked for at any minute. Made on demand, little is kept."""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from jobscrape.demo.dice import Dice, share
from jobscrape.demo.employers import Employer, System, employer
from jobscrape.demo.lives import Life, lives
from jobscrape.demo.openings import Opening, opening
from jobscrape.demo.plan import DAY, Plan, minute_of, moment
from jobscrape.demo.postings import (
    AGGREGATOR,
    AGGREGATOR_KEEPS,
    FEED_KEEPS,
    Posting,
    aggregator_posting,
    own_postings,
    remoteok_posting,
    site_posting,
)
from jobscrape.demo.tables import roles

if TYPE_CHECKING:
    from collections.abc import Iterator

FEED_SIZE = 100
"""Remote OK answers with its newest postings only."""
THREAD_BASE, THREAD_DAY = 40_000_000, 200_000
"""Ids of hiring threads: the first, and how many items are written a day."""
KEPT_OPENINGS = 2048
"""Openings whose values are kept in memory at a time."""
KEPT_EMPLOYERS = 96
"""Employers whose openings are kept in memory at a time."""
HABIT = 0.65
"""Chance of a suitable opening to be mirrored where its employer mirrors."""


class Shown(NamedTuple):
    """A posting as a board shows it at an instant."""

    posting: Posting
    opening: Opening
    updated: int
    """Minute of the last change the board states."""


class Comment(NamedTuple):
    """A comment in a monthly hiring thread: one employer, one or several openings."""

    comment_id: str
    thread: str
    employer: Employer
    openings: tuple[Opening, ...]
    written: int


class Market:
    """A simulated job market; all methods take minutes (see `jobscrape.demo.plan`) and are pure."""

    def __init__(self, plan: Plan | None = None) -> None:
        self.plan = plan or Plan()
        self._lives: OrderedDict[int, tuple[Life, ...]] = OrderedDict()
        self._openings: OrderedDict[tuple[str, int], Opening] = OrderedDict()

    @cached_property
    def employers(self) -> tuple[Employer, ...]:
        """Return all employers."""
        return tuple(employer(self.plan, index) for index in range(self.plan.employers))

    @cached_property
    def owners(self) -> dict[tuple[str, str], tuple[Employer, System]]:
        """Return employer and system of each company board, by source and token (lower case)."""
        boards = [(one, system) for one in self.employers for system in (*one.systems, *([one.site] if one.site else []))]
        return {(system.source, system.token.lower()): (one, system) for one, system in boards}

    def lives(self, one: Employer) -> tuple[Life, ...]:
        """Return all openings of `one`."""
        if one.number in self._lives:
            self._lives.move_to_end(one.number)
            return self._lives[one.number]
        made = self._lives[one.number] = lives(self.plan, one)
        if len(self._lives) > KEPT_EMPLOYERS:
            self._lives.popitem(last=False)
        return made

    def opening(self, life: Life, minute: int) -> Opening:
        """Return the values of the opening of `life` at `minute`."""
        version = int(life.changed is not None and minute >= life.changed)
        if (life.key, version) in self._openings:
            self._openings.move_to_end((life.key, version))
            return self._openings[life.key, version]
        made = self._openings[life.key, version] = opening(self.plan, self.employers[life.employer], life, version)
        if len(self._openings) > KEPT_OPENINGS:
            self._openings.popitem(last=False)
        return made

    def open_lives(self, minute: int) -> Iterator[Life]:
        """Yield all openings that employers want to fill at `minute`."""
        for one in self.employers:
            yield from (life for life in self.lives(one) if life.open_at(minute))

    def own(self, life: Life) -> list[Posting]:
        """Return the postings of `life` that the employer makes itself: on its systems and its career site."""
        one = self.employers[life.employer]
        found = own_postings(self.plan, one, life, roles(self.plan.scenario)[life.role].area)
        return [*found, site_posting(one.site, life)] if one.site else found

    def postings(self, life: Life) -> list[Posting]:
        """Return all postings of `life` on company boards and mirrors, comments in hiring threads apart."""
        one = self.employers[life.employer]
        found = self.own(life)
        if one.on_aggregator and share(self.plan.seed, life.key, "aggregator?") < HABIT:
            found.append(aggregator_posting(self.plan, life))
        if self._in_feed(one, life):
            found.append(remoteok_posting(self.plan, life))
        return found

    def _in_feed(self, one: Employer, life: Life) -> bool:
        return (
            one.on_remoteok and share(self.plan.seed, life.key, "feed?") < HABIT and self.opening(life, life.opened).work_mode == "remote"
        )

    def board(self, source: str, token: str, minute: int) -> list[Shown] | None:
        """Return what a company board shows at `minute`, newest first; None if there is no such board (any more)."""
        found = self.owners.get((source, token.lower()))
        if found is None or not found[1].since <= minute < found[1].until:
            return None
        one, system = found
        bump = self._last_bump(system, minute)
        shown = [
            self._shown(posting, minute, bump)
            for life in self.lives(one)
            if life.open_at(minute)
            for posting in self._on_system(one, system, life)
            if posting.shown_at(minute)
        ]
        return self._in_order(source, token, sorted(shown, key=lambda item: (-item.posting.published, item.posting.source_id)), minute)

    def _on_system(self, one: Employer, system: System, life: Life) -> list[Posting]:
        if system is one.site:
            return [site_posting(system, life)]
        area = roles(self.plan.scenario)[life.role].area
        return [
            posting
            for posting in own_postings(self.plan, one, life, area)
            if (posting.source, posting.board) == (system.source, system.token)
        ]

    def _shown(self, posting: Posting, minute: int, bump: int) -> Shown:
        life = posting.life
        changes = [posting.published, *(m for m in (life.changed,) if m is not None and posting.published <= m <= minute)]
        return Shown(posting, self.opening(life, minute), max(*changes, bump))

    def _last_bump(self, system: System, minute: int) -> int:
        """Return the minute at which the board last touched all of its postings without changing any, 0 if it did not lately."""
        for day in range(minute // DAY, minute // DAY - 40, -1):
            at_noon = day * DAY + 720
            if at_noon <= minute and share(self.plan.seed, system.source, system.token, day, "bump") < self.plan.noise / 2:
                return at_noon
        return 0

    def _in_order(self, source: str, token: str, shown: list[Shown], minute: int) -> list[Shown]:
        """Return `shown` in the order of the day: on some days a board puts its oldest first."""
        for day in range(minute // DAY, minute // DAY - 60, -1):
            if share(self.plan.seed, source, token, day, "order") < self.plan.noise / 2:
                return shown[::-1] if day % 2 else shown
        return shown

    def aggregator(self, minute: int) -> list[Shown]:
        """Return the postings of the job site at `minute`, newest first."""
        found = [
            aggregator_posting(self.plan, life)
            for one in self.employers
            if one.on_aggregator
            for life in self.lives(one)
            if life.opened < minute < life.closed + AGGREGATOR_KEEPS and share(self.plan.seed, life.key, "aggregator?") < HABIT
        ]
        shown = [Shown(item, self.opening(item.life, item.published), item.published) for item in found if item.shown_at(minute)]
        return sorted(shown, key=lambda item: (-item.posting.published, item.posting.source_id))

    def site(self, token: str, minute: int) -> list[Shown] | None:
        """Return the postings of a site with schema.org data: the job site, or an employer's own; None if there is none."""
        return self.aggregator(minute) if token == AGGREGATOR else self.board("jsonld", token, minute)

    def feed(self, minute: int) -> list[Shown]:
        """Return the postings of the feed of remote work at `minute`, newest first, closed openings among them."""
        found = [
            remoteok_posting(self.plan, life)
            for one in self.employers
            if one.on_remoteok
            for life in self.lives(one)
            if minute - FEED_KEEPS < life.opened <= minute and self._in_feed(one, life)
        ]
        newest = sorted((item for item in found if item.shown_at(minute)), key=lambda item: int(item.source_id), reverse=True)[:FEED_SIZE]
        return [Shown(item, self.opening(item.life, item.published), item.published) for item in newest]

    def threads(self, minute: int) -> list[tuple[str, int]]:
        """Return id and minute of the hiring threads written until `minute`, newest first: first working day of each month, 15:00."""
        found = []
        for day in range(self.plan.before // DAY, minute // DAY + 1):
            date = moment(day * DAY)
            if date.weekday() < 5 and (date.day == 1 or (date.day < 4 and date.weekday() == 0)):
                found.append((str(THREAD_BASE + (day - self.plan.before // DAY) * THREAD_DAY), day * DAY + 15 * 60))
        return [thread for thread in reversed(found) if thread[1] <= minute]

    def comments(self, thread: str, minute: int) -> list[Comment]:
        """Return the hiring comments of `thread` written until `minute`, oldest first."""
        start = self.plan.before // DAY * DAY + (int(thread) - THREAD_BASE) // THREAD_DAY * DAY + 15 * 60
        found = (self._comment(one, thread, start) for one in self.employers if one.on_hackernews)
        return sorted((item for item in found if item and item.written <= minute), key=lambda item: (item.written, item.comment_id))

    def _comment(self, one: Employer, thread: str, start: int) -> Comment | None:
        dice = Dice(self.plan.seed, "comment", one.number, thread)
        written = start + dice.between(2, 3 * DAY)
        technical = ("engineering", "data_ai", "infrastructure", "security")
        table = roles(self.plan.scenario)
        suitable = [life for life in self.lives(one) if life.open_at(written) and table[life.role].area in technical]
        if not suitable or dice.chance(0.2):
            return None
        chosen = dice.sample(suitable, 1 if dice.chance(0.75) else dice.between(2, 3))
        comment_id = str(int(thread) + 1 + (written - start) * 1000 + one.number % 1000)
        return Comment(comment_id, thread, one, tuple(self.opening(life, written) for life in chosen), written)


__all__ = ["Comment", "Market", "Plan", "Shown", "minute_of", "moment"]
