"""`scrapy boards`: listing, adding what an address or a page leads to, importing, checking, discovering."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.settings import Settings

from jobscrape.boards.recognise import spiders
from jobscrape.boards.registry import registered, shipped
from jobscrape.commands.boards import Command
from jobscrape.errors import UsageError
from jobscrape.replay import Answer, Answers, ReplayServer
from jobscrape.store.schema import initialise
from tests.store.crawling import Market

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pymongo.database import Database

    Store = Database[dict[str, Any]]
    Say = Callable[..., str]

SITE = "https://www.tern.example"
NODE = '<script type="application/ld+json">{"@type": "JobPosting", "title": "Baker", "description": "Bake"}</script>'
ADDRESSES = [
    ("https://job-boards.greenhouse.io/Tern/jobs/1", "greenhouse tern"),
    ("https://jobs.lever.co/tern/1/apply", "lever tern"),
    ("https://jobs.ashbyhq.com/tern/1", "ashby tern"),
    ("https://jobs.smartrecruiters.com/Tern/744-baker", "smartrecruiters Tern"),
    ("https://apply.workable.com/tern/j/ABC/", "workable tern"),
    ("https://tern.recruitee.com/o/baker", "recruitee tern"),
    ("https://tern.jobs.personio.de/job/1", "personio tern"),
    ("https://tern.teamtailor.com/jobs/1-baker", "teamtailor tern"),
    ("https://tern.wd5.myworkdayjobs.com/en-US/Careers/job/Oslo/Baker_R1", "workday tern.wd5/Careers"),
    ("https://tern.bamboohr.com/careers/1", "bamboohr tern"),
    ("https://tern.breezy.hr/p/1-baker", "breezy tern"),
    ("https://ats.rippling.com/tern/jobs/1", "rippling tern"),
    ("https://jobs.gem.com/tern/1", "gem tern"),
    ("https://jobs.polymer.co/tern/1", "polymer tern"),
    ("https://join.com/companies/tern/1-baker", "join tern"),
    ("https://tern.pinpointhq.com/en/postings/1", "pinpoint tern"),
    ("https://careers-tern.icims.com/jobs/1/baker/job", "icims careers-tern.icims.com"),
    ("https://jobs.jobvite.com/tern/job/o1", "jobvite tern"),
    ("https://tern.applytojob.com/apply/x/baker", "jazzhr tern"),
    ("https://news.ycombinator.com/item?id=4000", "hackernews 4000"),
]


@pytest.fixture
def store(database: Store) -> Store:
    initialise(database)
    return database


@pytest.fixture
def say(store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Return a function that runs the command on `store` and returns what it prints."""
    monkeypatch.setattr(Command, "database", lambda _: store)

    def run(*arguments: str, where: str = "", tags: str = "", as_json: bool = False, **settings: Any) -> Any:
        command = Command()
        command.settings = Settings(settings)
        command.execute(list(arguments), Namespace(where=where, tags=tags, json=as_json))
        printed = capsys.readouterr().out
        return json.loads(printed) if as_json else printed

    return run


@pytest.fixture
def web() -> Iterator[ReplayServer]:
    with ReplayServer(Answers()) as server:
        yield server


def page(server: ReplayServer, url: str, text: str, status: int = 200) -> None:
    kind = "text/plain" if url.endswith(".txt") else "text/html"
    server.answers.add(Answer(url=url, content=text.encode(), status=status, headers={"Content-Type": kind}))


def test_the_package_registers_enough_boards() -> None:
    rows = shipped()
    assert len(rows) >= 3000
    assert len({row["source"] for row in rows}) >= 15
    assert len({(row["source"], row["token"]) for row in rows}) == len(rows), "no board twice"


@pytest.mark.parametrize("source", sorted({row["source"] for row in shipped()}))
def test_every_registered_token_is_one(source: str) -> None:
    tokens = [row["token"] for row in registered(source)]
    assert [token for token in tokens if spiders()[source].token(token) != token] == []


