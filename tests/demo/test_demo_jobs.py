"""Mirrored, re-posted and moved openings collapse exactly as the simulation knows: no pair is missed, none is joined wrongly."""

from __future__ import annotations

from itertools import combinations

import pytest
from demo.clustered import crawled, joined

from jobscrape.demo import truth
from jobscrape.demo.market import Market
from jobscrape.demo.plan import Plan
from jobscrape.demo.year import weekly


@pytest.mark.parametrize("scenario", ["default", "contrary"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pairs_of_one_opening_are_one_job(seed: int, scenario: str) -> None:
    made = Market(Plan(seed=seed, employers=5, postings=4, scenario=scenario, moving=0.3))
    times = weekly(made.plan)[::3]
    clusters = truth.jobs(made, times)
    known = {name for documents in clusters.values() for name in documents}
    true = {pair for documents in clusters.values() for pair in combinations(sorted(documents), 2)}
    found = {pair for pair in joined(crawled(made, times)) if known.issuperset(pair)}
    assert len(true) > 50
    assert found == true
