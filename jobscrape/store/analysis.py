"""The store's side of the questions: keeps `facts` and `coverage` fresh and runs pipelines.

Both are summaries made on the server with `$merge`, month by month on the indexes `postings.first_seen` and `crawls.finished`,
so that neither side ever holds a collection. `summaries` remembers what they were made from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from pymongo import UpdateOne
from pymongo.errors import OperationFailure

from jobscrape.errors import StoreError
from jobscrape.questions import facts, panel
from jobscrape.questions.fact import FIELDS, Links, fact
from jobscrape.questions.scope import Scope, month_start, next_month

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pymongo.database import Database

    from jobscrape.questions.facts import Stage

Document = dict[str, Any]
STATE = "summaries"
BATCH = 1000
FAR_PAST, FAR_FUTURE = datetime(1, 1, 1, tzinfo=timezone.utc), datetime(9999, 1, 1, tzinfo=timezone.utc)
LEDGER_KEEPS = timedelta(days=1)


@dataclass(slots=True, kw_only=True)
class Analysis:
    """A database ready for questions."""

    database: Database[Document]
    ledger: panel.Ledger | None
    boards: frozenset[str]
    """All `source:board` that have postings."""

    def scope(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        where: Mapping[str, Any] | None = None,
        level: str = "job",
        options: Mapping[str, Any] | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> Scope:
        """Return the scope of a period (default: chosen from the ledger). Raises StoreError if nothing was crawled yet."""
        if self.ledger is None:
            raise StoreError(f"the database {self.database.name} holds no complete crawl yet; run `scrapy crawl SOURCE` first")
        known = self.boards | self.ledger.months.keys()
        return Scope(
            standing=panel.standing_panel(self.ledger, known, since, until),
            arrivals=panel.arrivals_panel(self.ledger, known, since, until),
            level=level,
            where=where or {},
            options=options or {},
            labels=labels or {},
        )

    @property
    def stream(self) -> Callable[[], Iterable[Document]] | None:
        """Return what streams all facts if that is faster than pipelines (see `Runner.facts`), else None."""
        if not is_embedded(self.database):
            return None
        return lambda: self.database[facts.COLLECTION].find({}, batch_size=BATCH)

    def aggregate(self, collection: str, pipeline: list[Stage]) -> Iterable[Document]:
        """Run a pipeline; raises StoreError if the server refuses it."""
        return aggregate(self.database, collection, pipeline)


def aggregate(database: Database[Document], collection: str, pipeline: list[Stage]) -> Iterable[Document]:
    """Run a pipeline, letting large groups go to disk; raises StoreError if the server refuses it."""
    try:
        yield from database[collection].aggregate(pipeline, allowDiskUse=True)
    except OperationFailure as error:
        raise StoreError(f"the server refused a pipeline on {collection}: {str(error)[:200]}") from error


def prepare(database: Database[Document], *, fresh: bool = False, progress: Callable[[str], None] = lambda _: None) -> Analysis:
    """Bring the summaries up to date and return the database ready for questions; `fresh` makes them anew."""
    if fresh:
        forget(database)
    _coverage(database, progress)
    ledger = panel.read(database[panel.COLLECTION].find({}, batch_size=2000))
    boards = _facts(database, ledger, progress)
    return Analysis(database=database, ledger=ledger, boards=boards)


def forget(database: Database[Document]) -> None:
    """Let the summaries be made anew at the next question; to be called after stored postings were re-read."""
    database[STATE].delete_many({})


def _coverage(database: Database[Document], progress: Callable[[str], None]) -> None:
    """Condense the months of the ledger that are new since the last time."""
    state = database[STATE].find_one({"_id": panel.COLLECTION}) or {}
    start = _month(state["until"] - LEDGER_KEEPS) if state else FAR_PAST
    rows = _condensed_here(database, start) if is_embedded(database) else _condensed_there(database, start, progress)
    if rows and rows != {name: state.get(name) for name in rows}:
        database[STATE].replace_one({"_id": panel.COLLECTION}, rows, upsert=True)


def _condensed_there(database: Database[Document], start: datetime, progress: Callable[[str], None]) -> Document:
    ends = {"_id": None, "first": {"$min": "$finished"}, "last": {"$max": "$finished"}, "n": {"$sum": 1}}
    rows = list(aggregate(database, "crawls", [{"$match": {"finished": {"$gte": start}}}, {"$group": ends}]))
    if not rows:
        return {}
    for since, until in _months(_month(rows[0]["first"]), rows[0]["last"]):
        progress(f"condensing the ledger of {since:%Y-%m}")
        list(aggregate(database, "crawls", panel.summary(since, until)))
    return _tail(database, rows[0]["last"])


def _condensed_here(database: Database[Document], start: datetime) -> Document:
    """Condense in one stream; holds one small record per board and month."""
    wanted = dict.fromkeys(("source", "board", "finished", "outcome"), 1)
    documents = panel.condense(database["crawls"].find({"finished": {"$gte": start}}, wanted, batch_size=BATCH))
    if not documents:
        return {}
    database[panel.COLLECTION].delete_many({"month": {"$gte": f"{start:%Y-%m}"}} if start != FAR_PAST else {})
    database[panel.COLLECTION].insert_many(documents, ordered=False)
    last = max((month_start(d["month"]) for d in documents), default=start)
    newest = database["crawls"].find({"finished": {"$gte": last}}, {"finished": 1}, batch_size=BATCH)
    return _tail(database, max(entry["finished"] for entry in newest))


def _tail(database: Database[Document], last: datetime) -> Document:
    """Return what tells whether the ledger grew: its last entry and the number of those of the day before it."""
    return {"until": last, "tail": database["crawls"].count_documents({"finished": {"$gte": last - LEDGER_KEEPS}})}


def _facts(database: Database[Document], ledger: panel.Ledger | None, progress: Callable[[str], None]) -> frozenset[str]:
    """Derive the facts anew if postings or ledger changed since the last time; return the boards that have any."""
    crawled = database[STATE].find_one({"_id": panel.COLLECTION}) or {}
    count = database["postings"].estimated_document_count()
    basis = {"version": facts.VERSION, "postings": count, "until": crawled.get("until"), "tail": crawled.get("tail")}
    state = database[STATE].find_one({"_id": facts.COLLECTION, **basis})
    if state:
        return frozenset(state["boards"])
    stamp = datetime.now(timezone.utc).replace(microsecond=0)
    if not is_embedded(database):
        _index(database)
    months = list(_months(_month(ledger.first), ledger.last)) if ledger else []
    starts = [FAR_PAST, *(start for start, _ in months), FAR_FUTURE]
    unproven = sorted(board for board in ledger.months if not ledger.proves(board)) if ledger else []
    if is_embedded(database):
        boards = _derived_here(database, starts, stamp, frozenset(unproven))
    else:
        boards = _derived_there(database, starts, stamp, unproven, progress)
    database[STATE].replace_one({"_id": facts.COLLECTION}, {**basis, "boards": boards}, upsert=True)
    return frozenset(boards)


def _derived_there(
    database: Database[Document], starts: list[datetime], stamp: datetime, unproven: list[str], progress: Callable[[str], None]
) -> list[str]:
    """Derive the facts on the server, month by month; return the boards."""
    for since, until in pairwise(starts):
        progress(f"deriving the facts of postings first seen before {until:%Y-%m}")
        list(aggregate(database, "postings", facts.build(since, until, stamp)))
    database[facts.COLLECTION].delete_many({"built": {"$ne": stamp}})
    database[facts.COLLECTION].update_many(*facts.unproven(unproven))
    for pipeline in (facts.joins(), facts.group_joins()):
        list(aggregate(database, facts.COLLECTION, pipeline))
    return [row["_id"] for row in aggregate(database, facts.COLLECTION, [{"$group": {"_id": "$board"}}])]


def _derived_here(database: Database[Document], starts: list[datetime], stamp: datetime, unproven: frozenset[str]) -> list[str]:
    """Derive the facts in this process, for a server slow at expressions; holds a few values of each."""
    target, links, boards = database[facts.COLLECTION], Links(), set()
    target.delete_many({})
    for since, until in pairwise(starts):
        found = database["postings"].find({"first_seen": {"$gte": since, "$lt": until}}, dict.fromkeys(FIELDS, 1), batch_size=BATCH)
        while batch := [{**fact(posting), "built": stamp} for posting in islice(found, BATCH)]:
            for one in batch:
                one["proven"] = one["board"] not in unproven
                links.add(one, proven=one["proven"])
                boards.add(one["board"])
            target.insert_many(batch, ordered=False)
    updates = iter(links.changes().items())
    while some := [UpdateOne({"_id": ident}, {"$set": change}) for ident, change in islice(updates, BATCH)]:
        target.bulk_write(some, ordered=False)
    return sorted(boards)


def is_embedded(database: Database[Document]) -> bool:
    """Return whether the server is the embedded one, which is slow at expressions and quick at streaming."""
    return "secantusVersion" in database.client.server_info()


def _index(database: Database[Document]) -> None:
    for name, keys in facts.INDEXES.items():
        database[facts.COLLECTION].create_index(keys, name=name)


def _month(when: datetime) -> datetime:
    return when.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _months(first: datetime, last: datetime) -> Iterator[tuple[datetime, datetime]]:
    start = first
    while start <= last:
        yield start, next_month(start)
        start = next_month(start)
