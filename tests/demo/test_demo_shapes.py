"""The answers have the shapes that the spiders read: what a spider states of a posting is what the truth says."""

from __future__ import annotations

import importlib
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest
from demo.market import MINUTE, WHEN, Answers, day, get, market
from driving import drive

from jobscrape.boards.spider import BoardSpider
from jobscrape.demo import money, truth
from jobscrape.demo.boards import tokens
from jobscrape.demo.market import Market
from jobscrape.demo.plan import DAY, Plan, moment
from jobscrape.demo.postings import AGGREGATOR
from jobscrape.demo.shapes import shapes
from jobscrape.demo.tables import table
from jobscrape.fields.text import to_text
from jobscrape.store.ledger import assessed

if TYPE_CHECKING:
    from jobscrape.items import JobPosting

COMPANY_BOARDS = ("greenhouse", "lever", "ashby", "smartrecruiters", "pinpoint", "workable", "recruitee")
NAMES_COMPANY = ("greenhouse", "smartrecruiters", "workable", "recruitee", "jsonld", "remoteok", "hackernews")


@cache
def spider_of(source: str) -> type[BoardSpider]:
    module = pytest.importorskip(f"jobscrape.spiders.{source}")
    return next(c for c in vars(module).values() if isinstance(c, type) and issubclass(c, BoardSpider) and c.__module__ == module.__name__)


@cache
def boards_of(source: str) -> tuple[str, ...]:
    if source == "hackernews":
        return tuple(thread for thread, _ in market().threads(MINUTE)[:2])
    return tuple(tokens(market(), MINUTE, source, moved=False)[source])


@cache
def found(source: str) -> dict[str, JobPosting]:
    """Return all postings that the spider makes of the source's boards, by document key; all visits must be complete."""
    postings = {}
    for board in boards_of(source):
        driven = drive(spider_of(source), board, Answers())
        assert not driven.rejects
        assert assessed(driven.visit).outcome == ("partial" if source == "remoteok" else "complete"), driven.visit.failures
        postings.update({f"{source}:{p.board}:{p.source_id}": p for p in driven.postings})
    return postings


@cache
def expected(source: str) -> dict:
    """Return the true openings behind the documents of a source; comments with several roles are left out."""
    lives = {life.key: life for one in market().employers for life in market().lives(one)}
    return {
        m.document: market().opening(lives[m.openings[0]], MINUTE if m.written is None else m.written)
        for m in truth.mentions(market(), [WHEN], [source])
        if len(m.openings) == 1
    }


@pytest.mark.parametrize("source", [*COMPANY_BOARDS, "jsonld", "remoteok", "hackernews"])
def test_the_spider_states_what_is_true(source: str) -> None:
    postings, openings = found(source), expected(source)
    assert len(openings) > 5
    assert set(openings) <= set(postings)
    for key, opening in openings.items():
        posting = postings[key]
        assert posting.title == (opening.title.replace(" - ", ", ") if source == "hackernews" else opening.title)
        assert any(opening.cities[0].name in place.raw for place in posting.locations)
        assert posting.url.startswith("https://")
        if source in NAMES_COMPANY:
            assert opening.employer.name in posting.company
        assert source == "pinpoint" or posting.date_posted


@pytest.mark.parametrize("source", [*COMPANY_BOARDS, "jsonld", "remoteok", "hackernews"])
def test_the_text_names_every_skill(source: str) -> None:
    names = table("skills")["names"]
    for key, opening in expected(source).items():
        text = to_text(found(source)[key].description)
        missing = [skill for skill in opening.skills if not any(form in text for form in names.get(skill, [skill]))]
        assert not missing, (key, missing)


@pytest.mark.parametrize("source", [*COMPANY_BOARDS, "jsonld"])
def test_pay_and_mode_are_said_somewhere(source: str) -> None:
    for key, opening in expected(source).items():
        posting = found(source)[key]
        text = to_text(posting.description)
        if opening.pay:
            stated = [p for p in posting.pay if (p.max, p.currency) == (opening.pay.max, opening.pay.currency)]
            assert stated or money.write(opening.pay) in text, key
            assert all(p.min == opening.pay.min for p in stated)
        elif posting.pay:
            pytest.fail(f"{key} states pay that is not there")
        if opening.work_mode:
            flags = f"{posting.workplace} {posting.remote and 'remote'} {posting.locations[0].raw} {text}".lower()
            words = {"remote": ("remote", "telecommute"), "hybrid": ("hybrid", "office"), "onsite": ("on-site", "onsite", "on site")}
            assert any(word in flags for word in words[opening.work_mode]), key


