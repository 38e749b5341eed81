"""Chance that is the same on every machine: seeds by hashing, draws from the one stable method of `random.Random`."""

from __future__ import annotations

import math
from hashlib import blake2b
from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")


def number(*parts: object) -> int:
    """Return an unsigned 64-bit number that depends on the text of `parts` only."""
    return int.from_bytes(blake2b("|".join(map(str, parts)).encode(), digest_size=8).digest(), "big")


def share(*parts: object) -> float:
    """Return a number in [0, 1) that depends on the text of `parts` only."""
    return number(*parts) / 2**64


def spread(step: float, order: int, *parts: object) -> float:
    """Return draw `order` of a row in [0, 1) that covers it evenly, from a start that depends on `parts`; `step` is irrational.

    Such draws keep to their chances already in small numbers: a small market then shows its trends as clearly as a large one.
    """
    return (share(*parts) + order * step) % 1


def weighted(roll: float, weights: Mapping[T, float]) -> T:
    """Return the key of `weights` at `roll`, which lies in [0, 1), each key having a part of it in proportion to its weight."""
    mark = roll * sum(weights.values())
    for option, weight in weights.items():
        mark -= weight
        if mark < 0:
            return option
    return next(reversed(list(weights)))


class Dice:
    """Draws for one entity of the market, named by `parts`."""

    __slots__ = ("roll",)

    def __init__(self, *parts: object) -> None:
        self.roll = Random(number(*parts)).random  # noqa: S311 - a simulation, not a secret
        """Next number in [0, 1)."""

    def chance(self, probability: float) -> bool:
        """Return True with `probability`."""
        return self.roll() < probability

    def pick(self, options: Sequence[T]) -> T:
        """Return one of `options`, all alike."""
        return options[int(self.roll() * len(options))]

    def between(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both possible."""
        return low + int(self.roll() * (high - low + 1))

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Return a key of `weights`, in proportion to its weight."""
        return weighted(self.roll(), weights)

    def sample(self, options: Sequence[T], count: int) -> list[T]:
        """Return `count` different members of `options` (all if there are fewer), in random order."""
        rest = list(options)
        return [rest.pop(int(self.roll() * len(rest))) for _ in range(min(count, len(rest)))]

    def lognormal(self, median: float, spread: float) -> float:
        """Return a positive number around `median`; `spread` is the standard deviation of its logarithm."""
        normal = math.sqrt(-2 * math.log(1 - self.roll())) * math.cos(2 * math.pi * self.roll())
        return median * math.exp(spread * normal)
