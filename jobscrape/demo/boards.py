"""Which boards there are to crawl at a date, by source: what a user would have put in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.demo.postings import AGGREGATOR, FEED

if TYPE_CHECKING:
    from jobscrape.demo.market import Market


def tokens(market: Market, minute: int, source: str | None = None, *, moved: bool = True) -> dict[str, list[str]]:
    """Return the tokens of `source`, of all sources if None, at `minute`.

    `moved`: also boards whose employer has left for another system; they answer 404 (SmartRecruiters: empty). The new home is
    always named from the day of the move on. Hacker News is named "latest", the feed of remote work "all".
    """
    found: dict[str, list[str]] = {}
    for (name, _), (_, system) in sorted(market.owners.items()):
        if system.since <= minute and (moved or minute < system.until):
            found.setdefault(name, []).append(system.token)
    if any(one.on_aggregator for one in market.employers):
        found.setdefault("jsonld", []).append(AGGREGATOR)
    found.update({"remoteok": [FEED], "hackernews": ["latest"]})
    return {name: boards for name, boards in sorted(found.items()) if source in (None, name)}