def test_what_the_spiders_see_of_one_opening_is_one_job() -> None:
    """Every document of the truth's clusters is found on a board."""
    seen = {key for source in (*COMPANY_BOARDS[:5], "jsonld", "remoteok", "hackernews") for key in found(source)}
    clusters = truth.jobs(market(), [WHEN], [key.partition(":")[0] for key in seen])
    assert {key for cluster in clusters.values() for key in cluster} <= seen


def test_smartrecruiters_pages_a_large_board() -> None:
    large = Market(Plan(employers=11, postings=230))
    boards = tokens(large, MINUTE, "smartrecruiters", moved=False)["smartrecruiters"]
    board = max(boards, key=lambda name: len(large.board("smartrecruiters", name, MINUTE) or []))
    driven = drive(spider_of("smartrecruiters"), board, Answers(of=large))
    shown = large.board("smartrecruiters", board, MINUTE) or []
    assert len(shown) > 100
    assert {p.source_id for p in driven.postings} == {item.posting.source_id for item in shown}
    assert driven.visit.declared == len(shown)


MISSING = {
    "greenhouse": ("https://boards-api.greenhouse.io/v1/boards/nobody/jobs?content=true", 404, b'"Job not found"'),
    "lever": ("https://api.lever.co/v0/postings/nobody?mode=json", 404, b'"Document not found"'),
    "ashby": ("https://api.ashbyhq.com/posting-api/job-board/nobody", 404, b"Not Found"),
    "smartrecruiters": ("https://api.smartrecruiters.com/v1/companies/nobody/postings", 200, b'"totalFound":0'),
    "pinpoint": ("https://nobody.pinpointhq.com/postings.json", 404, b'"Not Found"'),
    "workable": ("https://apply.workable.com/api/v1/widget/accounts/nobody", 404, b"Not Found"),
    "recruitee": ("https://nobody.recruitee.com/api/offers/", 404, b'"Not Found"'),
}


@pytest.mark.parametrize("source", MISSING)
def test_a_board_that_is_not_there_answers_as_the_system_does(source: str) -> None:
    url, status, part = MISSING[source]
    answer = get(url)
    assert answer.status == status
    assert part in answer.body


def test_the_job_site_has_an_index_of_sitemaps_and_gone_pages() -> None:
    assert b"<sitemapindex" in get(f"https://{AGGREGATOR}/sitemap.xml").body
    page = next(item.posting for item in market().aggregator(MINUTE))
    url = f"https://{AGGREGATOR}{page.source_id}"
    assert get(url).status == 200
    assert get(url, moment(page.spans[0][1])).status == 404


def test_changes_of_content_change_the_row_and_noise_does_not() -> None:
    """A change of content changes what matters in a row; a bump of all dates or another order does not."""
    spider = spider_of("greenhouse")
    changed = bumped = 0
    for board in boards_of("greenhouse"):
        for start in range(40, 124, 7):
            before, after = (rows(spider, board, day(start + offset)) for offset in (0, 7))
            for key in before.keys() & after.keys():
                moved = before[key][1] != after[key][1]
                same = before[key][0] == after[key][0]
                bumped += moved and same
                changed += not same
                assert moved or same, "a change of content moves updated_at"
    assert changed > 5
    assert bumped > 15


def rows(spider: type[BoardSpider], board: str, when: datetime) -> dict[str, tuple[str, str]]:
    driven = drive(spider, board, Answers(when))
    return {p.source_id: (p.row_hash, str(p.date_updated)) for p in driven.postings}


def test_a_quiet_board_answers_the_same_bytes() -> None:
    quiet = Market(Plan(noise=0))
    url = "https://boards-api.greenhouse.io/v1/boards/{}/jobs?content=true"
    saturday = moment(quiet.plan.begin + 152 * DAY) + timedelta(days=1, hours=2)
    for board in tokens(quiet, MINUTE, "greenhouse", moved=False)["greenhouse"]:
        assert get(url.format(board), saturday, quiet).body == get(url.format(board), saturday + timedelta(hours=20), quiet).body


def test_every_shape_is_read_by_a_spider_of_its_name() -> None:
    for shape in shapes():
        if shape.SOURCE not in ("workable", "recruitee"):
            assert importlib.import_module(f"jobscrape.spiders.{shape.SOURCE}")
