"""Every source: named as its file, described, with a fixture whose postings come out as expected."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache
from typing import Any

import pytest
from driving import drive
from spiders.fixture import FOLDER, answers_of, differences, load_fixture

import jobscrape.spiders
from jobscrape.boards.spider import BoardSpider
from jobscrape.errors import UsageError
from jobscrape.store.ledger import assessed

SOURCES = sorted(m.name for m in pkgutil.iter_modules(jobscrape.spiders.__path__))


@cache
def spider_of(source: str) -> type[BoardSpider]:
    module = importlib.import_module(f"jobscrape.spiders.{source}")
    own = [c for c in vars(module).values() if isinstance(c, type) and issubclass(c, BoardSpider) and c.__module__ == module.__name__]
    assert len(own) == 1, f"{source}.py holds one spider"
    return own[0]


def cases() -> list[Any]:
    return [
        pytest.param(s, board, id=f"{s}-{board}") for s in SOURCES if (FOLDER / f"{s}.yml").exists() for board in load_fixture(s)["boards"]
    ]


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_is_named_as_its_file_and_described(source: str) -> None:
    spider = spider_of(source)
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", spider.__name__).lower()
    assert spider.name == source
    assert snake.replace("_", "") == source.replace("_", "")
    assert spider.system
    assert spider.home.startswith("http")
    assert spider.terms
    assert spider.example or spider.default_boards
    assert (FOLDER / f"{source}.yml").exists(), "a source has a fixture"


@pytest.mark.parametrize(("source", "board"), cases())
def test_a_fixture_gives_the_expected_postings(source: str, board: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fixture = load_fixture(source)
    for key in spider_of(source).keys:
        monkeypatch.setenv(key, "test-key")
    want = fixture["boards"][board]
    driven = drive(spider_of(source), board, answers_of(fixture))
    by_id = {p.source_id: p for p in driven.postings}
    expected = {str(e["source_id"]): e for e in want.get("expected", [])}
    assert sorted(by_id) == sorted(expected)
    assert len(driven.postings) == len(by_id), "no posting twice"
    assert {i: d for i, e in expected.items() if (d := differences(by_id[i], e))} == {}
    assert len(driven.rejects) == want.get("rejects", 0), [r.error for r in driven.rejects]
    assert len(driven.notices) == want.get("notices", 0)
    assert assessed(driven.visit).outcome == want.get("outcome", "complete")
    assert driven.settled == 1


@pytest.mark.parametrize("source", [s for s in SOURCES if (FOLDER / f"{s}.yml").exists()])
def test_public_addresses_name_their_board(source: str) -> None:
    fixture = load_fixture(source)
    spider = spider_of(source)
    for url, token in fixture.get("urls", {}).items():
        assert spider.token(url) == token, url


@pytest.mark.parametrize("text", ["", " ", "../etc/passwd", "a b\nc", "https://example.com/nothing/here"])
def test_a_malformed_token_is_one_line(text: str) -> None:
    with pytest.raises(UsageError) as error:
        spider_of("greenhouse").token(text)
    assert "\n" not in str(error.value)
