"""Recorded boards served on loopback: `ReplayServer` answers what a replay.json holds, `Fault` makes it misbehave.

with ReplayServer(load([Path("samples")]), faults=[Fault("*://api.example/*", nth=(1,), status=429, retry_after=1)]) as server:
    ...  # scrapy crawl ... -s REPLAY_ORIGIN=server.origin
"""

from __future__ import annotations

from jobscrape.replay.answers import Answer, Answers, load
from jobscrape.replay.faults import Fault
from jobscrape.replay.server import ReplayServer, Seen

__all__ = ["Answer", "Answers", "Fault", "ReplayServer", "Seen", "load"]
