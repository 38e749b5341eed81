"""Files and standard streams that commands read from and write to; "-" is the standard stream, .gz is gzip."""

from __future__ import annotations

import contextlib
import gzip
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from jobscrape.errors import UsageError

if TYPE_CHECKING:
    from typing import BinaryIO


def reading(name: str) -> contextlib.AbstractContextManager[BinaryIO]:
    """Open a file to read bytes from it as they are; raises UsageError if it cannot be opened."""
    if name == "-":
        return contextlib.nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise UsageError(f"cannot read {name}: {error.strerror}") from error


def writing(name: str) -> contextlib.AbstractContextManager[BinaryIO]:
    """Open a file to write to, gzipped if its name ends in .gz; raises UsageError if it cannot be opened."""
    if name == "-":
        return contextlib.nullcontext(sys.stdout.buffer)
    try:
        return gzip.open(name, "wb") if name.endswith(".gz") else Path(name).open("wb")  # type: ignore[return-value]
    except OSError as error:
        raise UsageError(f"cannot write {name}: {error.strerror}") from error
