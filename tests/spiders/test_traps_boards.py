"""Traps of job boards and feeds, and of systems with one answer a board: those that a fixture of one crawl does not show."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from driving import CLOCK, Driven, drive
from spiders.fixture import differences, load_fixture
from spiders.test_sources import SOURCES, spider_of

from jobscrape.boards.site import JsonLdSite
from jobscrape.boards.visit import Memory
from jobscrape.chain import read
from jobscrape.errors import UsageError
from jobscrape.replay import Answer, Answers
from jobscrape.store.ledger import assessed, lacks

HIMALAYAS = "https://himalayas.app/jobs/api?limit=20"
JOBICY = "https://jobicy.com/api/v2/remote-jobs?count=100"
ARBEITNOW = "https://www.arbeitnow.com/api/job-board-api?page=1"
STREAM = "https://jobstream.api.jobtechdev.se"
LANDING = "https://landing.jobs/api/v1/jobs.json?limit=50&offset="
NOMADS = "https://www.workingnomads.com/api/exposed_jobs/"
FRANCE = "https://api.francetravail.io/partenaire/offresdemploi/v2/offres/search?range="
NAV = "https://pam-stilling-feed.nav.no"
MUSE = "https://www.themuse.com/api/public/jobs?category=Design&page="
GERMANY = "https://rest.arbeitsagentur.de/jobboerse/jobsuche-service/pc/v6/jobs?was=Informatik&veroeffentlichtseit=7&size=100&page="
REED = "https://www.reed.co.uk/api/1.0"
SMART = "https://api.smartrecruiters.com/v1/companies/Stork/postings?limit=100&offset="


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for source in SOURCES:
        for key in spider_of(source).keys:
            monkeypatch.setenv(key, "test-key")


def crawl(source: str, board: str, *answers: tuple[str, Any], **how: Any) -> Driven:
    """Crawl `board` over JSON answers by address."""
    return drive(spider_of(source), board, Answers([Answer.of_json(url, value) for url, value in answers]), **how)


def himalayan(name: str, **more: Any) -> dict[str, Any]:
    return {"guid": f"https://himalayas.app/companies/tern/jobs/{name}", "title": name, "companyName": "Tern", **more}


def jobicy(number: int, **more: Any) -> dict[str, Any]:
    return {"id": number, "url": f"https://jobicy.com/jobs/{number}-x", "jobTitle": "Potter", "companyName": "Kiln", **more}


MAPPED: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "traps_boards.yml").read_text("utf-8"))


@pytest.mark.parametrize("trap", MAPPED, ids=lambda trap: trap["source"])
def test_a_row_with_a_trap_maps(trap: dict[str, Any]) -> None:
    details = [(f"{REED}/jobs/5", {"jobId": 5})] if trap["source"] == "reed" else []
    driven = crawl(trap["source"], trap["board"], (trap["url"], trap["payload"]), *details)
    assert [r.error for r in driven.rejects] == []
    assert [differences(p, trap["expected"]) for p in driven.postings] == [{}]


PROVES_NOTHING: list[tuple[str, str, list[tuple[str, Any]], str]] = [
    ("jobicy", "all", [(JOBICY, {"jobs": [jobicy(n) for n in range(100)]})], "cap"),
    (
        "workingnomads",
        "all",
        [(NOMADS, [{"url": f"https://www.workingnomads.com/job/go/{n}/", "title": "Baker"} for n in range(30)])],
        "cap",
    ),
    (
        "landingjobs",
        "all",
        [(f"{LANDING}{n}", [{"id": 1, "title": "Baker", "url": "https://landing.jobs/at/ink/baker"}]) for n in (0, 50, 100)],
        "repeats",
    ),
    (
        "himalayas",
        "all",
        [(HIMALAYAS, {"totalCount": 3, "nextCursor": "c", "jobs": [himalayan("a")]}), (f"{HIMALAYAS}&cursor=c", {"jobs": "?"})],
        "jobs is str",
    ),
    ("arbeitsagentur", "all", [(f"{GERMANY}1", {"maxErgebnisse": 250, "ergebnisliste": []})], "250"),
    ("smartrecruiters", "Stork", [(f"{SMART}0", {"totalFound": 3, "content": []})], "empty page"),
    (
        "themuse",
        "category=Design",
        [
            (
                f"{MUSE}0",
                {
                    "page_count": 9,
                    "total": 180,
                    "results": [{"id": 1, "name": "X", "refs": {"landing_page": "https://www.themuse.com/jobs/a/x"}}],
                },
            )
        ],
        "HTTP 404",
    ),
]


@pytest.mark.parametrize(("source", "board", "answers", "why"), PROVES_NOTHING)
def test_a_list_that_is_cut_proves_nothing(source: str, board: str, answers: list[tuple[str, Any]], why: str) -> None:
    driven = crawl(source, board, *answers)
    assert assessed(driven.visit).outcome in ("partial", "failed")
    assert why in f"{lacks(driven.visit)} {driven.visit.capped} {[f.reason for f in driven.visit.failures]}"


def test_only_the_newest_pages_of_himalayas_are_read() -> None:
    pages = [
        (f"{HIMALAYAS}{f'&cursor=c{n}' if n else ''}", {"totalCount": 90_000, "nextCursor": f"c{n + 1}", "jobs": [himalayan(f"j{n}")]})
        for n in range(60)
    ]
    driven = crawl("himalayas", "all", *pages)
    assert len(driven.requests) == 50
    assert driven.visit.capped == "the newest 50 of 90000 postings"
    assert assessed(driven.visit).outcome == "partial"


def test_himalayas_without_cursor_is_read_by_offset() -> None:
    first, second = ({"totalCount": 2, "jobs": [himalayan("a")]}, {"totalCount": 2, "jobs": [himalayan("b")]})
    driven = crawl("himalayas", "all", (HIMALAYAS, first), (f"{HIMALAYAS}&offset=1", second))
    assert {p.source_id for p in driven.postings} == {"tern/jobs/a", "tern/jobs/b"}


def test_a_body_escaped_twice_becomes_plain_text() -> None:
    row = {
        "slug": "k-1",
        "url": "https://www.arbeitnow.com/jobs/k-1",
        "title": "Koch",
        "description": "&lt;p&gt;Wir kochen &amp;amp; backen&lt;/p&gt;",
    }
    (posting,) = crawl("arbeitnow", "all", (ARBEITNOW, {"data": [row], "links": {}})).postings
    assert read(posting, CLOCK).text == "Wir kochen & backen"


@pytest.mark.parametrize(
    ("title", "company", "job"),
    [
        ("Tern: Baker: Nights", "Tern", "Baker: Nights"),
        ("Baker", "", "Baker"),
        ("Tern &amp; Sons: Baker", "Tern & Sons", "Baker"),
        ("A:B: Baker", "A:B", "Baker"),
    ],
)
def test_a_title_of_we_work_remotely_is_split_once(title: str, company: str, job: str) -> None:
    item = f"<item><title>{title.replace('&', '&amp;')}</title><guid>https://weworkremotely.com/remote-jobs/x</guid></item>"
    text = f'<?xml version="1.0"?><rss><channel>{item}</channel></rss>'
    answer = Answer(url="https://weworkremotely.com/remote-jobs.rss", content=text.encode(), headers={"Content-Type": "application/xml"})
    (posting,) = drive(spider_of("weworkremotely"), "all", Answers([answer])).postings
    assert (posting.company, posting.title) == (company, job)


def test_a_category_feed_narrows_the_visit_and_keeps_the_ids() -> None:
    text = b"<rss><channel><item><title>T: B</title><guid>https://weworkremotely.com/remote-jobs/t-b</guid></item></channel></rss>"
    url = "https://weworkremotely.com/categories/remote-design-jobs.rss"
    driven = drive(spider_of("weworkremotely"), url, Answers([Answer(url=url, content=text, headers={"Content-Type": "application/xml"})]))
    assert (driven.visit.board, [p.source_id for p in driven.postings]) == ("all", ["t-b"])
    assert assessed(driven.visit).outcome == "partial"


@pytest.mark.parametrize(
    ("title", "description", "company", "place"),
    [
        ("Engineer, Pipelines, Tern Ltd", "Oslo, Norway\n<p>x</p>", "Tern Ltd", "Oslo, Norway"),
        ("Engineer", "<p>No place</p>", "", ""),
        ("Engineer, Tern", "Remote<p>Glued</p>", "Tern", "Remote"),
    ],
)
def test_python_org_titles_and_places(title: str, description: str, company: str, place: str) -> None:
    body = description.replace("<", "&lt;").replace(">", "&gt;")
    item = f"<item><title>{title}</title><guid>https://www.python.org/jobs/9/</guid><description>{body}</description></item>"
    url = "https://www.python.org/jobs/feed/rss/"
    answer = Answer(url=url, content=f"<rss><channel>{item}</channel></rss>".encode(), headers={"Content-Type": "application/xml"})
    (posting,) = drive(spider_of("pythonorg"), "all", Answers([answer])).postings
    assert (posting.source_id, posting.company) == ("9", company)
    assert [p.raw for p in posting.locations] == ([place] if place else [])


# feeds of changes


def ad(number: str, **more: Any) -> dict[str, Any]:
    return {"id": number, "headline": f"Ad {number}", **more}


def after(first: Driven, days: int = 1) -> dict[str, Any]:
    """Return how the next crawl starts: what the store knows, and a later clock."""
    known = {p.source_id: p.row_hash for p in first.postings}
    return {"memory": Memory(validators=first.visit.validators, known=known), "clock": CLOCK + timedelta(days=days)}


def test_jobtech_reads_the_snapshot_first_and_then_the_stream() -> None:
    first = crawl("jobtech", "all", (f"{STREAM}/snapshot", [ad("1"), ad("2"), ad("3")]))
    since = first.visit.validators["since"]
    changes = [ad("2", headline="Ad 2, changed"), {"id": "3", "removed": True}, ad("4"), {"id": "9", "removed": True}]
    second = crawl("jobtech", "all", (f"{STREAM}/stream?date={since}", changes), **after(first))
    assert since == f"{CLOCK:%Y-%m-%dT%H:%M:%S}"
    assert {p.source_id for p in second.postings} == {"2", "4"}
    assert second.visit.seen == {"1"}
    assert second.visit.gone == {"3", "9"}
    assert second.visit.ids == {"1", "2", "4"}
    assert assessed(second.visit).outcome == "complete"
    assert second.visit.validators["since"] > since


def test_jobtech_takes_a_new_snapshot_after_a_week() -> None:
    first = crawl("jobtech", "all", (f"{STREAM}/snapshot", [ad("1")]))
    second = crawl("jobtech", "all", (f"{STREAM}/stream?date={first.visit.validators['since']}", []), **after(first, days=8))
    assert second.visit.seen == {"1"}
    assert second.visit.validators == {}


def test_an_unanswered_stream_keeps_its_place() -> None:
    first = crawl("jobtech", "all", (f"{STREAM}/snapshot", [ad("1")]))
    second = crawl("jobtech", "all", **after(first))
    assert second.visit.seen == set()
    assert assessed(second.visit).outcome != "complete"


def event(number: str, status: str = "ACTIVE", at: str = "1") -> dict[str, Any]:
    return {"id": number, "url": f"/api/v1/feedentry/{number}", "_feed_entry": {"uuid": number, "status": status, "sistEndret": at}}


def entry(number: str, status: str = "ACTIVE") -> tuple[str, Any]:
    return f"{NAV}/api/v1/feedentry/{number}", {"uuid": number, "status": status, "json": {"title": f"Ad {number}"}}


def test_nav_is_read_from_the_last_complete_reading_on() -> None:
    first = crawl("nav", "all", (f"{NAV}/api/v1/feed", {"items": [event("a"), event("b")]}), entry("a"), entry("b"))
    second = crawl("nav", "all", (f"{NAV}/api/v1/feed", {"items": [event("b", "INACTIVE", "2"), event("c")]}), entry("c"), **after(first))
    assert first.requests[0].headers["If-Modified-Since"] == b"Sat, 02 May 2026 06:00:00 GMT"
    assert second.requests[0].headers["If-Modified-Since"] == b"Sun, 01 Nov 2026 06:00:00 GMT"
    assert (second.visit.seen, second.visit.gone) == ({"a"}, {"b"})
    assert [p.source_id for p in second.postings] == ["c"]
    assert assessed(second.visit).outcome == "complete"


def test_nav_says_that_nothing_has_changed() -> None:
    first = crawl("nav", "all", (f"{NAV}/api/v1/feed", {"items": [event("a")]}), entry("a"))
    second = drive(spider_of("nav"), "all", Answers([Answer(url=f"{NAV}/api/v1/feed", status=304)]), **after(first))
    assert second.visit.seen == {"a"}
    assert assessed(second.visit).outcome == "complete"


def test_a_stopped_nav_ad_is_taken_out_whenever_it_is_said() -> None:
    both = {"items": [event("a"), event("a", "INACTIVE", "2"), event("b"), event("c", "INACTIVE"), event("c", at="2")]}
    driven = crawl("nav", "all", (f"{NAV}/api/v1/feed", both), entry("a", "INACTIVE"), entry("b", "INACTIVE"), entry("c"))
    assert [p.source_id for p in driven.postings] == ["c"]
    assert driven.visit.gone == {"a", "b"}


# answers with a meaning of their own


@pytest.mark.parametrize(
    ("status", "total", "outcome"), [(206, "offres 0-0/1", "complete"), (200, "offres 0-0/1", "complete"), (206, "offres 0-0/9", "partial")]
)
def test_france_travail_answers_in_parts(status: int, total: str, outcome: str) -> None:
    body = {"resultats": [{"id": "1", "intitule": "Potier", "lieuTravail": {"libelle": "REIMS"}}]}
    driven = drive(
        spider_of("francetravail"),
        "all",
        Answers([Answer.of_json(f"{FRANCE}0-149", body, status=status, headers={"Content-Range": total})]),
    )
    assert [p.locations[0].raw for p in driven.postings] == ["REIMS"]
    assert assessed(driven.visit).outcome == outcome


def test_france_travail_without_an_offer_says_204() -> None:
    driven = drive(spider_of("francetravail"), "all", Answers([Answer(url=f"{FRANCE}0-149", status=204)]))
    assert (driven.postings, assessed(driven.visit).outcome) == ([], "complete")


def test_an_unknown_company_of_smartrecruiters_looks_empty_and_closes_nothing_by_itself() -> None:
    driven = crawl("smartrecruiters", "Stork", (f"{SMART}0", {"offset": 0, "limit": 100, "totalFound": 0, "content": []}))
    assert (driven.postings, driven.visit.missing, driven.visit.gone) == ([], None, set())


class Same(Answers):
    """Every request is answered with one status."""

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status

    def find(self, method: str, url: str, body: bytes = b"") -> Answer:
        return Answer.of_json(url, {"error": "no"}, status=self.status, method=method)


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("source", SOURCES)
def test_a_refusal_is_said_in_one_line_and_proves_nothing(source: str, status: int) -> None:
    spider = spider_of(source)
    fixture = load_fixture(source)
    driven = drive(spider, next(iter(fixture["boards"])), Same(status))
    outcome = assessed(driven.visit).outcome
    assert outcome in ("blocked", "failed") if issubclass(spider, JsonLdSite) else outcome == "blocked"
    assert driven.postings == []
    assert driven.visit.gone == set()
    assert all("\n" not in f.reason for f in driven.visit.failures)
    assert f"HTTP {status}" in f"{driven.visit.blocked} {[f.reason for f in driven.visit.failures]}"


@pytest.mark.parametrize("source", [s for s in SOURCES if spider_of(s).keys])
def test_a_missing_key_is_one_line_that_names_it(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in spider_of(source).keys:
        monkeypatch.delenv(key)
    with pytest.raises(UsageError) as error:
        spider_of(source).allowed({"JOBSCRAPE_ALLOW": source})
    assert "\n" not in str(error.value)
    assert all(key in str(error.value) for key in spider_of(source).keys)


@pytest.mark.parametrize("source", ["remotive", "usajobs", "adzuna", "themuse", "eures"])
def test_a_source_against_whose_use_something_stands_is_off(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THEMUSE_API_KEY", raising=False)
    with pytest.raises(UsageError, match=f"JOBSCRAPE_ALLOW={source}"):
        spider_of(source).allowed({})
    spider_of(source).allowed({"JOBSCRAPE_ALLOW": source})


def test_a_registered_key_turns_the_muse_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THEMUSE_API_KEY", "k")
    spider_of("themuse").allowed({})
    assert drive(spider_of("themuse"), "category=Design", Answers()).requests[0].url == f"{MUSE}0&api_key=k"


# lists whose postings have pages of their own


def stork(*numbers: int, pages: int) -> Driven:
    """Crawl a list of `numbers` of which the first `pages` have a page that answers."""
    rows = [{"id": str(n), "name": f"Nest builder {n}", "location": {"city": "Gdynia", "country": "pl"}} for n in numbers]
    own = [(f"https://api.smartrecruiters.com/v1/companies/Stork/postings/{row['id']}", row) for row in rows[:pages]]
    return crawl("smartrecruiters", "Stork", (f"{SMART}0", {"totalFound": len(rows), "content": rows}), *own)


def test_listed_postings_are_not_gone_because_most_pages_answer_404() -> None:
    visit = stork(1, 2, 3, 4, pages=1).visit
    assert (visit.ids, visit.gone, visit.dead) == ({"1", "2", "3", "4"}, set(), {"2", "3", "4"})
    assert visit.notes == ["3 of 4 pages of listed postings answered 404: not believed"]


@pytest.mark.parametrize(("numbers", "pages"), [((1, 2), 0), ((1, 2, 3, 4, 5, 6), 3)])
def test_a_few_pages_that_answer_404_are_believed(numbers: tuple[int, ...], pages: int) -> None:
    visit = stork(*numbers, pages=pages).visit
    assert visit.gone == visit.dead == {str(n) for n in numbers[pages:]}
    assert visit.ids == {str(n) for n in numbers[:pages]}


@pytest.mark.parametrize(("page", "kept"), [(200, True), (404, False), (500, False)])
def test_a_list_with_an_unread_page_is_asked_for_whole_the_next_time(page: int, kept: bool) -> None:
    row = {"id": "7", "jobOpeningName": "Gardener", "location": {}, "atsLocation": {}, "locationType": "0"}
    own = Answer.of_json("https://fern.bamboohr.com/careers/7/detail", {"result": {"jobOpening": {"description": "Dig."}}}, status=page)
    board = Answer.of_json("https://fern.bamboohr.com/careers/list", {"meta": {"totalCount": 1}, "result": [row]})
    spider = spider_of("bamboohr")

    class Asked(spider):  # type: ignore[misc, valid-type]
        def listed(self, response: Any, *args: Any, **kwargs: Any) -> Any:
            response.meta["new_validators"] = {"etag": '"1"'}
            return super().listed(response, *args, **kwargs)

    visit = drive(Asked, "fern", Answers([board, own])).visit
    assert visit.validators == ({"etag": '"1"'} if kept else {})
