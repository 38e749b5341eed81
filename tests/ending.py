"""Work that must come to an end: a pattern that reads hostile text again and again would run for hours."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 60
"""Seconds: hundreds of times what linear work takes on a slow machine, and far less than quadratic work does."""


@contextmanager
def ends() -> Iterator[None]:
    """Fail the test if what is inside does not come to an end; how fast it is, `benchmarks/fields.py --adversarial` tells."""

    def give_up(number: int, frame: object) -> None:
        raise AssertionError(f"no end after {PATIENCE} s (signal {number} in {frame})")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
