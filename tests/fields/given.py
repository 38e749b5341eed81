"""Postings to read in tests of field readers."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from jobscrape.fields.reading import Reading
from jobscrape.items import JobPosting

CLOCK = datetime(2026, 8, 20, 12, tzinfo=timezone.utc)


def reading(text: str = "", /, **stated: Any) -> Reading:
    """Return a reading of `text` for a posting with the fields `stated`."""
    fields = {"source_id": "1", "url": "https://example.org/1", "title": "Engineer", **stated}
    return Reading(JobPosting(**fields), text, CLOCK)
