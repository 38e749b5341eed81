"""What finding duplicates costs: keys and signature, decisions, a new posting at 10,000 and at 1,000,000 stored ones, a rebuild.

    python benchmarks/identity.py [--large N] [--rebuild N] [--json]

One core. Texts are generated, about 4,500 characters. The index is a B-tree on disk (SQLite), as MongoDB's is; it is filled
slice by slice, so that memory stays bounded. `--rebuild N` runs the real rebuild on the embedded server with N postings and
tells the share that is not the server's.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if __name__ == "__main__":  # not beside the scripts: Twisted needs a package called incremental
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from jobscrape.identity.decide import decide
from jobscrape.identity.documents import identity_of, keys_of_document
from jobscrape.identity.job import job_document
from jobscrape.identity.signature import mix
from jobscrape.items import Company, JobPosting, Normalised, Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobscrape.identity.keys import Keys

START = datetime(2026, 3, 2, tzinfo=timezone.utc)
HASHES = 22
"""Index entries of a posting: 16 bands, about 6 ids and blocks."""
SLICES = 32
TURNS = 3
_PARTS = tuple(
    part.split() for part in ("ka lo mi tu re sa no pe vi du", "ner mark ling tos ban wick dale gor sen rip", "a en is ou y er on al")
)
WORDS = ["".join(parts) for parts in itertools.product(*_PARTS)]


def text(rng: random.Random, frame: str, words: int = 480) -> str:
    """Return a text of about 4,500 characters, a third of it the employer's frame."""
    return f"{frame} {' '.join(rng.choices(WORDS, k=words))} {rng.random()}"


def postings(count: int, seed: int = 1) -> list[tuple[JobPosting, Normalised, str]]:
    """Return generated postings, two to an opening."""
    found = []
    for n in range(count):
        rng = random.Random(f"{seed}/{n // 2}")
        frame = " ".join(random.Random(f"frame {n // 40}").choices(WORDS, k=240))
        title = f"Senior {rng.choice(WORDS).title()} Engineer, {rng.choice(WORDS).title()} {n // 2 % 97}"
        source, board = ("greenhouse", f"acme{n // 40}") if n % 2 == 0 else ("feed", "all")
        url = f"https://boards.greenhouse.io/{board}/jobs/{4_000_000 + n}" if n % 2 == 0 else f"https://feed.example/jobs/{n}-a-b-c"
        item = JobPosting(source=source, board=board, source_id=str(4_000_000 + n), url=url, title=title, company=f"Acme{n // 40} Ltd")
        values = Normalised(
            title=title,
            company=Company(name=item.company, key=f"acme{n // 40}"),
            language="en",
            locations=[Place(city="Leeds", country="GB")],
            date_posted=START,
        )
        found.append((item, values, text(rng, frame)))
    return found


def document(item: JobPosting, values: Normalised, body: str) -> dict[str, Any]:
    """Return what the store holds of a posting, as far as identity needs it."""
    return {
        "_id": f"{item.source}:{item.board}:{item.source_id}",
        "source": item.source,
        "board": item.board,
        "source_id": item.source_id,
        "url": item.url,
        "title": item.title,
        "company": {"name": item.company, "key": values.company.key if values.company else ""},
        "identity": identity_of(item, values, body),
        "first_seen": START,
        "last_seen": START + timedelta(days=9),
        "status": "open",
    }


