"""`scrapy crawl SOURCE`: crawl the boards of a source into MongoDB, and say in one line how that went."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from typing import TYPE_CHECKING, Any

from scrapy.commands import BaseRunSpiderCommand
from scrapy.utils.conf import arglist_to_dict

from jobscrape.errors import JobscrapeError, UsageError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

CUT_ANSWERS = "scrapy.core.downloader.handlers.http11"
"""Logger that advises to accept cut answers; the ledger tells of them."""
EXAMPLES = """\
Examples:
  scrapy crawl greenhouse -a boards=gitlab,stripe
  scrapy crawl lever -a boards=https://jobs.lever.co/spotify -a limit=20
  scrapy crawl ashby -a boards=@my-boards.txt -a verbose=1
  scrapy crawl greenhouse                      all registered boards
  scrapy crawl greenhouse -a part=2/8          the second eighth of them
  scrapy crawl remoteok --json                 the run's summary as JSON

Exit status: 0 complete, 1 unexpected error, 2 usage, 3 the store is unavailable, 4 incomplete (the line says what and why).
`scrapy sources` lists the sources.
"""


class Command(BaseRunSpiderCommand):
    """Crawl the boards of a source into MongoDB."""

    requires_project = True

    def syntax(self) -> str:
        """Return the arguments."""
        return "SOURCE [-a boards=TOKEN,URL,...|@FILE] [-a limit=N] [-a part=i/n] [-a verbose=1] [--json]"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Crawl the boards of a source into MongoDB"

    def long_desc(self) -> str:
        """Return the help text with examples."""
        return f"{self.short_desc()}\n\n{EXAMPLES}"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.add_argument("--json", action="store_true", help="print the run's summary as JSON on standard output")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the arguments of the spider (`-a`)."""
        super(BaseRunSpiderCommand, self).process_options(args, opts)
        try:
            opts.spargs = arglist_to_dict(opts.spargs)
        except ValueError:
            raise SystemExit(_say("-a takes NAME=VALUE", 2)) from None

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl; every failure that a person can cause is one line and an exit status."""
        try:
            self.exitcode = self._crawl(args, opts)
        except JobscrapeError as error:
            self.exitcode = _say(str(error), error.exit_status)

    def _crawl(self, args: list[str], opts: argparse.Namespace) -> int:
        from jobscrape.boards.spider import BoardSpider  # noqa: PLC0415 - other commands start faster without
        from jobscrape.crawl_report import progress, shown, summary  # noqa: PLC0415

        process = self.crawler_process
        if process is None or self.settings is None or len(args) != 1:
            raise UsageError(f"say one source (got {' '.join(args) or 'nothing'}); `scrapy sources` lists them")
        if args[0] not in process.spider_loader.list():
            raise UsageError(f"there is no source {args[0]!r}; `scrapy sources` lists them")
        spider = process.spider_loader.load(args[0])
        if not issubclass(spider, BoardSpider):
            raise UsageError(f"{args[0]} is no source of postings")
        check(spider, self.settings, opts.spargs)
        logging.getLogger(CUT_ANSWERS).setLevel(logging.ERROR)
        crawler: Crawler = process.create_crawler(spider)
        progress(crawler, quiet=opts.json)
        process.crawl(crawler, **opts.spargs)
        process.start()
        result = summary(crawler)
        sys.stdout.write(json.dumps(result, default=str) + "\n" if opts.json else shown(result, verbose=bool(opts.spargs.get("verbose"))))
        return int(result["exit_status"])


def check(spider: type[Any], settings: Any, arguments: dict[str, str]) -> None:
    """Find what would stop the crawl before it starts. Raises UsageError or StoreError."""
    from jobscrape.net.addon import check as check_net  # noqa: PLC0415
    from jobscrape.store.client import connect, locate  # noqa: PLC0415
    from jobscrape.store.schema import initialise  # noqa: PLC0415

    check_net(settings)
    if arguments.get("boards") == "":
        raise UsageError("-a boards= is empty; leave it out to crawl the registered boards")
    trial = spider(**arguments)
    trial.settings = settings
    spider.allowed(settings)
    if arguments.get("boards"):
        trial.boards()
    database = connect(locate(settings))
    initialise(database)
    known = database["boards"].find({"source": spider.name, "$or": [{"added": {"$exists": True}}, {"state": "dead"}]})
    settings.set("JOBSCRAPE_BOARDS_ADDED", list(known), priority="cmdline")
    trial.boards()


def _say(line: str, status: int) -> int:
    sys.stderr.write(f"scrapy crawl: {line}\n")
    return status
