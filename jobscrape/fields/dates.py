"""Dates as sources give them: ISO, RFC 822, epoch, day-month-year, relative words in eleven languages; all become aware UTC."""

from __future__ import annotations

import itertools
import re
import unicodedata
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from jobscrape.fields.found import Found, found
from jobscrape.fields.gazetteer import data_yaml

if TYPE_CHECKING:
    from jobscrape.fields.reading import Reading

FIELDS = ("date_posted", "date_updated", "valid_through")
AFTER = ()

EARLIEST = datetime(2000, 1, 1, tzinfo=timezone.utc)
"""No job board shows older postings: an earlier date is an error of the source."""
AHEAD = timedelta(days=2)
"""How far after the clock a date of publication may lie (time zones, clocks that are wrong)."""
LATEST_END = timedelta(days=3660)
"""How far after the clock a closing date may lie; further ones (9999-12-31) mean "no end"."""
MILLISECONDS_FROM = 1e11
"""An epoch number from here on counts milliseconds."""
MICROSECONDS_FROM = 1e14
LONGEST = 60
"""Characters of the longest date spelling."""

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{9,17}(?:\.\d+)?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")
_COUNT = re.compile(r"(\d{1,4})\s*(\+?)\s*([a-z]+)(\+?)")
_JAVA = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d\d:\d\d:\d\d) ([A-Z]{3,4}) (\d{4})")
_ASP_DATE = re.compile(r"/Date\((-?\d+)[^)]*\)/")
_LETTERS = re.compile(r"[a-z]+")
_UNIT_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}


class When(NamedTuple):
    """A point in time, aware UTC, and how sure it is: exact, approx, at_least (then or earlier) or unknown (`moment` is None)."""

    moment: datetime | None
    precision: str


UNKNOWN = When(None, "unknown")


def parse_when(value: str | float | None, clock: datetime) -> When:
    """Return the time `value` means; relative words count back from `clock` (aware UTC). Never raises.

    "30+ days ago" is `at_least`: the time given is the latest possible one. Months and years ago are `approx`.
    A date without a time is midnight UTC; nothing is said of its plausibility (see `published`).
    """
    if value is None or isinstance(value, bool):
        return UNKNOWN
    if isinstance(value, (int, float)):
        return _epoch(float(value))
    text = value.strip()
    if not text or len(text) > LONGEST:
        return UNKNOWN
    return _absolute(text) or _relative(text, clock) or _written(text) or UNKNOWN


def _epoch(number: float) -> When:
    if number != number or abs(number) < 1e8:  # noqa: PLR0124 - NaN
        return UNKNOWN
    seconds = number / (1e6 if abs(number) >= MICROSECONDS_FROM else 1e3 if abs(number) >= MILLISECONDS_FROM else 1)
    try:
        return When(datetime.fromtimestamp(seconds, timezone.utc), "exact")
    except (OverflowError, OSError, ValueError):
        return UNKNOWN


def _absolute(text: str) -> When | None:
    if match := _ISO.fullmatch(text):
        return _iso(match)
    if match := _COMPACT.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if _NUMBER.fullmatch(text):
        return _epoch(float(text))
    if match := _DAY_FIRST.fullmatch(text):
        return _day_first(match)
    if match := _YEAR_FIRST.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _ASP_DATE.fullmatch(text):
        return _epoch(float(match[1]))
    return None


def _iso(match: re.Match[str]) -> When:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    fraction = int((match[7] or "0")[:6].ljust(6, "0"))
    try:
        local = datetime(year, month, day, hour, minute, min(second, 59), fraction, tzinfo=timezone.utc)
        return When(local - _offset(match[8]), "exact")
    except (ValueError, OverflowError):
        return UNKNOWN


def _offset(zone: str | None) -> timedelta:
    if not zone or zone[0] not in "+-":
        return timedelta()
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if zone[0] == "-" else 1)


def _day(year: int, month: int, day: int) -> When:
    try:
        return When(datetime(year, month, day, tzinfo=timezone.utc), "exact")
    except ValueError:
        return UNKNOWN


