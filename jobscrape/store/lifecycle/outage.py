"""The same system failing on many boards in one run is the system's fault (or ours), not the boards'."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from jobscrape.store.lifecycle.boards import look_before
from jobscrape.store.lifecycle.states import VANISH_FROM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobscrape.store.lifecycle.states import BoardState, Observation

LEAST_FAILING = 3
LEAST_SHARE = 0.1
"""A known board turns 404 in 0.15 % of its crawls: three in one run and a tenth of all is no coincidence."""


def vendor_outage(observations: Iterable[tuple[str, BoardState, Observation]]) -> dict[str, str]:
    """Return why a vendor is not to be trusted in this run, by vendor; vendors that are fine are left out.

    `observations`: (vendor, board state before the run, observation) of all boards of one run. Only boards that were in
    order before the run count, so that boards long dead do not look like an outage.
    """
    known: dict[str, int] = defaultdict(int)
    failing: dict[str, int] = defaultdict(int)
    for vendor, board, seen in observations:
        if board.present is not None and not board.misses:
            known[vendor] += 1
            failing[vendor] += failed_anew(board, seen)
    return {
        vendor: f"{failing[vendor]} of {known[vendor]} boards of {vendor} failed in this run"
        for vendor in known
        if is_outage(known[vendor], failing[vendor])
    }


def is_outage(known: int, failing: int) -> bool:
    """Tell whether `failing` of `known` boards point to the vendor: both of two, or three and a tenth of all."""
    if failing >= LEAST_FAILING:
        return failing >= LEAST_SHARE * known
    return failing == known == 2


def failed_anew(board: BoardState, seen: Observation) -> bool:
    """Tell whether a board in order failed, vanished or lost nearly everything at once."""
    if seen.outcome in ("missing", "failed"):
        return True
    before = look_before(board, seen.started)
    return seen.outcome == "complete" and before is not None and before.count >= VANISH_FROM and seen.count * 10 < before.count
