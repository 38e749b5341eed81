"""`scrapy export` and `jobscrape.frame`."""

from __future__ import annotations

import csv
import hashlib
import json
from typing import TYPE_CHECKING

import pytest

import jobscrape
from jobscrape.commands.export import Command
from jobscrape.errors import UsageError
from jobscrape.export.columns import columns
from tests.commandline import scrapy
from tests.commands.filled import filled, parsed  # noqa: F401 - fixture

if TYPE_CHECKING:
    from pathlib import Path

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install -r requirements-report.txt")


def test_csv_with_columns_and_filters(filled: dict[str, str], tmp_path: Path) -> None:  # noqa: F811
    target = tmp_path / "german.csv"
    run = scrapy(
        "export",
        "-o",
        str(target),
        "--columns",
        "id,countries,skills,first_seen",
        "--where",
        "country=DE",
        "--where",
        "skill=lang.*",
        env=filled,
    )
    assert run.status == 0, run.err
    rows = list(csv.DictReader(target.read_text("utf-8").splitlines()))
    assert rows
    assert list(rows[0]) == ["id", "countries", "skills", "first_seen"]
    assert {row["countries"] for row in rows} == {"DE"}
    assert all("lang." in row["skills"] for row in rows)
    assert rows[0]["first_seen"].endswith("Z")


def test_parquet_by_month_with_its_description(filled: dict[str, str], tmp_path: Path) -> None:  # noqa: F811
    run = scrapy("export", "-o", str(tmp_path / "dump"), "--format", "parquet", "--partition", "month", env=filled)
    assert run.status == 0, run.err
    package = json.loads((tmp_path / "dump" / "datapackage.json").read_text("utf-8"))
    exported = {posting["id"] for posting in map(json.loads, scrapy("export", "--columns", "id", env=filled).out.splitlines())}
    assert sum(resource["rows"] for resource in package["resources"]) == len(exported)
    assert [source["source"] for source in package["sources"]] == ["greenhouse"]
    for resource in package["resources"]:
        path = tmp_path / "dump" / resource["path"]
        assert path.parent.name.startswith("month=2025-")
        assert resource["hash"] == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        table = pq.read_table(path, partitioning=None)
        assert table.num_rows == resource["rows"]
        assert table.column_names == list(columns())
        month = path.parent.name.removeprefix("month=")
        assert {f"{when:%Y-%m}" for when in table.column("first_seen").to_pylist()} == {month}
    fields = {field["name"]: field for field in package["resources"][0]["schema"]["fields"]}
    assert "never" not in fields["work_mode"]["description"]
    assert fields["work_mode"]["description"].startswith("remote, hybrid or onsite")
    assert fields["skills"]["type"] == "array"


def test_json_lines_go_to_standard_output(filled: dict[str, str]) -> None:  # noqa: F811
    run = scrapy("export", "--where", "status=open", "--columns", "id,status,pay_annual_min_eur", env=filled)
    rows = [json.loads(line) for line in run.out.splitlines()]
    assert rows
    assert {row["status"] for row in rows} == {"open"}


def test_json_ld_says_only_what_is_known(filled: dict[str, str], tmp_path: Path) -> None:  # noqa: F811
    target = tmp_path / "postings.jsonld"
    assert scrapy("export", "-o", str(target), "--since", "2025-06", "--until", "2025-08", env=filled).status == 0
    rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert {row["@type"] for row in rows} == {"JobPosting"}
    assert all(row["datePosted"] and row["hiringOrganization"]["name"] for row in rows)
    assert all(None not in row.values() for row in rows)
    remote = [row for row in rows if row.get("jobLocationType") == "TELECOMMUTE"]
    assert remote
    paid = next(row for row in rows if "baseSalary" in row)
    assert paid["baseSalary"]["value"]["unitText"] == "YEAR"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-o", "x.xls"), "there is no format xls"),
        (("--format", "parquet"), "Parquet needs a file"),
        (("--columns", "colour"), "there is no column colour"),
        (("--where", "firm=startup"), "derived for questions"),
        (("--partition", "month"), "needs a folder"),
    ],
)
def test_mistakes_are_told_before_anything_is_opened(arguments: tuple[str, ...], words: str) -> None:
    command = Command()
    with pytest.raises(UsageError, match=words):
        command.execute(*parsed(command, *arguments))


def test_a_file_is_whole_or_not_there(filled: dict[str, str], tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "file").write_text("in the way")
    run = scrapy("export", "-o", str(tmp_path / "file" / "postings.csv"), env=filled)
    assert run.status == 2
    assert "cannot write" in run.err
    assert not list(tmp_path.rglob("*.part"))


def test_every_column_has_a_meaning() -> None:
    for column in columns().values():
        assert len(column.meaning) > 5, column.name
        assert column.meaning.endswith((".", ")", "unknown")), column.name


def test_a_frame_in_two_lines(filled: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    for name, value in filled.items():
        monkeypatch.setenv(name, value)
    table = jobscrape.frame(where=["country=DE"], columns=["id", "role", "skills"], kind="arrow")
    assert table.num_rows > 20
    assert table.column_names == ["id", "role", "skills"]
    with pytest.raises(UsageError, match="kind is one of"):
        jobscrape.frame(kind="excel")
    with pytest.raises(UsageError, match="no column"):
        jobscrape.frame(columns=["colour"])
    with pytest.raises(AttributeError):
        jobscrape.nothing  # noqa: B018
