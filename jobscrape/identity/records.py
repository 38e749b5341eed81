"""Pairs of foreign records, judged: what `scrapy match` answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.fields.text import to_text
from jobscrape.identity.decide import decide
from jobscrape.identity.keys import keys_of_record
from jobscrape.identity.version import IDENTITY_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping


def match_pair(a: Mapping[str, Any], b: Mapping[str, Any]) -> dict[str, Any]:
    """Return {relation, evidence} for two records."""
    decision = decide(keys_of_record(a, _text(a)), keys_of_record(b, _text(b)))
    evidence = {"rule": decision.rule, "link": decision.link, **decision.scores, "version": IDENTITY_VERSION}
    return {"relation": decision.relation, "evidence": evidence}


def _text(record: Mapping[str, Any]) -> str:
    return to_text(str(record.get("description") or ""))
