"""A value and why it is believed: what every field reader returns."""

from __future__ import annotations

from typing import Any, NamedTuple

from jobscrape.items import Evidence

EVIDENCE_LENGTH = 200


class Found(NamedTuple):
    """A value read from a posting, with its evidence."""

    value: Any
    evidence: Evidence


def found(value: Any, *, source: str, text: str, rule: str) -> Found:
    """Return `value` with evidence; `text` is tidied and cut to 200 characters."""
    words = " ".join(text.split())
    return Found(value, Evidence(source=source, text=words[:EVIDENCE_LENGTH], rule=rule))
