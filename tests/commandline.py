"""Run the command line as a user does: a subprocess, its exit status, its output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SECONDS = 300


@dataclass(frozen=True)
class Run:
    """What a command printed and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


def scrapy(*arguments: str, env: dict[str, str] | None = None, stdin: str | None = None, cwd: Path = ROOT) -> Run:
    """Run `scrapy ARGUMENTS`."""
    done = subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning:jobscrape", "-m", "scrapy", *arguments],
        cwd=cwd,
        env=environment(env),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def start(*arguments: str, env: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """Start `scrapy ARGUMENTS` and return the process."""
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=ROOT,
        env=environment(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def environment(extra: dict[str, str] | None) -> dict[str, str]:
    """Return the environment without the user's own store."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MONGODB_", "JOBSCRAPE_", "SCRAPY_"))}
    return {**kept, **(extra or {})}
