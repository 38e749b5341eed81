"""`scrapy jobs rebuild`: all links and jobs anew from the stored postings, in bounded memory, resumable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.identity.version import IDENTITY_VERSION
from jobscrape.store.jobs import Jobs, batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pymongo.database import Database

STATE = "jobs rebuild"
PHASES = ("links", "jobs", "sweep")


class Rebuild:
    """Three passes over the postings in the order of their ids; where it stands is kept in `maintenance`."""

    def __init__(self, database: Database[dict[str, Any]], report: Callable[[str, int], None] = lambda phase, done: None) -> None:
        self.database = database
        self.report = report
        self.store = Jobs(database)
        self.state = database["maintenance"]

    def run(self, *, restart: bool = False) -> Jobs:
        """Run, or go on where an interrupted rebuild of the same version stopped."""
        at = None if restart else self.state.find_one({"_id": STATE, "v": IDENTITY_VERSION})
        phase, after = (at["phase"], at["after"]) if at else (PHASES[0], "")
        for name in PHASES[PHASES.index(phase) :]:
            self._pass(name, after if name == phase else "")
        self.state.delete_one({"_id": STATE})
        return self.store

    def _pass(self, phase: str, after: str) -> None:
        work: Callable[[list[str]], object] = {"links": self.store.link_batch, "jobs": self.store.converge, "sweep": self._sweep}[phase]
        done = 0
        for batch in batches(self._ids(phase, after)):
            work(batch)
            done += len(batch)
            state = {"phase": phase, "after": batch[-1], "v": IDENTITY_VERSION}
            self.state.replace_one({"_id": STATE}, state, upsert=True)
            self.report(phase, done)

    def _ids(self, phase: str, after: str) -> Iterator[str]:
        # One cursor over ids only: a server that does not push LIMIT down would read the whole collection for every page.
        collection = self.database["jobs" if phase == "sweep" else "postings"]
        for document in collection.find({"_id": {"$gt": after}}, {"_id": 1}).sort("_id", 1):
            yield document["_id"]

    def _sweep(self, ids: list[str]) -> None:
        """Delete jobs that no posting stands in; one that a crawl was just writing is written again."""
        found = list(self.database["postings"].find({"_id": {"$in": ids}}, {"job": 1}))
        held = {p["_id"] for p in found if p.get("job") == p["_id"]}
        gone = [name for name in ids if name not in held]
        if gone:
            self.database["jobs"].delete_many({"_id": {"$in": gone}})
            self.store.converge(p["_id"] for p in found if p["_id"] not in held)
