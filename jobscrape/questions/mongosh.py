"""Pipelines as text for mongosh."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from jobscrape.questions.facts import COLLECTION, fact_stages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobscrape.questions.facts import Stage


NOTE = "// On postings each one stands for itself; only facts know which postings advertise one opening."


def script(runs: Sequence[tuple[str, list[Stage]]], *, on_postings: bool = False) -> str:
    """Return the pipelines as statements of mongosh; `on_postings` derives the facts inside instead of using the collection."""
    head = f"{NOTE}\n" if on_postings else ""
    return head + "\n\n".join(_statement(collection, pipeline, on_postings=on_postings) for collection, pipeline in runs) + "\n"


def _statement(collection: str, pipeline: list[Stage], *, on_postings: bool) -> str:
    if on_postings and collection == COLLECTION:
        collection, pipeline = "postings", [*fact_stages(), *pipeline]
    stages = ",\n  ".join(literal(stage) for stage in pipeline)
    return f"db.{collection}.aggregate([\n  {stages}\n], {{allowDiskUse: true}})"


def literal(value: Any) -> str:
    """Return a value as JavaScript: dates as ISODate, keys quoted only where they must be."""
    if isinstance(value, datetime):
        return f'ISODate("{value:%Y-%m-%dT%H:%M:%SZ}")'
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {literal(v)}" for key, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(literal(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return key if key.lstrip("$").isidentifier() else json.dumps(key)
