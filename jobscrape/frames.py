"""Postings as a data frame in two lines: `import jobscrape; frame = jobscrape.frame(where=["country=DE"])`."""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from jobscrape.errors import UsageError
from jobscrape.export.columns import Column, columns, fields, row
from jobscrape.export.write import batches
from jobscrape.export.writers import arrow, arrow_schema, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pymongo.database import Database

KINDS = ("pandas", "polars", "arrow")


def frame(
    *,
    where: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    columns: Sequence[str] | None = None,
    kind: str = "pandas",
    database: Database[dict[str, Any]] | None = None,
) -> Any:
    """Return the stored postings as a pandas or Polars data frame, or as an Arrow table.

    where: filters as of `scrapy ask --where`. since, until: aware times of the first sighting. columns: names, all by default.
    database: a pymongo database; by default that of MONGODB_URI, else the embedded one. Needs pyarrow and the chosen library.
    Raises UsageError for an unknown filter, column or kind, StoreError if the store does not answer.
    """
    if kind not in KINDS:
        raise UsageError(f"kind is one of {', '.join(KINDS)}, not {kind!r}")
    library = _library(kind)
    chosen = _chosen(columns)
    schema = arrow_schema(chosen)
    with _opened(database) as store:
        parts = [table(rows, schema) for rows in _rows(store, where, since, until, chosen)]
    made = arrow().concat_tables(parts) if parts else schema.empty_table()
    if kind == "pandas":
        return made.to_pandas()
    return library.from_arrow(made) if kind == "polars" else made


def _library(kind: str) -> Any:
    """Return the module of a kind. Raises UsageError if it is not installed."""
    if kind == "arrow":
        return arrow()
    try:
        return import_module(kind)
    except ImportError as error:
        raise UsageError(f"a data frame of this kind needs {kind}: pip install {kind}") from error


def _chosen(names: Sequence[str] | None) -> list[Column]:
    unknown = [name for name in names or () if name not in columns()]
    if unknown:
        raise UsageError(f"there is no column {', '.join(unknown)}; columns are {', '.join(columns())}")
    return [columns()[name] for name in names or columns()]


@contextmanager
def _opened(given: Database[dict[str, Any]] | None) -> Iterator[Database[dict[str, Any]]]:
    """Use the given database, or open the store and close it again."""
    if given is not None:
        yield given
        return
    from jobscrape.store.client import connect, locate  # noqa: PLC0415 - starts the embedded server

    database = connect(locate())
    try:
        yield database
    finally:
        database.client.close()


def _rows(
    database: Database[dict[str, Any]], where: Sequence[str], since: datetime | None, until: datetime | None, chosen: list[Column]
) -> Iterator[list[dict[str, Any]]]:
    from jobscrape.questions.where import on_postings, parse  # noqa: PLC0415
    from jobscrape.store import reading  # noqa: PLC0415

    try:
        match = on_postings(parse(list(where)))
    except ValueError as error:
        raise UsageError(str(error)) from error
    for begin, end in reading.months(database, since, until):
        for batch in batches(reading.postings(database, match, fields(chosen), begin, end)):
            yield [row(posting, chosen) for posting in batch]
