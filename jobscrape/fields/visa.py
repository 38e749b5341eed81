"""Whether the employer sponsors a visa, where the posting says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.fields.cues import proof
from jobscrape.fields.rules import rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobscrape.fields.found import Found
    from jobscrape.fields.reading import Reading

FIELDS = ("visa_sponsorship",)
AFTER = ()


def read(reading: Reading) -> Mapping[str, Found]:
    """Return visa_sponsorship "no" if any sentence refuses it, else "yes" if one offers it."""
    said: dict[str, Found] = {}
    for sentence in reading.cues.sentences("visa"):
        hit = rules("visa").first(sentence.low)
        if hit is not None and hit[0].value is not None and hit[0].value not in said:
            said[hit[0].value] = proof(sentence, *hit, reading.text)
    answer = said.get("no") or said.get("yes")
    return {} if answer is None else {"visa_sponsorship": answer}
