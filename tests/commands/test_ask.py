"""`scrapy ask` as a user runs it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from jobscrape.commands.ask import Command
from jobscrape.errors import UsageError
from jobscrape.questions.question import catalogue
from tests.commandline import scrapy
from tests.commands.filled import filled, parsed  # noqa: F401 - fixture

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_name_the_questions_are_listed(tmp_path: Path) -> None:
    run = scrapy("ask", env={"MONGODB_URI": "mongodb://127.0.0.1:1"})
    assert run.status == 0
    assert [line.split()[0] for line in run.out.splitlines()] == list(catalogue())
    assert not list(tmp_path.iterdir())


def test_an_answer_names_what_it_rests_on(filled: dict[str, str]) -> None:  # noqa: F811
    run = scrapy("ask", "roles", env=filled)
    assert run.status == 0, run.err
    for words in ("Which roles", "backend", "█", "n = ", "unknown = ", "Panel: 10 of 10 boards", "95 %", "counted by job", "Beware"):
        assert words in run.out


def test_json_csv_and_plot(filled: dict[str, str], tmp_path: Path) -> None:  # noqa: F811
    answer = scrapy("ask", "work_mode", "--json", env=filled).json
    assert answer["can_tell"]
    assert {"low", "high", "n", "unknown"} <= answer["figures"]["remote"].keys()
    drawing = tmp_path / "roles.svg"
    run = scrapy("ask", "roles", "--csv", "--plot", str(drawing), env=filled)
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert rows[0]["role"] == "backend"
    assert float(rows[0]["low"]) < float(rows[0]["share"]) < float(rows[0]["high"])
    text = drawing.read_text("utf-8")
    assert text.startswith("<svg")
    assert "prefers-color-scheme" in text
    assert "<title" in text


def test_filters_period_and_level(filled: dict[str, str]) -> None:  # noqa: F811
    arguments = ("ask", "countries", "--where", "country=DE", "--since", "2025-03", "--until", "2025-06-15", "--level", "posting", "--json")
    answer = scrapy(*arguments, env=filled).json
    assert [row["country"] for row in answer["rows"]] == ["DE"]
    assert (answer["since"], answer["until"], answer["level"]) == ("2025-03-01", "2025-06-15", "posting")


@pytest.mark.parametrize("on", ["facts", "postings"])
def test_the_printed_pipeline_is_for_mongosh(filled: dict[str, str], on: str) -> None:  # noqa: F811
    run = scrapy("ask", "roles", "--pipeline", "--on", on, env=filled)
    assert f"db.{on}.aggregate([\n  {{$" in run.out
    assert run.out.startswith("//") is (on == "postings")
    assert "ISODate(" in run.out
    assert "None" not in run.out
    assert "True" not in run.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nonsense",), "there is no question nonsense"),
        (("roles", "--where", "colour=red"), "there is no field colour"),
        (("roles", "--where", "country"), "is no filter"),
        (("roles", "--where", "years_min>=many"), "is a number"),
        (("roles", "--since", "yesterday"), "is a date"),
        (("roles", "--since", "2025-06", "--until", "2025-01"), "is not before"),
    ],
)
def test_mistakes_are_told_before_anything_is_opened(arguments: tuple[str, ...], words: str) -> None:
    command = Command()
    with pytest.raises(UsageError, match=words):
        command.execute(*parsed(command, *arguments))


def test_a_mistake_is_one_line_and_status_2() -> None:
    run = scrapy("ask", "nonsense", env={"MONGODB_URI": "mongodb://127.0.0.1:1"})
    assert run.status == 2
    assert len(run.err.strip().splitlines()) == 1


def test_an_empty_store_says_what_to_do(mongo: str) -> None:
    run = scrapy("ask", "roles", env={"MONGODB_URI": mongo, "MONGODB_DATABASE": "empty_store"})
    assert run.status == 3
    assert "scrapy crawl" in run.err
