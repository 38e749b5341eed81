"""Arguments and tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from scrapy.settings import Settings

from jobscrape.boards.registry import is_selector, registered, select, shipped
from jobscrape.errors import UsageError
from jobscrape.spiders.ashby import Ashby
from jobscrape.spiders.greenhouse import Greenhouse
from jobscrape.spiders.jsonld import Jsonld
from jobscrape.spiders.lever import Lever

if TYPE_CHECKING:
    from pathlib import Path

    from jobscrape.boards.spider import BoardSpider


def boards(kind: type[BoardSpider], argument: str, **others: str) -> list[str]:
    spider = kind(boards=argument, **others)
    spider.settings = Settings()
    return spider.boards()


@pytest.mark.parametrize(
    ("kind", "argument", "tokens"),
    [
        (Greenhouse, "GitLab", ["gitlab"]),
        (Greenhouse, "acme, acme ,beta", ["acme", "beta"]),
        (Greenhouse, "https://boards.greenhouse.io/acme/jobs/12?gh_src=x,beta", ["acme", "beta"]),
        (Lever, "https://jobs.eu.lever.co/acme/0c1d", ["eu:acme"]),
        (Lever, "GoToGroup", ["GoToGroup"]),
        (Ashby, "https://jobs.ashbyhq.com/Acme%20Health/abc", ["Acme Health"]),
        (Jsonld, "https://careers.acme.example/jobs/1,https://careers.acme.example/jobs/2", ["careers.acme.example"]),
    ],
)
def test_tokens_and_addresses_name_boards(kind: type[BoardSpider], argument: str, tokens: list[str]) -> None:
    assert boards(kind, argument) == tokens


def test_a_file_names_boards(tmp_path: Path) -> None:
    path = tmp_path / "boards.txt"
    path.write_text("# ours\nacme\n\nbeta # the other\nhttps://boards.greenhouse.io/gamma\n")
    assert boards(Greenhouse, f"@{path}") == ["acme", "beta", "gamma"]


def test_parts_share_the_boards_between_them() -> None:
    everything = boards(Greenhouse, "")
    shares = [boards(Greenhouse, "", part=f"{i}/4") for i in range(1, 5)]
    assert sorted(t for share in shares for t in share) == sorted(everything)
    assert all(len(share) > len(everything) / 8 for share in shares)


def test_without_boards_the_registered_ones_are_crawled() -> None:
    assert "gitlab" in boards(Greenhouse, "")
    with pytest.raises(UsageError, match="has no registered boards"):
        boards(Jsonld, "")


def test_selectors_choose_among_the_registered() -> None:
    assert is_selector("tag:ai")
    assert not is_selector("eu:acme")
    chosen = boards(Ashby, "tag:ai+country:DE")
    assert set(chosen) < set(boards(Ashby, "tag:ai")) < set(boards(Ashby, ""))
    with pytest.raises(UsageError, match="no registered board meets"):
        boards(Ashby, "tag:nothing-like-it")


def test_what_the_user_added_and_what_died_counts() -> None:
    token = registered("greenhouse")[0]["token"]
    added = [
        {"token": "ours", "added": {"by": "user"}, "name": "Nonesuch", "tags": ["ai"]},
        {"token": token, "state": "dead"},
        {"token": "seen-once", "state": "active"},
    ]
    rows = {r["token"] for r in registered("greenhouse", added)}
    assert "ours" in rows
    assert token not in rows
    assert "seen-once" not in rows
    assert [r["token"] for r in select(registered("greenhouse", added), "name:nonesuch")] == ["ours"]


def test_the_registry_is_large_and_clean() -> None:
    rows = shipped()
    assert len(rows) >= 3000
    assert len({r["source"] for r in rows}) >= 15
    assert len({(r["source"], r["token"].lower()) for r in rows}) == len(rows)
    assert all(r["token"] == r["token"].strip() for r in rows)
