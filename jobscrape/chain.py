"""The chain from the source's words to a document, without Scrapy: what the pipelines, `enrich`, `retag` and benchmarks share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.fields.normalise import normalise
from jobscrape.fields.text import to_text
from jobscrape.identity.documents import identity_of
from jobscrape.skills.tagger import tag_text

if TYPE_CHECKING:
    from datetime import datetime

    from jobscrape.items import JobPosting, Normalised


def read(item: JobPosting, clock: datetime) -> JobPosting:
    """Fill text (if there is none yet), normalised fields, skills and identity of `item`; `clock` is the base of relative dates."""
    return key(tagged(fielded(item, clock)))


def fielded(item: JobPosting, clock: datetime) -> JobPosting:
    """Fill text and normalised fields."""
    item.text = item.text or to_text(item.description)
    item.normalised = normalise(item, clock, item.text)
    return item


def tagged(item: JobPosting) -> JobPosting:
    """Fill the skills of an item whose fields have been read."""
    values = _normalised(item)
    tags = tag_text(item.text, title=item.title, company=item.company)
    values.skills, values.soft_skills, values.skill_years = tags.skills, tags.soft_skills, tags.skill_years
    values.skills_required, values.skills_preferred, values.skills_used = tags.skills_required, tags.skills_preferred, tags.skills_used
    hard, soft = set(tags.skills), set(tags.soft_skills)
    values.skill_mentions = [m for m in tags.mentions if m.id in hard]
    values.soft_mentions = [m for m in tags.mentions if m.id in soft]
    return item


def key(item: JobPosting) -> JobPosting:
    """Fill identity and title key of an item whose fields have been read."""
    values = _normalised(item)
    item.identity = identity_of(item, values, item.text)
    values.title_key = item.identity.get("title_key") or ""
    return item


def _normalised(item: JobPosting) -> Normalised:
    if item.normalised is None:
        raise ValueError(f"the fields of {item.url} have not been read")
    return item.normalised
