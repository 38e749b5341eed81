"""All real postings of the recorded data, each once: recorded boards driven through their spiders, labelled postings, Ashby's.

The boards are driven as the tests do it, so `tests` must be importable.
"""

from __future__ import annotations

import os
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from benchmarks.gold import Record, skill_gold
from benchmarks.pipeline import postings

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = str(Path(__file__).resolve().parents[1] / "tests")
_ASHBY = 430
_SHORTEST = 600
"""Characters of a posting that a board gives whole; below are lines of lists and cut descriptions."""


def recorded() -> list[Record]:
    """Return the postings of at least 600 characters of clean text, no text twice; shorter ones are mostly cut."""
    found: dict[str, Record] = {}
    for record in chain((record for record, _ in skill_gold()), _ashby(), _boards()):
        if len(record.text) >= _SHORTEST:
            found.setdefault(record.text, record)
    return list(found.values())


def _ashby() -> Iterator[Record]:
    from jobscrape.fields.text import to_text  # noqa: PLC0415

    for item in postings(_ASHBY):
        yield Record(item.source_id, item.title, item.company or "", to_text(item.description))


def _boards() -> Iterator[Record]:
    """Yield the postings of every recorded board, in the order of a crawl."""
    if TESTS not in sys.path:
        sys.path.append(TESTS)
    from driving import CLOCK, drive  # type: ignore[import-not-found]  # noqa: PLC0415
    from shared import shared_path  # type: ignore[import-not-found]  # noqa: PLC0415
    from spiders.test_recorded import NOT_SERVED, RECORDED_AT, argument, boards  # type: ignore[import-not-found]  # noqa: PLC0415
    from spiders.test_sources import spider_of  # type: ignore[import-not-found]  # noqa: PLC0415

    from jobscrape.fields.text import to_text  # noqa: PLC0415
    from jobscrape.replay import load  # noqa: PLC0415

    for source, folder, board in (param.values for param in boards()):
        if (source, board["board"]) in NOT_SERVED:
            continue
        spider = spider_of(source)
        name = argument(board["board"]) or spider.default_boards[0]
        clock = RECORDED_AT.get((source, board["board"]), CLOCK)
        with patch.dict(os.environ, {key: key.removeprefix("ADZUNA_") for key in spider.keys}):
            driven = drive(spider, name, load([shared_path("sources", folder, "samples")]), clock=clock)
        for item in driven.postings:
            yield Record(item.source_id, item.title or "", item.company or "", to_text(item.description or ""))
