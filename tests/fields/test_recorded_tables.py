"""The recorded tables hold their targets; odd input is read to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.quality_tables import TABLES
from jobscrape.fields import dates, employer, language, pay, place
from jobscrape.items import StatedPlace
from tests.ending import ends
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


@pytest.mark.recorded
@needs_shared
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_recorded_table_holds_its_target(table: Callable[[], list[Figure]]) -> None:
    short = {figure.name: figure.share for figure in table() if figure.share < figure.target}
    assert short == {}


@pytest.mark.parametrize("unit", ODD)
def test_odd_input_is_read_to_its_end(unit: str) -> None:
    text = (unit * SIZE)[:SIZE]
    fields = {"title": text, "company": text, "salary": text, "date_posted": text, "company_size": text}
    place_of_text = StatedPlace(raw=text, city=text, region=text, country=text)
    with ends():
        for reader in READERS:
            reader.read(reading(text, locations=[StatedPlace(raw="Berlin")]))
            reader.read(reading("", **fields, locations=[place_of_text]))
