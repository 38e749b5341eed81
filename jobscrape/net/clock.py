"""CRAWL_TIME: the clock of a crawl, so that a replayed crawl says the same on every day."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from jobscrape.errors import UsageError

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

FORM = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,6}))?\s*(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE)


def crawl_time(settings: BaseSettings) -> datetime:
    """Return the time of the crawl, aware UTC: the setting CRAWL_TIME, else now. UsageError if the setting is no time."""
    value = settings.get("CRAWL_TIME")
    if value in {None, ""}:
        return datetime.now(timezone.utc)
    if isinstance(value, datetime):
        return as_utc(value)
    return parse_time(str(value).strip())


def parse_time(value: str) -> datetime:
    """Read an ISO 8601 date or time; without a zone it is UTC, without a time midnight."""
    form = FORM.fullmatch(value)
    try:
        if form is None:
            raise ValueError(value)
        day, clock, fraction, zone = form.groups()
        text = f"{day}T{clock or '00:00'}"
        moment = datetime.fromisoformat(text).replace(microsecond=int((fraction or "0").ljust(6, "0")))
        return as_utc(moment.replace(tzinfo=_zone(zone)))
    except (ValueError, OverflowError) as error:
        raise UsageError(f"CRAWL_TIME must be a time such as 2026-03-01T06:00:00Z, not {value!r}") from error


def as_utc(moment: datetime) -> datetime:
    """Return the moment in UTC; one without a zone is taken as UTC."""
    return moment.replace(tzinfo=timezone.utc) if moment.tzinfo is None else moment.astimezone(timezone.utc)


def _zone(text: str | None) -> timezone:
    if text is None or text.upper() == "Z":
        return timezone.utc
    digits = text.replace(":", "")
    parsed = datetime.strptime(digits, "%z").tzinfo
    return parsed if isinstance(parsed, timezone) else timezone.utc
