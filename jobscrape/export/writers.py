"""Writers of one file each, batch by batch: Parquet, CSV, JSON lines, JSON-LD lines. Memory holds one batch."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timezone
from typing import IO, TYPE_CHECKING, Any, Protocol

import orjson

from jobscrape.errors import UsageError
from jobscrape.export.columns import FLAG, LIST, NUMBER, TEXT, TIME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobscrape.export.columns import Column

Rows = list[dict[str, Any]]
SUFFIXES = {"parquet": ".parquet", "csv": ".csv", "jsonl": ".jsonl", "jsonld": ".jsonld"}
LIST_SEPARATOR = "|"


class Writer(Protocol):
    """Writes rows to one file."""

    def write(self, rows: Rows) -> None:
        """Write a batch."""

    def close(self) -> None:
        """Finish the file."""


def writer(kind: str, out: IO[bytes], columns: Sequence[Column]) -> Writer:
    """Return the writer of a format. Raises UsageError if it needs a package that is not installed."""
    if kind == "parquet":
        return ParquetWriter(out, columns)
    return CsvWriter(out, columns) if kind == "csv" else JsonWriter(out)


class CsvWriter:
    """CSV by RFC 4180 in UTF-8: lists joined by "|", times as ISO 8601 UTC, unknown = empty."""

    def __init__(self, out: IO[bytes], columns: Sequence[Column]) -> None:
        self.text = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
        self.writer = csv.DictWriter(self.text, [column.name for column in columns])
        self.writer.writeheader()

    def write(self, rows: Rows) -> None:
        """Write a batch."""
        self.writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)

    def close(self) -> None:
        """Finish the file."""
        self.text.flush()
        self.text.detach()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return LIST_SEPARATOR.join(str(v).replace(LIST_SEPARATOR, "/") for v in value)
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, bool):
        return str(value).lower()
    return int(value) if isinstance(value, float) and value.is_integer() else value


class JsonWriter:
    """JSON lines; times as ISO 8601 UTC."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out

    def write(self, rows: Rows) -> None:
        """Write a batch."""
        self.out.writelines(
            orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS) for row in rows
        )

    def close(self) -> None:
        """Finish the file."""
        self.out.flush()


class ParquetWriter:
    """Parquet with zstd; a row group a batch."""

    def __init__(self, out: IO[bytes], columns: Sequence[Column]) -> None:
        self.schema = arrow_schema(columns)
        self.writer = _parquet().ParquetWriter(out, self.schema, compression="zstd")

    def write(self, rows: Rows) -> None:
        """Write a batch."""
        self.writer.write_table(table(rows, self.schema))

    def close(self) -> None:
        """Finish the file."""
        self.writer.close()


def arrow() -> Any:
    """Return pyarrow. Raises UsageError if it is not installed."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - optional
    except ImportError as error:
        raise UsageError("Parquet and data frames need pyarrow: pip install -r requirements-report.txt (CSV and JSON do not)") from error
    return pa


def _parquet() -> Any:
    arrow()
    import pyarrow.parquet as pq  # noqa: PLC0415 - optional

    return pq


def arrow_schema(columns: Sequence[Column]) -> Any:
    """Return the Arrow schema; meanings go into the metadata of the fields."""
    pa = arrow()
    types = {TEXT: pa.string(), LIST: pa.list_(pa.string()), NUMBER: pa.float64(), FLAG: pa.bool_(), TIME: pa.timestamp("ms", "UTC")}
    return pa.schema([pa.field(c.name, types[c.type], metadata={"description": c.meaning}) for c in columns])


def table(rows: Rows, schema: Any) -> Any:
    """Return rows as an Arrow table."""
    return arrow().Table.from_pylist(rows, schema=schema)
