"""Traps of applicant-tracking systems that a fixture of one crawl cannot show: second crawls, narrowed boards, lists that loop."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from driving import CLOCK, Driven, drive
from spiders.fixture import answers_of, load_fixture
from spiders.test_sources import spider_of
from twisted.python.failure import Failure

from jobscrape.boards.pages import employer_in
from jobscrape.boards.parts import parts_of
from jobscrape.boards.visit import BoardVisit, Memory
from jobscrape.net.robots import RobotsRefusal
from jobscrape.net.slots import CrawlStopped
from jobscrape.replay import Answer, Answers
from jobscrape.store.ledger import assessed, lacks

PYLON = "https://pylon.wd5.myworkdayjobs.com/wday/cxs/pylon/Careers"
PERSONAL = ("A Person", "person@", "inbox@", "@tulip", "creator", "HiringManager", "mailbox_email", "reporting_to", "user1", "someone")
DETAILED = [
    ("smartrecruiters", "Stork"),
    ("workday", "pylon.wd5/Careers"),
    ("bamboohr", "grove"),
    ("rippling", "Ripple"),
    ("oracle", "helm.fa.us2.oraclecloud.com/HelmCareers"),
    ("polymer", "lenslab"),
    ("join", "alp"),
    ("eightfold", "orbit.eightfold.ai"),
    ("icims", "careers-dune.icims.com"),
    ("jobvite", "reef"),
    ("jazzhr", "nerve"),
    ("homerun", "atelier"),
    ("phenom", "careers.ridge.example"),
    ("successfactors", "careers.fern.example"),
]


def crawl(source: str, board: str, *, memory: Memory | None = None, edit: Any = None) -> Driven:
    """Crawl a board of a source's fixture; `edit` changes a copy of the fixture first."""
    fixture = deepcopy(load_fixture(source))
    if edit is not None:
        edit(fixture)
    return drive(spider_of(source), board, answers_of(fixture), memory=memory)


def memory_of(first: Driven, age: timedelta = timedelta(days=1)) -> Memory:
    """Return what a store knows after a crawl."""
    known = {p.source_id: p.row_hash for p in first.postings}
    return Memory(known=known, detailed=dict.fromkeys(known, CLOCK - age))


@pytest.mark.parametrize(("source", "board"), DETAILED)
def test_a_page_is_read_for_new_and_changed_rows_only(source: str, board: str) -> None:
    first = crawl(source, board)
    again = crawl(source, board, memory=memory_of(first))
    known = {p.source_id for p in first.postings}
    assert len(first.requests) > len(again.requests)
    assert again.visit.seen == known
    assert [p.source_id for p in again.postings] == []
    assert assessed(again.visit).outcome == assessed(first.visit).outcome


@pytest.mark.parametrize(("source", "board"), DETAILED)
def test_a_page_is_read_again_after_a_month(source: str, board: str) -> None:
    first = crawl(source, board)
    again = crawl(source, board, memory=memory_of(first, timedelta(days=31)))
    assert {p.source_id for p in again.postings} == {p.source_id for p in first.postings}


def test_relative_dates_do_not_change_a_workday_row() -> None:
    def tomorrow(fixture: dict[str, Any]) -> None:
        fixture["answers"][0]["json"]["jobPostings"][0]["postedOn"] = "Posted 2 Days Ago"
        fixture["answers"][1]["json"]["jobPostings"][1]["postedOn"] = "Posted 2 Days Ago"

    first = crawl("workday", "pylon.wd5/Careers")
    again = crawl("workday", "pylon.wd5/Careers", memory=memory_of(first), edit=tomorrow)
    assert "Engineer_R1-1" in again.visit.seen


def test_a_new_title_changes_a_workday_row() -> None:
    def renamed(fixture: dict[str, Any]) -> None:
        fixture["answers"][0]["json"]["jobPostings"][0]["title"] = "Chief Engineer"

    first = crawl("workday", "pylon.wd5/Careers")
    again = crawl("workday", "pylon.wd5/Careers", memory=memory_of(first), edit=renamed)
    assert [p.source_id for p in again.postings] == ["Engineer_R1-1"]


@pytest.mark.parametrize(
    "source", ["greenhouse", *sorted({source for source, _ in DETAILED}), "recruitee", "comeet", "lever", "pinpoint", "hackernews"]
)
def test_nothing_personal_is_kept(source: str) -> None:
    fixture = load_fixture(source)
    for board in fixture["boards"]:
        for posting in drive(spider_of(source), board, answers_of(fixture)).postings:
            kept = json.dumps(posting.raw, default=str)
            assert [words for words in PERSONAL if words in kept] == []


