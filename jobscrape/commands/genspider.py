"""`scrapy genspider`: a new source from a template, with a fixture that it passes."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import datetime, timezone
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit

from scrapy.commands.genspider import Command as Base

FIXTURES = Path("tests", "spiders", "fixtures")
EXAMPLE = "acme"


class Command(Base):
    """Make a spider file, and its fixture where the tests lie beside it."""

    def syntax(self) -> str:
        """Return the arguments."""
        return "-t board|pages|detail|feed|site NAME URL"

    def short_desc(self) -> str:
        """Return the one-line help."""
        return "Make a new source and its fixture from a template"

    def long_desc(self) -> str:
        """Return the help text with examples."""
        return (
            f"{self.short_desc()}. URL is the address of the list, with {{board}} where the token of a board stands.\n"
            "board: one answer a board; pages: a list in pages; detail: a page a posting; feed: one feed of many employers;\n"
            "site: a career site whose pages carry JSON-LD. See docs/ADD-A-SOURCE.md.\n\n"
            "Example: scrapy genspider -t board acmehire 'https://api.acmehire.example/v1/{board}/jobs'"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add Scrapy's options; a board of one answer is the usual case."""
        super().add_options(parser)
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.set_defaults(template="board")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Make the files; names are lower case, as files and spiders are."""
        if len(args) == 2 and not self._find_template(opts.template):
            self.exitcode = 2
            return
        if len(args) == 2 and not re.match(r"https?://[^/\s]+", args[1]):
            sys.stderr.write(f"scrapy genspider: {args[1]!r} is no address such as https://api.acmehire.example/v1/{{board}}/jobs\n")
            self.exitcode = 2
            return
        super().run([args[0].lower(), *args[1:]] if args else args, opts)

    def _spider_exists(self, name: str) -> bool:
        exists = super()._spider_exists(name)
        if exists:
            self.exitcode = 2
        return exists

    def _generate_template_variables(self, module: str, name: str, url: str, template_name: str) -> dict[str, Any]:
        known = super()._generate_template_variables(module, name, url, template_name)
        host = urlsplit(url).netloc.replace("{board}", EXAMPLE)
        return {
            **known,
            "Name": "".join(part.capitalize() for part in module.split("_")),
            "home": f"{urlsplit(url).scheme}://{host}",
            "domain": host,
            "pattern": re.escape(host).replace("\\-", "-"),
            "first": url.replace("{board}", EXAMPLE),
            "today": f"{datetime.now(timezone.utc):%Y-%m-%d}",
        }

    def _genspider(self, module: str, name: str, url: str, template_name: str, template_file: Any) -> Path:
        made = super()._genspider(module, name, url, template_name, template_file)
        skeleton = Path(template_file).parents[1] / "fixtures" / Path(template_file).name
        if FIXTURES.is_dir() and skeleton.is_file():
            fixture = FIXTURES / f"{module}.yml"
            values = self._generate_template_variables(module, name, url, template_name)
            fixture.write_text(Template(skeleton.read_text("utf-8")).substitute(values), "utf-8")
            print(f"and its fixture:\n  {fixture}")  # noqa: T201 - as Scrapy's own command does
        return made
