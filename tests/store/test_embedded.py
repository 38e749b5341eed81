"""The embedded server: started once, reused, told apart from other troubles in one line."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from commandline import scrapy
from pymongo import MongoClient

from jobscrape.errors import StoreError
from jobscrape.store import embedded


def test_it_is_started_once_reused_and_stopped(tmp_path: Path) -> None:
    env = {"JOBSCRAPE_DATA": str(tmp_path / "data")}
    with ThreadPoolExecutor(3) as pool:
        runs = list(pool.map(lambda _: scrapy("db", "start", "--json", env=env), range(3)))
    assert [r.status for r in runs] == [0, 0, 0], [r.err for r in runs]
    assert len({json.loads(r.out)["pid"] for r in runs}) == 1
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert scrapy("db", "status", env=env).status == 0
    uri = scrapy("db", "uri", env=env).out.strip()
    elsewhere = scrapy("db", "start", "--port", "1", env=env)
    assert (elsewhere.status, len(elsewhere.err.splitlines())) == (3, 1)
    assert f"runs already, on {uri}" in elsewhere.err
    client: MongoClient[dict[str, int]] = MongoClient(uri)
    client["test"]["x"].insert_one({"_id": 1})
    client.close()
    assert scrapy("db", "stop", env=env).out == "stopped\n"
    assert scrapy("db", "status", env=env).status == 1
    assert scrapy("db", "stop", env=env).out == "was not running\n"


def test_what_was_acknowledged_survives_kill(tmp_path: Path) -> None:
    from jobscrape.store.client import Location, connect

    server = embedded.start(tmp_path)
    database = connect(Location(uri=server.uri, database="test", is_embedded=True))
    for number in range(50):
        database["x"].insert_one({"_id": number})
    os.kill(server.pid, signal.SIGKILL)
    database.client.close()
    deadline = time.monotonic() + 60
    while embedded.status(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.05)
    again = connect(Location(uri=embedded.start(tmp_path).uri, database="test", is_embedded=True))
    assert again["x"].count_documents({}) == 50
    again.client.close()
    embedded.stop(tmp_path)


def test_a_server_that_does_not_end_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = embedded.start(tmp_path)
    os.kill(server.pid, signal.SIGSTOP)
    monkeypatch.setattr(embedded, "_answers", lambda _: True)
    monkeypatch.setattr(embedded, "STOP_SECONDS", 0.3)
    assert embedded.stop(tmp_path)
    assert embedded.status(tmp_path) is None


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files of other processes are only seen in /proc (Linux)")
def test_a_server_whose_files_were_deleted_is_ended_before_a_new_one_starts(tmp_path: Path) -> None:
    lost, kept = embedded.start(tmp_path / "data"), embedded.start(tmp_path / "other")
    shutil.rmtree(tmp_path / "data")
    new = embedded.start(tmp_path / "data")
    try:
        assert [running(pid) for pid in (lost.pid, kept.pid, new.pid)] == [False, True, True]
    finally:
        embedded.stop(tmp_path / "data")
        embedded.stop(tmp_path / "other")


def running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_taken_port_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StoreError, match=f"port {port} is taken"):
            embedded.start(tmp_path, port)


def test_a_directory_in_use_is_one_line(tmp_path: Path) -> None:
    embedded.start(tmp_path)
    (tmp_path / "server.json").rename(tmp_path / "hidden.json")
    with pytest.raises(StoreError, match="is in use by another server"):
        embedded.start(tmp_path)
    (tmp_path / "hidden.json").rename(tmp_path / "server.json")
    assert embedded.stop(tmp_path)


def test_without_the_package_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded.sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(embedded.shutil, "which", lambda _: None)
    with pytest.raises(StoreError, match="set MONGODB_URI"):
        embedded.start(tmp_path)
