"""The recorded tables hold their targets; odd input takes no time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from benchmarks.quality_tables import TABLES
from jobscrape.fields import dates, employer, language, pay, place
from jobscrape.items import StatedPlace
from tests.fields.given import reading
from tests.shared import needs_shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.quality_tables import Figure

READERS = (language, dates, place, pay, employer)
ODD = [
    "1",
    " ",
    "(",
    "[",
    "1-",
    "$",
    "$1 ",
    "$1,000 - ",
    "Aa ",
    "salary 1",
    "you work in Aa Bb ",
    "in our A office ",
    "Berlin or ",
    "and ",
    "1’000",
    "é",
    "Location: ",
]
SIZE = 100_000
LIMIT = 0.05
"""Seconds of CPU that one reader may take for 100 KB of odd input; the best of three runs counts, others share the machine."""


@pytest.mark.recorded
@needs_shared
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_recorded_table_holds_its_target(table: Callable[[], list[Figure]]) -> None:
    short = {figure.name: figure.share for figure in table() if figure.share < figure.target}
    assert short == {}


@pytest.mark.parametrize("unit", ODD)
def test_odd_input_takes_no_time(unit: str) -> None:
    text = (unit * SIZE)[:SIZE]
    fields = {"title": text, "company": text, "salary": text, "date_posted": text, "company_size": text}
    place_of_text = StatedPlace(raw=text, city=text, region=text, country=text)
    for reader in READERS:
        for given_reading in (reading(text, locations=[StatedPlace(raw="Berlin")]), reading("", **fields, locations=[place_of_text])):
            reader.read(given_reading)
            assert min(_seconds(reader, given_reading) for _ in range(3)) < LIMIT


def _seconds(reader: object, given_reading: object) -> float:
    started = time.process_time()
    reader.read(given_reading)  # type: ignore[attr-defined]
    return time.process_time() - started
