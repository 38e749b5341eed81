"""Is a skill part of what a posting asks for, or only a word that happens to stand there?

Each skill of a posting gets the sum of small weights: where it stands, how it is written, how often, beside which others.
The weights are fitted on labelled postings by `benchmarks/fit_salience.py`; no feature names a skill.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobscrape.items import Mention

_WEIGHTS = Path(__file__).with_name("salience.json")
_FIRST_PART, _LAST_PART = 0.12, 0.85
_HEADED = frozenset({"mention", "heading", "title"})


def features(mentions: Sequence[Mention], *, kind: str, category: str, peers: int, length: int, weak: bool) -> list[str]:
    """Return what speaks for or against a skill.

    `mentions`: all of one skill, the one that decides its need first; `peers`: other skills of its category in the posting;
    `length`: of the text; `weak`: only general words name it.
    """
    best = mentions[0]
    surfaces = {m.surface for m in mentions}
    cued = "" if best.rule in _HEADED else "+"
    out = [
        "bias",
        f"zone:{best.zone}",
        f"{kind}:zone:{best.zone}{cued}",
        f"{kind}:words:{min(3, 1 + max(s.count(' ') for s in surfaces))}",
        f"{kind}:times:{_bucket(len(mentions))}",
        f"times:{_bucket(len(mentions))}",
        f"peers:{_bucket(peers + 1)}",
        f"{kind}:peers:{_bucket(peers + 1)}",
        f"category:{category}",
    ]
    out += _spelling(surfaces, kind)
    out += _places(mentions, length)
    if weak:
        out += ["weak", f"{kind}:weak", f"weak:times:{_bucket(len(mentions))}"]
    return out


def salience(names: Sequence[str]) -> float:
    """Return how likely the features make it that the skill belongs to the posting, 0 to 1."""
    weights = _model()[0]
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) for name in names)))


def threshold() -> float:
    """Return the salience below which a skill is dropped."""
    return _model()[1]


def _spelling(surfaces: set[str], kind: str) -> list[str]:
    out = []
    if any(s[0].isupper() for s in surfaces):
        out.append(f"{kind}:capital")
    if any(s[1:] != s[1:].lower() for s in surfaces):
        out.append(f"{kind}:inner capital")
    if any(not s.replace(" ", "").replace("-", "").isalpha() for s in surfaces):
        out.append("signs")
    return out


def _places(mentions: Sequence[Mention], length: int) -> list[str]:
    zones = {m.zone for m in mentions}
    out = [f"zones:{len(zones)}"]
    if "requirements" in zones or "preferred" in zones:
        out.append("in requirements")
    if "title" in zones:
        out.append("in title")
    first = min((m.start for m in mentions if m.field == "text"), default=None)
    if first is not None and first < _FIRST_PART * length:
        out.append("early")
    elif first is not None and first > _LAST_PART * length:
        out.append("late")
    return out


def _bucket(number: int) -> str:
    return str(number) if number < 3 else "3" if number < 5 else "5" if number < 9 else "9"


@cache
def _model() -> tuple[dict[str, float], float]:
    stored = orjson.loads(_WEIGHTS.read_bytes()) if _WEIGHTS.exists() else {"weights": {}, "threshold": 0.0}
    return stored["weights"], stored["threshold"]