def _day_first(match: re.Match[str]) -> When:
    """Read 14.08.2026 and 14/08/2026; 08/14/2026 only where the month cannot come first; 04/05/2026 is approx (month first with "/")."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 2000 if year < 100 else 0
    if match[2] == "/" and first <= 12:
        when = _day(year, first, second)
        return when if second > 12 or first == second else When(when.moment, "approx")
    return _day(year, second, first)


@cache
def _words() -> tuple[dict[str, float], dict[str, float], frozenset[str], tuple[str, ...]]:
    """Return days by single word or phrase, days by unit word, words for one, phrases for "more than"."""
    table = data_yaml("date_words.yml")
    fixed = {word: float(days) for days, key in enumerate(("now", "yesterday", "day_before_yesterday")) for word in table[key]}
    units = {word: _UNIT_DAYS[unit] for unit, words in table["units"].items() for word in words}
    return fixed, units, frozenset(table["one"]), tuple(table["at_least"])


_PREFIX = re.compile(
    r"^(?:(?:re|new(?:ly)?\s)?(?:posted|active|published|updated|added|listed|opened)(?:\s+on)?"
    r"|(?:veroffentlicht|aktualisiert|erschienen|online seit|publiee?|mis a jour|publicad[oa]|atualizad[oa]|actualizad[oa]|geplaatst"
    r"|publicerad|pubblicat[oa]|opublikowano|dodano)(?:\s+(?:am|le|el|em|op))?)[\s:]+"
)


def _relative(text: str, clock: datetime) -> When | None:
    low = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c)).replace("’", "'").strip(" .!")
    low = _PREFIX.sub("", low)
    fixed, units, one, more = _words()
    if low in fixed:
        return When(clock - timedelta(days=fixed[low]), "exact")
    open_end = any(phrase in low for phrase in more)
    if match := _COUNT.search(low):
        days = units.get(match[3])
        return _ago(clock, int(match[1]), days, "+" in match[2] + match[4] + low[match.end() :][:2] or open_end)
    words = _LETTERS.findall(low)
    for number, unit in itertools.pairwise(words):
        if number in one and unit in units:
            return _ago(clock, 1, units[unit], open_end)
    return When(clock, "approx") if any(w in units for w in words) and "few" in words else None


def _ago(clock: datetime, number: int, days: float | None, open_end: bool) -> When | None:
    if days is None:
        return None
    try:
        moment = clock - timedelta(days=number * days)
    except OverflowError:
        return None
    return When(moment, "at_least" if open_end else "approx" if days >= 30 else "exact")


def _written(text: str) -> When | None:
    """Read RFC 822 dates and dates with the name of the month."""
    if not any(c.isdigit() for c in text):
        return None
    text = _JAVA.sub(r"Day, \2 \1 \5 \3 \4", text)
    if "," in text[:5] and ":" in text:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
        return When(moment.astimezone(timezone.utc) if moment.tzinfo else moment.replace(tzinfo=timezone.utc), "exact")
    return _month_name(text)


_MONTH_DATE = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s*(?:de\s+|d')?)?\b([a-z]{3,9})\.?\s*(?:de\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+)?(?:de\s+)?(\d{4})\b"
)


@cache
def _months() -> dict[str, int]:
    months = data_yaml("date_words.yml")["months"]
    return {name: number for number, names in enumerate(months, 1) for name in names}


def _month_name(text: str) -> When | None:
    low = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    for match in _MONTH_DATE.finditer(low):
        day = match[1] or match[3]
        if (month := _months().get(match[2])) and day:
            return _day(int(match[4]), month, int(day))
    return None


def read(reading: Reading) -> dict[str, Found]:
    """Return the dates of the source; absurd ones are left out, a date of publication a little in the future is the clock."""
    stated, clock = reading.stated, reading.clock
    hits = {}
    for field in ("date_posted", "date_updated"):
        value = getattr(stated, field)
        if value is None:
            continue
        when = parse_when(value, clock)
        if when.moment is not None and EARLIEST <= when.moment <= clock + AHEAD:
            hits[field] = found(min(when.moment, clock), source=field, text=str(value), rule=when.precision)
    if stated.valid_through is not None:
        when = parse_when(stated.valid_through, clock)
        if when.moment is not None and when.precision != "at_least" and EARLIEST <= when.moment <= clock + LATEST_END:
            hits["valid_through"] = found(when.moment, source="valid_through", text=str(stated.valid_through), rule=when.precision)
    return hits
