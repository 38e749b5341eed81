"""`scrapy jobs`: why postings are one opening, and what to do if they are not."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import orjson

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from jobscrape.store.jobs import Jobs

    Document = dict[str, Any]


class Command(Base):
    """Explain, split, join and rebuild openings."""

    prints_json = True
    examples = (
        "A job is an opening: the cluster of postings that advertise it. Ids are those of postings (source:board:id) or jobs.\n\n"
        "Examples:\n"
        "  scrapy jobs explain greenhouse:acme:4012345                      its job, the members, why each was linked, and doubtful links\n"
        "  scrapy jobs explain greenhouse:acme:4012345 remoteok:all:99812   what is decided about these two, and why\n"
        "  scrapy jobs split remoteok:all:99812                             take a posting out of its job for good\n"
        "  scrapy jobs join greenhouse:acme:4012345 remoteok:all:99812      put postings into one job for good\n"
        "  scrapy jobs link                                                 link postings that stand in no job yet\n"
        "  scrapy jobs rebuild                                              all links and jobs anew; goes on where it was interrupted\n"
        "  scrapy jobs rebuild --restart --json"
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "explain|split|join|link|rebuild [ID ...] [options]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Explain, split, join and rebuild openings"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--restart", action="store_true", help="rebuild from the start, whatever was done")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Run one action; those that change openings let the summaries of the questions be made anew."""
        from jobscrape.store.analysis import forget  # noqa: PLC0415 - other actions start faster without

        actions: dict[str, tuple[Callable[[list[str], argparse.Namespace], None], range]] = {
            "explain": (self._explain, range(1, 3)),
            "split": (self._split, range(1, 1000)),
            "join": (self._join, range(2, 1000)),
            "link": (self._link, range(1)),
            "rebuild": (self._rebuild, range(1)),
        }
        if not args or args[0] not in actions:
            raise UsageError(f"say one of {', '.join(actions)} (got {' '.join(args) or 'nothing'})")
        action, numbers = actions[args[0]]
        if len(args) - 1 not in numbers:
            raise UsageError(f"{args[0]} wants {_wanted(numbers)}, got {len(args) - 1}; see `scrapy jobs -h`")
        action(args[1:], opts)
        if args[0] != "explain":
            forget(self.database())
        return None

    def _jobs(self) -> Jobs:
        from jobscrape.store.jobs import Jobs  # noqa: PLC0415 - light imports at module level

        return Jobs(self.database())

    def _explain(self, ids: list[str], opts: argparse.Namespace) -> None:
        jobs = self._jobs()
        if len(ids) == 2:
            self._explain_pair(jobs, ids, opts)
            return
        found = jobs.job_of(ids[0])
        members = [m["posting"] for m in found["members"]]
        doubtful = [x for x in jobs.links_of(members) if x["kind"] in {"possible", "split"}]
        lines = [f"job {found['_id']}: {found.get('title', '')}, {found['n_postings']} postings, {found['status']}"]
        lines += [f"  {m['posting']}{' (canonical)' if m['posting'] == found['canonical'] else ''}: {m['url']}" for m in found["members"]]
        lines += [f"  {_told(x)}" for x in [*found["links"], *doubtful] if x["kind"] in {"merge", "join"} or "ends" in x]
        self._say(opts, lines, {**found, "doubtful": doubtful})

    def _explain_pair(self, jobs: Jobs, ids: list[str], opts: argparse.Namespace) -> None:
        from jobscrape.identity.decide import decide  # noqa: PLC0415 - light imports at module level
        from jobscrape.identity.documents import NEEDED, keys_of_document  # noqa: PLC0415

        known = {p["_id"]: keys_of_document(p) for p in jobs.postings.find({"_id": {"$in": ids}}, NEEDED)}
        missing = [name for name in ids if name not in known]
        if missing:
            raise UsageError(f"no posting {missing[0]!r}; ids look like source:board:id")
        decision = decide(known[ids[0]], known[ids[1]])
        facts = {"relation": decision.relation, "link": decision.link, "rule": decision.rule, "scores": decision.scores}
        scores = ", ".join(f"{name} {value}" for name, value in decision.scores.items())
        self._say(opts, [f"{decision.relation} ({decision.link}): {decision.rule}", f"  {scores}"], facts)

    def _split(self, ids: list[str], opts: argparse.Namespace) -> None:
        now = self._jobs().split(ids)
        self._say(opts, [f"split: {', '.join(ids)} now in {', '.join(now)}"], {"jobs": now})

    def _join(self, ids: list[str], opts: argparse.Namespace) -> None:
        now = self._jobs().join(ids)
        self._say(opts, [f"joined in {now}"], {"job": now})

    def _link(self, ids: list[str], opts: argparse.Namespace) -> None:
        del ids
        tally = self._jobs().link_pending()
        facts = {"postings": tally.postings, "pairs": tally.pairs, "links": tally.links, "jobs": tally.jobs}
        self._say(opts, [f"linked {tally.postings} postings: {tally.pairs} pairs decided, {tally.links} links"], facts)

    def _rebuild(self, ids: list[str], opts: argparse.Namespace) -> None:
        from jobscrape.store.rebuild import Rebuild  # noqa: PLC0415 - light imports at module level

        del ids
        database = self.database()
        tally = Rebuild(database, _progress).run(restart=opts.restart).tally
        count = database["jobs"].count_documents({})
        facts = {"postings": tally.postings, "pairs": tally.pairs, "links": tally.links, "jobs": count}
        self._say(opts, [f"{tally.postings} postings, {tally.pairs} pairs decided, {tally.links} links, {count} jobs"], facts)

    @staticmethod
    def _say(opts: argparse.Namespace, lines: list[str], facts: Document) -> None:
        if opts.json:
            sys.stdout.write(orjson.dumps(facts, default=str).decode() + "\n")
        else:
            sys.stdout.write("\n".join(lines) + "\n")


def _wanted(numbers: range) -> str:
    if numbers.stop == 1:
        return "no ids"
    return f"{numbers.start} or more ids" if numbers.stop > 10 else f"{numbers.start} or {numbers.stop - 1} ids"


def _told(link: Document) -> str:
    a, b = link.get("ends") or (link["a"], link["b"])
    shown = {k: v for k, v in (link.get("scores") or {}).items() if k in {"id", "jaccard", "containment", "place", "days"}}
    return f"{link['kind']}: {a} and {b}: {link['rule']} {shown or ''}".rstrip()


def _progress(phase: str, done: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{phase}: {done}")
