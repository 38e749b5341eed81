"""A simulated market in a process of its own, so that it costs the crawl no time and no memory."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jobscrape.demo.server import CONTROL

if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType

    from typing_extensions import Self

    from jobscrape.demo.plan import Plan


class MarketProcess:
    """Runs `python -m jobscrape.demo.server`; a context manager with the same `origin` and `set_time` as `DemoServer`."""

    def __init__(self, plan: Plan, when: datetime | None = None, *, faults: float = 0.0) -> None:
        self.plan = plan
        arguments = ["--plan", json.dumps(asdict(plan)), "--faults", str(faults), *(["--at", when.isoformat()] if when else [])]
        self._command = [sys.executable, "-m", "jobscrape.demo.server", *arguments]
        self._process: subprocess.Popen[str] | None = None
        self.origin = ""

    def __enter__(self) -> Self:
        """Start it and wait for its origin."""
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.origin = self._process.stdout.readline().strip() if self._process.stdout else ""
        if not self.origin:
            raise RuntimeError("the simulated market did not start")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close its input, which ends it."""
        if self._process is not None:
            self._process.communicate()

    def set_time(self, when: datetime) -> None:
        """Move the market to `when`, aware."""
        self.get(f"time?at={quote(when.isoformat())}")

    def stats(self) -> dict[str, int]:
        """Return counts of requests, bytes, statuses and troubles so far."""
        return dict(self.get("stats"))

    def get(self, page: str) -> Any:
        """Return the answer of a control page."""
        with urllib.request.urlopen(f"{self.origin}{CONTROL}{page}", timeout=60) as answer:  # noqa: S310 - loopback
            return json.load(answer)
