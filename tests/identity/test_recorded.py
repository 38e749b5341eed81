"""The decision on recorded pairs: figures that must not fall (measured by benchmarks/quality_pairs.py)."""

from __future__ import annotations

import pytest

from benchmarks.quality_pairs import blind_pairs, measure, recorded_pairs, roles
from tests.shared import SHARED, needs_shared

pytestmark = [pytest.mark.recorded, needs_shared]


def test_figures_on_recorded_pairs() -> None:
    blind, shown, hidden = blind_pairs(SHARED), recorded_pairs(SHARED), recorded_pairs(SHARED, hidden=True)
    found = measure("jobscrape", blind, shown, hidden)
    assert found["blind precision"] >= 0.96
    assert found["blind recall"] >= 0.96
    assert found["same requisition, ids"] >= 0.99
    assert found["same requisition, hidden"] >= 0.80
    assert found["false merges, ids"] == 0.0
    assert found["false merges, hidden"] <= 0.005
    assert found["roles merged, ids"] == found["roles merged, hidden"] == 0.0
    groups = roles(blind, shown, hidden)
    assert min(groups.values()) >= 0.95
