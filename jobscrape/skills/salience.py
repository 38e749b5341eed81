"""Is a skill part of what a posting asks for, or only a word that happens to stand there?

Each skill of a posting gets a sum of small weights: where it stands, how it is written, how often, beside which others, what its
sentences say; and how often its words meant a demand in labelled texts. `benchmarks/fit_salience.py` fits them. What is seen of a
skill is kept in a few small groups; the sum of the weights of a group is worked out once and then looked up.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache, lru_cache, reduce
from operator import and_, or_
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

import orjson

from jobscrape.skills.cues import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobscrape.skills.sightings import Around, Sighting

WEIGHTS = Path(__file__).with_name("salience.json")
_FIRST_PART, _LAST_PART = 0.12, 0.85
_HEADED = frozenset({"mention", "heading", "title"})
_DEMANDS = frozenset({"requirements", "preferred"})
_DENSEST = 6
_BUCKETS = "012335555"

Stand: TypeAlias = "tuple[str, str, bool]"
"""Kind of the skill, zone of the mention that decides its need, whether a cue word rather than the zone decided."""
Form: TypeAlias = "tuple[str, int, bool, bool, bool]"
"""Kind; words of the longest mention, at most 3; whether any has a capital first, a capital inside, signs inside."""
Times: TypeAlias = "tuple[str, str, bool]"
"""Kind, bucket of the number of mentions, whether only general words name it."""
Peers: TypeAlias = "tuple[str, str, str]"
"""Kind, category, bucket of the number of skills of the category in the posting."""
Spread: TypeAlias = "tuple[int, bool, bool, str]"
"""Number of zones, whether it is in the requirements, in the title; early, late or middle of the text by its first mention."""
Lists: TypeAlias = "tuple[str, int, int]"
"""Kind, longest list it stands in, most crowded sentence it stands in."""
Density: TypeAlias = "tuple[str, int]"
"""Kind, tens of skills in the posting, at most 6."""

_Group = TypeVar("_Group")
_new = tuple.__new__


class Shape(NamedTuple):
    """What is seen of a skill in a posting; only `id` names the skill."""

    id: str
    kind: str
    stand: Stand
    form: Form
    times: Times
    peers: Peers
    spread: Spread
    lists: Lists
    cues: int
    """Kinds of cues in any of its sentences, as bits."""
    always: int
    """Kinds of cues in all of its sentences."""
    density: Density


def shape(seen: Sequence[Sighting], ident: str, peers: Peers, full: Density, length: int) -> Shape:
    """Return what is seen of a skill in a posting whose text has `length` characters: all its sightings, the deciding one first."""
    kind, best = peers[0], seen[0]
    zone = best.zone
    if len(seen) == 1:
        form, times, weak = _written(best.surface), "1", best.weak
        first = best.start if zone != "title" else -1
        zones, headed, titled = 1, zone in _DEMANDS, zone == "title"
        run, crowd, cues = best.around
        always = cues
    else:
        form, times, weak = _most_written(seen), many(len(seen)), all([s.weak for s in seen])  # noqa: C419 - faster than a generator
        first = min([s.start for s in seen if s.zone != "title"], default=-1)
        named = {s.zone for s in seen}
        zones, headed, titled = len(named), not named.isdisjoint(_DEMANDS), "title" in named
        run, crowd, cues, always = _beside([s.around for s in seen])
    stand, spread = (kind, zone, best.rule not in _HEADED), (zones, headed, titled, _part(first, length))
    return _new(Shape, (ident, kind, stand, (kind, *form), (kind, times, weak), peers, spread, (kind, run, crowd), cues, always, full))


def _most_written(seen: Sequence[Sighting]) -> tuple[int, bool, bool, bool]:
    words, capital, inner, signs = zip(*{_written(s.surface) for s in seen}, strict=True)
    return max(words), max(capital), max(inner), max(signs)


def _beside(places: list[Around]) -> tuple[int, int, int, int]:
    runs, crowds, cues = zip(*places, strict=True)
    return max(runs), max(crowds), reduce(or_, cues), reduce(and_, cues)


@lru_cache(maxsize=16384)
def _written(surface: str) -> tuple[int, bool, bool, bool]:
    """Return how words are written: their number, at most 3; a capital first, a capital inside, signs inside."""
    signs = not surface.isalpha() and not surface.replace(" ", "").replace("-", "").isalpha()
    return min(3, 1 + surface.count(" ")), surface[0].isupper(), surface[1:] != surface[1:].lower(), signs


def _part(first: int, length: int) -> str:
    if first < 0:
        return "title"
    return "early" if first < _FIRST_PART * length else "late" if first > _LAST_PART * length else "middle"


def many(number: int) -> str:
    """Return the bucket of a number of mentions or skills."""
    return _BUCKETS[number] if number < len(_BUCKETS) else "9"


def density(skills: int) -> int:
    """Return how full of skills a posting is: tens, at most 6."""
    return min(skills // 10, _DENSEST)


def counts(seen: Shape) -> bool:
    """Tell whether enough speaks for the skill."""
    return salience(seen) >= threshold(seen.kind)


def salience(seen: Shape) -> float:
    """Return how likely the skill belongs to the posting, 0 to 1."""
    ident, _, stand, form, times, peers, spread, lists, cues, always, full = seen
    total = _STAND[stand] + _FORM[form] + _TIMES[times] + _PEERS[peers] + _SPREAD[spread]
    total += _LISTS[lists] + _CUES[cues] + _ALWAYS[always] + _DENSITY[full]
    return 1 / (1 + math.exp(-total - _terms().get(ident, 0.0)))


def features(seen: Shape) -> list[str]:
    """Return the names of all weights that count for a shape."""
    looks = _stand(seen.stand) + _form(seen.form) + _times(seen.times) + _peers(seen.peers) + _spread(seen.spread)
    return looks + _lists(seen.lists) + _cues(seen.cues) + _always(seen.always) + _density(seen.density)


def _stand(stand: Stand) -> list[str]:
    kind, zone, cued = stand
    return ["bias", f"zone:{zone}", f"{kind}:zone:{zone}{'+' if cued else ''}"]


def _form(form: Form) -> list[str]:
    kind, words, capital, inner, signs = form
    return [f"{kind}:words:{words}"] + [f"{kind}:capital"] * capital + [f"{kind}:inner capital"] * inner + ["signs"] * signs


def _times(often: Times) -> list[str]:
    kind, times, weak = often
    return [f"{kind}:times:{times}", f"times:{times}"] + ["weak", f"{kind}:weak", f"weak:times:{times}"] * weak


def _peers(among: Peers) -> list[str]:
    kind, category, peers = among
    return [f"peers:{peers}", f"{kind}:peers:{peers}", f"category:{category}"]


def _spread(spread: Spread) -> list[str]:
    zones, headed, titled, part = spread
    return [f"zones:{zones}", f"part:{part}"] + ["in requirements"] * headed + ["in title"] * titled


def _lists(lists: Lists) -> list[str]:
    kind, run, crowd = lists
    return [f"run:{run}", f"{kind}:run:{min(3, run)}", f"crowd:{crowd}"]


def _cues(cues: int) -> list[str]:
    return [f"cue:{name}" for name in names(cues)]


def _always(cues: int) -> list[str]:
    return [f"always:{name}" for name in names(cues)]


def _density(full: Density) -> list[str]:
    kind, tens = full
    return [f"density:{tens}", f"{kind}:density:{tens}"]


class _Sums(dict[_Group, float]):
    """The sum of the weights of each group of values, worked out when first asked for."""

    def __init__(self, named: Callable[[_Group], list[str]]) -> None:
        super().__init__()
        self._named = named

    def __missing__(self, group: _Group) -> float:
        weights = _stored()["weights"]
        self[group] = sum(weights.get(name, 0.0) for name in self._named(group))
        return self[group]


_STAND, _FORM, _TIMES, _PEERS, _SPREAD = _Sums(_stand), _Sums(_form), _Sums(_times), _Sums(_peers), _Sums(_spread)
_LISTS, _CUES, _ALWAYS, _DENSITY = _Sums(_lists), _Sums(_cues), _Sums(_always), _Sums(_density)


def threshold(kind: str) -> float:
    """Return the salience below which a skill of `kind` is dropped."""
    return _thresholds().get(kind, 0.0)


@cache
def _stored() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = orjson.loads(WEIGHTS.read_bytes())
    return loaded


@cache
def _terms() -> dict[str, float]:
    return _stored()["terms"]


@cache
def _thresholds() -> dict[str, float]:
    return _stored()["thresholds"]