def test_the_list_counts_the_boards_of_each_source(say: Say) -> None:
    lines = {line.split()[0]: line.split()[-1] for line in say("list").splitlines() if line.split()}
    assert lines["greenhouse"] == str(len(registered("greenhouse")))
    assert "himalayas" not in lines
    assert len(say("list", as_json=True)) == len(shipped())


def test_a_selection_of_the_list(say: Say) -> None:
    rows = say("list", "greenhouse", where="tag:ai+country:US", as_json=True)
    assert rows
    assert all(r["source"] == "greenhouse" and r["country"] == "US" and "ai" in r["tags"].split() for r in rows)


@pytest.mark.parametrize(
    ("arguments", "where", "words"),
    [
        ((), "", "say one of list, add"),
        (("burn",), "", "got burn"),
        (("list", "nosuch"), "", "no source 'nosuch'"),
        (("list",), "colour:red", "cannot select boards by 'colour:red'"),
        (("list",), "tag:nosuchtag", "no registered board meets"),
        (("add",), "", "scrapy boards add URL"),
        (("add", "tern"), "", "'tern' is no address"),
        (("import",), "", "one file"),
        (("import", "/nowhere/boards.csv"), "", "cannot read /nowhere/boards.csv"),
    ],
)
def test_misuse_is_one_line(say: Say, arguments: tuple[str, ...], where: str, words: str) -> None:
    with pytest.raises(UsageError) as error:
        say(*arguments, where=where)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("url", "board"), ADDRESSES)
def test_an_address_is_recognised(say: Say, store: Store, url: str, board: str) -> None:
    assert say("add", url, tags="birds,sea") == f"{board}: registered (active)\n"
    found = store["boards"].find_one({"_id": board.replace(" ", ":", 1)}) or {}
    assert (found["added"]["by"], found["state"], found["tags"]) == ("user", "active", ["birds", "sea"])


def test_an_added_board_is_crawled_and_selected_by_its_tags(say: Say, store: Store) -> None:
    say("add", "https://jobs.lever.co/tern-birds", tags="birds")
    assert [r["token"] for r in say("list", where="tag:birds", as_json=True)] == ["tern-birds"]
    assert "tern-birds" in [r["token"] for r in registered("lever", store["boards"].find())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<script src="https://boards.greenhouse.io/embed/job_board/js?for=tern"></script>', ["greenhouse tern"]),
        ('<iframe src="https://jobs.ashbyhq.com/tern?embed=js">', ["ashby tern"]),
        (
            '<a href="//jobs.eu.lever.co/tern/1">Baker</a> <a href="https://apply.workable.com/tern-gulls/">',
            ["lever eu:tern", "workable tern-gulls"],
        ),
        ('{"jobs":"https:\\/\\/tern.teamtailor.com\\/jobs"}', ["teamtailor tern"]),
        (NODE, ["jsonld www.tern.example"]),
    ],
)
def test_a_careers_page_leads_to_its_board(say: Say, web: ReplayServer, text: str, expected: list[str]) -> None:
    page(web, f"{SITE}/robots.txt", "User-agent: *\nDisallow: /private")
    page(web, f"{SITE}/careers", f"<html><body>{text}</body></html>")
    printed = say("add", f"{SITE}/careers", REPLAY_ORIGIN=web.origin)
    assert printed == "".join(f"{board}: registered (active)\n" for board in expected)
    assert [seen.url for seen in web.seen] == [f"{SITE}/robots.txt", f"{SITE}/careers"]
    assert all("jobscrape" in {k.lower(): v for k, v in seen.headers.items()}["user-agent"] for seen in web.seen)


@pytest.mark.parametrize(
    ("robots", "text", "status", "words"),
    [
        ("User-agent: *\nDisallow: /", NODE, 200, "robots.txt of www.tern.example forbids"),
        ("", "<html>We have jobs</html>", 200, "embeds no board that is known"),
        ("", "gone", 404, "does not answer with a page"),
        ("", "no", 403, "does not answer with a page"),
    ],
)
def test_a_page_that_leads_nowhere_is_one_line(
    say: Say, store: Store, web: ReplayServer, robots: str, text: str, status: int, words: str
) -> None:
    page(web, f"{SITE}/robots.txt", robots)
    page(web, f"{SITE}/careers", text, status)
    with pytest.raises(UsageError, match=words) as error:
        say("add", f"{SITE}/careers", REPLAY_ORIGIN=web.origin)
    assert "\n" not in str(error.value)
    assert store["boards"].count_documents({}) == 0


