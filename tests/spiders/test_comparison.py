"""docs/COMPARISON.md: our columns still hold, and no field is worse than the other package's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from shared import SHARED, needs_shared

from benchmarks.compare_ats_scrapers import FIELDS, boards, ours, rows_of, scored, verdict

if TYPE_CHECKING:
    from typing import Any

ROOT = Path(__file__).parents[2]
ROWS = rows_of((ROOT / "docs" / "COMPARISON.md").read_text("utf-8"))
SYSTEMS = {"greenhouse", "lever", "ashby", "smartrecruiters", "workable", "workday"}


def test_the_page_has_every_field_of_every_system() -> None:
    assert set(ROWS) == {(system, name) for system in SYSTEMS for name in FIELDS}


@pytest.mark.parametrize(("system", "name"), sorted(ROWS))
def test_no_field_is_worse(system: str, name: str) -> None:
    _, right, missing, wrong, *other = ROWS[system, name]
    if other[0] != "not judged":
        assert int(right) >= int(other[0])
        assert int(missing) <= int(other[1])
        assert int(wrong) <= int(other[2])


@needs_shared
@pytest.mark.recorded
def test_our_columns_hold() -> None:
    scores = scored(ours, boards(SHARED))
    found = {key: [str(s.said), str(s.right), str(s.missing), str(s.wrong)] for key, s in scores.items()}
    assert {key: (cells, scores[key].misses) for key, cells in found.items() if cells != ROWS[key][:4]} == {}


@pytest.mark.parametrize(
    ("name", "want", "got", "said"),
    [
        ("remote/hybrid", "hybrid", "remote", "wrong"),
        ("remote/hybrid", "hybrid", "not remote", "missing"),
        ("remote/hybrid", "onsite", "not remote", "right"),
        ("remote/hybrid", None, "not remote", ""),
        ("remote/hybrid", None, "remote", "wrong"),
        ("locations", ["Oslo", "Bergen"], ["Oslo"], "missing"),
        ("locations", ["Oslo", "Bergen"], ["Bergen, Norway", "Oslo, Norway"], "right"),
        ("company", ["Acme Corp"], "acme", "right"),
        ("company", ["Acme Corp"], "other", "wrong"),
        ("body", "<p>one two three</p>", "one two", "missing"),
        ("body", "<p>one two three</p>", "One two\nthree", "right"),
        ("pay min", 10, 10.0, "right"),
        ("pay min", None, 10.0, "wrong"),
        ("pay min", None, None, ""),
    ],
)
def test_a_value_is_judged(name: str, want: Any, got: Any, said: str) -> None:
    assert verdict(name, want, got) == said
