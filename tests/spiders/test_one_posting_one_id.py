"""The same posting has the same board and id from every address; and what is kept of it is nobody's personal data."""

from __future__ import annotations

import pytest
from driving import drive
from spiders.fixture import answers_of, load_fixture
from spiders.people import personal
from spiders.test_sources import SOURCES, spider_of

from jobscrape.boards.site import JsonLdSite
from jobscrape.errors import UsageError
from jobscrape.replay import Answer, Answers
from jobscrape.store.ledger import outcome_of

ARBEITNOW = "https://www.arbeitnow.com/api/job-board-api?page=1"


BOARDS = [
    ("himalayas", "https://himalayas.app/companies/tern/jobs/baker", "all"),
    ("jobicy", "https://jobicy.com/jobs/1-baker", "all"),
    ("arbeitnow", "https://www.arbeitnow.com/jobs/companies/tern/baker-1", "all"),
    ("jobtech", "https://jobtechdev.se/ad/1", "all"),
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
    ("francetravail", "https://francetravail.io/data", "all"),
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


@pytest.mark.parametrize("source", ["himalayas", "jobicy", "pythonorg"])
def test_an_address_of_another_site_is_no_board_of_a_feed(source: str) -> None:
    with pytest.raises(UsageError):
        spider_of(source).token("https://example.com/jobs/1")


def test_a_query_in_the_address_of_a_feed_narrows_the_visit() -> None:
    url = "https://jobicy.com/api/v2/remote-jobs?count=50&tag=clay"
    row = {"id": 1, "url": "https://jobicy.com/jobs/1-x", "jobTitle": "Potter"}
    driven = drive(spider_of("jobicy"), url, Answers([Answer.of_json(url, {"jobs": [row]})]))
    assert (driven.visit.board, outcome_of(driven.visit)) == ("all", "partial")


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
