"""Rows of a layoffs.fyi export: announced layoffs of technology companies, worldwide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.items import LayoffNotice
from jobscrape.layoffs.notices import NOTHING, count, when

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = frozenset({"company", "date"})


def notice_of(row: Mapping[str, Any]) -> LayoffNotice | None:
    """Return the notice in a row; NULL is the text NULL in these files. None without a company."""
    values = {
        str(k).strip().lower(): str(v).strip() for k, v in row.items() if k and v is not None and str(v).strip().lower() not in NOTHING
    }
    if "company" not in values:
        return None
    return LayoffNotice(
        source="layoffs.fyi",
        company=values["company"],
        date=when(values.get("date", "")),
        headcount=count(values.get("total_laid_off", "")),
        share=_share(values.get("percentage_laid_off")),
        city=values.get("location"),
        country=(values.get("country") or "").rstrip(".") or None,
        industry=values.get("industry"),
        stage=values.get("stage"),
        url="https://layoffs.fyi",
        raw=dict(values),
    )


def _share(text: str | None) -> float | None:
    try:
        return float(text.rstrip("%")) / (100 if text.endswith("%") else 1) if text else None
    except ValueError:
        return None
