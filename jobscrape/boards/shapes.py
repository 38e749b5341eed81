"""Shapes that records of several systems share: texts under headings, fields that an employer defined."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

PERSONAL = re.compile(r"recruit|manager|contact|owner|partner|sourcer|referr|e-?mail|phone", re.IGNORECASE)
"""Names of employers' own fields that may hold people's names."""


def body(parts: Iterable[tuple[str | None, str | None]]) -> str:
    """Return texts under their headings, in order; a heading without text is left out."""
    return "\n".join(f"<h3>{heading}</h3>{text}" if heading else text for heading, text in parts if text).strip()


def own_field(fields: list[dict[str, Any]] | None, *names: str) -> str | None:
    """Return the value of the employer's own {name, value} field whose name holds one of `names`; the others may hold people's names."""
    for field in fields or []:
        value = field.get("value")
        if value and isinstance(value, str | list) and any(name in str(field.get("name")).lower() for name in names):
            return value if isinstance(value, str) else ", ".join(map(str, value))
    return None


def impersonal_fields(fields: list[dict[str, Any]] | None, name_at: str) -> list[dict[str, Any]]:
    """Return the employer's own fields without those that may hold people's names; the name of a field stands at `name_at`."""
    return [field for field in fields or [] if not PERSONAL.search(str(field.get(name_at)))]
