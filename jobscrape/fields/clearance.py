"""Whether a security clearance is demanded: held, obtainable or conditional; background checks are none."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jobscrape.fields.cues import proof
from jobscrape.fields.found import Found, found
from jobscrape.fields.rules import data, rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobscrape.fields.reading import Reading

FIELDS = ("clearance",)
AFTER = ()

_QUIET = ("preferred",)
REACH = 500
"""Characters of a line in which a list of preferences goes on."""


def read(reading: Reading) -> Mapping[str, Found]:
    """Return clearance True if one is demanded; unknown otherwise."""
    hit = _title().search(reading.title.lower())
    if hit is not None:
        return {"clearance": found(True, source="title", text=hit[0], rule="title_words")}
    for sentence in reading.cues.sentences("clearance"):
        said = rules("clearance").first(sentence.low) if sentence.zone not in _QUIET else None
        if said is not None and said[0].value and not _is_wish(reading.lower, sentence.start + said[1].start()):
            return {"clearance": proof(sentence, *said, reading.text)}
    return {}


def _is_wish(low: str, offset: int) -> bool:
    """Tell whether words that open a list of preferences stand before `offset` in the same line."""
    return _wishes().search(low, max(low.rfind("\n", 0, offset), offset - REACH), offset) is not None


@cache
def _wishes() -> re.Pattern[str]:
    return re.compile(data("clearance")["wishes"])


@cache
def _title() -> re.Pattern[str]:
    return re.compile(data("clearance")["title"])
