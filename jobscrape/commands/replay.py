"""`scrapy replay`: serve recorded boards on loopback."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError
from jobscrape.replay import ReplayServer, load

if TYPE_CHECKING:
    import argparse


class Command(Base):
    """Serve recorded boards on loopback."""

    examples = (
        "Examples:\n"
        "  scrapy replay samples/                 every replay.json below the folder, on any free port\n"
        "  scrapy replay a/replay.json b/ --port 8765\n"
        "  scrapy crawl greenhouse -a boards=acme -s REPLAY_ORIGIN=http://127.0.0.1:8765"
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "DIR|FILE ... [--port PORT]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Serve recorded boards (replay.json) on loopback and print the origin"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--port", type=int, default=0, help="port (default: any free one)")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Serve until interrupted; the origin is the first line on standard output."""
        if not args:
            raise UsageError("say which replay.json or folder to serve")
        server = ReplayServer(load(map(Path, args)), port=opts.port)
        sys.stdout.write(f"{server.origin}\n")
        sys.stdout.flush()
        sys.stderr.write(f"{len(server.answers)} recorded answers; stop with Ctrl-C\n")
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            server.serve()
        except KeyboardInterrupt:
            return None
        return None
