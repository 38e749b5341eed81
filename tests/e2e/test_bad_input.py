"""A person's mistake is one line on standard error and the right exit status; never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from commandline import scrapy

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e
MISTAKES = [
    (["crawl"], 2, "say one source"),
    (["crawl", "greenhous"], 2, "there is no source 'greenhous'"),
    (["crawl", "greenhouse", "-a", "board=acme"], 2, "knows no argument board"),
    (["crawl", "greenhouse", "-a", "boards"], 2, "-a takes NAME=VALUE"),
    (["crawl", "greenhouse", "-a", "boards=a b"], 2, "knows no board in 'a b'"),
    (["crawl", "greenhouse", "-a", "boards=https://example.com/x"], 2, "knows no board in 'https://example.com/x'"),
    (["crawl", "greenhouse", "-a", "boards=@/nowhere/boards.txt"], 2, "cannot read the list of boards"),
    (["crawl", "greenhouse", "-a", "boards="], 2, "boards= is empty"),
    (["crawl", "greenhouse", "-a", "boards=,"], 2, "no board is named in ','"),
    (["crawl", "greenhouse", "-a", "boards=acme", "-a", "limit=many"], 2, "limit takes a whole number"),
    (["crawl", "greenhouse", "-a", "boards=acme", "-a", "part=3/2"], 2, "part takes i/n"),
    (["crawl", "greenhouse", "-a", "boards=acme", "-s", "CRAWL_TIME=yesterday"], 2, "CRAWL_TIME"),
    (["crawl", "greenhouse", "-a", "boards=acme", "-s", "REPLAY_ORIGIN=nowhere"], 2, "REPLAY_ORIGIN"),
    (["db", "begin"], 2, "say one of start"),
    (["db", "start", "--port", "99999"], 2, "--port takes a number up to 65535"),
    (["retag", "--source", "greenhous"], 2, "there is no source 'greenhous'"),
    (["replay", "/nowhere"], 2, "/nowhere"),
]


@pytest.mark.parametrize(("arguments", "status", "words"), MISTAKES, ids=lambda v: " ".join(v) if isinstance(v, list) else None)
def test_a_mistake_is_one_line(arguments: list[str], status: int, words: str) -> None:
    run = scrapy(*arguments, env={"MONGODB_URI": "mongodb://127.0.0.1:1/"})
    assert run.status == status, run.err
    assert words in run.err
    assert len(run.err.splitlines()) == 1
    assert run.out == ""


@pytest.mark.parametrize("uri", ["mongo://x", "mongodb://", "nonsense", "mongodb://user:secret@127.0.0.1:1/?directConnection=true"])
def test_a_store_that_cannot_be_reached_is_one_line_without_the_password(uri: str) -> None:
    run = scrapy("crawl", "greenhouse", "-a", "boards=acme", env={"MONGODB_URI": uri})
    assert run.status == 3, run.err
    assert len(run.err.splitlines()) == 1
    assert "secret" not in run.err


def test_a_data_directory_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("")
    run = scrapy("db", "start", env={"JOBSCRAPE_DATA": str(blocker / "mongodb")})
    assert run.status == 3
    assert "cannot use" in run.err
    assert len(run.err.splitlines()) == 1
