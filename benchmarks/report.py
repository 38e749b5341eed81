"""Time of the whole report on the embedded server: `python benchmarks/report.py [POSTINGS] [BOARDS]` (default 20,000 and 400).

Prints seconds and CPU seconds of server and client for the first report (ledger and facts condensed) and for the next one.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

if __name__ == "__main__":  # not beside the scripts: Twisted needs a package called incremental
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from jobscrape.questions.claims import judge_all
from jobscrape.questions.question import catalogue
from jobscrape.questions.run import Runner
from jobscrape.report.page import page
from jobscrape.report.summary import Report
from jobscrape.store import embedded
from jobscrape.store.analysis import prepare
from jobscrape.store.client import Location, connect
from tests.questions.synth import Market, load


def server_seconds(pid: int) -> float:
    """Return the CPU seconds that a process has used (Linux); 0 elsewhere."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    parts = stat.read_text("ascii").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Load a market, make the report twice, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("postings", nargs="?", type=int, default=20_000)
    parser.add_argument("boards", nargs="?", type=int, default=400)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = embedded.start(Path(folder))
        database = connect(Location(uri=server.uri, database="bench", is_embedded=True))
        load(database, Market(postings=given.postings, boards=given.boards, bulk=2000))
        count = {name: database[name].estimated_document_count() for name in ("postings", "crawls")}
        print(f"{count['postings']:,} postings, {count['crawls']:,} ledger entries")
        for name in ("first report", "next report"):
            wall, client, busy = time.monotonic(), time.process_time(), server_seconds(server.pid)
            ready = prepare(database)
            answers = Runner(aggregate=ready.aggregate, scope=ready.scope(), facts=ready.stream).ask(catalogue().values())
            size = len(page(Report(answers=answers, judgements=judge_all(answers), made="2026-01-01")))
            took = time.monotonic() - wall
            print(
                f"{name}: {took:.1f} s (CPU: server {server_seconds(server.pid) - busy:.1f}, client {time.process_time() - client:.1f}), "
                f"{len(answers)} questions, {size / 1e6:.1f} MB"
            )
        database.client.close()
        embedded.stop(Path(folder))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
