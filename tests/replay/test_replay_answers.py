"""Finding the recorded answer to a request, and reading replay.json files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from jobscrape.errors import UsageError
from jobscrape.replay import Answer, Answers, load
from jobscrape.replay.answers import body_match

if TYPE_CHECKING:
    from pathlib import Path

LIST = "https://api.acme.test/v1/jobs?limit=20&offset=0"


@pytest.mark.parametrize(
    ("method", "url", "found"),
    [
        ("GET", LIST, True),
        ("get", LIST, True),
        ("HEAD", LIST, True),
        ("GET", "https://api.acme.test/v1/jobs?offset=0&limit=20", True),
        ("GET", "/v1/jobs?offset=0&limit=20", True),
        ("GET", "https://API.acme.test/v1/jobs?offset=0&limit=20#top", True),
        ("GET", "https://api.acme.test/v1/j%6Fbs?limit=%32%30&offset=0", True),
        ("POST", LIST, False),
        ("GET", "https://api.acme.test/v1/jobs?limit=20", False),
        ("GET", "https://api.acme.test/v1/jobs?limit=20&offset=0&x=1", False),
        ("GET", "https://api.acme.test/v1/jobs/?limit=20&offset=0", False),
        ("GET", "https://api.eu.acme.test/v1/jobs?limit=20&offset=0", False),
    ],
)
def test_find(method: str, url: str, found: bool) -> None:
    answers = Answers([Answer(LIST, content=b"[]")])
    assert (answers.find(method, url) is not None) is found


def test_hosts_that_share_a_path_are_told_apart() -> None:
    answers = Answers([Answer("https://a.test/jobs", content=b"a"), Answer("https://b.test/jobs", content=b"b")])
    found = [answers.find("GET", url) for url in ("https://a.test/jobs", "https://b.test/jobs", "/jobs")]
    assert [answer and answer.body for answer in found] == [b"a", b"b", b"a"]


def test_the_first_of_two_answers_wins_until_it_is_replaced() -> None:
    answers = Answers([Answer(LIST, content=b"1"), Answer(LIST, content=b"2")])
    assert answers.find("GET", LIST).body == b"1"  # type: ignore[union-attr]
    answers.replace(Answer(LIST, content=b"3"))
    assert answers.find("GET", LIST).body == b"3"  # type: ignore[union-attr]
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("recorded", "sent", "matches"),
    [
        (None, b"anything", True),
        ({}, b'{"page": 1}', True),
        ({"a": 1, "b": [1]}, b'{"b": [1], "a": 1}', True),
        ({"a": 1}, b'{"a": 1, "query": "..."}', True),
        ({"a": {"b": 1}}, b'{"a": {"b": 1, "c": 2}}', True),
        ({"a": 1}, b'{"a": 2}', False),
        ({"a": []}, b'{"a": [1]}', False),
        ({"a": 1}, b"", False),
        ({"a": 1}, b"[1]", False),
        ('{"a": 1}', b'{"a":1}', True),
        ("a=1&b=2", b"a=1&b=2", True),
        ("a=1", b"a=2", False),
    ],
)
def test_body_match(recorded: Any, sent: bytes, matches: bool) -> None:
    assert (body_match(recorded, sent) >= 0) is matches


def test_the_fullest_body_wins() -> None:
    url = "https://a.test/search"
    bodies = [None, {}, {"offset": 0}, {"offset": 0, "facets": {"country": "DE"}}]
    answers = Answers([Answer(url, method="POST", request_body=body, content=str(place).encode()) for place, body in enumerate(bodies)])
    found = {
        sent: answers.find("POST", url, sent.encode())
        for sent in ("", '{"offset": 1}', '{"offset": 0, "q": ""}', '{"facets": {"country": "DE"}, "offset": 0}')
    }
    assert [answer and answer.body for answer in found.values()] == [b"0", b"1", b"2", b"3"]


def recording(folder: Path, answers: Any, name: str = "replay.json") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(answers if isinstance(answers, str) else json.dumps({"answers": answers}), encoding="utf-8")
    return folder / name


def test_load_reads_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "a" / "samples").mkdir(parents=True)
    (tmp_path / "a" / "samples" / "jobs.json").write_bytes(b"[1]")
    entry = {
        "method": "GET",
        "url": LIST,
        "body": None,
        "status": 200,
        "headers": {"ETag": '"1"', "Content-Encoding": "gzip"},
        "file": "jobs.json",
        "wrapped": True,
    }
    recording(tmp_path / "a" / "samples", [entry])
    single = recording(tmp_path / "b", [{"url": "https://b.test/", "status": 302, "headers": {"Location": "/x"}, "file": None}], "one.json")
    answers = load([tmp_path / "a", single])
    found = answers.find("GET", LIST)
    assert found is not None
    assert (found.body, found.headers) == (b"[1]", {"ETag": '"1"'})
    moved = answers.find("GET", "https://b.test/")
    assert moved is not None
    assert (moved.status, moved.headers, moved.body) == (302, {"Location": "/x"}, b"")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "not JSON"),
        ('{"boards": []}', "no list of answers"),
        ('{"answers": [{"status": 200}]}', "answer 0 is malformed"),
        ('{"answers": ["x"]}', "answer 0 is malformed"),
        ('{"answers": [{"url": "https://a.test/", "file": "gone.json"}]}', "missing file, gone.json"),
    ],
)
def test_bad_recordings_are_one_line(tmp_path: Path, content: str, words: str) -> None:
    path = recording(tmp_path, content)
    with pytest.raises(UsageError, match=words) as caught:
        load([path])
    assert "\n" not in str(caught.value)


def test_missing_places_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        load([tmp_path / "nowhere"])
    with pytest.raises(UsageError, match=r"holds no replay\.json"):
        load([tmp_path])
