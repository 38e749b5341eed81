"""Foreign records, from any scraper's JSON or CSV, in and out: a `JobPosting` to read, a plain record of what was read."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from jobscrape.errors import UsageError
from jobscrape.fields import dates
from jobscrape.fields.columns import Row, as_flag, as_number, as_text, is_empty
from jobscrape.items import JobPosting, StatedPay, StatedPlace
from jobscrape.store.document import mention_document, normalised_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jobscrape.items import Normalised

_TEXTS = (
    "company_domain",
    "company_stage",
    "company_size",
    "requisition_id",
    "employment_type",
    "seniority",
    "education",
    "department",
    "language",
    "apply_url",
)


class UnusableRecordError(UsageError):
    """A record without a title or without anything else to read."""


def stated_from(record: Mapping[str, Any]) -> JobPosting:
    """Return what a foreign record states, under the usual column names of other scrapers (data/columns.yml).

    Cells that only fill a gap (NaN, "N/A", "") are unknown. Raises UnusableRecordError if there is no title.
    """
    row = Row(record)
    title = row.text("title")
    if not title:
        raise UnusableRecordError("no title (looked for title, job_title, position, name, ...)")
    posting = JobPosting(
        source=row.text("source") or "",
        board=row.text("board") or "",
        source_id=row.text("source_id") or row.text("url") or "",
        url=row.text("url") or row.text("apply_url") or "",
        title=title,
        company=row.text("company") or "",
        description=row.text("description") or "",
        locations=list(_places(row)),
        remote_locations=row.texts("remote_locations"),
        pay=list(_pay(row)),
        tags=row.texts("tags"),
    )
    for name in _TEXTS:
        setattr(posting, name, row.text(name))
    for name in dates.FIELDS:
        setattr(posting, name, _date(row.get(name)))
    posting.workplace, posting.remote = _work_mode(row)
    salary = row.get("salary")
    posting.salary = salary if isinstance(salary, str) and as_number(salary) is None else None
    return posting


def to_record(normalised: Normalised, ident: Any) -> dict[str, Any]:
    """Return the normalised fields by their public names with `id`; times as ISO 8601, evidence as {from, text, rule}."""
    document = normalised_document(normalised)
    out: dict[str, Any] = {"id": ident}
    out |= {name: value.isoformat() if isinstance(value, datetime) else value for name, value in document.items()}
    for name in ("skill_mentions", "soft_mentions"):
        if mentions := getattr(normalised, name):
            out[name] = [mention_document(m) for m in mentions]
    return out


def record_id(record: Mapping[str, Any], number: int) -> Any:
    """Return the record's own id, else its URL, else the number of its line."""
    row = Row(record)
    own = row.get("source_id")
    return own if isinstance(own, (str, int)) else row.text("url") or number


def _date(value: Any) -> str | int | float | None:
    return value if isinstance(value, (str, int, float)) and not isinstance(value, bool) and not is_empty(value) else None


def _work_mode(row: Row) -> tuple[str | None, bool | None]:
    """Return (workplace, remote flag); a remote column that holds words is a work mode."""
    words, flag = row.text("workplace"), row.get("remote")
    remote = as_flag(flag)
    if words and as_flag(words) is not None:
        words, remote = None, as_flag(words) if remote is None else remote
    if words is None and remote is None and flag is not None:
        words = as_text(flag)
    return words, remote


def _places(row: Row) -> Iterator[StatedPlace]:
    """Yield the places: the list if there is one, else the one location with the parts beside it."""
    country, city, region = row.text("country"), row.text("city"), row.text("region")
    several, one = row.get("locations"), row.get("location")
    values = several if isinstance(several, list) else [one if one is not None else several]
    if isinstance(one, str) and one not in values:
        values = [one, *values]
    values = [v for v in values if not is_empty(v)]
    lonely = len(values) <= 1
    for value in values:
        place = _place(value)
        if lonely:
            place.city, place.region, place.country = place.city or city, place.region or region, place.country or country
            place.lat, place.lon = place.lat or row.number("lat"), place.lon or row.number("lon")
        yield place
    if not values and (city or region or country):
        yield StatedPlace(city=city, region=region, country=country, lat=row.number("lat"), lon=row.number("lon"))


def _place(value: Any) -> StatedPlace:
    """Return a place from text or from an object, schema.org's included."""
    if not isinstance(value, dict):
        return StatedPlace(raw=as_text(value) or "")
    row = Row(_flat(value, "address"))
    return StatedPlace(
        raw=row.text("place", "parts") or "",
        city=row.text("city"),
        region=row.text("region"),
        country=row.text("country"),
        lat=row.number("lat"),
        lon=row.number("lon"),
    )


def _pay(row: Row) -> Iterator[StatedPay]:
    """Yield the pay in structured columns: an object, a list of objects, a number, or bounds in columns of their own."""
    salary, currency, period = row.get("salary"), row.text("salary_currency"), row.text("salary_period")
    for part in salary if isinstance(salary, list) else [salary]:
        if isinstance(part, dict):
            yield _pay_object(part, currency, period)
    low, high = row.number("salary_min"), row.number("salary_max")
    if low is None and high is None:
        low = high = as_number(salary)
    if (low or high) and not isinstance(salary, (dict, list)):
        yield StatedPay(min=low or None, max=high or None, currency=currency, period=period)


def _pay_object(part: dict[str, Any], currency: str | None, period: str | None) -> StatedPay:
    row = Row(_flat(part, "value"))
    low, high = row.number("min", "parts"), row.number("max", "parts")
    if low is None and high is None:
        low = high = row.number("value", "parts")
    return StatedPay(
        min=low,
        max=high,
        currency=row.text("currency", "parts") or currency,
        period=row.text("period", "parts") or period,
        text=row.text("text", "parts") or "",
    )


def _flat(part: dict[str, Any], key: str) -> dict[str, Any]:
    """Return an object with the members of the object at `key` beside its own, as schema.org nests them."""
    inner = part.get(key)
    return {**part, **inner} if isinstance(inner, dict) else part
