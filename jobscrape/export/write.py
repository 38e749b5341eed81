"""Write postings to files, a file a month or one, from a stream of documents."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from jobscrape.export.columns import DESCRIPTION, Column, row
from jobscrape.export.schema_org import job_posting
from jobscrape.export.writers import SUFFIXES, writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    Document = Mapping[str, Any]
    Texts = Callable[[list[Document]], dict[str, str]]

BATCH = 500


@dataclass(slots=True, kw_only=True)
class Export:
    """How to write, and what was written."""

    kind: str
    columns: list[Column]
    texts: Texts | None = None
    """Returns the bodies of postings by id; None = without bodies."""
    files: dict[Path, int] = field(default_factory=dict)
    """Rows by file."""
    sources: set[str] = field(default_factory=set)
    """Names of the sources that were written."""

    def to_file(self, postings: Iterable[Document], path: Path) -> int:
        """Write one file, whole or not at all; return the rows."""
        with _whole(path) as out:
            self.files[path] = self.to_stream(postings, out)
        return self.files[path]

    def to_stream(self, postings: Iterable[Document], out: IO[bytes]) -> int:
        """Write to an open file; return the rows."""
        target, rows = writer(self.kind, out, self.columns), 0
        for batch in batches(postings):
            target.write(self._rows(batch))
            rows += len(batch)
        target.close()
        return rows

    def to_months(self, months: Iterable[tuple[str, Iterable[Document]]], root: Path) -> int:
        """Write `root/month=YYYY-MM/postings.*` for each month that has postings; return the rows."""
        rows = 0
        for month, postings in months:
            stream = iter(postings)
            first = next(stream, None)
            if first is not None:
                path = root / f"month={month}" / f"postings{SUFFIXES[self.kind]}"
                path.parent.mkdir(parents=True, exist_ok=True)
                rows += self.to_file(_again(first, stream), path)
        return rows

    def _rows(self, batch: list[Document]) -> list[dict[str, Any]]:
        self.sources.update(posting["source"] for posting in batch)
        bodies = self.texts(batch) if self.texts else {}
        if self.kind == "jsonld":
            return [job_posting(posting, bodies.get(posting["_id"])) for posting in batch]
        rows = [row(posting, self.columns) for posting in batch]
        if DESCRIPTION in self.columns:
            return [{**one, DESCRIPTION.name: bodies.get(posting["_id"])} for one, posting in zip(rows, batch, strict=True)]
        return rows


def batches(postings: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield postings in batches."""
    stream = iter(postings)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _again(first: Document, rest: Iterator[Document]) -> Iterator[Document]:
    yield first
    yield from rest


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that takes its name only when it is written to its end."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as out:
            yield out
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
