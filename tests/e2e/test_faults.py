"""What goes wrong in the world: every served posting is stored once, nothing is lost, the verdict says what happened."""

from __future__ import annotations

import os
import signal
import socket
import time
from typing import TYPE_CHECKING, Any

import pytest
from commandline import scrapy, start

from jobscrape.replay import Answer, Answers, Fault, ReplayServer
from jobscrape.store import embedded

if TYPE_CHECKING:
    from pathlib import Path

    from pymongo.database import Database

pytestmark = pytest.mark.e2e
API = "https://boards-api.greenhouse.io/v1/boards"
FAST = ["-s", "NET_BACKOFF_BASE=0.05", "-s", "CRAWL_TIME=2026-11-01T06:00:00Z"]


def board(token: str, count: int, text: str = "<p>Work on things that matter.</p>") -> Answer:
    rows = [
        {
            "id": 1000 + i,
            "title": f"Engineer {i}",
            "absolute_url": f"https://boards.greenhouse.io/{token}/jobs/{1000 + i}",
            "location": {"name": "Oslo, Norway"},
            "content": f"{text}<p>Opening {i}.</p>",
        }
        for i in range(count)
    ]
    return Answer.of_json(f"{API}/{token}/jobs?content=true&pay_transparency=true", {"jobs": rows, "meta": {"total": count}})


def store_env(mongo: str, database: Database[dict[str, Any]]) -> dict[str, str]:
    return {"MONGODB_URI": mongo, "MONGODB_DATABASE": database.name}


RECOVERED = [
    pytest.param(Fault("*/acme/*", nth=(1,), status=429, retry_after=1), id="429-retry-after"),
    pytest.param(Fault("*/acme/*", nth=(1,), status=500), id="500-once"),
    pytest.param(Fault("*/acme/*", nth=(1,), reset=0.5), id="reset-in-mid-body-once"),
    pytest.param(Fault("*/acme/*", nth=(1,), cut=0.5), id="connection-closed-once"),
]
LASTING = [
    pytest.param(Fault("*/acme/*", status=404), "missing", id="404"),
    pytest.param(Fault("*/acme/*", status=403), "blocked", id="403"),
    pytest.param(Fault("*/acme/*", status=500), "failed", id="500"),
    pytest.param(Fault("*/acme/*", truncate=0.5), "failed", id="truncated-json"),
    pytest.param(Fault("*/acme/*", reset=0.5), "failed", id="reset-in-mid-body"),
    pytest.param(Fault("*/acme/*", body=b"<html>Maintenance</html>", content_type="text/html"), "failed", id="html-instead-of-json"),
    pytest.param(Fault("*/acme/*", body=b""), "failed", id="empty-body"),
    pytest.param(Fault("*/acme/*", body=b'{"jobs": "none"}'), "failed", id="other-shape"),
]


@pytest.mark.parametrize("fault", RECOVERED)
def test_a_passing_fault_costs_a_retry(fault: Fault, mongo: str, database: Database[dict[str, Any]]) -> None:
    with ReplayServer(Answers([board("acme", 3)]), faults=[fault]) as server:
        run = scrapy(
            "crawl", "greenhouse", "-a", "boards=acme", "-s", f"REPLAY_ORIGIN={server.origin}", *FAST, env=store_env(mongo, database)
        )
    assert (run.status, run.err) == (0, "")
    assert database["postings"].count_documents({}) == 3
    assert database["crawls"].find_one({})["outcome"] == "complete"


