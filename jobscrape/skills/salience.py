"""Is a skill part of what a posting asks for, or only a word that happens to stand there?

Each skill of a posting gets a sum of small weights: where it stands, how it is written, how often, beside which others, what its
sentences say; and how often its words meant a demand in labelled texts. `benchmarks/fit_salience.py` fits them.
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
_DEMANDS = frozenset({"requirements", "preferred"})
_LONGEST_RUN, _CROWDED, _DENSEST = 6, 12, 6


class Place(NamedTuple):
    """What stands around one mention."""

    weak: bool
    """Only a general word names the skill here."""
    run: int
    """Mentions in its list, at most 6."""
    crowd: int
    """Thirds of the mentions in its sentence, at most 4."""
    cues: frozenset[str]
    """Kinds of cue phrases in its sentence."""


class Look(NamedTuple):
    """Where and how a skill is written in a posting; no part names the skill."""

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


class Setting(NamedTuple):
    """What stands around the mentions of a skill."""

    kind: str
    run: int
    """Longest list it stands in."""
    crowd: int
    """Most crowded sentence it stands in."""
    cues: frozenset[str]
    """Kinds of cues in any of its sentences."""
    always: frozenset[str]
    """Kinds of cues in all of its sentences."""


class Shape(NamedTuple):
    """What is seen of a skill in a posting."""

    id: str
    look: Look
    setting: Setting
    density: int
    """Tens of skills in the posting, at most 6."""


@lru_cache(maxsize=8192)
def place(weak: bool, run: int, sentence: int, cues: frozenset[str]) -> Place:
    """Return what stands around a mention; `run` and `sentence`: mentions in its list and in its sentence."""
    return Place(weak, min(run, _LONGEST_RUN), min(sentence, _CROWDED) // 3, cues)


def shape(seen: Sequence[tuple[Mention, Place]], *, kind: str, category: str, peers: int, skills: int, length: int) -> Shape:
    """Return what is seen of a skill: all its mentions, the deciding one first.

    `peers`: skills of its category, `skills`: all skills of the posting, `length`: of its text.
    """
    best, at = seen[0]
    if len(seen) == 1:
        first = best.start if best.field == "text" else -1
        zone = best.zone
        words, capital, inner, signs = _written(best.surface)
        headed, titled, zones, weak, times = zone in _DEMANDS, zone == "title", 1, at.weak, 1
        setting = Setting(kind, at.run, at.crowd, at.cues, at.cues)
    else:
        named = {m.zone for m, _ in seen}
        first = min([m.start for m, _ in seen if m.field == "text"], default=-1)
        words, capital, inner, signs = map(max, zip(*{_written(m.surface) for m, _ in seen}, strict=True))
        headed, titled, zones, times = not named.isdisjoint(_DEMANDS), "title" in named, len(named), len(seen)
        weak = all([p.weak for _, p in seen])  # noqa: C419 - faster than a generator
        setting = _setting(kind, [p for _, p in seen])
    look = Look(
        kind,
        category,
        best.zone,
        best.rule not in _HEADED,
        words,
        _bucket(times),
        _bucket(peers),
        capital,
        inner,
        signs,
        zones,
        headed,
        titled,
        _part(first, length),
        weak,
    )
    return Shape(best.id, look, setting, min(skills // 10, _DENSEST))


def _setting(kind: str, places: list[Place]) -> Setting:
    cues = [p.cues for p in places]
    return Setting(kind, max([p.run for p in places]), max([p.crowd for p in places]), cues[0].union(*cues), cues[0].intersection(*cues))


@lru_cache(maxsize=16384)
def _written(surface: str) -> tuple[int, bool, bool, bool]:
    """Return how words are written: their number, at most 3; a capital first, a capital inside, signs inside."""
    signs = not surface.isalpha() and not surface.replace(" ", "").replace("-", "").isalpha()
    return min(3, 1 + surface.count(" ")), surface[0].isupper(), surface[1:] != surface[1:].lower(), signs


def salience(seen: Shape) -> float:
    """Return how likely the skill belongs to the posting, 0 to 1."""
    total = _look_weight(seen.look) + _setting_weight(seen.setting) + _density_weight(seen.look.kind, seen.density)
    return 1 / (1 + math.exp(-total - _terms().get(seen.id, 0.0)))


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
    return out + [f"cue:{name}" for name in sorted(seen.cues)] + [f"always:{name}" for name in sorted(seen.always)]


def _part(first: int, length: int) -> str:
    if first < 0:
        return "title"
    return "early" if first < _FIRST_PART * length else "late" if first > _LAST_PART * length else "middle"


def threshold(kind: str) -> float:
    """Return the salience below which a skill of `kind` is dropped."""
    return _thresholds().get(kind, 0.0)


def _bucket(number: int) -> str:
    return str(number) if number < 3 else "3" if number < 5 else "5" if number < 9 else "9"


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
