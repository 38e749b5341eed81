"""A crawl's part in linking, as a process: store a share of the postings one by one and link each at once."""

from __future__ import annotations

import sys
from pathlib import Path

import bson

from jobscrape.store.client import Location, connect
from jobscrape.store.jobs import Jobs


def main(uri: str, database: str, file: str) -> None:
    """Store and link the postings of a BSON file."""
    store = connect(Location(uri=uri, database=database, is_embedded=True))
    jobs = Jobs(store)
    for posting in bson.decode(Path(file).read_bytes(), bson.CodecOptions(tz_aware=True))["postings"]:
        store["postings"].insert_one(posting)
        jobs.link([posting["_id"]])
    store.client.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
