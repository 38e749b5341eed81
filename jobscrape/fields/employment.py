"""Employment type: the source's field, unless title or text plainly say that this contract is another one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jobscrape.fields.cues import proof
from jobscrape.fields.found import Found, found
from jobscrape.fields.rules import data, rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobscrape.fields.reading import Reading

FIELDS = ("employment_type",)
AFTER = ()

_NARROW = ("internship", "apprenticeship", "volunteer", "per_diem")
_ORDER = (*_NARROW, "part_time", "full_time", "temporary", "contract")
_PLAIN = ("labelled", "this_is_contract")
"""Rules that beat a field that says full time."""
_FULL = ("full_time", "temporary")
"""What a title says that a field of full time outdoes: a full post for a time counts as full time."""
_NAME = "employment_type"


def read(reading: Reading) -> Mapping[str, Found]:
    """Return employment_type, if field, title or text say it."""
    field, title = _from_field(reading.stated.employment_type), _from_title(reading)
    if title is not None and (field is None or title.value in _NARROW or (title.value not in _FULL and field.value == "full_time")):
        return {_NAME: title}
    text = _from_text(reading)
    if field is None or (text is not None and field.value == "full_time" and text.value == "contract" and text.evidence.rule in _PLAIN):
        field = text
    return {} if field is None else {_NAME: field}


def _from_field(words: str | None) -> Found | None:
    """Return the type the source's field names; of several the more special one, but full time beats temporary and contract."""
    value = _kind(words) if words else None
    return None if value is None else found(value, source=_NAME, text=words or "", rule="source_field")


@lru_cache(maxsize=4096)
def _kind(words: str) -> str | None:
    named = {rule.value for rule in rules(_NAME, "field").matching(words.lower())}
    return next((kind for kind in _ORDER if kind in named), None)


def _from_title(reading: Reading) -> Found | None:
    hit = rules(_NAME, "title").first(reading.title.lower())
    return None if hit is None else found(hit[0].value, source="title", text=hit[1][0], rule="title_words")


def _from_text(reading: Reading) -> Found | None:
    """Return what the first plain sentence says."""
    quiet = data(_NAME)["quiet_zones"]
    for sentence in reading.cues.sentences(_NAME):
        hit = rules(_NAME).first(sentence.low) if sentence.zone not in quiet else None
        if hit is not None and hit[0].value is not None:
            return proof(sentence, *hit, reading.text)
    return None
