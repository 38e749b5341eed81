"""Run every field reader over a posting, in the order they need each other."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any, Protocol, cast

import jobscrape.fields
from jobscrape.fields.reading import Reading
from jobscrape.fields.text import to_text
from jobscrape.items import JobPosting, Normalised

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jobscrape.fields.found import Found


class FieldReader(Protocol):
    """A module of `jobscrape.fields` that fills one or more fields of `Normalised`."""

    FIELDS: tuple[str, ...]
    """Fields it fills."""
    AFTER: tuple[str, ...]
    """Fields it looks at, filled by other readers."""

    def read(self, reading: Reading) -> Mapping[str, Found]:
        """Return what was found; a field that is left out is unknown."""


@cache
def readers() -> tuple[FieldReader, ...]:
    """Return all readers of `jobscrape.fields`, each after those it looks at."""
    names = sorted(m.name for m in pkgutil.iter_modules(jobscrape.fields.__path__))
    modules = (importlib.import_module(f"jobscrape.fields.{name}") for name in names if name != "normalise")
    found = [cast("FieldReader", m) for m in modules if hasattr(m, "FIELDS")]
    owner = {field: i for i, reader in enumerate(found) for field in reader.FIELDS}
    needs = {i: [owner[f] for f in reader.AFTER if f in owner] for i, reader in enumerate(found)}
    return tuple(found[i] for i in TopologicalSorter(needs).static_order())


def read_fields(reading: Reading) -> dict[str, Found]:
    """Run the readers over `reading`; returns what they found by field name, also kept in `reading.found`."""
    for reader in readers():
        reading.found.update(reader.read(reading))
    return reading.found


def normalise(stated: JobPosting, clock: datetime, text: str | None = None) -> Normalised:
    """Return the normalised fields of `stated`; `text` is its clean text if already made, `clock` the base of relative dates."""
    reading = Reading(stated, to_text(stated.description) if text is None else text, clock)
    hits = read_fields(reading)
    values: dict[str, Any] = {field: hit.value for field, hit in hits.items()}
    values.setdefault("title", reading.title)
    evidence = {field: hit.evidence for field, hit in hits.items()}
    return Normalised(**values, evidence=evidence)
