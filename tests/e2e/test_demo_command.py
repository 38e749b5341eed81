"""`scrapy demo` from the command line: real spiders, the embedded server, the truth beside."""

from __future__ import annotations

import signal
import uuid

import pytest
from commandline import scrapy, start

pytestmark = pytest.mark.e2e


def test_two_weeks_come_out_as_they_are_in_truth(mongo: str) -> None:
    run = scrapy("demo", "--weeks", "2", "--employers", "5", "--postings", "4", "--faults", "0", "--json", env={"MONGODB_URI": mongo})
    assert run.status == 0, run.out + run.err
    checks = {check["name"]: check for check in run.json}
    assert checks["postings found"]["share"] == checks["postings that exist"]["share"] == 1
    assert all(check["good"] for check in checks.values())
    assert checks["work_mode"]["of"] > 15


def test_one_week_shows_what_landed_and_three_queries(mongo: str) -> None:
    run = scrapy("demo", "--weeks", "1", "--employers", "3", "--postings", "4", "--faults", "0", env={"MONGODB_URI": mongo})
    assert run.status == 0, run.out + run.err
    assert run.out.count("db.jobs.aggregate(") == 3
    assert "postings found" in run.out
    assert "The data stay in jobscrape_demo" in run.out


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_stopped_before_its_end_it_says_so_in_one_line(sign: signal.Signals, mongo: str) -> None:
    demo = start("demo", "--weeks", "52", "--employers", "3", env={"MONGODB_URI": mongo})
    assert demo.stdout is not None
    while line := demo.stdout.readline():
        if line.startswith("Now the rest of the year"):
            break
    demo.send_signal(sign)
    _, err = demo.communicate(timeout=240)
    assert demo.returncode == 1, err
    assert err.startswith("scrapy demo: the crawls of the simulated market were stopped before their end")
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [("--weeks", "0"), ("--employers", "0"), ("something",)])
def test_wrong_arguments_are_one_line(arguments: tuple[str, ...]) -> None:
    run = scrapy("demo", *arguments, env={"MONGODB_URI": f"mongodb://127.0.0.1:9/{uuid.uuid4().hex}"})
    assert run.status == 2
    assert run.err.startswith("scrapy demo: ")
    assert run.err.count("\n") == 1
