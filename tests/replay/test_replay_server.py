"""The replay server over real connections: answers, validators, faults, many clients."""

from __future__ import annotations

import gzip
import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from jobscrape.errors import UsageError
from jobscrape.replay import Answer, Fault, ReplayServer, load
from tests.shared import needs_shared, shared_path

JOBS = "https://api.acme.test/jobs?a=1&b=2"
BODY = json.dumps(list(range(5000))).encode()
ANSWERS = [
    Answer(
        JOBS, headers={"Content-Type": "application/json", "ETag": 'W/"1"', "Last-Modified": "Sun, 01 Mar 2026 06:00:00 GMT"}, content=BODY
    ),
    Answer("https://api.acme.test/search", method="POST", request_body={"page": 2}, content=b"two"),
]


def ask(
    server: ReplayServer, url: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(server.origin.removeprefix("http://"), timeout=60)
    sent = {"X-Replay-URL": url, **{name.replace("_", "-"): value for name, value in headers.items()}}
    try:
        connection.request(method, f"{parts.path}?{parts.query}".rstrip("?"), body=body, headers=sent)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_answers_under_the_original_url() -> None:
    with ReplayServer(ANSWERS) as server:
        response, body = ask(server, "https://api.acme.test/jobs?b=2&a=1")
        assert (response.status, body) == (200, BODY)
        assert response.headers["Content-Length"] == str(len(BODY))
        assert ask(server, "https://api.acme.test/search", "POST", b'{"page": 2, "q": ""}')[1] == b"two"
        assert ask(server, JOBS, "HEAD")[1] == b""
    assert [seen.url for seen in server.seen][1:] == ["https://api.acme.test/search", JOBS]
    assert server.seen[1].body == b'{"page": 2, "q": ""}'


@pytest.mark.parametrize("url", ["https://api.acme.test/robots.txt", "https://other.test/jobs?a=1&b=2", "https://api.acme.test/jobs?a=1"])
def test_what_was_not_recorded_is_404_and_says_so(url: str) -> None:
    with ReplayServer(ANSWERS) as server:
        response, body = ask(server, url)
    assert response.status == 404
    told = json.loads(body)
    assert (told["error"], told["method"], told["url"]) == ("not recorded", "GET", url)
    assert told["recorded_for_this_path"] == ([f"GET {JOBS}"] if "/jobs" in url else [])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If_None_Match": 'W/"1"'}, 304),
        ({"If_None_Match": '"0", "1"'}, 304),
        ({"If_None_Match": '"2"'}, 200),
        ({"If_None_Match": '"2"', "If_Modified_Since": "Sun, 01 Mar 2026 06:00:00 GMT"}, 200),
        ({"If_Modified_Since": "Sun, 01 Mar 2026 06:00:00 GMT"}, 304),
        ({"If_Modified_Since": "Sat, 28 Feb 2026 06:00:00 GMT"}, 200),
    ],
)
def test_validators(headers: dict[str, str], status: int) -> None:
    with ReplayServer(ANSWERS) as server:
        response, body = ask(server, JOBS, **headers)
    assert response.status == status
    assert response.headers["ETag"] == 'W/"1"'
    assert body == (BODY if status == 200 else b"")


def test_faults_change_the_answer() -> None:
    faults = [
        Fault("*/jobs?*", nth=(1,), status=429, retry_after=7),
        Fault("*/jobs?*", nth=(2,), status=503, retry_after_date=60),
        Fault("*/jobs?*", nth=(3,), truncate=0.5, content_type="text/html"),
        Fault("*/jobs?*", nth=(4,), gzip=True),
        Fault("*/jobs?*", nth=(5,), delay=0.3, body=b"late"),
        Fault("https://other.test/*", status=500),
    ]
    with ReplayServer(ANSWERS, faults=faults) as server:
        refused, unavailable, short, packed = (ask(server, JOBS) for _ in range(4))
        start = time.monotonic()
        late = ask(server, JOBS)
        waited = time.monotonic() - start
        fine = ask(server, JOBS)
        assert ask(server, "https://other.test/x")[0].status == 500
    assert (refused[0].status, refused[0].headers["Retry-After"]) == (429, "7")
    assert (
        50
        < (parsedate_to_datetime(unavailable[0].headers["Retry-After"]) - parsedate_to_datetime(unavailable[0].headers["Date"])).seconds
        < 70
    )
    assert (short[1], short[0].headers["Content-Type"]) == (BODY[: len(BODY) // 2], "text/html")
    assert (gzip.decompress(packed[1]), packed[0].headers["Content-Encoding"]) == (BODY, "gzip")
    assert (late[1], waited >= 0.3) == (b"late", True)
    assert (fine[0].status, fine[1]) == (200, BODY)


@pytest.mark.parametrize(("fault", "error"), [(Fault(cut=0.5), http.client.IncompleteRead), (Fault(reset=0.5), ConnectionResetError)])
def test_connections_break_in_the_body(fault: Fault, error: type[Exception]) -> None:
    with ReplayServer(ANSWERS, faults=[fault]) as server:
        with pytest.raises(error):
            ask(server, JOBS)
        server.faults.clear()
        assert ask(server, JOBS)[1] == BODY


def test_a_board_may_change_while_it_is_served() -> None:
    with ReplayServer(ANSWERS) as server:
        server.answers.replace(Answer.of_json(JOBS, []))
        assert ask(server, JOBS)[1] == b"[]"
        server.faults.add(Fault(status=500))
        assert ask(server, JOBS)[0].status == 500


def test_many_connections_at_once() -> None:
    fault = Fault("*/jobs?*", nth=tuple(range(1, 101)), status=503)
    with ReplayServer(ANSWERS, faults=[fault]) as server, ThreadPoolExecutor(40) as pool:
        statuses = list(pool.map(lambda _: ask(server, JOBS)[0].status, range(400)))
    assert (statuses.count(503), statuses.count(200)) == (100, 300)
    assert len(server.seen) == 400


def test_kept_connections_are_reused() -> None:
    with ReplayServer(ANSWERS) as server:
        connection = http.client.HTTPConnection(server.origin.removeprefix("http://"), timeout=60)
        for _ in range(3):
            connection.request("GET", "/jobs?a=1&b=2")
            assert connection.getresponse().read() == BODY
        port = connection.sock.getsockname()[1]
        connection.request("GET", "/nowhere")
        assert connection.getresponse().read()
        assert connection.sock.getsockname()[1] == port
        connection.close()


def test_a_taken_port_is_one_line() -> None:
    with ReplayServer() as server, pytest.raises(UsageError, match=r"cannot listen on 127\.0\.0\.1:\d+: .*choose another --port"):
        ReplayServer(port=urlsplit(server.origin).port or 0)


@needs_shared
@pytest.mark.recorded
def test_every_recorded_answer_is_served() -> None:
    answers = load([shared_path("sources")])
    wrong: list[Any] = []
    with ReplayServer(answers) as server:
        for answer in answers:
            sent = None if answer.request_body is None else json.dumps(answer.request_body).encode()
            response, body = ask(server, answer.url, answer.method, sent)
            if (response.status, body) != (answer.status, answer.body):
                wrong.append((answer.method, answer.url, response.status))
    assert len(answers) > 300
    assert not wrong
