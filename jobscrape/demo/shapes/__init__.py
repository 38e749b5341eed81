"""The API of each system, one file a shape: `owns(host)` says whose address it is, `answer(market, ask)` answers in its true form."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from jobscrape.demo.http import Answer, Ask
    from jobscrape.demo.market import Market


class Shape(Protocol):
    """A module of this package."""

    SOURCE: str
    """Name of the spider that reads it."""

    def owns(self, host: str) -> bool:
        """Tell whether `host` belongs to the system."""

    def board(self, ask: Ask) -> str:
        """Return the token of the board that is asked, "" if none can be told."""

    def answer(self, market: Market, ask: Ask) -> Answer:
        """Return what the system answers."""


@cache
def shapes() -> tuple[Shape, ...]:
    """Return all shapes, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(cast("Shape", importlib.import_module(f"{__name__}.{name}")) for name in names)


def shape_of(host: str) -> Shape | None:
    """Return the shape that answers for `host`, None for an unknown host."""
    return next((shape for shape in shapes() if shape.owns(host)), None)