@pytest.mark.parametrize(("fault", "outcome"), LASTING)
def test_a_lasting_fault_is_told_and_closes_nothing(fault: Fault, outcome: str, mongo: str, database: Database[dict[str, Any]]) -> None:
    env, answers = store_env(mongo, database), Answers([board("acme", 3), board("other", 2)])
    with ReplayServer(answers) as server:
        assert scrapy("crawl", "greenhouse", "-a", "boards=acme", "-s", f"REPLAY_ORIGIN={server.origin}", *FAST, env=env).status == 0
    later = ["-s", "NET_BACKOFF_BASE=0.05", "-s", "CRAWL_TIME=2026-11-03T06:00:00Z", "-s", "RETRY_TIMES=1"]
    with ReplayServer(answers, faults=[fault]) as server:
        run = scrapy("crawl", "greenhouse", "-a", "boards=acme,other", "-s", f"REPLAY_ORIGIN={server.origin}", *later, env=env)
    assert run.status == 4
    assert run.err == ""
    assert len(run.out.splitlines()) == 1
    assert f"board acme {outcome}" in run.out
    assert database["postings"].count_documents({"status": "open"}) == 5
    assert database["crawls"].find_one({"board": "acme", "outcome": outcome})["proof"] is not None
    assert database["crawls"].find_one({"board": "other"})["outcome"] == "complete"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_no_database_at_start_is_one_line() -> None:
    env = {"MONGODB_URI": f"mongodb://127.0.0.1:{free_port()}/"}
    run = scrapy("crawl", "greenhouse", "-a", "boards=acme", env=env)
    assert run.status == 3
    assert run.out == ""
    assert run.err.startswith("scrapy crawl: MongoDB at mongodb://127.0.0.1:")
    assert len(run.err.splitlines()) == 1


def test_a_database_that_dies_in_mid_crawl_is_told_and_nothing_is_lost_after_it(tmp_path: Path) -> None:
    server_process = embedded.start(tmp_path)
    port = int(server_process.uri.split(":")[2].split("/")[0])
    env = {"MONGODB_URI": server_process.uri, "MONGODB_DATABASE": "faults"}
    answers = Answers([board(f"acme{i}", 40) for i in range(6)])
    names = ",".join(f"acme{i}" for i in range(6))
    slow = [Fault("*/acme5/*", delay=4.0)]
    with ReplayServer(answers, faults=slow) as server:
        common = ["crawl", "greenhouse", "-a", f"boards={names}", "-s", f"REPLAY_ORIGIN={server.origin}", *FAST]
        crawl = start(*common, env=env)
        await_stored(server_process.uri, 60)
        os.kill(server_process.pid, signal.SIGKILL)
        out, _ = crawl.communicate(timeout=300)
        assert crawl.returncode == 3, out
        assert "went away during the crawl" in out
    again = embedded.start(tmp_path, port)
    with ReplayServer(answers) as server:
        run = scrapy(*common[:4], "-s", f"REPLAY_ORIGIN={server.origin}", *FAST, env={**env, "MONGODB_URI": again.uri})
    assert run.status == 0, run.out + run.err
    assert stored(again.uri) == 240
    embedded.stop(tmp_path)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_a_crawl_that_is_killed_and_run_again_stores_everything_once(
    sign: signal.Signals, mongo: str, database: Database[dict[str, Any]]
) -> None:
    env, answers = store_env(mongo, database), Answers([board(f"acme{i}", 40) for i in range(6)])
    names = ",".join(f"acme{i}" for i in range(6))
    with ReplayServer(answers, faults=[Fault("*/acme5/*", delay=5.0)]) as server:
        arguments = ["crawl", "greenhouse", "-a", f"boards={names}", "-s", f"REPLAY_ORIGIN={server.origin}", *FAST]
        crawl = start(*arguments, env=env)
        await_stored(mongo, 40, database.name)
        crawl.send_signal(sign)
        out, err = crawl.communicate(timeout=240)
        assert crawl.returncode == (4 if sign == signal.SIGTERM else -signal.SIGKILL), out + err
    with ReplayServer(answers) as server:
        arguments[5] = f"REPLAY_ORIGIN={server.origin}"
        run = scrapy(*arguments, env=env)
    assert run.status == 0, run.out + run.err
    assert database["postings"].count_documents({}) == 240
    assert database["descriptions"].count_documents({}) == 40
    assert database["postings"].count_documents({"status": "open"}) == 240


def await_stored(uri: str, count: int, name: str = "faults") -> None:
    deadline = time.monotonic() + 240
    while stored(uri, name) < count:
        assert time.monotonic() < deadline, "nothing was stored"
        time.sleep(0.1)


def stored(uri: str, name: str = "faults") -> int:
    from pymongo import MongoClient

    client: MongoClient[dict[str, Any]] = MongoClient(uri, directConnection=True)
    try:
        return client[name]["postings"].count_documents({})
    finally:
        client.close()