def test_a_forbidden_page_is_not_asked_for(say: Say, web: ReplayServer) -> None:
    page(web, f"{SITE}/robots.txt", "User-agent: *\nDisallow: /careers")
    with pytest.raises(UsageError):
        say("add", f"{SITE}/careers", REPLAY_ORIGIN=web.origin)
    assert [seen.url for seen in web.seen] == [f"{SITE}/robots.txt"]


def test_a_table_is_imported_by_token_or_address(say: Say, store: Store, tmp_path: Path) -> None:
    table = tmp_path / "boards.csv"
    table.write_text(
        "\ufeffsource,token,url,name,country,size,tags\n"
        "greenhouse,Tern,,Tern Ltd,NO,11-50,birds sea\n"
        ",,https://jobs.lever.co/gull/1,Gull,,,\n"
        "workday,,https://auk.wd3.myworkdayjobs.com/Jobs,Auk,,,\n",
        "utf-8",
    )
    say("import", str(table), tags="import")
    kept = {b["_id"]: b for b in store["boards"].find()}
    assert sorted(kept) == ["greenhouse:tern", "lever:gull", "workday:auk.wd3/Jobs"]
    first = kept["greenhouse:tern"]
    assert (first["name"], first["country"], first["size"], first["tags"]) == ("Tern Ltd", "NO", "11-50", ["birds", "sea"])
    assert kept["lever:gull"]["tags"] == ["import"]
    assert all(b["added"]["by"] == "import" for b in kept.values())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nosuch,tern,", "line 3: no source 'nosuch'"),
        (",,https://www.tern.example/careers", "line 3: no source '' and no address that is recognised"),
        ("greenhouse,te rn,", "line 3: greenhouse knows no board in 'te rn'"),
        ("greenhouse,,", "line 3: greenhouse knows no board in ''"),
        (",,,more,cells", "line 3: no source ''"),
    ],
)
def test_a_bad_line_of_a_table_is_named_and_nothing_is_stored(say: Say, store: Store, tmp_path: Path, line: str, words: str) -> None:
    table = tmp_path / "boards.csv"
    table.write_text(f"source,token,url\nlever,gull,\n{line}\n", "utf-8")
    with pytest.raises(UsageError, match=words):
        say("import", str(table))
    assert store["boards"].count_documents({}) == 0


def test_a_table_that_is_no_text_is_one_line(say: Say, tmp_path: Path) -> None:
    table = tmp_path / "boards.csv"
    table.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="not UTF-8 text"):
        say("import", str(table))


def posting(number: int, source: str, **more: Any) -> dict[str, Any]:
    return {"_id": f"{source}:all:{number}", "source": source, "board": "all", "company": {"name": f"Employer {number}"}, **more}


def test_boards_are_discovered_in_the_links_of_aggregators(say: Say, store: Store) -> None:
    store["postings"].insert_many(
        [
            posting(1, "himalayas", url="https://himalayas.app/x", apply_url="https://boards.greenhouse.io/newfound/jobs/1"),
            posting(2, "simplify", url="https://jobs.lever.co/newfound/1"),
            posting(3, "hackernews", url="https://news.ycombinator.com/item?id=1", apply_url="https://newfound.example/jobs"),
            posting(4, "greenhouse", url="https://boards.greenhouse.io/own/jobs/1"),
            posting(6, "workingnomads", url="https://www.workingnomads.com/job/go/1719512/"),
            posting(
                5,
                "jobicy",
                url="https://jobicy.com/jobs/5",
                apply_url=f"https://boards.greenhouse.io/{registered('greenhouse')[0]['token']}/jobs/1",
            ),
        ],
        bypass_document_validation=True,
    )
    say("add", "https://jobs.ashbyhq.com/mine")
    store["postings"].insert_one(posting(6, "jobicy", url="https://jobs.ashbyhq.com/mine/1"), bypass_document_validation=True)
    assert say("discover") == "greenhouse newfound: registered (unconfirmed)\nlever newfound: registered (unconfirmed)\n"
    found = {b["_id"]: b for b in store["boards"].find()}
    assert found["greenhouse:newfound"]["state"] == "unconfirmed"
    assert found["greenhouse:newfound"]["name"] == "Employer 1"
    assert found["ashby:mine"]["added"]["by"] == "user"
    assert say("discover") == "nothing new\n"


