"""A small synthetic year in a database of its own, shared by the tests of a module."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest

from jobscrape.store.analysis import Analysis, prepare
from jobscrape.store.client import Location, connect
from tests.questions.synth import Market, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymongo.database import Database

MARKET = Market(postings=2000, boards=40, every=4, seed=11)


@pytest.fixture(scope="module")
def year(mongo: str) -> Iterator[Database[dict[str, Any]]]:
    """Return a database that holds MARKET."""
    database = connect(Location(uri=mongo, database=f"year_{uuid.uuid4().hex[:8]}", is_embedded="127.0.0.1" in mongo))
    load(database, MARKET)
    yield database
    database.client.drop_database(database.name)
    database.client.close()


@pytest.fixture(scope="module")
def analysis(year: Database[dict[str, Any]]) -> Analysis:
    """Return MARKET ready for questions."""
    return prepare(year)


@pytest.fixture(scope="module")
def small(mongo: str) -> Iterator[Analysis]:
    """Return a smaller market ready for questions."""
    database = connect(Location(uri=mongo, database=f"small_{uuid.uuid4().hex[:8]}", is_embedded="127.0.0.1" in mongo))
    load(database, Market(postings=350, boards=9, every=8, flawed=1))
    yield prepare(database)
    database.client.drop_database(database.name)
    database.client.close()