def jobs(*numbers: int) -> list[dict[str, str]]:
    return [{"title": f"Job {n}", "externalPath": f"/job/Job_R{n}"} for n in numbers]


def page(offset: int, total: int | None, rows: list[dict[str, str]], facets: list[Any] | None = None, applied: Any = None) -> Answer:
    body = {"appliedFacets": applied or {}, "limit": 20, "offset": offset, "searchText": ""}
    answer = {"total": total, "jobPostings": rows, "facets": facets or []}
    return Answer.of_json(f"{PYLON}/jobs", answer, method="POST", request_body=body)


def test_workday_offsets_that_begin_again_end_the_list() -> None:
    answers = Answers([page(0, 60, jobs(*range(20))), page(20, 0, jobs(*range(20, 40))), page(40, 0, jobs(*range(20)))])
    driven = drive(spider_of("workday"), "pylon.wd5/Careers", answers)
    assert driven.visit.listed == 40
    assert assessed(driven.visit).outcome == "partial"
    assert "the board declares 60 postings, 40 were listed" in lacks(driven.visit)


def test_an_empty_workday_page_ends_the_list() -> None:
    driven = drive(spider_of("workday"), "pylon.wd5/Careers", Answers([page(0, 25, jobs(*range(20))), page(20, 0, [])]))
    assert assessed(driven.visit).outcome == "partial"


def test_a_workday_row_without_path_is_a_reject_not_a_crash() -> None:
    driven = drive(spider_of("workday"), "pylon.wd5/Careers", Answers([page(0, 2, [*jobs(1), {"title": "Nowhere"}])]))
    assert [r.error for r in driven.rejects] == ["the row has no id"]
    assert assessed(driven.visit).outcome == "partial"


def test_a_block_of_a_workday_page_does_not_close_its_posting() -> None:
    answers = Answers([page(0, 1, jobs(1)), Answer.of_json(f"{PYLON}/job/Job_R1", {"errorCode": "X"}, status=403)])
    driven = drive(spider_of("workday"), "pylon.wd5/Careers", answers)
    assert driven.visit.gone == set()
    assert driven.visit.ids == {"Job_R1"}
    assert assessed(driven.visit).outcome == "complete"


FACETS = [
    {"facetParameter": "timeType", "descriptor": "Regions", "values": [{"descriptor": "All", "id": "0" * 32, "count": 2000}]},
    {
        "facetParameter": "locationMainGroup",
        "values": [
            {
                "facetParameter": "locations",
                "descriptor": "Locations",
                "values": [{"descriptor": name, "id": name * 32, "count": count} for name, count in (("a", 1500), ("b", 400), ("c", 600))],
            }
        ],
    },
]


def test_a_workday_list_cut_at_its_cap_is_put_in_parts() -> None:
    parts, covered = parts_of(FACETS, 2000)
    assert covered == 2500
    assert parts == [{"locations": ["a" * 32, "b" * 32]}, {"locations": ["c" * 32]}]


def test_a_cut_workday_list_is_read_in_parts_that_must_be_whole() -> None:
    first, second = ({"locations": ["a" * 32, "b" * 32]}, {"locations": ["c" * 32]})
    answers = [page(0, 2000, jobs(1), FACETS), page(0, 2, jobs(1, 2), applied=first), page(0, 2, jobs(3), applied=second)]
    driven = drive(spider_of("workday"), "pylon.wd5/Careers", Answers(answers))
    assert driven.visit.dead == {"Job_R1", "Job_R2", "Job_R3"}
    assert [f.reason for f in driven.visit.failures if f.essential] == ["a part of the list declares 2 postings, 1 were listed"]
    assert assessed(driven.visit).outcome == "partial"


def test_a_cut_workday_list_whose_parts_are_whole_is_complete() -> None:
    first, second = ({"locations": ["a" * 32, "b" * 32]}, {"locations": ["c" * 32]})
    answers = [page(0, 2000, jobs(1), FACETS), page(0, 2, jobs(1, 2), applied=first), page(0, 1, jobs(3), applied=second)]
    driven = drive(spider_of("workday"), "pylon.wd5/Careers", Answers(answers))
    assert driven.visit.listed == 3
    assert assessed(driven.visit).outcome == "complete"


def test_workday_proves_nothing_during_its_weekly_maintenance() -> None:
    visit = crawl("workday", "empty.wd1/Careers").visit
    assert assessed(visit).outcome == "complete"
    visit.started = datetime(2026, 11, 7, 6, 30, tzinfo=timezone.utc)
    assert assessed(visit).outcome == "partial"


