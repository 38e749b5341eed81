"""Where the recorded data lies: JOBSCRAPE_SHARED, or a folder `shared` beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("JOBSCRAPE_SHARED") or Path(__file__).parents[2] / "shared")
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="recorded data not found: set JOBSCRAPE_SHARED")


def shared_path(*parts: str) -> Path:
    """Return the path of recorded data."""
    return SHARED.joinpath(*parts)
