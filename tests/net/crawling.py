"""Runs tests/net/crawl.py against a replay server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jobscrape.replay import ReplayServer

SCRIPT = Path(__file__).with_name("crawl.py")
ROOT = SCRIPT.parents[2]
QUICK = {"NET_BACKOFF_BASE": 0.05, "NET_RETRY_AFTER_MAX": 2.0}


@dataclass(frozen=True)
class Crawl:
    """What a crawl got: one answer per request by the URL asked, stats, standard error."""

    answers: dict[str, dict[str, Any]]
    stats: dict[str, Any]
    log: str


def task_of(server: ReplayServer, asks: list[str | dict[str, Any]], *, vendor: bool = False, **settings: Any) -> dict[str, Any]:
    """Return what crawl.py reads from standard input."""
    return {
        "asks": [{"url": ask} if isinstance(ask, str) else ask for ask in asks],
        "settings": {"REPLAY_ORIGIN": server.origin, **QUICK, **settings},
        "vendor": vendor,
    }


def environment() -> dict[str, str]:
    """Return the environment of a crawl: the package importable, its deprecations fatal."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error::DeprecationWarning:jobscrape"}


def crawl(server: ReplayServer, asks: list[str | dict[str, Any]], *, vendor: bool = False, **settings: Any) -> Crawl:
    """Crawl `asks` (URLs, or {url, meta, method}) through the server."""
    task = json.dumps(task_of(server, asks, vendor=vendor, **settings))
    command = [sys.executable, str(SCRIPT)]
    done = subprocess.run(command, input=task, capture_output=True, text=True, timeout=240, env=environment(), check=False)
    assert done.returncode == 0, done.stderr
    out = json.loads(done.stdout)
    return Crawl({answer["asked"]: answer for answer in out["answers"]}, out["stats"], done.stderr)
