"""Size, seed and calendar of a simulated market. Times inside the simulation are whole minutes since the epoch, UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

DAY = 24 * 60
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
BEGIN = datetime(2025, 1, 6, tzinfo=timezone.utc)


def moment(minute: int) -> datetime:
    """Return `minute` as an aware UTC time."""
    return EPOCH + timedelta(minutes=minute)


def minute_of(when: datetime) -> int:
    """Return the minute that holds the aware time `when`."""
    return int((when - EPOCH).total_seconds() // 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a market is made from: two markets with equal plans are equal to the byte."""

    seed: int = 1
    employers: int = 24
    postings: int = 25
    """Average number of openings of an employer that stand open at a time."""
    scenario: str = "default"
    """`default` or `contrary`, see data/trends.yml."""
    begin: int = minute_of(BEGIN)
    """First day of the year, a Monday, at 00:00."""
    days: int = 364
    moving: float = 0.08
    """Share of employers that move to another system during the year."""
    mirrored: int = 60
    """Only the first employers are mirrored on aggregators, so that those stay small in a large market."""
    noise: float = 0.04
    """Chance of a board on a day to be re-ordered or to have all its change dates bumped, with nothing changed."""

    @property
    def before(self) -> int:
        """Return the minute from which the simulation runs, long enough before the year for openings of all ages."""
        return self.begin - 150 * DAY

    @property
    def never(self) -> int:
        """Return a minute after everything."""
        return self.end + 1000 * DAY

    @property
    def end(self) -> int:
        """Return the last minute of the year, exclusive."""
        return self.begin + self.days * DAY

    def day(self, number: int) -> int:
        """Return midnight of day `number` of the year, 0 being the first."""
        return self.begin + number * DAY

    def progress(self, minute: int) -> float:
        """Return the share of the year that is over, from 0 to 1."""
        return min(max((minute - self.begin) / (self.days * DAY), 0.0), 1.0)