def rate(work: Callable[[], object], count: int, rounds: int = 3) -> float:
    """Return items a second of CPU time, the best of several rounds."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return count / best


def hashes(first: int, count: int) -> Any:
    """Return synthetic index values of `count` postings: half of them shared by the two postings of an opening."""
    owner = np.arange(first, first + count, dtype=np.uint64)[:, None]
    slot = np.arange(HASHES, dtype=np.uint64)[None, :]
    shared = np.where(slot % 2 == 0, owner // np.uint64(2) + np.uint64(1 << 40), owner)
    return (mix(shared * np.uint64(64) + slot)).view(np.int64)


def fill(path: Path, size: int) -> sqlite3.Connection:
    """Return an index of `size` postings, filled in order, slice by slice."""
    base = sqlite3.connect(path)
    base.execute("PRAGMA journal_mode=OFF")
    base.execute("PRAGMA synchronous=OFF")
    base.execute("PRAGMA cache_size=-65536")
    base.execute("CREATE TABLE held (hash INTEGER, posting INTEGER, PRIMARY KEY (hash, posting)) WITHOUT ROWID")
    edges = np.linspace(-(2**63), 2**63 - 1, SLICES + 1)
    for low, high in itertools.pairwise(edges):
        rows: list[tuple[int, int]] = []
        for first in range(0, size, 100_000):
            values = hashes(first, min(100_000, size - first))
            at = np.nonzero((values >= low) & (values < high))
            rows += zip(values[at].tolist(), (at[0] + first).tolist(), strict=True)
        rows.sort()
        base.executemany("INSERT OR IGNORE INTO held VALUES (?, ?)", rows)
    base.commit()
    return base


def arrival(base: sqlite3.Connection, first: int, made: list[tuple[JobPosting, Normalised, str]], known: list[Keys]) -> dict[str, float]:
    """Return milliseconds of CPU, user and system, for a new posting: keys and signature, candidates, decisions, its own entries.

    `first`: number of the first new posting, by which its index values differ from all others.
    """
    whole, index = [], []
    fresh = hashes(first, len(made))
    ask = f"SELECT DISTINCT posting FROM held WHERE hash IN ({','.join('?' * HASHES)})"  # noqa: S608 - placeholders only
    for n, (item, values, body) in enumerate(made):
        row = fresh[n].tolist()
        started = time.thread_time()
        own = keys_of_document(document(item, values, body))
        middle = time.thread_time()
        found = [p for (p,) in base.execute(ask, row)]
        base.executemany("INSERT OR IGNORE INTO held VALUES (?, ?)", [(h, first + n) for h in row])
        searched = time.thread_time()
        for other in found:
            decide(own, known[other % len(known)])
        ended = time.thread_time()
        whole.append(1000 * (ended - started))
        index.append(1000 * (searched - middle))
    return {"whole": statistics.median(whole), "index": statistics.median(index)}


def scale(large: int, made: list[tuple[JobPosting, Normalised, str]], known: list[Keys]) -> dict[str, float]:
    """Return the cost of a new posting in a small and a large store, measured in turns, the better of each, and the ratio."""
    sizes = (10_000, large)
    with tempfile.TemporaryDirectory() as folder:
        bases = [fill(Path(folder) / str(size), size) for size in sizes]
        turns = [
            [arrival(base, size + turn * len(made), made, known) for base, size in zip(bases, sizes, strict=True)] for turn in range(TURNS)
        ]
        for base in bases:
            base.close()
    best = [{kind: min(turn[n][kind] for turn in turns) for kind in ("whole", "index")} for n in range(len(sizes))]
    told = {f"new posting at {size:,}, ms": cost["whole"] for size, cost in zip(sizes, best, strict=True)}
    told |= {f"of it index work at {size:,}, ms": cost["index"] for size, cost in zip(sizes, best, strict=True)}
    return {**told, "ratio": best[1]["whole"] / best[0]["whole"]}


def rebuild(count: int) -> dict[str, float]:
    """Return the seconds a rebuild of `count` postings takes on the embedded server, and those of our own process alone."""
    from jobscrape.store import embedded  # noqa: PLC0415 - the server is wanted with --rebuild only
    from jobscrape.store.client import Location, connect  # noqa: PLC0415
    from jobscrape.store.rebuild import Rebuild  # noqa: PLC0415
    from jobscrape.store.schema import initialise  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        server = embedded.start(Path(folder))
        try:
            store = connect(Location(uri=server.uri, database="benchmark", is_embedded=True))
            initialise(store)
            made = postings(count)
            for first in range(0, count, 200):
                store["postings"].insert_many([document(*p) for p in made[first : first + 200]])
            started, cpu = time.perf_counter(), time.process_time()
            Rebuild(store).run()
            own = time.process_time() - cpu
            return {
                "rebuild, s": time.perf_counter() - started,
                "rebuild, own CPU s": own,
                "rebuild of 100,000, own CPU s": own * 100_000 / count,
            }
        finally:
            embedded.stop(Path(folder))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", type=int, default=1_000_000, help="postings in the large store (default 1,000,000)")
    parser.add_argument("--rebuild", type=int, default=0, metavar="N", help="also rebuild N postings on the embedded server")
    parser.add_argument("--json", action="store_true")
    opts = parser.parse_args()
    made = postings(1000)
    stored = [document(*p) for p in made]
    keys = [keys_of_document(d) for d in stored]
    pairs = [(keys[i], keys[i ^ 1]) for i in range(len(keys))] * 5
    found = {
        "characters a text": statistics.mean(len(body) for _, _, body in made),
        "keys and signature, postings/s": rate(lambda: [identity_of(*p) for p in made], len(made)),
        "decisions, pairs/s": rate(lambda: [decide(a, b) for a, b in pairs], len(pairs)),
        "reading stored keys, postings/s": rate(lambda: [keys_of_document(d) for d in stored], len(stored)),
        "job documents, postings/s": rate(lambda: [job_document(stored[i : i + 2], ()) for i in range(0, len(stored), 2)], len(stored)),
        **scale(opts.large, made, keys),
        **(rebuild(opts.rebuild) if opts.rebuild else {}),
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    if opts.json:
        print(json.dumps({k: round(v, 4) for k, v in found.items()}))
        return
    print("| figure | value |\n|---|---|")
    for name, value in found.items():
        print(f"| {name} | {value:,.3f} |" if value < 100 else f"| {name} | {value:,.0f} |")


if __name__ == "__main__":
    main()
