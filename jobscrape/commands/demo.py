"""`scrapy demo`: crawl a simulated job market for a year and set the answers beside the truth. Nothing leaves this machine."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from jobscrape.command import Command as Base
from jobscrape.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from pymongo.database import Database
    from scrapy.settings import Settings

    from jobscrape.demo.compare import Check
    from jobscrape.demo.judging import Judged
    from jobscrape.demo.market import Market
    from jobscrape.demo.year import Step

DATABASE = "jobscrape_demo"
SCENARIOS = ("default", "contrary")
ENOUGH_FOR_TRENDS = timedelta(weeks=40)
QUERIES: tuple[tuple[str, str, list[dict[str, Any]]], ...] = (
    (
        "Which skills do open positions ask for most?",
        "jobs",
        [{"$match": {"status": "open"}}, {"$unwind": "$skills"}, {"$sortByCount": "$skills"}, {"$limit": 8}],
    ),
    (
        "How is the work done? (null = nothing is said)",
        "jobs",
        [{"$match": {"status": "open"}}, {"$sortByCount": "$work_mode"}],
    ),
    (
        "What do senior people earn in a year, in euro?",
        "jobs",
        [
            {"$match": {"status": "open", "seniority": "senior", "pay.annual_min_eur": {"$ne": None}}},
            {"$group": {"_id": "$role", "from": {"$avg": "$pay.annual_min_eur"}, "to": {"$avg": "$pay.annual_max_eur"}, "n": {"$sum": 1}}},
            {"$sort": {"n": -1, "_id": 1}},
            {"$limit": 6},
        ],
    ),
)


class Command(Base):
    """Crawl a simulated market for a year."""

    examples = (
        "Examples:\n"
        "  scrapy demo                     a year of weekly crawls of an invented market, then answers beside the truth\n"
        "  scrapy demo --weeks 1           only the first crawl and three queries, some seconds\n"
        "  scrapy demo --seed 7 --json     another market, the comparison as JSON\n"
        "  scrapy demo --scenario contrary a market in which the sixteen claims come out the other way\n"
        f"The data stay in the database {DATABASE} (it is emptied first): scrapy report -s MONGODB_DATABASE={DATABASE}\n"
        "Exit status: 0 everything came out as it is in truth, 4 something did not."
    )

    def syntax(self) -> str:
        """Return the arguments."""
        return "[--weeks N] [--employers N] [--postings N] [--seed N] [--scenario NAME] [--json]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Crawl a simulated job market for a year and compare the answers with the truth"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--weeks", type=int, default=52, help="weekly crawls (default 52)")
        parser.add_argument("--employers", type=int, default=14, help="employers of the market (default 14)")
        parser.add_argument("--postings", type=int, default=9, help="open postings of an employer on average (default 9)")
        parser.add_argument("--seed", type=int, default=2, help="another seed makes another market")
        parser.add_argument("--scenario", choices=SCENARIOS, default=SCENARIOS[0], help="contrary: the claims come out the other way")
        parser.add_argument("--faults", type=float, default=0.03, help="share of the weeks of a board in which something goes wrong")
        parser.add_argument("--json", action="store_true", help="print the comparison as JSON")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Serve, crawl, ask, compare."""
        from jobscrape.demo.market import Market  # noqa: PLC0415 - other commands start faster without
        from jobscrape.demo.plan import Plan  # noqa: PLC0415

        if args or opts.weeks < 1 or opts.weeks > 52 or opts.employers < 1 or opts.postings < 1:
            raise UsageError("demo takes no arguments; --weeks 1 to 52, --employers and --postings from 1")
        os.environ["MONGODB_DATABASE"] = DATABASE
        self.quiet = opts.json
        self.started = time.monotonic()
        market = Market(Plan(seed=opts.seed, employers=opts.employers, postings=opts.postings, scenario=opts.scenario))
        database = self._empty(market)
        planned = self._crawl(market, database, opts)
        checks = self._compared(market, database, planned)
        if opts.json:
            sys.stdout.write(json.dumps([_row(check) for check in checks], indent=1) + "\n")
        return 0 if all(check.good for check in checks) else 4

    def _empty(self, market: Market) -> Database[dict[str, Any]]:
        from jobscrape.demo.layoffs import notices  # noqa: PLC0415
        from jobscrape.layoffs.notices import notice_document  # noqa: PLC0415
        from jobscrape.store.schema import initialise  # noqa: PLC0415

        database = self.database()
        database.client.drop_database(database.name)
        initialise(database)
        database["layoffs"].insert_many([notice_document(notice) for notice in notices(market)])
        return database

    def _crawl(self, market: Market, database: Database[dict[str, Any]], opts: argparse.Namespace) -> list[Step]:
        """Crawl week by week; after the first week show what landed."""
        from jobscrape.demo.crawling import crawl_all  # noqa: PLC0415
        from jobscrape.demo.process import MarketProcess  # noqa: PLC0415
        from jobscrape.demo.year import steps, weekly  # noqa: PLC0415

        settings = self._settings()
        planned = list(steps(market, weekly(market.plan, opts.weeks), _sources(settings)))
        first = [step for step in planned if step.when == planned[0].when]
        landed: list[list[Any]] = []

        def told(step: Step, result: dict[str, Any]) -> None:
            if len(landed) < len(first):
                landed.append([step.source, len(step.boards), result["postings"], result["requests"], result["verdict"]])
                if len(landed) == len(first):
                    self._show_first(landed, database)
            elif sys.stderr.isatty():
                sys.stderr.write(f"\r{step.when:%Y-%m-%d} {step.source:20} {time.monotonic() - self.started:4.0f} s ")

        self._say(f"A market of {opts.employers} invented employers, served on loopback. First crawl of all its boards:\n")
        with MarketProcess(market.plan, planned[0].when, faults=opts.faults) as served:
            crawl_all(settings, served, planned, told)
        return planned

    def _settings(self) -> Settings:
        from scrapy.utils.project import get_project_settings  # noqa: PLC0415

        settings = get_project_settings()
        settings.set("LOG_LEVEL", "ERROR", "cmdline")
        return settings

    def _show_first(self, landed: list[list[Any]], database: Database[dict[str, Any]]) -> None:
        from jobscrape.terminal import table  # noqa: PLC0415

        self._say(table(("source", "boards", "postings", "requests", "verdict"), sorted(landed)))
        for question, collection, pipeline in QUERIES:
            rows = list(database[collection].aggregate(pipeline))
            self._say(f"\n{question}\n  db.{collection}.aggregate({json.dumps(pipeline)})")
            self._say("".join(f"  {_shown(row)}\n" for row in rows))
        self._say("Now the rest of the year, week by week; things go wrong on schedule.")

    def _compared(self, market: Market, database: Database[dict[str, Any]], planned: list[Step]) -> list[Check]:
        from jobscrape.demo.compare import Comparison  # noqa: PLC0415
        from jobscrape.terminal import table  # noqa: PLC0415

        checks = Comparison(market, database, planned).checks()
        if planned[-1].when - planned[0].when > ENOUGH_FOR_TRENDS:
            checks += self._judged(market, database)
        rows = [
            [c.name, c.right, c.of, f"{100 * c.share:.1f} %", f"{100 * c.least:.0f} %", "" if c.good else "NOT AS IN TRUTH"] for c in checks
        ]
        self._say("\n\nWhat was found beside the truth:\n" + table(("what", "right", "of", "share", "at least", ""), rows))
        self._say(f"{time.monotonic() - self.started:.0f} s. The data stay in {database.name}.")
        return checks

    def _judged(self, market: Market, database: Database[dict[str, Any]]) -> list[Check]:
        from jobscrape.demo import answers  # noqa: PLC0415
        from jobscrape.demo.judging import ask_all, checks, judge_claims  # noqa: PLC0415
        from jobscrape.terminal import table  # noqa: PLC0415

        scope, told = ask_all(database)
        judged = judge_claims(told, market.plan.scenario)
        rows = [[one.judgement.claim.says, one.judgement.verdict, one.truth, _remark(one)] for one in judged]
        self._say("\n\nSixteen claims, judged by the data and known by the simulation:\n" + table(("claim", "data", "truth", ""), rows))
        return [*checks(judged), answers.check(answers.held(market, scope, told))]

    def _say(self, words: str) -> None:
        if not self.quiet:
            sys.stdout.write(f"{words}\n")
            sys.stdout.flush()


def _sources(settings: Settings) -> set[str]:
    """Return the names of all spiders."""
    from scrapy.spiderloader import get_spider_loader  # noqa: PLC0415

    return set(get_spider_loader(settings).list())


def _shown(row: dict[str, Any]) -> str:
    numbers = {name: round(value) if isinstance(value, float) else value for name, value in row.items()}
    return json.dumps(numbers)


def _row(check: Check) -> dict[str, Any]:
    return {**asdict(check), "share": round(check.share, 4), "good": check.good}


def _remark(judged: Judged) -> str:
    """Say how a verdict stands to the truth: a market of this size has too few postings for some claims."""
    if judged.right:
        return ""
    return "too few postings to tell" if judged.judgement.verdict == "cannot tell" else "differs"
