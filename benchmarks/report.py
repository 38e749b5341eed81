"""Time of the whole report on the embedded server: `python benchmarks/report.py [POSTINGS] [BOARDS]` (default 20,000 and 400).

Prints seconds and CPU seconds of server and client for the first report (ledger and facts condensed) and for the next one.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:] = [str(ROOT), *(p for p in sys.path if p != str(ROOT / "benchmarks"))]

from jobscrape.questions.claims import judge_all  # noqa: E402 - the path is set above
from jobscrape.questions.question import catalogue  # noqa: E402
from jobscrape.questions.run import Runner  # noqa: E402
from jobscrape.report.page import page  # noqa: E402
from jobscrape.report.summary import Report  # noqa: E402
from jobscrape.store import embedded  # noqa: E402
from jobscrape.store.analysis import prepare  # noqa: E402
from jobscrape.store.client import Location, connect  # noqa: E402
from tests.questions.synth import Market, load  # noqa: E402


def server_seconds(pid: int) -> float:
    """Return the CPU seconds that a process has used (Linux); 0 elsewhere."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    parts = stat.read_text("ascii").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Load a market, make the report twice, print what it took."""
    sizes = sys.argv[1:3] if len(sys.argv) > 2 else ("20000", "400")
    postings, boards = (int(size) for size in sizes)
    with tempfile.TemporaryDirectory() as folder:
        server = embedded.start(Path(folder))
        database = connect(Location(uri=server.uri, database="bench", is_embedded=True))
        load(database, Market(postings=postings, boards=boards, bulk=2000))
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
