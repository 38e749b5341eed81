"""The same posting has the same board and id from every address; and what is kept of it is nobody's personal data."""

from __future__ import annotations

from contextlib import suppress

import pytest
from driving import drive
from spiders.fixture import answers_of, load_fixture
from spiders.people import personal
from spiders.test_sources import SOURCES, spider_of

from jobscrape.boards.site import JsonLdSite
from jobscrape.errors import UsageError
from jobscrape.replay import Answer, Answers
from jobscrape.store.ledger import assessed

ARBEITNOW = "https://www.arbeitnow.com/api/job-board-api?page=1"


BOARDS = [
    ("himalayas", "https://himalayas.app/companies/tern/jobs/baker", "all"),
    ("jobicy", "https://jobicy.com/jobs/1-baker", "all"),
    ("arbeitnow", "https://www.arbeitnow.com/jobs/companies/tern/baker-1", "all"),
    ("jobtech", "https://arbetsformedlingen.se/platsbanken/annonser/1", "all"),
    ("workingnomads", "https://www.workingnomads.com/job/go/1/", "all"),
    ("landingjobs", "https://landing.jobs/at/tern/baker", "all"),
    ("pythonorg", "https://www.python.org/jobs/9/", "all"),
    ("themuse", "https://www.themuse.com/jobs/tern/baker", "all"),
    ("remotive", "https://remotive.com/remote-jobs/x/baker-1", "all"),
    ("remoteok", "https://remoteok.com/remote-jobs/baker-1", "all"),
    ("weworkremotely", "https://weworkremotely.com/remote-jobs/tern-baker", "all"),
    ("arbeitsagentur", "https://www.arbeitsagentur.de/jobsuche/jobdetail/1-S", "all"),
    ("nav", "https://arbeidsplassen.nav.no/stillinger/stilling/a", "all"),
    ("usajobs", "https://www.usajobs.gov/job/1", "all"),
    ("francetravail", "https://candidat.francetravail.fr/offres/recherche/detail/1", "all"),
    ("reed", "https://www.reed.co.uk/jobs/baker/5", "all"),
    ("eures", "https://europa.eu/eures/portal/jv-se/jv-details/abc", "all"),
    ("adzuna", "https://api.adzuna.com/v1/api/jobs/gb/search/1?what=x", "gb"),
    ("hackernews", "https://news.ycombinator.com/item?id=4000", "4000"),
    ("simplify", "https://github.com/vanshb03/New-Grad-2027/blob/dev/README.md", "vanshb03/New-Grad-2027"),
    ("greenhouse", "https://job-boards.greenhouse.io/Tern/jobs/1?gh_src=x", "tern"),
    ("lever", "https://jobs.eu.lever.co/Tern/1/apply", "eu:Tern"),
    ("ashby", "https://jobs.ashbyhq.com/Tern%20AI/1/application?utm_source=x", "Tern AI"),
    ("smartrecruiters", "https://jobs.smartrecruiters.com/Tern/744-baker?trid=1", "Tern"),
    ("pinpoint", "https://Tern.pinpointhq.com/en/postings/1/applications/new", "tern"),
    ("workable", "https://apply.workable.com/Tern/j/ABC123/apply/", "tern"),
    ("workday", "https://tern.wd5.myworkdayjobs.com/en-US/Careers/job/Oslo/Baker_R1/apply", "tern.wd5/Careers"),
    ("jsonld", "https://Careers.Tern.example/jobs/1?utm_source=x", "careers.tern.example"),
]


@pytest.mark.parametrize(("source", "url", "board"), BOARDS)
def test_any_address_names_the_one_board(source: str, url: str, board: str) -> None:
    spider = spider_of(source)(boards=url)
    assert spider.token_in(url) == board
    assert spider.token_in(board) == board


