"""What a posting must have, whatever a source put in its place."""

from __future__ import annotations

from typing import Any

import pytest

from jobscrape.items import JobPosting
from jobscrape.pipelines.required import missing

WHOLE = {"source": "tern", "board": "t", "source_id": "1", "url": "https://tern.example/1", "title": "Cook", "company": "Tern"}


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({}, None),
        ({"title": None}, "no title"),
        ({"title": " "}, "no title"),
        ({"title": {"en": "Cook"}}, "no title"),
        ({"source_id": None}, "no source_id"),
        ({"url": None}, "no absolute url ('None')"),
        ({"url": "javascript:alert(1)"}, "no absolute url ('javascript:alert(1)')"),
        ({"url": "/jobs/1"}, "no absolute url ('/jobs/1')"),
    ],
)
def test_what_is_missing(change: dict[str, Any], lack: str | None) -> None:
    assert missing(JobPosting(**{**WHOLE, **change})) == lack
