"""Base of all subcommands: one-line errors, exit statuses, settings without a crawl."""

from __future__ import annotations

import argparse
import contextlib
import sys
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand

from jobscrape.errors import JobscrapeError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymongo.database import Database


@contextlib.contextmanager
def _store_errors() -> Iterator[None]:
    """Turn what the database driver raises into a StoreError; without the driver loaded there is nothing to turn."""
    try:
        yield
    except Exception as error:
        driver = sys.modules.get("pymongo.errors")
        if driver is None or not isinstance(error, driver.PyMongoError):
            raise
        words = " ".join(str(error).split())[:200]
        hint = "`scrapy db status` says whether the server runs; its log is server.log in the data directory"
        raise StoreError(f"the store failed: {words} ({hint})") from error


class Command(ScrapyCommand):
    """A subcommand that does not crawl; subclasses implement `execute` and give `examples`."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}
    examples = ""
    prints_json = False
    """Whether the command takes --json."""

    def long_desc(self) -> str:
        """Return the help text with examples."""
        return f"{self.short_desc()}\n\n{self.examples}".strip()

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add Scrapy's global options and keep line breaks in the help."""
        super().add_options(parser)
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        if self.prints_json:
            parser.add_argument("--json", action="store_true", help="print JSON")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run `execute`; a JobscrapeError, and any error of the store, becomes one line on standard error and the exit status."""
        try:
            with _store_errors():
                self.exitcode = self.execute(args, opts) or 0
        except JobscrapeError as error:
            sys.stderr.write(f"scrapy {self.name}: {error}\n")
            self.exitcode = error.exit_status
        except BrokenPipeError:
            sys.stderr.close()
        except KeyboardInterrupt:
            sys.stderr.write(f"scrapy {self.name}: interrupted\n")
            self.exitcode = 130

    @property
    def name(self) -> str:
        """Name of the subcommand: the module's."""
        return type(self).__module__.rpartition(".")[2]

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Do the work; return the exit status (None = 0)."""
        raise NotImplementedError

    def database(self) -> Database[dict[str, Any]]:
        """Return the store's database, starting the embedded server if need be."""
        from jobscrape.store.client import connect, locate  # noqa: PLC0415 - light imports at module level

        return connect(locate(self.settings))
