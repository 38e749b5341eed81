"""Everything that must pass before a change lands: linters, types, tests. Run it with the Python of the environment."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STEPS = (
    ("lint", ["-m", "ruff", "check", "."]),
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("types", ["-m", "mypy"]),
    ("tests", ["-m", "pytest", "-q", "-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadgroup", "--durations", "15"]),
)


def main() -> int:
    """Run all steps; returns 1 if one failed."""
    failed: list[str] = []
    for name, command in STEPS:
        started = time.monotonic()
        sys.stdout.write(f"== {name}: python {' '.join(command)}\n")
        sys.stdout.flush()
        status = subprocess.run([sys.executable, *command], cwd=ROOT, check=False).returncode  # noqa: S603 - our own commands
        failed += [name] if status else []
        sys.stdout.write(f"== {name}: {'failed' if status else 'ok'} in {time.monotonic() - started:.0f} s\n")
        sys.stdout.flush()
    sys.stdout.write(f"failed: {', '.join(failed)}\n" if failed else "all checks passed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
