"""The data dictionary, the items and the validator say the same."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import get_type_hints

import pytest

from jobscrape import items
from jobscrape.dictionary import PARTS, docstrings, markdown
from jobscrape.store.schema import NOT_STORED, posting_validator

PAGE = Path(__file__).parents[1] / "docs" / "DATA-DICTIONARY.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == markdown(), "run: python -m jobscrape.dictionary > docs/DATA-DICTIONARY.md"


@pytest.mark.parametrize("kind", [kind for _, kind, _ in PARTS], ids=lambda k: k.__name__)
def test_each_field_is_documented(kind: type) -> None:
    assert set(docstrings()[kind.__name__]) == set(get_type_hints(kind))


def test_the_validator_knows_each_normalised_field() -> None:
    properties = posting_validator()["$jsonSchema"]["properties"]
    assert {f.name for f in fields(items.Normalised)} - NOT_STORED <= set(properties)
    assert properties["pay"]["bsonType"] == ["object", "null"]
    assert properties["evidence"]["additionalProperties"]["properties"].keys() == {"from", "text", "rule"}
