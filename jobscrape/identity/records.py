"""Pairs of foreign records, judged: what `scrapy match` answers.

Records are looked at lightly (their location string, date and text as they stand), so that a million pairs need no field readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.fields.columns import Row
from jobscrape.fields.enrich import UnusableRecordError, stated_from
from jobscrape.fields.text import to_text
from jobscrape.identity import light
from jobscrape.identity.decide import decide
from jobscrape.identity.documents import posting_keys
from jobscrape.identity.keys import read_date
from jobscrape.identity.version import IDENTITY_VERSION
from jobscrape.items import JobPosting, Normalised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobscrape.identity.keys import Keys


def match_pair(a: Mapping[str, Any], b: Mapping[str, Any]) -> dict[str, Any]:
    """Return {relation, evidence} for two records."""
    decision = decide(keys_of_record(a), keys_of_record(b))
    evidence = {"rule": decision.rule, "link": decision.link, **decision.scores, "version": IDENTITY_VERSION}
    return {"relation": decision.relation, "evidence": evidence}


def keys_of_record(record: Mapping[str, Any]) -> Keys:
    """Return the keys of a foreign record under the column names that `scrapy enrich` understands."""
    own_id = Row(record).text("source_id") or ""
    try:
        posting = stated_from(record)
    except UnusableRecordError:
        posting = JobPosting(source_id=own_id, url=str(record.get("url") or ""), title="")
    posting.source_id = own_id
    text = to_text(posting.description)
    values = Normalised(date_posted=read_date(posting.date_posted), language=light.language(text))
    return posting_keys(posting, values, text, is_own=False)
