"""Columns of foreign records: which of our fields they mean, and their values without the fillers of CSV files and data frames."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from jobscrape.fields.rules import data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAP = re.compile(r"[^0-9a-z]+")
_LIST = re.compile(r"^\[\s*['\"].*['\"]\s*\]$", re.DOTALL)
_ITEM = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_AMOUNT = re.compile(r"^[\d\s.,]+$")


@lru_cache(maxsize=4096)
def column(name: str) -> str:
    """Return a column's name for comparison: "Job Title", "job-title" and "jobTitle" are job_title."""
    return _GAP.sub("_", _HUMP.sub("_", name.strip()).lower()).strip("_")


@cache
def _names(field: str, section: str) -> tuple[str, ...]:
    return tuple(data("columns")[section][field])


class Row:
    """A foreign record, read by the names of our fields."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self._values = {column(str(key)): value for key, value in record.items() if not is_empty(value)}

    def get(self, field: str, section: str = "columns") -> Any:
        """Return the first filled value of the columns that mean `field`; None if there is none."""
        for name in _names(field, section):
            if name in self._values:
                return self._values[name]
        return None

    def text(self, field: str, section: str = "columns") -> str | None:
        """Return the value as text: names of objects, members of lists joined by ", "."""
        return as_text(self.get(field, section))

    def number(self, field: str, section: str = "columns") -> float | None:
        """Return the value as a number; None if it is none."""
        return as_number(self.get(field, section))

    def texts(self, field: str, section: str = "columns") -> list[str]:
        """Return the value as a list of texts."""
        return as_texts(self.get(field, section))


def is_empty(value: Any) -> bool:
    """Tell whether a value only fills a cell: None, NaN, "", "N/A", an empty list."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    if isinstance(value, str):
        return value.strip().lower() in data("columns")["empty"]
    return isinstance(value, (list, tuple, dict, set)) and not value


def as_text(value: Any) -> str | None:
    """Return a text for any value, None for empty ones."""
    if is_empty(value):
        return None
    if isinstance(value, dict):
        return Row(value).text("name", "parts")
    if isinstance(value, (list, tuple, set)):
        return ", ".join(as_texts(value)) or None
    return str(value).strip()


def as_texts(value: Any) -> list[str]:
    """Return the members of a list, of a printed list or of a text joined by commas or "|"."""
    if is_empty(value):
        return []
    if isinstance(value, (list, tuple, set)):
        return _texts(value)
    text = as_text(value) or ""
    if _LIST.match(text):
        return _texts(a or b for a, b in _ITEM.findall(text))
    return _texts(re.split(r"[|;,]", text))


def _texts(values: Iterable[Any]) -> list[str]:
    return [text.strip() for value in values if (text := as_text(value))]


def as_number(value: Any) -> float | None:
    """Return a finite number for numbers and plain digits ("90000", "90,000.00"), None for everything else."""
    if isinstance(value, bool) or is_empty(value):
        return None
    if isinstance(value, (int, float)):
        return float(value) if math.isfinite(value) else None
    text = str(value).strip()
    if not _AMOUNT.match(text):
        return None
    try:
        return float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        return None


def as_flag(value: Any) -> bool | None:
    """Return True or False for what means yes or no, None otherwise."""
    if isinstance(value, bool):
        return value
    word = (as_text(value) or "").lower().removesuffix(".0")
    return True if word in data("columns")["truths"] else False if word in data("columns")["denials"] else None
