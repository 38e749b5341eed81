"""Misbehaviour of a board, laid over its recorded answers."""

from __future__ import annotations

import gzip
import threading
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, and with which requests.

    `url`: glob over the original absolute URL. `nth`: hits of this fault's pattern (from 1) it applies to, None = all.
    `status`, `headers`, `body`, `content_type` take the place of the recorded ones. `retry_after`: seconds;
    `retry_after_date`: the same as an HTTP date. `delay`: seconds before the answer. `truncate`: the part of the body that is
    sent, in a well-formed answer (`Content-Length` fits). `cut`: the part of the body after which the connection is closed.
    `reset`: the same, by a TCP reset. `gzip`: the body is compressed.
    """

    url: str = "*"
    nth: tuple[int, ...] | None = None
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    content_type: str | None = None
    retry_after: int | None = None
    retry_after_date: float | None = None
    delay: float = 0.0
    truncate: float | None = None
    cut: float | None = None
    reset: float | None = None
    gzip: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer about to be sent; `sent` of its bytes go out before the connection ends, all of them if None."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    sent: int | None = None
    reset: bool = False
    delay: float = 0.0

    def under(self, fault: Fault) -> Reply:
        """Return this reply as the fault changes it."""
        body = self.body if fault.body is None else fault.body
        headers = {**self.headers, **_headers(fault)}
        if fault.truncate is not None:
            body = body[: int(len(body) * fault.truncate)]
        if fault.gzip:
            body, headers = gzip.compress(body), {**headers, "Content-Encoding": "gzip"}
        part = fault.cut if fault.reset is None else fault.reset
        sent = self.sent if part is None else int(len(body) * part)
        reset = self.reset or fault.reset is not None
        return replace(
            self, status=fault.status or self.status, headers=headers, body=body, sent=sent, reset=reset, delay=self.delay + fault.delay
        )


def _headers(fault: Fault) -> dict[str, str]:
    headers = dict(fault.headers)
    if fault.content_type:
        headers["Content-Type"] = fault.content_type
    if fault.retry_after is not None:
        headers["Retry-After"] = str(fault.retry_after)
    if fault.retry_after_date is not None:
        then = datetime.now(timezone.utc) + timedelta(seconds=fault.retry_after_date)
        headers["Retry-After"] = format_datetime(then, usegmt=True)
    return headers


class Faults:
    """The faults of a server, with the count of hits of each; safe under threads."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._faults = list(faults)
        self._hits: Counter[int] = Counter()
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> None:
        """Add a fault behind the others."""
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        """Behave from now on."""
        with self._lock:
            self._faults.clear()
            self._hits.clear()

    def hit(self, url: str) -> list[Fault]:
        """Count a request and return the faults it meets."""
        with self._lock:
            met = []
            for place, fault in enumerate(self._faults):
                if not fnmatchcase(url, fault.url):
                    continue
                self._hits[place] += 1
                if fault.nth is None or self._hits[place] in fault.nth:
                    met.append(fault)
            return met
