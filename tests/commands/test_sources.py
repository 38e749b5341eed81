"""`scrapy sources` and docs/SOURCES.md."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jobscrape.boards.describe import described, markdown
from jobscrape.boards.recognise import spiders
from jobscrape.boards.registry import registered
from jobscrape.commands.sources import Command
from jobscrape.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    def run(*arguments: str, as_json: bool = False) -> Any:
        Command().execute(list(arguments), Namespace(json=as_json))
        printed = capsys.readouterr().out
        return json.loads(printed) if as_json else printed

    return run


def test_the_page_of_sources_is_what_the_code_says() -> None:
    assert (ROOT / "docs" / "SOURCES.md").read_text("utf-8") == markdown(), "python -m jobscrape.boards.describe > docs/SOURCES.md"


def test_more_than_forty_sources_are_listed(say: Callable[..., Any]) -> None:
    rows = say(as_json=True)
    assert len(rows) > 40
    assert [r["source"] for r in rows] == sorted(spiders())
    assert len(say().splitlines()) >= len(rows)


@pytest.mark.parametrize("row", described(), ids=lambda row: row["source"])
def test_a_source_says_all_of_itself(row: dict[str, Any]) -> None:
    assert row["requests"] in ("one", "pages", "pages + one a new posting", "a page a posting", "several")
    assert row["delay"] > 0
    assert re.search(r"\b20\d\d", row["terms"]), "the date of reading"
    assert row["example"]
    assert all(0 < share <= 1 for share in row["fields"].values())
    assert bool(row["fields"]) == bool(row["measured_on"])


def test_most_sources_are_measured() -> None:
    measured = [r["source"] for r in described() if r["measured_on"]]
    assert len(measured) >= 35


def test_one_source_in_full(say: Callable[..., Any]) -> None:
    printed = say("remoteok")
    assert "Remote OK, https://remoteok.com" in printed
    assert "Crawl-delay" in printed
    assert say("greenhouse", as_json=True)[0]["registered"] == len(registered("greenhouse"))


def test_an_unknown_source_is_one_line(say: Callable[..., Any]) -> None:
    with pytest.raises(UsageError, match="there is no source 'nosuch'"):
        say("nosuch")