@pytest.mark.parametrize("source", ["workday", "oracle", "phenom", "jsonld"])
def test_each_host_of_many_has_the_rate_of_the_spider(source: str) -> None:
    spider = spider_of(source)
    assert spider.slot() == ""
    assert spider.custom_settings == {"DOWNLOAD_DELAY": spider.delay, "CONCURRENT_REQUESTS_PER_DOMAIN": spider.concurrency}


def test_a_cut_workday_list_without_a_usable_facet_proves_nothing() -> None:
    driven = drive(spider_of("workday"), "pylon.wd5/Careers", Answers([page(0, 2000, jobs(1), FACETS[:1])]))
    assert driven.visit.capped
    assert assessed(driven.visit).outcome == "partial"


def test_facets_in_a_workday_address_narrow_the_board() -> None:
    value = "b" * 32
    answers = Answers([page(0, 1, jobs(7), applied={"locationCountry": [value]})])
    driven = drive(spider_of("workday"), f"https://pylon.wd5.myworkdayjobs.com/Careers?locationCountry={value}&source=x", answers)
    assert driven.visit.board == "pylon.wd5/Careers"
    assert driven.visit.gone == {"Job_R7"}
    assert assessed(driven.visit).outcome == "partial"


def test_a_personio_language_that_does_not_answer_costs_no_text() -> None:
    def throttled(fixture: dict[str, Any]) -> None:
        fixture["answers"] = [a for a in fixture["answers"] if "language=de" not in a["url"]]

    first = crawl("personio", "werk")
    again = crawl("personio", "werk", memory=memory_of(first), edit=throttled)
    assert again.visit.seen == {"11", "12"}
    assert assessed(again.visit).outcome == "complete"
    new = crawl("personio", "werk", edit=throttled)
    assert {p.source_id for p in new.postings} == {"11", "12"}


def test_recruitee_sends_the_token_of_the_employer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECRUITEE_TOKENS", "other=1, tulip=abc")
    assert crawl("recruitee", "tulip").requests[0].headers["X-Careers-Sites-Token"] == b"abc"
    assert "X-Careers-Sites-Token" not in crawl("recruitee", "empty").requests[0].headers


def failed(error: Exception, *, crawling: bool = True) -> tuple[BoardVisit, list[Any]]:
    """Return what is left of a Teamtailor visit whose first request got no answer."""
    spider = spider_of("teamtailor")(boards="fjord")
    spider.clock, spider.crawler = CLOCK, SimpleNamespace(crawling=crawling)  # type: ignore[assignment]
    visit = BoardVisit(source="teamtailor", board="fjord", run="test", started=CLOCK)
    failure = Failure(error)
    failure.request = next(iter(spider.open(visit)))  # type: ignore[attr-defined]
    return visit, list(spider.failed(failure))


def test_a_request_without_answer_goes_the_other_way() -> None:
    visit, results = failed(TimeoutError("slow"))
    assert [r.url for r in results] == ["https://fjord.teamtailor.com/jobs.rss?per_page=100&offset=0"]
    assert visit.failures == []
    assert visit.pending == 1


def test_a_refusal_by_robots_txt_is_not_gone_around() -> None:
    visit, results = failed(RobotsRefusal("robots.txt forbids it"))
    assert results == [visit]
    assert assessed(visit).outcome == "blocked"


def test_a_stopped_crawl_leaves_its_boards_cut_off() -> None:
    visit, results = failed(CrawlStopped("stopped"), crawling=False)
    assert (results, visit.failures, visit.finished) == ([], [], None)


def test_oracle_advances_by_its_limit_inside_the_finder() -> None:
    urls = [r.url for r in crawl("oracle", "helm.fa.us2.oraclecloud.com/HelmCareers").requests if "recruitingCEJobRequisitions?" in r.url]
    assert [url.partition("finder=findReqs;")[2].partition("offset=")[2].partition(",")[0] for url in urls] == ["0", "200"]
    assert all("%3BWORK_LOCATIONS" in url and ",limit=200," in url for url in urls)


