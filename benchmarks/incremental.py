"""What a day costs on which little changed: `python benchmarks/incremental.py [--boards 1000] [--postings 100] [--share 0.05] [--json]`.

A simulated market serves Greenhouse boards from this process; `scrapy crawl` runs in a process of its own, into an embedded
store of its own: a first crawl, then a crawl three days later on which `share` of the boards have moved on. CPU and memory are
the crawler's own (wait4), the store's CPU is that of its server (Linux), bytes what the crawler received. The cost of a posting
that did not change is measured on the mapping alone.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # not beside the scripts: Twisted needs a package called incremental
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from jobscrape.boards.api import Page
from jobscrape.boards.visit import BoardVisit, Memory
from jobscrape.demo.boards import tokens
from jobscrape.demo.market import Market
from jobscrape.demo.plan import Plan, moment
from jobscrape.demo.server import DemoServer
from jobscrape.spiders.greenhouse import Greenhouse
from jobscrape.store import embedded

ROOT = Path(__file__).resolve().parents[1]
SOURCE = "greenhouse"
EMPLOYERS_A_BOARD = 5


def crawl(origin: str, boards: list[str], when: datetime, env: dict[str, str], folder: Path) -> dict[str, Any]:
    """Crawl in a process of its own; returns its summary with CPU seconds and peak memory."""
    listed = folder / "boards.txt"
    listed.write_text("\n".join(boards), "utf-8")
    settings = ["-s", f"REPLAY_ORIGIN={origin}", "-s", f"CRAWL_TIME={when.isoformat()}"]
    command = [sys.executable, "-m", "scrapy", "crawl", SOURCE, "-a", f"boards=@{listed}", "--json", *settings]
    with (folder / "out.json").open("w+") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        result: dict[str, Any] = json.load(out)
    rss = usage.ru_maxrss / 1024
    return {**result, "cpu": usage.ru_utime + usage.ru_stime, "rss_mb": round(rss)}


def cpu_of(pid: int) -> float:
    """Return the CPU seconds of a running process; 0 where there is no /proc."""
    stat = Path(f"/proc/{pid}/stat")
    ticks = stat.read_text("utf-8").rpartition(")")[2].split()[11:13] if stat.exists() else ()
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def unchanged_cost(market: Market, board: str) -> float:
    """Return the CPU milliseconds that one unchanged posting costs in a board that is parsed, best of twenty rounds."""
    from jobscrape.demo.http import ask  # noqa: PLC0415
    from jobscrape.demo.shapes import shape_of  # noqa: PLC0415

    url = Greenhouse.url.format(board=board)
    request = ask(url, market.plan.begin)
    shape = shape_of(request.host)
    assert shape is not None
    body = shape.answer(market, request).body
    spider = Greenhouse(boards=board)
    spider.clock = moment(market.plan.begin)
    rows = json.loads(body)["jobs"]
    memory = Memory(known={str(row["id"]): spider.row_hash(row) for row in rows})
    best = float("inf")
    for _ in range(20):
        visit = BoardVisit(source=SOURCE, board=board, run="x", started=spider.clock, memory=memory)
        started = time.process_time()
        _read(spider, body, visit, url)
        best = min(best, time.process_time() - started)
        assert len(visit.seen) == len(rows)
    return best / len(rows) * 1000


def _read(spider: Greenhouse, body: bytes, visit: BoardVisit, url: str) -> None:
    from scrapy.http import Request, TextResponse  # noqa: PLC0415

    response = TextResponse(url, body=body, request=Request(url))
    for _ in spider.listed(response, visit, Page()):
        pass


def measure(count: int, postings: int, share: float) -> dict[str, Any]:
    """Run both crawls; returns the figures."""
    market = Market(Plan(employers=count * EMPLOYERS_A_BOARD, postings=postings, moving=0.0))
    day = market.plan.begin + 30 * 24 * 60
    boards = tokens(market, day, SOURCE)[SOURCE][:count]
    moved = boards[:: max(1, round(1 / share))]
    with tempfile.TemporaryDirectory() as name, DemoServer(market, moment(day)) as server:
        folder = Path(name)
        store = embedded.start(folder / "store")
        env = {**os.environ, "JOBSCRAPE_DATA": str(folder / "store"), "MONGODB_DATABASE": "incremental"}
        env.pop("MONGODB_URI", None)
        begun = cpu_of(store.pid)
        first = crawl(server.origin, boards, moment(day), env, folder)
        between = cpu_of(store.pid)
        server.set_time(moment(day) + timedelta(days=3), [(SOURCE, b) for b in moved])
        second = crawl(server.origin, boards, moment(day) + timedelta(days=3), env, folder)
        ended = cpu_of(store.pid)
        embedded.stop(folder / "store")
    return {
        "at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "boards": len(boards),
        "postings": first["postings"],
        "boards_moved": len(moved),
        "first": {k: first[k] for k in ("cpu", "bytes", "requests", "stored", "rss_mb", "verdict")},
        "second": {k: second[k] for k in ("cpu", "bytes", "requests", "stored", "unchanged", "rss_mb", "verdict")},
        "store_cpu": [round(between - begun, 2), round(ended - between, 2)],
        "cpu_ratio": round(first["cpu"] / second["cpu"], 1),
        "bytes_ratio": round(first["bytes"] / max(1, second["bytes"]), 1),
        "unchanged_ms_per_posting": round(unchanged_cost(market, boards[0]), 4),
        "cpu_ms_per_new_posting": round(first["cpu"] / max(1, first["stored"]) * 1000, 2),
    }


def main() -> int:
    """Print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--boards", type=int, default=1000)
    arguments.add_argument("--postings", type=int, default=100)
    arguments.add_argument("--share", type=float, default=0.05)
    arguments.add_argument("--json", action="store_true")
    given = arguments.parse_args()
    figures = measure(given.boards, given.postings, given.share)
    if given.json:
        sys.stdout.write(json.dumps(figures) + "\n")
        return 0
    for key, value in figures.items():
        sys.stdout.write(f"{key:26} {value}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
