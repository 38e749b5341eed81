"""`scrapy db`: start, stop and prepare the store."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError
from jobscrape.store import embedded

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

LAST_PORT = 65535


class Command(Base):
    """Start, stop and prepare the store."""

    prints_json = True
    examples = (
        "Examples:\n"
        "  scrapy db start            start the embedded server on ./data/mongodb (JOBSCRAPE_DATA), print its URI\n"
        "  scrapy db start --port 27917\n"
        "  scrapy db status --json\n"
        "  scrapy db uri              the URI for mongosh or Compass\n"
        "  scrapy db init             make collections, validators, indexes and views; safe to repeat\n"
        "  scrapy db stop"
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "start|stop|status|uri|init [options]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Start, stop and prepare the store"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--port", type=int, default=0, help="port of the embedded server (default: any free one)")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Run one action."""
        actions: dict[str, Callable[[argparse.Namespace], int | None]] = {
            "start": self._start,
            "stop": self._stop,
            "status": self._status,
            "uri": self._uri,
            "init": self._init,
        }
        if len(args) != 1 or args[0] not in actions:
            raise UsageError(f"say one of {', '.join(actions)} (got {' '.join(args) or 'nothing'})")
        return actions[args[0]](opts)

    def _start(self, opts: argparse.Namespace) -> None:
        if not 0 <= opts.port <= LAST_PORT:
            raise UsageError(f"--port takes a number up to {LAST_PORT} (got {opts.port})")
        server = embedded.start(self._directory(), opts.port)
        self._say(opts, f"running on {server.uri} (pid {server.pid}, data in {self._directory()})", uri=server.uri, pid=server.pid)

    def _stop(self, opts: argparse.Namespace) -> None:
        stopped = embedded.stop(self._directory())
        self._say(opts, "stopped" if stopped else "was not running", stopped=stopped)

    def _status(self, opts: argparse.Namespace) -> int:
        server = embedded.status(self._directory())
        if server is None:
            self._say(opts, f"no embedded server runs on {self._directory()}", running=False)
            return 1
        self._say(opts, f"running since {server.started} on {server.uri} (pid {server.pid})", running=True, uri=server.uri, pid=server.pid)
        return 0

    def _uri(self, opts: argparse.Namespace) -> None:
        from jobscrape.store.client import locate  # noqa: PLC0415 - light imports at module level

        location = locate(self.settings)
        self._say(opts, location.uri, uri=location.uri, database=location.database)

    def _init(self, opts: argparse.Namespace) -> None:
        from jobscrape.store.schema import initialise  # noqa: PLC0415

        database = self.database()
        made = initialise(database)
        self._say(opts, f"database {database.name} is ready: {', '.join(made)}", database=database.name, collections=made)

    def _directory(self) -> Path:
        return embedded.data_directory(self.settings.get("JOBSCRAPE_DATA") if self.settings else None)

    @staticmethod
    def _say(opts: argparse.Namespace, line: str, **facts: object) -> None:
        sys.stdout.write((json.dumps(facts) if opts.json else line) + "\n")
