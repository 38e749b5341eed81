"""Openings: links between postings and the jobs made of them, kept in MongoDB while any number of crawls write.

Links are undirected facts about pairs; a job is computed from the whole component of links it lies in. So neither the order
in which postings arrive nor the number of processes changes the outcome: whoever writes last has looked again after writing.

What candidates are found by stands in `marks`, not in an index of `postings`: the embedded server writes every index entry of
a document anew whenever anything in it moves (measured: three quarters of the cost of a sighting).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, NamedTuple

from pymongo import DeleteMany, DeleteOne, ReplaceOne, UpdateMany, UpdateOne
from pymongo.errors import BulkWriteError
from xxhash import xxh3_128_hexdigest

from jobscrape.errors import UsageError
from jobscrape.identity import job
from jobscrape.identity.clusters import JOIN, SPLIT, Link, divide, make_link
from jobscrape.identity.decide import MERGE, POSSIBLE
from jobscrape.identity.documents import NEEDED, keys_of_document, marks_of
from jobscrape.identity.version import IDENTITY_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pymongo.database import Database

    from jobscrape.identity.keys import Keys

Document = dict[str, Any]
BATCH = 100
MOST_VALUES = 64
AUTOMATIC = (MERGE, POSSIBLE)
BINDING = (MERGE, JOIN)


@dataclass(slots=True)
class Tally:
    """What was done: postings looked at, pairs decided, links and jobs written (again)."""

    postings: int = 0
    pairs: int = 0
    links: int = 0
    jobs: int = 0


class Shape(NamedTuple):
    """What of a link decides about jobs."""

    ends: tuple[str, str]
    kind: str


def link_id(a: str, b: str) -> str:
    """Return the `_id` of the link between two postings, whichever comes first."""
    return xxh3_128_hexdigest("\x1f".join(sorted((a, b))).encode())


class Jobs:
    """Links and jobs of one database. Every method may be repeated and interrupted; `rebuild` sets right what a crash left.

    `is_embedded`: what postings say of their job is not validated; see `Store`.
    """

    def __init__(self, database: Database[Document], *, is_embedded: bool = False) -> None:
        self.postings = database["postings"]
        self.links = database["links"]
        self.marks = database["marks"]
        self.jobs = database["jobs"]
        self.unchecked = True if is_embedded else None
        self.tally = Tally()

    def link(self, ids: Iterable[str]) -> Tally:
        """Find the duplicates of stored postings, new or changed, and bring their jobs up to date."""
        for batch in batches(ids):
            self.converge(self.link_batch(batch))
        return self.tally

    def link_pending(self) -> Tally:
        """Link the stored postings that stand in no job yet, as after a crash."""
        return self.link([p["_id"] for p in self.postings.find({"job": None}, {"_id": 1})])

    def refresh(self, ids: Iterable[str]) -> Tally:
        """Write the jobs of postings anew whose life or fields changed, without looking for duplicates."""
        for batch in batches(ids):
            self.converge(batch)
        return self.tally

    def link_batch(self, ids: list[str]) -> set[str]:
        """Write the links of some postings; returns those whose jobs must be looked at."""
        # Links are read before candidates: what is linked by then is marked by then, so a link made meanwhile is never taken for stale.
        stale = {x["_id"]: x["ends"] for x in self.links.find({"ends": {"$in": ids}, "kind": {"$in": AUTOMATIC}}, {"ends": 1})}
        documents = {p["_id"]: p for p in self.postings.find({"_id": {"$in": ids}}, NEEDED)}
        found = self._links_of(documents)
        writes: list[UpdateOne | DeleteOne] = [_upsert(link) for link in found]
        gone = {key: ends for key, ends in stale.items() if key not in {link_id(x.a, x.b) for x in found}}
        writes += [DeleteOne({"_id": key, "kind": {"$in": AUTOMATIC}}) for key in gone]
        if writes:
            _write(self.links, writes)
        self.tally.postings += len(documents)
        self.tally.links += len(found)
        return {*documents, *(end for ends in gone.values() for end in ends), *(end for x in found for end in x.ends)}

    def _links_of(self, documents: dict[str, Document]) -> list[Link]:
        """Mark `documents` and return their links with each other and with all marked postings."""
        own = {name: keys_of_document(d) for name, d in documents.items()}
        others = self._candidates({name: marks_of(d) for name, d in documents.items()})
        pairs = {tuple(sorted((name, other))) for name, found in others.items() for other in found}
        known = own | self._keys({x for pair in pairs for x in pair} - own.keys())
        self.tally.pairs += len(pairs)
        made = (make_link(a, b, known[a], known[b]) for a, b in sorted(pairs) if a in known and b in known)
        return [link for link in made if link is not None]

    def _candidates(self, marks: dict[str, list[int]]) -> dict[str, set[str]]:
        """Return for each posting the marked postings that share an id, a block of employer and title, or a band of text."""
        # Marked first, looked up then: of two processes at once at least one sees the other's.
        _write(self.marks, [ReplaceOne({"_id": name}, {"values": values}, upsert=True) for name, values in marks.items()])
        found: dict[str, set[str]] = {name: set() for name in marks}
        holders: dict[int, list[str]] = {}
        for name, values in marks.items():
            for value in values:
                holders.setdefault(value, []).append(name)
        for other in self._holding(list(holders)):
            for value in other["values"]:
                for name in holders.get(value, ()):
                    found[name].add(other["_id"])
        return {name: others - {name} for name, others in found.items()}

    def _holding(self, values: list[int]) -> Iterator[Document]:
        # In slices: the embedded server compares every value with every candidate, which is quadratic in their number.
        for first in range(0, len(values), MOST_VALUES):
            yield from self.marks.find({"values": {"$in": values[first : first + MOST_VALUES]}})

    def _keys(self, ids: Iterable[str]) -> dict[str, Keys]:
        return {p["_id"]: keys_of_document(p) for batch in batches(ids, 500) for p in self.postings.find({"_id": {"$in": batch}}, NEEDED)}

    def converge(self, seeds: Iterable[str]) -> None:
        """Write the jobs of all postings connected to `seeds`; look again after writing until nothing has changed meanwhile."""
        pending = set(seeds)
        while pending:
            members, links = self.region(pending)
            self._write_jobs(members, links)
            now, current = self.region(pending)
            moved = {x.ends for x in _shape(links) ^ _shape(current)}
            pending = {end for ends in moved for end in ends} | (members ^ now)

    def region(self, seeds: Iterable[str]) -> tuple[set[str], list[Link]]:
        """Return the postings connected to any of `seeds` by merging links, and all links among them."""
        members = set(seeds)
        frontier = set(members)
        links: dict[str, Link] = {}
        while frontier:
            near = {x["_id"]: _read(x) for x in self.links.find({"ends": {"$in": sorted(frontier)}})}
            links |= near
            frontier = {end for x in near.values() if x.kind in BINDING for end in x.ends} - members
            members |= frontier
        return members, [x for _, x in sorted(links.items()) if x.a in members and x.b in members]

    def _write_jobs(self, members: set[str], links: list[Link]) -> None:
        documents = {p["_id"]: p for p in self.postings.find({"_id": {"$in": sorted(members)}}, job.NEEDED)}
        groups = divide({name: keys_of_document(p) for name, p in documents.items()}, links)
        held: dict[str, list[Link]] = {}
        for link in links:
            held.setdefault(link.a, []).append(link)
        made = [job.job_document([documents[m] for m in group], [x for m in group for x in held.get(m, ())]) for group in groups]
        gone = sorted(documents.keys() - {j["_id"] for j in made})
        writes: list[ReplaceOne[Document] | DeleteMany] = [ReplaceOne({"_id": j["_id"]}, j, upsert=True) for j in made]
        _write(self.jobs, [*writes, DeleteMany({"_id": {"$in": gone}})] if gone else writes)
        _write(self.postings, [_assign(j) for j in made if not _is_assigned(j, documents)], bypass_document_validation=self.unchecked)
        self.tally.jobs += len(made)

    def job_of(self, name: str) -> Document:
        """Return the job with the id `name`, or that of the posting `name`. Raises UsageError if there is none."""
        posting = self.postings.find_one({"_id": name}, {"job": 1})
        found = self.jobs.find_one({"_id": posting.get("job") if posting else name})
        if found is None:
            raise UsageError(f"no posting or job {name!r}; ids look like source:board:id")
        return found

    def split(self, ids: list[str]) -> list[str]:
        """Take postings out of their jobs, together if they stood together; returns the ids of the jobs they are in now."""
        for name in ids:
            inside = [m["posting"] for m in self.job_of(name)["members"] if m["posting"] not in ids]
            _write(self.links, [_upsert(Link(*_ends(name, other), SPLIT, "by hand")) for other in inside])
            self.converge([name, *inside])
        return sorted({str(self.job_of(name)["_id"]) for name in ids})

    def join(self, ids: list[str]) -> str:
        """Put postings into one job; returns its id. Earlier splits among them are undone."""
        members = sorted({m["posting"] for name in ids for m in self.job_of(name)["members"]})
        pairs = [_ends(a, b) for i, a in enumerate(members) for b in members[i + 1 :]]
        _write(self.links, [DeleteOne({"_id": link_id(a, b), "kind": SPLIT}) for a, b in pairs])
        first = ids[0]
        _write(self.links, [_upsert(Link(*_ends(first, other), JOIN, "by hand")) for other in ids[1:]])
        self.converge(members)
        return str(self.job_of(first)["_id"])

    def links_of(self, ids: Iterable[str]) -> list[Document]:
        """Return all links at some postings, doubtful ones included."""
        return list(self.links.find({"ends": {"$in": sorted(ids)}}))


def batches(values: Iterable[str], size: int = BATCH) -> Iterator[list[str]]:
    """Cut `values` into lists of at most `size`."""
    batch: list[str] = []
    for value in values:
        batch.append(value)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _ends(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _shape(links: Iterable[Link]) -> set[Shape]:
    return {Shape(x.ends, x.kind) for x in links}


def _read(document: Document) -> Link:
    a, b = document["ends"]
    return Link(a, b, document["kind"], document["rule"], document.get("scores") or {})


def _upsert(link: Link) -> UpdateOne:
    """Write a link; what was set by hand is changed by hand only."""
    values = {"ends": list(link.ends), "kind": link.kind, "rule": link.rule, "scores": dict(link.scores), "v": IDENTITY_VERSION}
    once = {"at": datetime.now(timezone.utc)}
    key = link_id(link.a, link.b)
    if link.kind in {JOIN, SPLIT}:
        return UpdateOne({"_id": key}, {"$set": values, "$setOnInsert": once}, upsert=True)
    kept = {name: {"$cond": [{"$in": ["$kind", [JOIN, SPLIT]]}, f"${name}", {"$literal": value}]} for name, value in values.items()}
    return UpdateOne({"_id": key}, [{"$set": {**kept, "at": {"$ifNull": ["$at", once["at"]]}}}], upsert=True)


def _assign(made: Document) -> UpdateMany:
    members = [m["posting"] for m in made["members"]]
    return UpdateMany({"_id": {"$in": members}}, {"$set": {"job": made["_id"], "role_group": made["role_group"]}})


def _is_assigned(made: Document, documents: dict[str, Document]) -> bool:
    want = (made["_id"], made["role_group"])
    return all((p.get("job"), p.get("role_group")) == want for p in (documents[m["posting"]] for m in made["members"]))


def _write(collection: Any, operations: list[Any], **options: bool | None) -> None:
    """Write in bulk; an upsert that lost a race is repeated once."""
    if not operations:
        return
    try:
        collection.bulk_write(operations, ordered=False, **options)
    except BulkWriteError as error:
        if {e["code"] for e in error.details["writeErrors"]} != {11000}:
            raise
        collection.bulk_write(operations, ordered=False, **options)
