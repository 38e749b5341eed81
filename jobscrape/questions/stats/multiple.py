"""Many comparisons at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Return the adjusted p values (false discovery rate), in the order given."""
    m = len(p_values)
    adjusted = [1.0] * m
    least = 1.0
    for rank, index in reversed(list(enumerate(sorted(range(m), key=p_values.__getitem__), start=1))):
        least = min(least, p_values[index] * m / rank)
        adjusted[index] = least
    return adjusted
