"""Truth over time: what crawls prove about boards and postings. Pure values and functions, no Scrapy, no database.

`assess` says what a crawl of a board can prove, `decide` what follows from it, `apply` and `settle` carry it out or repeat
what a crash lost; `fingerprint` and `diff` tell a changed posting from a noisy one.
"""

from __future__ import annotations

from jobscrape.store.lifecycle.boards import advance
from jobscrape.store.lifecycle.changes import diff, fingerprint, place_key, raw_fingerprint
from jobscrape.store.lifecycle.decide import apply, decide, settle
from jobscrape.store.lifecycle.outage import vendor_outage
from jobscrape.store.lifecycle.proof import Assessment, CrawlFacts, assess
from jobscrape.store.lifecycle.states import (
    BoardState,
    Counts,
    Decision,
    Keys,
    Look,
    Observation,
    PostingState,
    Sighting,
    Spell,
    Transition,
)

__all__ = [
    "Assessment",
    "BoardState",
    "Counts",
    "CrawlFacts",
    "Decision",
    "Keys",
    "Look",
    "Observation",
    "PostingState",
    "Sighting",
    "Spell",
    "Transition",
    "advance",
    "apply",
    "assess",
    "decide",
    "diff",
    "fingerprint",
    "place_key",
    "raw_fingerprint",
    "settle",
    "vendor_outage",
]
