"""Is a skill part of what a posting asks for, or only a word that happens to stand there?

Each skill of a posting gets a sum of small weights: where it stands, how it is written, how often, beside which others, what its
sentences say; and how often its words meant a demand in labelled texts. `benchmarks/fit_salience.py` fits them.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache, reduce
from operator import and_, or_
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import orjson

from jobscrape.skills.cues import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobscrape.skills.sightings import Around, Sighting

WEIGHTS = Path(__file__).with_name("salience.json")
_FIRST_PART, _LAST_PART = 0.12, 0.85
_HEADED = frozenset({"mention", "heading", "title"})
_DEMANDS = frozenset({"requirements", "preferred"})
_new = tuple.__new__
_DENSEST = 6
_BUCKETS = "012335555"


class Look(NamedTuple):
    """Where and how a skill is written in a posting; no part names the skill."""

    kind: str
    category: str
    zone: str
    """Zone of the mention that decides its need."""
    cued: bool
    """Whether a cue word rather than the zone decided."""
    times: str
    """Bucket of the number of mentions."""
    peers: str
    """Bucket of the number of skills of its category in the posting."""
    words: int
    """Words of the longest mention, at most 3."""
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


class Setting(NamedTuple):
    """What stands around the mentions of a skill."""

    kind: str
    run: int
    """Longest list it stands in."""
    crowd: int
    """Most crowded sentence it stands in."""
    cues: int
    """Kinds of cues in any of its sentences, as bits."""
    always: int
    """Kinds of cues in all of its sentences."""


class Shape(NamedTuple):
    """What is seen of a skill in a posting."""

    id: str
    look: Look
    setting: Setting
    density: int
    """Tens of skills in the posting, at most 6."""


def shape(seen: Sequence[Sighting], ident: str, kind: str, category: str, peers: str, full: int, length: int) -> Shape:
    """Return what is seen of a skill in a posting whose text has `length` characters: all its sightings, the deciding one first.

    `peers`: bucket of the skills of its category, `full`: density of the posting.
    """
    best = seen[0]
    zone = best.zone
    if len(seen) == 1:
        written, times, zones, weak = _written(best.surface), "1", 1, best.weak
        first = best.start if zone != "title" else -1
        headed, titled = zone in _DEMANDS, zone == "title"
        run, crowd, cues = best.around
        setting = (kind, run, crowd, cues, cues)
    else:
        named = {s.zone for s in seen}
        written, times, zones, weak = _most_written(seen), many(len(seen)), len(named), all([s.weak for s in seen])  # noqa: C419 - faster
        first = min([s.start for s in seen if s.zone != "title"], default=-1)
        headed, titled = not named.isdisjoint(_DEMANDS), "title" in named
        setting = _setting(kind, [s.around for s in seen])
    cued = best.rule not in _HEADED
    look = (kind, category, zone, cued, times, peers, *written, zones, headed, titled, _part(first, length), weak)
    return _new(Shape, (ident, _new(Look, look), _new(Setting, setting), full))


def _most_written(seen: Sequence[Sighting]) -> tuple[int, bool, bool, bool]:
    words, capital, inner, signs = zip(*{_written(s.surface) for s in seen}, strict=True)
    return max(words), max(capital), max(inner), max(signs)


def _setting(kind: str, places: list[Around]) -> tuple[str, int, int, int, int]:
    runs, crowds, cues = zip(*places, strict=True)
    return kind, max(runs), max(crowds), reduce(or_, cues), reduce(and_, cues)


@lru_cache(maxsize=16384)
def _written(surface: str) -> tuple[int, bool, bool, bool]:
    """Return how words are written: their number, at most 3; a capital first, a capital inside, signs inside."""
    signs = not surface.isalpha() and not surface.replace(" ", "").replace("-", "").isalpha()
    return min(3, 1 + surface.count(" ")), surface[0].isupper(), surface[1:] != surface[1:].lower(), signs


def salience(seen: Shape) -> float:
    """Return how likely the skill belongs to the posting, 0 to 1."""
    total = _look_weight(seen.look) + _setting_weight(seen.setting) + _density_weight(seen.look.kind, seen.density)
    return 1 / (1 + math.exp(-total - _terms().get(seen.id, 0.0)))


def counts(seen: Shape) -> bool:
    """Tell whether enough speaks for the skill."""
    return salience(seen) >= threshold(seen.look.kind)


@lru_cache(maxsize=65536)
def _look_weight(look: Look) -> float:
    weights = _weights()
    return sum(weights.get(name, 0.0) for name in look_features(look))


@lru_cache(maxsize=65536)
def _setting_weight(setting: Setting) -> float:
    weights = _weights()
    return sum(weights.get(name, 0.0) for name in setting_features(setting))


@cache
def _density_weight(kind: str, density: int) -> float:
    weights = _weights()
    return sum(weights.get(name, 0.0) for name in density_features(kind, density))


def features(seen: Shape) -> list[str]:
    """Return the names of all weights that count for a shape."""
    return look_features(seen.look) + setting_features(seen.setting) + density_features(seen.look.kind, seen.density)


def density_features(kind: str, density: int) -> list[str]:
    """Return the names of the weights that count for a posting so full of skills."""
    return [f"density:{density}", f"{kind}:density:{density}"]


def look_features(seen: Look) -> list[str]:
    """Return the names of the weights that count for a look."""
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


def setting_features(seen: Setting) -> list[str]:
    """Return the names of the weights that count for a setting."""
    out = [f"run:{seen.run}", f"{seen.kind}:run:{min(3, seen.run)}", f"crowd:{seen.crowd}"]
    return out + [f"cue:{name}" for name in names(seen.cues)] + [f"always:{name}" for name in names(seen.always)]


def _part(first: int, length: int) -> str:
    if first < 0:
        return "title"
    return "early" if first < _FIRST_PART * length else "late" if first > _LAST_PART * length else "middle"


def threshold(kind: str) -> float:
    """Return the salience below which a skill of `kind` is dropped."""
    return _thresholds().get(kind, 0.0)


def many(number: int) -> str:
    """Return the bucket of a number of mentions or skills."""
    return _BUCKETS[number] if number < len(_BUCKETS) else "9"


def density(skills: int) -> int:
    """Return how full of skills a posting is: tens, at most 6."""
    return min(skills // 10, _DENSEST)


@cache
def _stored() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = orjson.loads(WEIGHTS.read_bytes())
    return loaded


@cache
def _weights() -> dict[str, float]:
    return _stored()["weights"]


@cache
def _terms() -> dict[str, float]:
    return _stored()["terms"]


@cache
def _thresholds() -> dict[str, float]:
    return _stored()["thresholds"]
