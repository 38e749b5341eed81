"""Equal plans make equal bytes, in any process; different seeds do not."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256

import pytest
from demo.market import MINUTE, day, get, market

from jobscrape.demo.boards import tokens
from jobscrape.demo.dice import Dice, number, share
from jobscrape.demo.market import Market
from jobscrape.demo.plan import Plan

ADDRESSES = {
    "greenhouse": "https://boards-api.greenhouse.io/v1/boards/{}/jobs?content=true&pay_transparency=true",
    "lever": "https://api.lever.co/v0/postings/{}?mode=json",
    "ashby": "https://api.ashbyhq.com/posting-api/job-board/{}?includeCompensation=true",
    "smartrecruiters": "https://api.smartrecruiters.com/v1/companies/{}/postings?limit=100&offset=0",
    "pinpoint": "https://{}.pinpointhq.com/postings.json",
    "workable": "https://apply.workable.com/api/v1/widget/accounts/{}?details=true",
    "recruitee": "https://{}.recruitee.com/api/offers/",
    "remoteok": "https://remoteok.com/api",
    "jsonld": "https://{}/sitemap.xml",
}
PROGRAM = """
import sys
sys.path[:0] = ["tests"]
from demo.test_demo_determinism import digest
print(digest())
"""


def digest(seed: int = 1) -> str:
    """Return a hash over what all boards of a small market answer at three dates."""
    made = Market(Plan(seed=seed, employers=10, postings=6))
    total = sha256()
    for when in (day(0), day(150), day(360)):
        for source, boards in tokens(made, MINUTE).items():
            for board in boards if source in ADDRESSES else []:
                total.update(get(ADDRESSES[source].format(board), when, made).body)
    return total.hexdigest()


@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_another_process_makes_the_same_bytes(hash_seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == digest()


def test_another_seed_makes_another_market() -> None:
    assert digest(seed=2) != digest()


def test_asking_in_another_order_changes_nothing() -> None:
    first, second = Market(Plan(employers=12)), Market(Plan(employers=12))
    forwards = [first.lives(one) for one in first.employers]
    backwards = [second.lives(one) for one in reversed(second.employers)][::-1]
    assert forwards == backwards


def test_numbers_and_draws_are_fixed_for_all_machines() -> None:
    assert number("a", 1) == 1697009112794260910
    assert share("a", 1) == pytest.approx(0.091995, abs=1e-6)
    dice = Dice("golden")
    drawn = (dice.between(1, 1000), dice.pick("abcdef"), dice.weighted({"x": 1, "y": 3}), dice.sample(range(9), 3))
    assert drawn == (364, "a", "x", [6, 7, 1])


def test_little_is_kept_of_a_large_market() -> None:
    large = Market(Plan(employers=300, postings=10))
    for one in large.employers:
        large.lives(one)
    assert len(large._lives) < 100
    assert market() is market()
