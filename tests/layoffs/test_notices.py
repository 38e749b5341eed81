"""Layoff lists: columns by many names, dates month first, counts out of text."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

import pytest
from commandline import scrapy
from hypothesis import given
from hypothesis import strategies as st

from jobscrape.layoffs import fyi
from jobscrape.layoffs.notices import count, notice_id, notice_of, when

if TYPE_CHECKING:
    from pathlib import Path


def day(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("12/30/21", day(2021, 12, 30)),
        ("1/21/2022", day(2022, 1, 21)),
        ("2025-04-09", day(2025, 4, 9)),
        ("2022-03-12 00:00:00", day(2022, 3, 12)),
        ("Apr 06, 2020", day(2020, 4, 6)),
        ("January", None),
        ("", None),
        ("soon", None),
        ("99/99/9999", None),
    ],
)
def test_dates(text: str, want: datetime | None) -> None:
    assert when(text) == want


@pytest.mark.parametrize(("text", "want"), [("160", 160), ("about 1,200 (est.)", 1200), ("", None), ("NULL", None), ("n/a", None)])
def test_counts(text: str, want: int | None) -> None:
    assert count(text) == want


ROWS = [
    ({"Company": "Acme", "City": "Tulsa", "Workforce Affected": "24", "Effective Date": "2022-03-12 00:00:00"}, ("Tulsa", None, 24)),
    ({"Company Name": "Acme", "Location": "Ringgold VA", "Employees Affected": "173"}, ("Ringgold", "VA", 173)),
    ({"Business Legal Name": "Acme", "Impacted Site Address": "60 W 57th St  New York, NY, 10019"}, ("New York", "NY", None)),
    ({"Company": "Acme", "Location": "888 Bestgate Road #111 Annapolis, MD 21401", "Total Employees": "9"}, (None, "MD", 9)),
    ({"Company": "Acme", "# of Workers": "119", "Contact Person": "A Person"}, (None, None, 119)),
]


@pytest.mark.parametrize(("row", "want"), ROWS)
def test_rows_of_states(row: dict[str, str], want: tuple[str | None, str | None, int | None]) -> None:
    notice = notice_of(row, "warn")
    assert notice is not None
    assert (notice.region, notice.headcount) == want[1:]
    assert want[0] is None or notice.city == want[0]
    assert "A Person" not in str(notice.raw)


def test_a_row_without_company_is_none() -> None:
    assert notice_of({"Company": "NULL", "jobs": "4"}, "warn") is None
    assert fyi.notice_of({"company": "", "date": "3/6/2023"}) is None


def test_the_same_row_has_the_same_id_and_an_amendment_another() -> None:
    row = {"Company": "Acme Inc.", "jobs": "4", "notice_date": "5/6/21"}
    first, again, amended = (notice_of(r, "warn") for r in (row, dict(reversed(row.items())), {**row, "jobs": "5"}))
    assert first is not None
    assert again is not None
    assert amended is not None
    assert notice_id(first) == notice_id(again) != notice_id(amended)


def test_announced_layoffs() -> None:
    row = {
        "company": "Acme ",
        "location": "Oslo",
        "total_laid_off": "500",
        "percentage_laid_off": "0.05",
        "date": "3/6/2023",
        "stage": "NULL",
    }
    notice = fyi.notice_of({**row, "country": "Norway."})
    assert notice is not None
    assert (notice.company, notice.headcount, notice.share, notice.date) == ("Acme", 500, 0.05, day(2023, 3, 6))
    assert (notice.stage, notice.country) == (None, "Norway")


@given(st.dictionaries(st.text(max_size=12), st.none() | st.text(max_size=20) | st.integers(), max_size=5))
def test_no_row_breaks_it(row: dict[str, object]) -> None:
    notice_of(row, "warn")
    fyi.notice_of(row)


@pytest.mark.e2e
def test_import_and_list(tmp_path: Path, mongo: str, database: object) -> None:
    path = tmp_path / "layoffs.csv"
    path.write_text("company,date,total_laid_off\nAcme Inc,3/6/2023,500\nAcme Inc,3/6/2023,500\n,1/1/2023,1\n")
    env = {"MONGODB_URI": mongo, "MONGODB_DATABASE": database.name}  # type: ignore[attr-defined]
    assert scrapy("layoffs", "import", str(path), "--json", env=env).json == {"rows": 3, "layoffs": 1, "without_company": 1}
    assert scrapy("layoffs", "import", str(path), "--json", env=env).json["layoffs"] == 1
    assert [n["company"] for n in scrapy("layoffs", "list", "--company", "ACME", "--json", env=env).json] == ["Acme Inc"]
    assert scrapy("layoffs", "list", "--since", "2024-01-01", "--json", env=env).json == []
    assert scrapy("layoffs", "list", "--since", "2024-01-01", env=env).out == "no layoffs stored of this employer and time\n"
    assert scrapy("layoffs", "list", "--since", "lately", env=env).err == "scrapy layoffs: --since 'lately' is no date such as 2026-01-31\n"
