"""Fixtures shared by all tests: one embedded server per test process, one database per test."""

from __future__ import annotations

import os
import signal
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from jobscrape.store import embedded
from jobscrape.store.client import Location, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymongo.database import Database

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

signal.signal(signal.SIGINT, signal.default_int_handler)
"""A shell lets what it runs in the background ignore Ctrl-C, and so would the commands that the tests start and stop."""


@pytest.fixture(scope="session")
def mongo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the URI of a MongoDB server: JOBSCRAPE_TEST_MONGODB_URI, else an embedded one that ends with the tests."""
    given = os.environ.get("JOBSCRAPE_TEST_MONGODB_URI")
    if given:
        yield given
        return
    directory = tmp_path_factory.mktemp("mongodb")
    yield embedded.start(directory).uri
    embedded.stop(directory)


@pytest.fixture
def database(mongo: str) -> Iterator[Database[dict[str, Any]]]:
    """Return an empty database that is dropped afterwards."""
    db = connect(Location(uri=mongo, database=f"test_{uuid.uuid4().hex[:12]}", is_embedded="127.0.0.1" in mongo))
    yield db
    db.client.drop_database(db.name)
    db.client.close()
