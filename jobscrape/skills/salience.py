"""Is a skill part of what a posting asks for, or only a word that happens to stand there?

Each skill of a posting gets the sum of small weights: where it stands, how it is written, how often, beside which others.
The weights are fitted on labelled postings by `benchmarks/fit_salience.py`; no feature names a skill.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import orjson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobscrape.items import Mention

WEIGHTS = Path(__file__).with_name("salience.json")
_FIRST_PART, _LAST_PART = 0.12, 0.85
_HEADED = frozenset({"mention", "heading", "title"})


class Shape(NamedTuple):
    """What is seen of a skill in a posting; no part names the skill."""

    kind: str
    category: str
    zone: str
    """Zone of the mention that decides its need."""
    cued: bool
    """Whether a cue word rather than the zone decided."""
    words: int
    """Words of the longest mention, at most 3."""
    times: str
    """Bucket of the number of mentions."""
    peers: str
    """Bucket of the number of skills of its category in the posting."""
    capital: bool
    inner_capital: bool
    signs: bool
    zones: int
    in_requirements: bool
    in_title: bool
    part: str
    """Early, late or middle of the text, by its first mention."""
    weak: bool
    """Only general words name it."""


def shape(mentions: Sequence[Mention], *, kind: str, category: str, peers: int, length: int, weak: bool) -> Shape:
    """Return what is seen of a skill: all its mentions, the deciding one first; `peers`: skills of its category; `length`: of the text."""
    best = mentions[0]
    if len(mentions) == 1:
        zones, surfaces, letters = {best.zone}, [best.surface], best.surface
    else:
        zones, surfaces = {m.zone for m in mentions}, [m.surface for m in mentions]
        letters = "".join(surfaces)
    return Shape(
        kind,
        category,
        best.zone,
        best.rule not in _HEADED,
        min(3, 1 + max([s.count(" ") for s in surfaces])),
        _bucket(len(mentions)),
        _bucket(peers),
        any(s[0].isupper() for s in surfaces),
        any(s[1:] != s[1:].lower() for s in surfaces),
        not letters.isalpha() and not letters.replace(" ", "").replace("-", "").isalpha(),
        len(zones),
        "requirements" in zones or "preferred" in zones,
        "title" in zones,
        _part(mentions, length),
        weak,
    )


@lru_cache(maxsize=65536)
def salience(seen: Shape) -> float:
    """Return how likely the shape makes it that the skill belongs to the posting, 0 to 1."""
    weights = _model()[0]
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) for name in features(seen))))


def features(seen: Shape) -> list[str]:
    """Return the names of the weights that count for a shape."""
    kind, times = seen.kind, seen.times
    out = [
        "bias",
        f"zone:{seen.zone}",
        f"{kind}:zone:{seen.zone}{'+' if seen.cued else ''}",
        f"{kind}:words:{seen.words}",
        f"{kind}:times:{times}",
        f"times:{times}",
        f"peers:{seen.peers}",
        f"{kind}:peers:{seen.peers}",
        f"category:{seen.category}",
        f"zones:{seen.zones}",
        f"part:{seen.part}",
    ]
    out += [f"{kind}:capital"] * seen.capital + [f"{kind}:inner capital"] * seen.inner_capital + ["signs"] * seen.signs
    out += ["in requirements"] * seen.in_requirements + ["in title"] * seen.in_title
    out += ["weak", f"{kind}:weak", f"weak:times:{times}"] * seen.weak
    return out


def _part(mentions: Sequence[Mention], length: int) -> str:
    first = min([m.start for m in mentions if m.field == "text"], default=-1)
    if first < 0:
        return "title"
    return "early" if first < _FIRST_PART * length else "late" if first > _LAST_PART * length else "middle"


def threshold(kind: str) -> float:
    """Return the salience below which a skill of `kind` is dropped."""
    return _model()[1].get(kind, 0.0)


def _bucket(number: int) -> str:
    return str(number) if number < 3 else "3" if number < 5 else "5" if number < 9 else "9"


@cache
def _model() -> tuple[dict[str, float], dict[str, float]]:
    stored = orjson.loads(WEIGHTS.read_bytes())
    weights: dict[str, float] = stored["weights"]
    limits: dict[str, float] = stored["thresholds"]
    return weights, limits
