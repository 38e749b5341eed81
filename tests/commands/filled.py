"""A database with a small synthetic market, for tests of commands that only read."""

from __future__ import annotations

import argparse
import uuid
from typing import TYPE_CHECKING

import pytest
from scrapy.utils.project import get_project_settings

from jobscrape.store.client import Location, connect
from tests.questions.synth import Market, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobscrape.command import Command


@pytest.fixture(scope="module")
def filled(mongo: str) -> Iterator[dict[str, str]]:
    """Return the environment of a store that holds a market of 300 postings."""
    name = f"filled_{uuid.uuid4().hex[:8]}"
    database = connect(Location(uri=mongo, database=name, is_embedded="127.0.0.1" in mongo))
    load(database, Market(postings=300, boards=10, every=8, flawed=1))
    yield {"MONGODB_URI": mongo, "MONGODB_DATABASE": name}
    database.client.drop_database(name)
    database.client.close()


def parsed(command: Command, *arguments: str) -> tuple[list[str], argparse.Namespace]:
    """Return arguments and options as the command line gives them to `execute`."""
    command.settings = get_project_settings()
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    options, rest = parser.parse_known_args(list(arguments))
    return rest, options
