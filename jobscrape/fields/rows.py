"""Records from JSON lines, a JSON array or CSV, plain or gzipped, one at a time.

Text is UTF-8; bytes that are not are read as Windows-1252, what older spreadsheets write. A byte order mark tells UTF-16.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from jobscrape.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

FORMATS = ("jsonl", "json", "csv", "tsv")
_GZIP = b"\x1f\x8b"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LARGEST_CELL = 2**30
_LENIENT = "jobscrape.cp1252"


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that are no UTF-8, for `codecs.register_error`."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_LENIENT, _as_cp1252)


class Line(NamedTuple):
    """One record of a file, or what is wrong with it."""

    number: int
    """Number of the line (JSON lines) or of the record, from 1."""
    record: dict[str, Any] | None
    error: str = ""
    raw: str = ""
    """The unusable line."""


def format_of(name: str, stated: str | None) -> str | None:
    """Return the format that is stated or that a file's name tells; None = look at the first byte."""
    if stated:
        return stated
    ending = name.removesuffix(".gz").rpartition(".")[2].lower()
    return {"ndjson": "jsonl"}.get(ending, ending if ending in FORMATS else None)


def lines(stream: BinaryIO, form: str | None = None) -> Iterator[Line]:
    """Yield the records of a binary stream; `form` None is found from the first byte ("{" or "[": JSON, else CSV)."""
    buffered: Any = stream if hasattr(stream, "peek") else io.BufferedReader(stream)
    if buffered.peek(2)[:2] == _GZIP:
        buffered = io.BufferedReader(gzip.GzipFile(fileobj=buffered))
    if buffered.peek(2)[:2] in _UTF_16:
        buffered = io.BufferedReader(io.BytesIO(buffered.read().decode("utf-16", "replace").encode()))
    first = buffered.peek(64)[:64].lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    form = form or ("jsonl" if first == b"{" else "json" if first == b"[" else "csv")
    if form == "jsonl" and first == b"[":
        form = "json"
    if form == "json":
        yield from _array(buffered.read())
    elif form == "jsonl":
        yield from _json_lines(buffered)
    else:
        yield from _table(buffered, "\t" if form == "tsv" else ",")


def _json_lines(stream: Any) -> Iterator[Line]:
    for number, line in enumerate(stream, 1):
        body = line.removeprefix(codecs.BOM_UTF8).strip()
        if not body:
            continue
        try:
            record = _loaded(body)
        except orjson.JSONDecodeError as error:
            yield Line(number, None, f"no JSON: {error}", body.decode("utf-8", "replace"))
            continue
        yield Line(number, record) if isinstance(record, dict) else Line(number, None, "no JSON object", body.decode("utf-8", "replace"))


def _loaded(body: bytes) -> Any:
    """Parse JSON, with NaN as null and bytes that are no UTF-8 as Windows-1252; raises JSONDecodeError."""
    if b"NaN" in body:
        body = body.replace(b": NaN", b": null").replace(b":NaN", b":null")
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return orjson.loads(body.decode("utf-8", _LENIENT))


def _array(body: bytes) -> Iterator[Line]:
    try:
        records = _loaded(body.removeprefix(codecs.BOM_UTF8))
    except orjson.JSONDecodeError as error:
        raise UsageError(f"the input is no JSON: {error}") from error
    for number, record in enumerate(records if isinstance(records, list) else [records], 1):
        yield Line(number, record) if isinstance(record, dict) else Line(number, None, "no JSON object", str(record))


def _table(stream: Any, delimiter: str) -> Iterator[Line]:
    csv.field_size_limit(_LARGEST_CELL)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors=_LENIENT, newline="")
    head = text.readline()
    if delimiter == ",":
        delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(chain([head] if head else [], text), delimiter=delimiter, strict=False)
    try:
        for number, record in enumerate(reader, 1):
            yield Line(number, {key: value for key, value in record.items() if isinstance(key, str)})
    except csv.Error as error:
        raise UsageError(f"the input is no CSV near line {reader.line_num}: {error}") from error
