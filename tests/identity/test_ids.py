"""Strong ids from addresses, redirects and texts."""

from __future__ import annotations

import pytest

from jobscrape.identity.ids import canonical_url, ids_of_url, platforms, references, strong_ids
from tests.ending import ends

UUID = "1b66b407-db71-4522-9fba-ba46bac01234"
ADDRESSES = [
    ("https://boards.greenhouse.io/acme/jobs/4012345?gh_src=abc", "greenhouse:4012345"),
    ("https://job-boards.eu.greenhouse.io/acme/jobs/4012345", "greenhouse:4012345"),
    ("https://www.acme.example/careers?gh_jid=4012345#apply", "greenhouse:4012345"),
    ("https://boards.greenhouse.io/embed/job_app?for=acme&token=4012345", "greenhouse:4012345"),
    ("https://boards-api.greenhouse.io/v1/boards/acme/jobs/4012345", "greenhouse:4012345"),
    (f"https://jobs.lever.co/acme/{UUID}/apply", f"lever:{UUID}"),
    (f"https://jobs.eu.lever.co/acme/{UUID.upper()}", f"lever:{UUID}"),
    (f"https://jobs.ashbyhq.com/Acme%20Works/{UUID}", f"ashby:{UUID}"),
    (f"https://acme.example/jobs?ashby_jid={UUID}", f"ashby:{UUID}"),
    ("https://apply.workable.com/acme/j/0A1B2C3D4E/", "workable:0a1b2c3d4e"),
    ("https://jobs.smartrecruiters.com/Acme/744000012345678-baker", "smartrecruiters:744000012345678"),
    ("https://acme.recruitee.com/o/night-baker", "recruitee:acme/night-baker"),
    ("https://acme.jobs.personio.de/job/123456?language=de", "personio:acme/123456"),
    ("https://acme.teamtailor.com/jobs/1234567-night-baker", "teamtailor:1234567"),
    ("https://acme.wd5.myworkdayjobs.com/en-US/Ext/job/Leeds/Night-Baker_R-12345-2/apply", "workday:acme/r-12345"),
    ("https://careers-acme.icims.com/jobs/1234/night-baker/job", "icims:acme/1234"),
    ("https://jobs.jobvite.com/acme/job/oAbCdEfGh", "jobvite:oabcdefgh"),
    ("https://acme.bamboohr.com/careers/27", "bamboohr:acme/27"),
    ("https://acme.breezy.hr/p/0a1b2c3d4e5f-baker", "breezy:0a1b2c3d4e5f"),
    (f"https://ats.rippling.com/acme/jobs/{UUID}", f"rippling:{UUID}"),
    ("https://abcd.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX/job/1234", "oracle:abcd/1234"),
    ("https://join.com/companies/acme/1234567-baker", "join:1234567"),
    ("https://www.linkedin.com/jobs/view/night-baker-at-acme-3812345678?trk=x", "linkedin:3812345678"),
    ("https://uk.indeed.com/viewjob?from=serp&jk=0123456789abcdef", "indeed:0123456789abcdef"),
    ("https://www.adzuna.de/land/ad/5832590704?se=xyz&utm_medium=api", "adzuna:5832590704"),
    ("https://himalayas.app/companies/acme/jobs/night-baker", "himalayas:acme/night-baker"),
    ("https://weworkremotely.com/remote-jobs/acme-night-baker", "weworkremotely:acme-night-baker"),
    ("https://remoteok.com/remote-jobs/remote-night-baker-acme-1091234", "remoteok:1091234"),
    ("https://news.ycombinator.com/item?id=40846428", "hackernews:40846428"),
]


@pytest.mark.parametrize(("url", "expected"), ADDRESSES, ids=[e for _, e in ADDRESSES])
def test_addresses_name_their_posting(url: str, expected: str) -> None:
    assert [s.text for s in ids_of_url(url)] == [expected]


@pytest.mark.parametrize(
    "url",
    [
        "https://boards.greenhouse.io/acme",
        "https://jobs.lever.co/acme",
        "https://acme.example/careers",
        "https://jobs.ashbyhq.com/acme/not-an-id",
        "https://notgreenhouse.example/acme/jobs/4012345",
        "",
        "greenhouse.io",
        "https://acme.wd5.myworkdayjobs.com/en-US/Ext",
    ],
)
def test_boards_and_strangers_name_none(url: str) -> None:
    assert ids_of_url(url) == []


def test_an_address_inside_a_redirect_is_read() -> None:
    nested = "https://hub.example/go?to=https%3A%2F%2Fjobs.lever.co%2Facme%2F" + UUID
    assert [s.text for s in strong_ids([nested])] == [f"lever:{UUID}"]


def test_two_systems_of_one_posting_give_both_ids_once() -> None:
    found = strong_ids(["https://boards.greenhouse.io/acme/jobs/4012345", "https://acme.example/x?gh_jid=4012345", None, ""])
    assert [(s.text, s.board, s.is_ats) for s in found] == [("greenhouse:4012345", "acme", True)]


def test_small_numbers_of_two_employers_differ() -> None:
    a, b = ids_of_url("https://acme.bamboohr.com/careers/27"), ids_of_url("https://bakery.bamboohr.com/careers/27")
    assert a[0].text != b[0].text
    left = ids_of_url("https://career1.example/career?career_job_req_id=88")
    assert left[0].text == "successfactors:career1.example/88"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.acme.example/jobs/night-baker-leeds/?utm_source=x&ref=y", "acme.example/jobs/night-baker-leeds"),
        ("https://acme.example/job?id=88123&src=mail", "acme.example/job?id=88123"),
        ("https://acme.example/careers", None),
        ("https://acme.example/", None),
        ("https://[broken", None),
    ],
)
def test_pages_of_unknown_systems_count_by_their_telling_address(url: str, expected: str | None) -> None:
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Requisition ID: R-12345 in Leeds", ["R12345"]),
        ("Job ID: 310468DIRECTORATE of things", ["310468"]),
        ("Referenznummer: 2024-17", ["202417"]),
        ("Apply with the code REQ00123 today", ["REQ00123"]),
        ("Posting #: 4711", ["4711"]),
        ("We doubled revenue to 12345 units", []),
        ("Our position: 3 of 4 teams", []),
    ],
)
def test_requisition_numbers_in_texts(text: str, expected: list[str]) -> None:
    assert references(text) == expected


def test_hostile_input_is_read_in_linear_time() -> None:
    with ends():
        for text in ("job id " * 15_000, "req " * 25_000, "R-" * 50_000, "ref: " * 20_000, "a" * 100_000):
            references(text)
        for url in ("https://x.myworkdayjobs.com/" + "job/" * 480, "https://linkedin.com/jobs/view/" + "a-" * 900, "http" * 20_000):
            ids_of_url(url)
            canonical_url(url)


def test_each_pattern_is_reached_by_its_needle() -> None:
    names = {p.name for p in platforms()}
    assert len(names) > 70
    assert all(p.needle == p.needle.lower() and p.kind in {"ats", "tenant", "board"} for p in platforms())
