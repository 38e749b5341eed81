"""From a row of a layoff list to a notice: columns by their many names, dates month first, counts out of text."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from functools import cache
from typing import TYPE_CHECKING, Any

import xxhash
from dateutil import parser

from jobscrape.data_files import read_yaml
from jobscrape.fields.employer import company_key
from jobscrape.items import LayoffNotice

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING = frozenset({"", "null", "none", "n/a", "na", "tbd", "unknown", "-"})
PERSONAL = ("contact", "phone", "email")


@cache
def columns() -> dict[str, list[str]]:
    """Return the names under which publishers give each field."""
    loaded: dict[str, list[str]] = read_yaml("jobscrape.layoffs", "columns.yml")
    return loaded


def notice_of(row: Mapping[str, Any], source: str, *, region: str | None = None, country: str | None = "US") -> LayoffNotice | None:
    """Return the notice in a row of any list; None without a company. `region`: the state whose list it is."""
    tidy = {_plain(k): str(v).strip() for k, v in row.items() if k and v is not None and not _is_personal(k)}
    values = {field: _first(tidy, names) for field, names in columns().items()}
    if not values["company"]:
        return None
    city, place_region = _place(values["place"])
    return LayoffNotice(
        source=source,
        company=" ".join(values["company"].split()),
        date=when(values["notice_date"]) or when(values["effective_date"]),
        effective=when(values["effective_date"]),
        headcount=count(values["headcount"]),
        city=city,
        region=region or place_region or values["region"] or None,
        country=country,
        kind=values["kind"] or None,
        raw={k: v for k, v in row.items() if k and v not in (None, "") and not _is_personal(k)},
    )


def _first(tidy: dict[str, str], names: list[str]) -> str:
    return next((tidy[n] for n in names if tidy.get(n, "").lower() not in NOTHING), "")


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", str(name).lower()).split())


def _is_personal(name: str) -> bool:
    return any(word in str(name).lower() for word in PERSONAL)


def _place(words: str) -> tuple[str | None, str | None]:
    """Return city and state of "Portland", "Ringgold VA" or a whole address."""
    hit = re.search(r"(?:^|[,\s])([A-Z][A-Za-z.' -]+?),?\s+([A-Z]{2})(?:[,\s]+\d{5}(?:-\d{4})?)?\s*$", words)
    if hit and not re.match(r"\d", words):
        return hit[1].strip(), hit[2]
    if hit:
        return re.split(r"\s{2,}|,\s*|\b(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Dr|Drive|Ln|Lane|Way)\b\.?\s*", hit[1])[
            -1
        ].strip() or None, hit[2]
    return words or None, None


def when(text: str) -> datetime | None:
    """Return a date as midnight UTC; month first, as US lists write it. None for a month without a year and for nonsense."""
    if not re.search(r"\d", text) or not re.search(r"\d{4}|\d\D+\d+\D+\d", text):
        return None
    try:
        return parser.parse(text, dayfirst=False).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=timezone.utc)
    except (ValueError, OverflowError):
        return None


def count(text: str) -> int | None:
    """Return the first whole number in text ("about 1,200 (est.)" -> 1200); None without one."""
    hit = re.search(r"\d[\d,]*", text)
    return int(hit[0].replace(",", "")) if hit else None


def notice_id(notice: LayoffNotice) -> str:
    """Return the `_id` of a notice: the same row gives the same id, an amendment with other figures another."""
    parts = (notice.source, company_key(notice.company), notice.date, notice.effective, notice.city, notice.region, notice.headcount)
    return xxhash.xxh3_128_hexdigest("\x1f".join(str(p) for p in parts).encode())


def notice_document(notice: LayoffNotice) -> dict[str, Any]:
    """Return the document of `layoffs`."""
    return {
        "_id": notice_id(notice),
        "source": notice.source,
        "company": notice.company,
        "company_key": company_key(notice.company),
        "date": notice.date,
        "effective": notice.effective,
        "headcount": notice.headcount,
        "share": notice.share,
        "place": {"city": notice.city, "region": notice.region, "country": notice.country},
        "kind": notice.kind,
        "industry": notice.industry,
        "stage": notice.stage,
        "url": notice.url,
        "raw": notice.raw,
    }
