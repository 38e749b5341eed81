"""Kinds of cue phrases (keys of cues.yml), one bit each: the kinds of a sentence are one number."""

from __future__ import annotations

from functools import cache

KINDS = ("lead", "trail", "must", "demand", "negation", "example", "used", "company", "years")
BITS = {kind: 1 << number for number, kind in enumerate(KINDS)}
LEAD, TRAIL, MUST, DEMAND, NEGATION, EXAMPLE, _USED, _COMPANY, YEARS = BITS.values()
TELLING = _USED | _COMPANY
"""The sentence tells of the team or the employer rather than of the person sought."""


@cache
def names(bits: int) -> tuple[str, ...]:
    """Return the names of the kinds in `bits`, sorted."""
    return tuple(sorted(kind for kind, bit in BITS.items() if bits & bit))
