"""Is a skill part of what a posting asks for, or only a word that happens to stand there?

Each skill of a posting gets a sum of small weights: where it stands, how it is written, how often, beside which others, what its
sentences say; and how often its words meant a demand in labelled texts. `benchmarks/fit_salience.py` fits them. What is seen of a
skill is kept in a few small groups; the sum of the weights of a group is worked out once and then looked up.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

import orjson

from jobscrape.skills.cues import names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jobscrape.skills.sightings import Sighting

WEIGHTS = Path(__file__).with_name("salience.json")
_FIRST_PART, _LAST_PART = 0.12, 0.85
_HEADED = frozenset({"mention", "heading", "title"})
_DEMANDS = frozenset({"requirements", "preferred"})
_DENSEST = 6
_BUCKETS = "012335555"
_MANY = len(_BUCKETS)

Place: TypeAlias = "tuple[str, str, bool, str, bool, int, bool, bool, str]"
"""Kind of the skill, zone of the mention that decides its need, whether a cue word rather than the zone decided, bucket of the number
of mentions, whether only general words name the skill; number of zones, whether it is in the requirements, in the title; early, late
or middle of the text by its first mention."""
Form: TypeAlias = "tuple[str, int, bool, bool, bool]"
"""Kind; words of the longest mention, at most 3; whether any has a capital first, a capital inside, signs inside."""
Beside: TypeAlias = "tuple[str, int, int, int, int]"
"""Kind; longest list and most crowded sentence it stands in; kinds of cues in any and in all of its sentences, as bits."""
Company: TypeAlias = "tuple[str, str, str, int]"
"""Kind, category, bucket of the number of skills of the category in the posting, tens of skills in the posting, at most 6."""

_Group = TypeVar("_Group")
_new = tuple.__new__


class Shape(NamedTuple):
    """What is seen of a skill in a posting; only `id` names the skill."""

    id: str
    kind: str
    place: Place
    form: Form
    beside: Beside
    company: Company


def shape(seen: Sequence[Sighting], ident: str, company: Company, length: int) -> Shape:
    """Return what is seen of a skill in a posting whose text has `length` characters: all its sightings, the deciding one first."""
    kind = company[0]
    _, first, _, surface, zone, _, rule, _, _, weak, (run, crowd, cues) = seen[0]
    cued = rule not in _HEADED
    if len(seen) == 1:
        titled = zone == "title"
        part = "title" if titled else _part(first, length)
        place = (kind, zone, cued, "1", weak, 1, zone in _DEMANDS, titled, part)
        return _new(Shape, (ident, kind, place, _written(kind, surface), (kind, run, crowd, cues, cues), company))
    first, weak, zones, titled, headed = _placed(seen)
    part = "title" if first < 0 else _part(first, length)
    place = (kind, zone, cued, many(len(seen)), weak, zones, headed, titled, part)
    return _new(Shape, (ident, kind, place, _most_written(kind, seen), _beside(kind, seen), company))


def _placed(seen: Sequence[Sighting]) -> tuple[int, bool, int, bool, bool]:
    """Return the first offset in the text (-1 = only in the title), whether all are weak, the number of zones, and which are there."""
    first, weak, zones = -1, True, set()
    for sighting in seen:
        zone, start = sighting.zone, sighting.start
        zones.add(zone)
        weak = weak and sighting.weak
        if zone != "title" and (first < 0 or start < first):
            first = start
    return first, weak, len(zones), "title" in zones, not zones.isdisjoint(_DEMANDS)


def _most_written(kind: str, seen: Sequence[Sighting]) -> Form:
    surfaces = {sighting.surface for sighting in seen}
    if len(surfaces) == 1:
        return _written(kind, seen[0].surface)
    _, words, capital, inner, signs = zip(*[_written(kind, surface) for surface in surfaces], strict=True)
    return kind, max(words), max(capital), max(inner), max(signs)


def _beside(kind: str, seen: Sequence[Sighting]) -> Beside:
    """Return the longest list, the most crowded sentence, and the cues of any and of all sentences."""
    run, crowd, cues = seen[0].around
    always = cues
    for sighting in seen[1:]:
        here, many_here, kinds = sighting.around
        run = max(run, here)
        crowd = max(crowd, many_here)
        cues |= kinds
        always &= kinds
    return kind, run, crowd, cues, always


@lru_cache(maxsize=16384)
def _written(kind: str, surface: str) -> Form:
    """Return how words are written: their number, at most 3; a capital first, a capital inside, signs inside."""
    signs = not surface.isalpha() and not surface.replace(" ", "").replace("-", "").isalpha()
    return kind, min(3, 1 + surface.count(" ")), surface[0].isupper(), surface[1:] != surface[1:].lower(), signs


def _part(first: int, length: int) -> str:
    return "early" if first < _FIRST_PART * length else "late" if first > _LAST_PART * length else "middle"


def many(number: int) -> str:
    """Return the bucket of a number of mentions or skills."""
    return _BUCKETS[number] if number < _MANY else "9"


def density(skills: int) -> int:
    """Return how full of skills a posting is: tens, at most 6."""
    return min(skills // 10, _DENSEST)


def counts(seen: Shape) -> bool:
    """Tell whether enough speaks for the skill."""
    return _total(seen) >= _least(seen.kind)


def salience(seen: Shape) -> float:
    """Return how likely the skill belongs to the posting, 0 to 1."""
    return 1 / (1 + math.exp(-_total(seen)))


def _total(seen: Shape) -> float:
    ident, _, place, form, beside, company = seen
    return _PLACE[place] + _FORM[form] + _BESIDE[beside] + _COMPANY[company] + _terms().get(ident, 0.0)


def features(seen: Shape) -> list[str]:
    """Return the names of all weights that count for a shape."""
    return _place(seen.place) + _form(seen.form) + _around(seen.beside) + _company(seen.company)


def _place(place: Place) -> list[str]:
    kind, zone, cued, times, weak, zones, headed, titled, part = place
    out = ["bias", f"zone:{zone}", f"{kind}:zone:{zone}{'+' if cued else ''}", f"times:{times}", f"{kind}:times:{times}"]
    out += ["weak", f"{kind}:weak", f"weak:times:{times}"] * weak
    return out + [f"zones:{zones}", f"part:{part}"] + ["in requirements"] * headed + ["in title"] * titled


def _form(form: Form) -> list[str]:
    kind, words, capital, inner, signs = form
    return [f"{kind}:words:{words}"] + [f"{kind}:capital"] * capital + [f"{kind}:inner capital"] * inner + ["signs"] * signs


def _around(beside: Beside) -> list[str]:
    kind, run, crowd, cues, always = beside
    out = [f"run:{run}", f"{kind}:run:{min(3, run)}", f"crowd:{crowd}"]
    return out + [f"cue:{name}" for name in names(cues)] + [f"always:{name}" for name in names(always)]


def _company(company: Company) -> list[str]:
    kind, category, peers, tens = company
    out = [f"peers:{peers}", f"{kind}:peers:{peers}", f"category:{category}"]
    return [*out, f"density:{tens}", f"{kind}:density:{tens}"]


class _Sums(dict[_Group, float]):
    """The sum of the weights of each group of values, worked out when first asked for."""

    def __init__(self, named: Callable[[_Group], list[str]]) -> None:
        super().__init__()
        self._named = named

    def __missing__(self, group: _Group) -> float:
        weights = _stored()["weights"]
        self[group] = sum(weights.get(name, 0.0) for name in self._named(group))
        return self[group]


_PLACE, _FORM, _BESIDE, _COMPANY = _Sums(_place), _Sums(_form), _Sums(_around), _Sums(_company)


@cache
def _least(kind: str) -> float:
    """Return the sum of weights below which a skill of `kind` is dropped."""
    share = _stored()["thresholds"].get(kind, 0.0)
    return math.log(share / (1 - share)) if share else -math.inf


@cache
def _stored() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = orjson.loads(WEIGHTS.read_bytes())
    return loaded


@cache
def _terms() -> dict[str, float]:
    return _stored()["terms"]
