"""Records of other scrapers in, enriched records out."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobscrape.commands.enrich import clock_of, enrich
from jobscrape.errors import UsageError
from jobscrape.fields.enrich import UnusableRecordError, record_id, stated_from, to_record
from jobscrape.fields.normalise import normalise
from jobscrape.fields.rows import format_of, lines
from jobscrape.items import StatedPay, StatedPlace
from tests.commandline import scrapy

if TYPE_CHECKING:
    from pathlib import Path

CLOCK = datetime(2026, 8, 20, tzinfo=timezone.utc)
JOBSPY = {
    "id": "in-1",
    "site": "indeed",
    "job_url": "https://example.org/1",
    "job_url_direct": "https://example.org/apply",
    "title": "Data Engineer",
    "company": "Acme",
    "location": "Austin, TX, US",
    "date_posted": "2026-08-01",
    "job_type": "fulltime",
    "interval": "yearly",
    "min_amount": 100000.0,
    "max_amount": 120000.0,
    "currency": "USD",
    "is_remote": False,
    "job_level": "mid-senior level",
    "description": "**You need 5+ years of experience.**",
    "company_num_employees": "51 to 200",
    "emails": float("nan"),
}
COLUMNS: list[tuple[dict[str, Any], str, Any]] = [
    ({"job_title": "Cook"}, "title", "Cook"),
    ({"Position": "Cook"}, "title", "Cook"),
    ({"jobTitle": "Cook"}, "title", "Cook"),
    ({"title": "Cook", "companyName": "Acme"}, "company", "Acme"),
    ({"title": "Cook", "employer": {"name": "Acme"}}, "company", "Acme"),
    ({"title": "Cook", "hiringOrganization": {"@type": "Organization", "name": "Acme"}}, "company", "Acme"),
    ({"title": "Cook", "job_description": "Cook."}, "description", "Cook."),
    ({"title": "Cook", "link": "https://example.org"}, "url", "https://example.org"),
    ({"title": "Cook", "location": "Ghent"}, "locations", [StatedPlace(raw="Ghent")]),
    ({"title": "Cook", "location": "Ghent", "country": "BE"}, "locations", [StatedPlace(raw="Ghent", country="BE")]),
    ({"title": "Cook", "city": "Ghent", "country": "Belgium"}, "locations", [StatedPlace(city="Ghent", country="Belgium")]),
    (
        {"title": "Cook", "locations": ["Ghent", {"city": "Lille", "country": "FR"}]},
        "locations",
        [StatedPlace(raw="Ghent"), StatedPlace(city="Lille", country="FR")],
    ),
    (
        {"title": "Cook", "jobLocation": {"@type": "Place", "address": {"addressLocality": "Ghent", "addressCountry": "BE"}}},
        "locations",
        [StatedPlace(city="Ghent", country="BE")],
    ),
    ({"title": "Cook", "location": "nan"}, "locations", []),
    ({"title": "Cook", "is_remote": "True"}, "remote", True),
    ({"title": "Cook", "remote": 0}, "remote", False),
    ({"title": "Cook", "remote": "Hybrid"}, "workplace", "Hybrid"),
    ({"title": "Cook", "workplace": "true"}, "remote", True),
    ({"title": "Cook", "salary": "$10 - $12 an hour"}, "salary", "$10 - $12 an hour"),
    ({"title": "Cook", "salary": 50000, "currency": "EUR"}, "pay", [StatedPay(min=50000.0, max=50000.0, currency="EUR")]),
    ({"title": "Cook", "salary_min": "50,000", "salary_max": ""}, "pay", [StatedPay(min=50000.0)]),
    (
        {"title": "Cook", "salary": {"min": 5, "max": 6, "currency": "EUR", "period": "hour"}},
        "pay",
        [StatedPay(min=5.0, max=6.0, currency="EUR", period="hour")],
    ),
    (
        {"title": "Cook", "baseSalary": {"currency": "EUR", "value": {"minValue": 5, "maxValue": 6, "unitText": "HOUR"}}},
        "pay",
        [StatedPay(min=5.0, max=6.0, currency="EUR", period="HOUR")],
    ),
    ({"title": "Cook", "seniority": ["Entry-level", "Mid-level"]}, "seniority", "Entry-level, Mid-level"),
    ({"title": "Cook", "tags": "['a', 'b']"}, "tags", ["a", "b"]),
    ({"title": "Cook", "tags": "a|b"}, "tags", ["a", "b"]),
    ({"title": "Cook", "posted_at": 1785794434}, "date_posted", 1785794434),
    ({"title": "Cook", "applicantLocationRequirements": [{"name": "Spain"}]}, "remote_locations", ["Spain"]),
]


@pytest.mark.parametrize(("record", "field", "value"), COLUMNS)
def test_columns_of_other_scrapers(record: dict[str, Any], field: str, value: Any) -> None:
    assert getattr(stated_from(record), field) == value


def test_a_whole_record_of_another_scraper() -> None:
    out = to_record(normalise(stated_from(JOBSPY), CLOCK), record_id(JOBSPY, 1))
    assert out["id"] == "in-1"
    assert (out["role"], out["employment_type"], out["seniority"], out["years_min"]) == ("data_engineering", "full_time", "mid", 5)
    assert out["pay"]["min"] == 100000
    assert out["date_posted"].startswith("2026-08-01T")
    assert set(out["evidence"]["years_min"]) == {"from", "text", "rule"}
    assert orjson.loads(orjson.dumps(out)) == out


@pytest.mark.parametrize("record", [{}, {"title": ""}, {"title": None}, {"title": float("nan")}, {"company": "Acme"}])
def test_a_record_without_title_cannot_be_used(record: dict[str, Any]) -> None:
    with pytest.raises(UnusableRecordError, match="no title"):
        stated_from(record)


def test_ids() -> None:
    assert record_id({"id": 7}, 3) == 7
    assert record_id({"job_url": "https://example.org"}, 3) == "https://example.org"
    assert record_id({}, 3) == 3


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "min", "value", "address", "city", "raw"]), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = st.sampled_from(
    [
        "title",
        "company",
        "location",
        "locations",
        "salary",
        "remote",
        "workplace",
        "tags",
        "min_amount",
        "date_posted",
        "description",
        "country",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(NAMES, VALUES, max_size=8))
def test_any_record_is_read_or_rejected(record: dict[str, Any]) -> None:
    try:
        stated = stated_from(record)
    except UnusableRecordError:
        return
    assert stated.title
    assert isinstance(stated.description, str)


ROWS = [{"title": "Cook", "location": "Ghent"}, {"title": "Nurse", "location": 'Lille, "Nord"'}]


def as_csv(delimiter: str) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, ["title", "location"], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    return out.getvalue().encode()


JSONL = b"\n".join(json.dumps(row).encode() for row in ROWS)


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (JSONL, None),
        (b"\xef\xbb\xbf" + JSONL, "jsonl"),
        (json.dumps(ROWS).encode(), None),
        (json.dumps(ROWS).encode(), "jsonl"),
        (as_csv(","), None),
        (as_csv(","), "csv"),
        (as_csv(";"), None),
        (as_csv(";"), "csv"),
        (as_csv("\t"), "tsv"),
        (as_csv("\t"), None),
        (as_csv("\t").decode().encode("utf-16"), None),
        (b"\xfe\xff" + as_csv(",").decode().encode("utf-16-be"), "csv"),
        (JSONL.decode().encode("utf-16"), None),
        (gzip.compress(JSONL, mtime=0), None),
        (gzip.compress(as_csv(","), mtime=0), "csv"),
    ],
)
def test_formats(body: bytes, form: str | None) -> None:
    assert [line.record for line in lines(io.BytesIO(body), form)] == ROWS


@pytest.mark.parametrize(
    "body",
    [
        "title,city\nKöchin,Genève\n".encode("cp1252"),
        "title,city\nKöchin,".encode() + "Genève\n".encode("cp1252"),
        '{"title": "Köchin", "city": "Genève"}\n'.encode("cp1252"),
        '[{"title": "Köchin", "city": "Genève"}]'.encode("cp1252"),
    ],
)
def test_bytes_that_are_no_utf_8_are_windows_1252(body: bytes) -> None:
    assert [line.record for line in lines(io.BytesIO(body))] == [{"title": "Köchin", "city": "Genève"}]


def test_data_frames_write_nan() -> None:
    assert [line.record for line in lines(io.BytesIO(b'{"title": "Cook", "city": NaN}'))] == [{"title": "Cook", "city": None}]


def test_broken_lines_are_told_apart() -> None:
    found = list(lines(io.BytesIO(b'{"title": "Cook"}\n\n{"title": \n[1]\n'), "jsonl"))
    assert [(line.number, line.record is None) for line in found] == [(1, False), (3, True), (4, True)]


@pytest.mark.parametrize("body", [b"[1", b"[{]"])
def test_a_broken_array_is_one_clear_error(body: bytes) -> None:
    with pytest.raises(UsageError, match="no JSON"):
        list(lines(io.BytesIO(body)))


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.csv", "csv"),
        ("a.csv.gz", "csv"),
        ("a.jsonl.gz", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.json", "json"),
        ("-", None),
        ("a.txt", None),
    ],
)
def test_format_by_name(name: str, form: str | None) -> None:
    assert format_of(name, None) == form
    assert format_of(name, "tsv") == "tsv"


def test_tally_and_rejects() -> None:
    target, rejects = io.BytesIO(), io.BytesIO()
    body = JSONL + b'\n{"company": "Acme"}\nnonsense\n'
    tally = enrich(io.BytesIO(body), target, rejects, CLOCK, "jsonl")
    assert (tally.read, tally.written, tally.rejected) == (4, 2, 2)
    assert [orjson.loads(row)["id"] for row in target.getvalue().splitlines()] == [1, 2]
    left = [orjson.loads(row) for row in rejects.getvalue().splitlines()]
    assert [row["line"] for row in left] == [3, 4]
    assert left[0]["record"] == {"company": "Acme"}
    assert left[1]["record"] == "nonsense"


def test_clock() -> None:
    assert clock_of("2026-03-01T06:00:00Z") == datetime(2026, 3, 1, 6, tzinfo=timezone.utc)
    assert clock_of("2026-03-01") == datetime(2026, 3, 1, tzinfo=timezone.utc)
    with pytest.raises(UsageError, match="ISO 8601"):
        clock_of("yesterday")


def test_command_reads_a_pipe() -> None:
    run = scrapy("enrich", stdin='{"id": "a", "title": "Senior Nurse (Remote)"}\n{"id": "b"}\n')
    assert run.status == 0
    assert run.json["seniority"] == "senior"
    assert "1 of 2 records enriched, 1 left out, the first at line 2: no title" in run.err


def test_command_reads_and_writes_files(tmp_path: Path) -> None:
    (tmp_path / "jobs.csv").write_bytes(as_csv(","))
    out, rejects = tmp_path / "out.jsonl.gz", tmp_path / "rejects.jsonl"
    run = scrapy("enrich", "-i", str(tmp_path / "jobs.csv"), "-o", str(out), "--rejects", str(rejects))
    assert run.status == 0, run.err
    assert [orjson.loads(row)["title"] for row in gzip.decompress(out.read_bytes()).splitlines()] == ["Cook", "Nurse"]
    assert rejects.read_bytes() == b""


@pytest.mark.parametrize("arguments", [("-i", "missing.jsonl"), ("-o", "no/such/folder/x"), ("--clock", "soon"), ("stray",)])
def test_command_errors_are_one_line(arguments: tuple[str, ...]) -> None:
    run = scrapy("enrich", *arguments, stdin="")
    assert run.status == 2
    assert run.err.startswith("scrapy enrich: ")
    assert run.err.count("\n") == 1
