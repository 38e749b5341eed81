"""docs/ANALYSE.md: every snippet runs, mongosh and Python agree, the printed outputs are real."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest

from jobscrape.store.client import Location, connect
from scripts.analyse_page import PAGE, fill, run_python, run_shell, snippets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymongo.database import Database

TEXT = PAGE.read_text("utf-8")


@pytest.fixture(scope="module")
def demo(mongo: str) -> Iterator[Database[dict[str, Any]]]:
    """The simulated year of the page."""
    database = connect(Location(uri=mongo, database=f"analyse_{uuid.uuid4().hex[:8]}", is_embedded="127.0.0.1" in mongo))
    fill(database)
    yield database
    database.client.drop_database(database.name)
    database.client.close()


def test_there_are_ten_questions() -> None:
    assert len(snippets(TEXT)) == 10
    assert TEXT.count("```js") == TEXT.count("```text") == 10


def test_snippets_give_what_the_page_says(demo: Database[dict[str, Any]]) -> None:
    names: dict[str, Any] = {}
    for number, snippet in enumerate(snippets(TEXT), start=1):
        printed = snippet.output.splitlines()
        assert printed, number
        assert run_python(snippet.python, demo, names) == printed, f"question {number}: run python scripts/analyse_page.py"
        assert run_shell(snippet.shell, demo) == printed, f"question {number}: mongosh and Python differ"