def test_an_oracle_list_longer_than_its_offsets_reach_is_read_by_category() -> None:
    def long(fixture: dict[str, Any]) -> None:
        first = fixture["answers"][0]
        answer = first["json"]["items"][0]
        answer["TotalJobsCount"] = 10_001
        answer["categoriesFacet"] = [{"Id": 7, "Name": "Sea", "TotalCount": 9_000}, {"Id": 8, "Name": "Land", "TotalCount": 1_001}]
        rows = {7: [{"Id": "77", "Title": "Sailor"}], 8: [{"Id": "88", "Title": "Farmer"}]}
        for number, part in rows.items():
            url = f"{first['url']},selectedCategoriesFacet={number}"
            fixture["answers"].append({"url": url, "json": {"items": [{"TotalJobsCount": 1, "requisitionList": part}]}})

    driven = crawl("oracle", "helm.fa.us2.oraclecloud.com/HelmCareers", edit=long)
    assert {"77", "88"} <= driven.visit.gone | driven.visit.ids
    assert "10001 postings: read in 2 categories" in driven.visit.notes
    assert assessed(driven.visit).outcome == "partial"


def test_a_full_page_of_the_json_feed_alone_proves_nothing() -> None:
    def full(fixture: dict[str, Any]) -> None:
        url = "https://careers.jsononly.example"
        feed = next(a for a in fixture["answers"] if a["url"].startswith(url))["json"]
        feed["items"] = [{"id": str(n), "title": "Seller", "url": f"{url}/jobs/{n}"} for n in range(100)]

    driven = crawl("teamtailor", "careers.jsononly.example", edit=full)
    assert driven.visit.listed == 100
    assert assessed(driven.visit).outcome == "partial"


def test_the_address_of_a_page_gives_the_id_of_the_list() -> None:
    whole = {p.source_id: p for p in crawl("icims", "careers-dune.icims.com").postings}
    one = crawl("icims", "https://careers-dune.icims.com/jobs/8215/driver/job?mode=view")
    assert [(p.source_id, p.url) for p in one.postings] == [("8215", whole["8215"].url)]
    assert assessed(one.visit).outcome == "partial"


def test_a_job_in_a_mixed_thread_of_wishes_is_never_read() -> None:
    def by_search(fixture: dict[str, Any]) -> None:
        hits = [{"objectID": "6001", "comment_text": "Name | Engineer | Remote", "parent_id": 6000, "story_id": 6000}]
        title = "Ask HN: Who wants to be hired? (September 2026)"
        url = "https://hn.algolia.com/api/v1/search_by_date?tags=comment,story_6000&hitsPerPage=1000&page=0"
        fixture["answers"].append({"url": url, "json": {"hits": [{**hit, "story_title": title} for hit in hits]}})

    driven = crawl("hackernews", "6000", edit=by_search)
    assert driven.postings == []
    assert len(driven.requests) == 1

    def without_tree(fixture: dict[str, Any]) -> None:
        by_search(fixture)
        fixture["answers"] = [a for a in fixture["answers"] if "items/6000" not in a["url"]]

    assert crawl("hackernews", "6000", edit=without_tree).postings == []


@pytest.mark.parametrize(
    ("host", "employer"),
    [
        ("careers-acme.icims.com", "acme"),
        ("uscareers-acme.icims.com", "acme"),
        ("acme-careers.icims.com", "acme"),
        ("jobs.acme.com", "acme"),
        ("jobs.acme.co.uk", "acme"),
        ("acme.jobs2web.com", "acme"),
        ("careers.acme", "careers"),
    ],
)
def test_a_host_names_its_employer(host: str, employer: str) -> None:
    assert employer_in(host) == employer


@pytest.mark.parametrize(
    ("source", "token", "employer"),
    [
        ("workday", "pylon.wd5/Careers", "pylon"),
        ("workday", "wd3/mast/Jobs", "mast"),
        ("oracle", "helm.fa.us2.oraclecloud.com/HelmCareers", "HelmCareers"),
        ("oracle", "helm.fa.us2.oraclecloud.com/CX_1", "helm"),
        ("eightfold", "orbit.eightfold.ai", "orbit"),
        ("eightfold", "jobs.orbit.example/comet.com", "comet"),
        ("comeet", "spark/65.005", "spark"),
    ],
)
def test_a_board_without_a_name_is_called_by_its_token(source: str, token: str, employer: str) -> None:
    assert spider_of(source).employer_of(token) == employer


@pytest.mark.parametrize(
    ("source", "board"), [*DETAILED, ("workable", "quarry"), ("personio", "werk"), ("teamtailor", "fjord"), ("comeet", "spark/65.005")]
)
def test_a_limit_is_kept_and_proves_nothing(source: str, board: str) -> None:
    driven = drive(spider_of(source), board, answers_of(load_fixture(source)), limit="1")
    assert driven.visit.listed == 1
    assert len(driven.postings) + len(driven.visit.gone) <= 1
    assert assessed(driven.visit).outcome == "partial"
    assert driven.settled == 1
