"""Public job boards into MongoDB, with evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jobscrape.frames import frame

__all__ = ["frame"]


def __getattr__(name: str) -> Any:
    """Load `frame` when it is first asked for: a crawl needs none of it."""
    if name == "frame":
        from jobscrape.frames import frame  # noqa: PLC0415

        return frame
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
