"""A vendor's slot through real crawls: shared by hosts, paused by a refusal, left alone after many, given up when stopped."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from itertools import pairwise
from typing import Any

import pytest

from jobscrape.replay import Answer, Fault, ReplayServer
from tests.net.crawling import SCRIPT, crawl, environment, task_of

pytestmark = pytest.mark.e2e
BOARDS = [f"https://{name}.acme.test/jobs" for name in ("one", "two", "three", "four", "five", "six")]


def serving(*faults: Fault) -> ReplayServer:
    return ReplayServer([Answer.of_json(board, {"jobs": []}) for board in BOARDS], faults=faults)


def test_a_refusal_pauses_all_hosts_of_the_vendor() -> None:
    slots = {"acme": {"concurrency": 1, "delay": 0}}
    with serving(Fault(BOARDS[0], nth=(1,), status=429, retry_after=1)) as server:
        crawled = crawl(server, BOARDS, vendor=True, DOWNLOAD_SLOTS=slots, ROBOTSTXT_OBEY=False)
    assert {answer["status"] for answer in crawled.answers.values()} == {200}
    assert {answer["meta"]["download_slot"] for answer in crawled.answers.values()} == {"acme"}
    refused = next(seen.at for seen in server.seen if seen.status == 429)
    later = sorted(seen.at - refused for seen in server.seen if seen.at > refused)
    assert len(later) == 6
    assert later[0] >= 1.0
    gaps = [after - before for before, after in pairwise(later)]
    assert sum(gaps) >= 0.1, "the slot stays slow for a while"


def test_robots_txt_is_asked_in_the_slot_of_the_vendor() -> None:
    slots = {"acme": {"concurrency": 1, "delay": 0.2, "jitter": 0}}
    with serving() as server:
        crawl(server, BOARDS[:2], vendor=True, DOWNLOAD_SLOTS=slots, REPLAY_DELAYS=True)
    times = [seen.at for seen in server.seen]
    assert len(times) == 4
    assert times[-1] - times[0] >= 0.4, "four requests in one slot are three delays apart, however late a busy server notes them"


def test_a_vendor_that_keeps_refusing_is_left_alone() -> None:
    with serving(Fault(status=429)) as server:
        asks = [{"url": board, "meta": {"dont_retry": True}} for board in BOARDS]
        slots = {"acme": {"concurrency": 1, "delay": 0}}
        crawled = crawl(server, asks, vendor=True, DOWNLOAD_SLOTS=slots, CONCURRENT_REQUESTS=1, ROBOTSTXT_OBEY=False)
    outcomes = [crawled.answers[board].get("status") or crawled.answers[board]["error"] for board in BOARDS]
    assert sorted(map(str, outcomes)) == ["429"] * 3 + ["VendorRefusal"] * 3
    assert len(server.seen) == 3
    assert crawled.stats["net/not_sent"] == 3


@pytest.mark.parametrize(
    ("faults", "settings"),
    [
        pytest.param([Fault(status=429, retry_after=100)], {"NET_RETRY_AFTER_MAX": 200}, id="pause"),
        pytest.param([], {"REPLAY_DELAYS": True, "DOWNLOAD_SLOTS": {"acme": {"concurrency": 1, "delay": 100, "jitter": 0}}}, id="delay"),
    ],
)
def test_a_stopped_crawl_waits_for_no_slot(faults: list[Fault], settings: dict[str, Any]) -> None:
    with serving(*faults) as server:
        task = task_of(server, BOARDS, vendor=True, ROBOTSTXT_OBEY=False, **settings)
        with subprocess.Popen(
            [sys.executable, str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        ) as process:
            assert process.stdin is not None
            process.stdin.write(json.dumps(task))
            process.stdin.close()
            process.stdin = None
            started = time.monotonic()
            while not server.seen and time.monotonic() - started < 120:
                time.sleep(0.05)
            time.sleep(0.3)
            process.send_signal(signal.SIGTERM)
            stopped = time.monotonic()
            out, log = process.communicate(timeout=120)
    assert time.monotonic() - stopped < 60, log
    answers = json.loads(out)["answers"]
    assert len(answers) == len(BOARDS)
    assert {answer.get("status") or answer["error"] for answer in answers} <= {200, 429, "CrawlStopped"}
    assert json.loads(out)["stats"]["finish_reason"] == "shutdown"