def test_discovery_may_be_kept_to_some_sources(say: Say, store: Store) -> None:
    rows = [posting(n, s, url=f"https://jobs.lever.co/newfound-{s}/1") for n, s in enumerate(("jobicy", "simplify"))]
    store["postings"].insert_many(rows, bypass_document_validation=True)
    assert say("discover", "simplify") == "lever newfound-simplify: registered (unconfirmed)\n"


def board(token: str, state: str, outcome: str) -> dict[str, Any]:
    day = datetime(2026, 11, 1, tzinfo=timezone.utc)
    seen = {"last_crawl": day, "last_outcome": outcome, "last_complete": day - timedelta(days=90)}
    return {"_id": f"greenhouse:{token}", "source": "greenhouse", "token": token, "state": state, **seen}


def test_check_names_the_boards_that_are_not_in_order(say: Say, store: Store) -> None:
    store["boards"].insert_many([board("well", "active", "complete"), board("dead", "dead", "missing"), board("ill", "active", "failed")])
    assert [(r["token"], r["state"], r["last_outcome"]) for r in say("check", as_json=True)] == [
        ("dead", "dead", "missing"),
        ("ill", "active", "failed"),
    ]
    assert say("check", "lever", as_json=True) == []


def test_check_says_where_the_employer_of_a_vanished_board_may_be(say: Say, store: Store) -> None:
    store["boards"].insert_many([board("tern-birds", "vanished", "missing"), board("ill", "active", "failed")])
    say("add", "https://jobs.ashbyhq.com/Tern%20Birds")
    rows = {r["token"]: r["perhaps_at"] for r in say("check", as_json=True)}
    assert rows == {"tern-birds": "ashby:Tern Birds", "ill": ""}


def test_a_board_that_stays_away_is_dead_in_the_end_and_is_not_crawled_any_more(say: Say, database: Store) -> None:
    token = registered("greenhouse")[0]["token"]
    market = Market(database)
    market.crawl(0, [str(n) for n in range(12)], board=token)
    for day, state in ((1, "suspect"), (2, "vanished"), (40, "vanished"), (62, "dead")):
        market.crawl(day, board=token, missing="HTTP 404")
        assert (database["boards"].find_one({"token": token}) or {})["state"] == state
        left_out = token not in [r["token"] for r in registered("greenhouse", database["boards"].find())]
        assert left_out == (state == "dead")
    assert [(r["token"], r["state"]) for r in say("check", as_json=True)] == [(token, "dead")]
    market.crawl(63, [str(n) for n in range(12)], board=token)
    assert say("check", as_json=True) == []
    assert token in [r["token"] for r in say("list", "greenhouse", as_json=True)]


def test_a_dead_board_is_kept_left_out_and_can_be_added_again(say: Say, store: Store) -> None:
    token = registered("greenhouse")[0]["token"]
    store["boards"].insert_one(board(token, "dead", "missing"))
    assert token not in [r["token"] for r in say("list", "greenhouse", as_json=True)]
    say("add", f"https://boards.greenhouse.io/{token}")
    assert token in [r["token"] for r in say("list", "greenhouse", as_json=True)]
    kept = store["boards"].find_one({"_id": f"greenhouse:{token}"}) or {}
    assert (kept["state"], kept["last_outcome"]) == ("active", "missing")
