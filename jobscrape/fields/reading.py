"""One posting being read: what the source states, the clean text, and the values found so far."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from jobscrape.fields.cues import Cues
from jobscrape.skills.zones import lower

if TYPE_CHECKING:
    from datetime import datetime

    from jobscrape.fields.found import Found
    from jobscrape.items import JobPosting


class Reading:
    """Input of every field reader. Readers take from it and never change it.

    `stated`: the source's own words. `text`: body as clean text (blocks on lines of their own, list items start with
    "- "). `clock`: time of the crawl, aware UTC, the base of relative dates. `found`: values of the readers that ran before.
    """

    def __init__(self, stated: JobPosting, text: str, clock: datetime, found: dict[str, Found] | None = None) -> None:
        self.stated = stated
        self.text = text
        self.clock = clock
        self.found: dict[str, Found] = {} if found is None else found

    def value(self, field: str) -> Any:
        """Return the value found for `field` so far, None if unknown."""
        hit = self.found.get(field)
        return None if hit is None else hit.value

    @cached_property
    def title(self) -> str:
        """Title with white space tidied."""
        return " ".join(self.stated.title.split())

    @cached_property
    def lower(self) -> str:
        """Text in lower case, same offsets as `text`."""
        return lower(self.text)

    @cached_property
    def lines(self) -> list[str]:
        """Non-empty lines of the text, in order."""
        return [line for line in self.text.split("\n") if line.strip()]

    @cached_property
    def cues(self) -> Cues:
        """Sentences of the text by topic: one pass over the text, shared by all readers."""
        return Cues(self.text, self.lower)
