"""`scrapy skills`: look into the tagger: why a posting got its skills, what it does not know yet, what is wrong with its taxonomy."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from jobscrape.skills.explain import Reason

_ACTIONS = ("explain", "candidates", "lint", "show")


class Command(Base):
    """Look into the skill tagger."""

    requires_project = False
    prints_json = True
    examples = (
        "explain TEXT|FILE|ID  the skills of a text, a file or a stored posting (`source:board:id`), with the words that prove them\n"
        "candidates            words that crawls met, written like technology, which the taxonomy does not know\n"
        "lint                  problems of the taxonomy; exit status 1 if there are any\n"
        "show ID               one skill: aliases, parents, children, with --json all that are below it\n\n"
        "Examples:\n"
        "  scrapy skills explain 'Senior Go developer. Kubernetes required, Rust is a plus'\n"
        "  scrapy skills explain greenhouse:airtable:4567 --all\n"
        "  scrapy skills candidates --least 5 --json\n"
        "  scrapy skills candidates --scan  over all stored postings, in two employers at least\n"
        "  scrapy skills lint --write     make the compiled form after the data files changed\n"
        "  scrapy skills show lang.python"
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "explain TEXT|FILE|ID | candidates | lint | show ID"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Explain skills, list unknown ones, check the taxonomy"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--title", default="", help="explain: title of the posting")
        parser.add_argument("--all", action="store_true", help="explain: also words that did not count")
        parser.add_argument("--least", type=int, default=3, metavar="N", help="candidates: in at least N postings (default 3)")
        parser.add_argument("--scan", action="store_true", help="candidates: read all stored postings instead of what crawls counted")
        parser.add_argument("--top", type=int, default=50, metavar="N", help="candidates: rows to print (default 50)")
        parser.add_argument("--write", action="store_true", help="lint: write the compiled form")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Run one action."""
        actions: dict[str, Callable[[list[str], argparse.Namespace], int]] = {
            "explain": self._explain,
            "candidates": self._candidates,
            "lint": self._lint,
            "show": self._show,
        }
        if not args or args[0] not in actions:
            raise UsageError(f"say what to do: {', '.join(_ACTIONS)}")
        return actions[args[0]](args[1:], opts)

    def _explain(self, args: list[str], opts: argparse.Namespace) -> int:
        from jobscrape.skills.explain import explain  # noqa: PLC0415 - builds the automaton
        from jobscrape.store.document import mention_document  # noqa: PLC0415

        if len(args) != 1:
            raise UsageError("explain takes one text, file or id")
        title, text, company = self._posting(args[0], opts.title)
        reasons = [r for r in explain(text, title=title, company=company) if r.kept or opts.all]
        if opts.json:
            shown = [asdict(r) | {"mentions": list(map(mention_document, r.mentions))} for r in reasons]
            sys.stdout.write(json.dumps(shown, ensure_ascii=False) + "\n")
        else:
            sys.stdout.writelines(line + "\n" for r in reasons for line in _told(r, text, title))
        return 0

    def _posting(self, what: str, title: str) -> tuple[str, str, str]:
        """Return title, text and employer of a stored posting, or of a file or text."""
        from jobscrape.fields.text import to_text  # noqa: PLC0415 - light imports at module level

        if what.count(":") >= 2 and " " not in what:
            return self._stored(what)
        path = Path(what)
        try:
            body = path.read_text("utf-8") if len(what) < 256 and path.is_file() else what
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"cannot read {what}: {error}") from error
        return title, to_text(body), ""

    def _stored(self, ident: str) -> tuple[str, str, str]:
        database = self.database()
        posting = database["postings"].find_one({"_id": ident}, {"title": 1, "company": 1, "content_hash": 1})
        if posting is None:
            raise UsageError(f"no posting {ident!r} in the store")
        body = database["descriptions"].find_one({"_id": posting.get("content_hash")}, {"text": 1}) or {}
        return posting.get("title") or "", body.get("text") or "", (posting.get("company") or {}).get("name") or ""

    def _candidates(self, args: list[str], opts: argparse.Namespace) -> int:
        if args:
            raise UsageError(f"unexpected argument {args[0]!r}")
        rows = self._scanned(opts.least) if opts.scan else self._counted(opts.least)
        found = list(islice(rows, opts.top))
        if opts.json:
            sys.stdout.write(json.dumps(found, ensure_ascii=False, default=str) + "\n")
        else:
            sys.stdout.writelines(f"{c['n']:6d}  {c['term']:24s} {c['samples'][0]}\n" for c in found)
        return 0

    def _counted(self, least: int) -> Iterator[dict[str, Any]]:
        """Yield the words that crawls counted and that the taxonomy still does not know."""
        from jobscrape.skills.candidates import is_known  # noqa: PLC0415
        from jobscrape.store import drift  # noqa: PLC0415

        for row in drift.read(self.database(), least):
            if not is_known(row["term"]):
                yield {"term": row["term"], **{name: row[name] for name in ("n", "employers", "samples", "first_seen", "last_seen")}}

    def _scanned(self, least: int) -> Iterator[dict[str, Any]]:
        from jobscrape.skills.candidates import count  # noqa: PLC0415

        for c in count(self._texts(), least):
            yield {"term": c.term, "n": c.postings, "employers": len(c.employers), "samples": c.samples}

    def _texts(self) -> Iterator[tuple[str, str]]:
        database = self.database()
        names = {p["content_hash"]: (p.get("company") or {}).get("name") or "" for p in _hashes(database)}
        for row in database["descriptions"].find({}, {"text": 1}):
            if row["_id"] in names:
                yield row.get("text") or "", names[row["_id"]]

    def _lint(self, args: list[str], opts: argparse.Namespace) -> int:
        from jobscrape.skills import lint, taxonomy  # noqa: PLC0415

        if args:
            raise UsageError(f"unexpected argument {args[0]!r}")
        if opts.write:
            taxonomy.store()
        found = lint.problems()
        if opts.json:
            sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
        else:
            skills = taxonomy.read_skills()
            sys.stdout.writelines(f"{line}\n" for line in found)
            sys.stdout.write(f"{len(skills)} skills, {sum(len(s.aliases) for s in skills)} aliases, {len(found)} problems\n")
        return 1 if found else 0

    def _show(self, args: list[str], opts: argparse.Namespace) -> int:
        from jobscrape.skills.taxonomy import narrower, read_skills  # noqa: PLC0415

        if len(args) != 1:
            raise UsageError("show takes one id")
        skills = {s.id: s for s in read_skills()}
        skill = skills.get(args[0])
        if skill is None:
            word = args[0].rpartition(".")[2]
            near = sorted((i for i in skills if word in i), key=lambda i: (i.rpartition(".")[2] != word, len(i), i))[:5]
            raise UsageError(f"no skill {args[0]!r}" + (f"; did you mean {', '.join(near)}?" if near else ""))
        children = sorted(s.id for s in skills.values() if skill.id in s.parents)
        shown: dict[str, Any] = asdict(skill) | {"children": children, "narrower": narrower().get(skill.id, ())}
        if opts.json:
            sys.stdout.write(json.dumps(shown, ensure_ascii=False) + "\n")
            return 0
        sys.stdout.write(f"{skill.id}  {skill.label}  ({skill.category}, {skill.kind})\n")
        sys.stdout.write(f"aliases: {', '.join(_alias(a) for a in shown['aliases'])}\n")
        sys.stdout.writelines(f"{name}: {', '.join(shown[name])}\n" for name in ("parents", "children", "external") if shown.get(name))
        if shown["narrower"]:
            how = f"`--where skill={skill.id}+` in questions, `narrower` of --json in queries"
            sys.stdout.write(f"with the {len(shown['narrower'])} below it: {how}\n")
        return 0


def _hashes(database: Any) -> Iterator[dict[str, Any]]:
    yield from database["postings"].find({"content_hash": {"$type": "string"}}, {"content_hash": 1, "company": 1})


def _told(reason: Reason, text: str, title: str) -> Iterator[str]:
    from jobscrape.skills.explain import excerpt  # noqa: PLC0415

    best = reason.mentions[0]
    mark = "" if reason.kept else "  not counted"
    years = f"  {best.years:g} years" if best.years is not None else ""
    group = f"  any of {best.any_of}" if best.any_of is not None else ""
    yield f"{reason.id}  {reason.label}  {best.need}{years}{group}  salience {reason.salience:.2f}{mark}"
    for m in reason.mentions[:3]:
        yield f"    {m.need}, {m.zone}, {m.rule}: {excerpt(m, text, title)}"


def _alias(alias: dict[str, Any]) -> str:
    sign = ("", "", "~", "")[alias["rule"]] or ("" if alias["any_case"] else "=")
    return f"{sign}{alias['text']}"