@pytest.mark.parametrize("source", [s for s in SOURCES if s not in ("hackernews", "simplify")])
def test_the_address_of_a_posting_never_names_another_board(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in spider_of(source).keys:
        monkeypatch.setenv(key, "test-key")
    fixture = load_fixture(source)
    for board in fixture["boards"]:
        driven = drive(spider_of(source), board, answers_of(fixture))
        for posting in driven.postings:
            with suppress(UsageError):
                assert spider_of(source)(boards=posting.url).token_in(posting.url) == driven.visit.board


PAGES = ["homerun", "icims", "jazzhr", "jobvite", "jsonld"]


@pytest.mark.parametrize("source", PAGES)
def test_a_page_read_by_its_address_has_the_id_of_the_list(source: str) -> None:
    fixture = load_fixture(source)
    for posting in drive(spider_of(source), next(iter(fixture["boards"])), answers_of(fixture)).postings:
        again = drive(spider_of(source), posting.url, answers_of(fixture))
        assert posting.source_id in {p.source_id for p in again.postings}
        assert assessed(again.visit).outcome == "partial"


def test_a_comment_is_no_thread() -> None:
    replies = [{"id": 9, "text": "Tern | Baker | Oslo", "children": []}]
    comment = {"id": 4001, "type": "comment", "parent_id": 4000, "story_id": 4000, "title": None, "children": replies}
    url = "https://hn.algolia.com/api/v1/items/4001"
    driven = drive(spider_of("hackernews"), "https://news.ycombinator.com/item?id=4001", Answers([Answer.of_json(url, comment)]))
    assert driven.postings == []
    assert [f.reason for f in driven.visit.failures] == ["4001 is a comment; its thread is 4000"]


@pytest.mark.parametrize("source", ["himalayas", "jobicy", "pythonorg"])
def test_an_address_of_another_site_is_no_board_of_a_feed(source: str) -> None:
    with pytest.raises(UsageError):
        spider_of(source).token("https://example.com/jobs/1")


def test_a_query_in_the_address_of_a_feed_narrows_the_visit() -> None:
    url = "https://jobicy.com/api/v2/remote-jobs?count=50&tag=clay"
    row = {"id": 1, "url": "https://jobicy.com/jobs/1-x", "jobTitle": "Potter"}
    driven = drive(spider_of("jobicy"), url, Answers([Answer.of_json(url, {"jobs": [row]})]))
    assert (driven.visit.board, assessed(driven.visit).outcome) == ("all", "partial")


@pytest.mark.parametrize(
    "url",
    [
        "https://careers.tern.example/jobs/1",
        "https://CAREERS.tern.example/jobs/1/",
        "https://careers.tern.example/jobs/1?utm_source=x&gh_src=y#apply",
        "http://careers.tern.example/jobs/1?ref=feed",
    ],
)
def test_a_page_has_one_id_from_every_address(url: str) -> None:
    assert JsonLdSite.source_id(url) == "/jobs/1"


@pytest.mark.parametrize("source", SOURCES)
def test_raw_holds_nobody(source: str) -> None:
    fixture = load_fixture(source)
    for board in fixture["boards"]:
        driven = drive(spider_of(source), board, answers_of(fixture))
        assert [(i.url, found) for i in (*driven.postings, *driven.rejects) if (found := personal(i.raw))] == []


def test_contacts_of_any_source_are_left_out() -> None:
    row = {
        "slug": "k-1",
        "url": "https://www.arbeitnow.com/jobs/k-1",
        "title": "Koch",
        "notes": "Ask ann@tern.example today",
        "hiringManager": "Ann",
    }
    row["apply"] = {"contactPerson": {"name": "Ann"}, "phone_number": "1", "steps": [{"email": "x@y.example", "order": 1}]}
    rows = [row, {**row, "slug": "k-2", "title": None, "url": 5}]
    driven = drive(spider_of("arbeitnow"), "all", Answers([Answer.of_json(ARBEITNOW, {"data": rows, "links": {}})]))
    assert driven.postings[0].raw["apply"] == {"steps": [{"order": 1}]}
    assert driven.postings[0].raw["notes"] == "Ask (e-mail) today"
    assert [personal(i.raw) for i in (*driven.postings, *driven.rejects)] == [[]] * 2
