"""Versions of the rules that read a posting, stored with it so that `scrapy retag` knows what is out of date."""

from __future__ import annotations

from functools import cache

from jobscrape.identity.version import IDENTITY_VERSION

FIELDS_VERSION = 1
"""Raise it when a rule of `jobscrape.fields` changes."""


@cache
def current() -> dict[str, int | str]:
    """Return {fields, taxonomy, identity}: the versions that a crawl of today writes; the taxonomy's is a hash of its files and rules."""
    from jobscrape.skills.taxonomy import rules_key  # noqa: PLC0415 - loads NumPy, which most commands do without

    return {"fields": FIELDS_VERSION, "taxonomy": rules_key(), "identity": IDENTITY_VERSION}
