"""Is a skill part of what a posting asks for, or only a word that happens to stand there?

Each skill of a posting gets a sum of small weights: where it stands, how it is written, how often, beside which others, what its
sentences say; and how often the skill, and the word it is named by, meant a demand in labelled texts. `benchmarks/fit_salience.py`
fits them. What is seen of a skill is kept in a few small groups; the sum of the weights of a group is worked out once and then looked up.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from itertools import compress, product
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypedDict, TypeVar

import orjson

from jobscrape.skills.cues import names
from jobscrape.skills.zones import ASKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jobscrape.skills.sightings import Sighting

WEIGHTS = Path(__file__).with_name("salience.json")
_FIRST_PART, _LAST_PART = 0.12, 0.85
_HEADED = frozenset({"mention", "heading", "title"})
_DENSEST = 6
_SHORTEST = 600
"""Characters; a text below is a line of a list or cut, and says little by how few skills it names."""
_BUCKETS = "012335555"
_MANY = len(_BUCKETS)
_MOST_SUMS = 20_000
_WORD_REACH, _END_MARKS = 24, ".,;:)"

Place: TypeAlias = "tuple[str, str, bool, bool, str, str, int, bool, bool]"
"""Kind of the skill, zone of the mention that decides its need, whether a cue word rather than the zone decided, whether only general
words name the skill; early, late or middle of the text, or title, by its first mention; bucket of the number of mentions, number of
zones, whether it is in the requirements, in the title."""
Form: TypeAlias = "tuple[str, ...]"
"""Kind, and the words of all its mentions as written, each once."""
Beside: TypeAlias = "tuple[str, int, int]"
"""Kind; longest list and most crowded sentence it stands in."""
Company: TypeAlias = "tuple[str, str, str, str]"
"""Kind, category, bucket of the number of skills of the category in the posting, how full of skills the posting is."""
Shape: TypeAlias = "tuple[str, Place, Form, Beside, int, int, Company, str]"
"""What is seen of a skill in a posting; the id, which is first, and the words as written name the skill. The numbers are the kinds of
cues in any and in all of its sentences, as bits; last what follows its deciding mention, see `follower`."""

_Group = TypeVar("_Group")


class Stored(TypedDict):
    """The file of weights."""

    thresholds: dict[str, float]
    """Salience that a skill of each kind needs."""
    weights: dict[str, float]
    terms: dict[str, float]
    """By id."""
    words: dict[str, dict[str, float]]
    """By id and words in lower case."""


def shape(seen: Sequence[Sighting], ident: str, company: Company, after: str, early: float, late: float) -> Shape:
    """Return what is seen of a skill: all its sightings, the deciding one first; `after`: what follows that one; `early` and `late`:
    offsets that part the text.
    """
    kind = company[0]
    _, (_, _, surface, first, _, _, zone, rule, _, _, _), weak, (run, crowd, cues) = seen[0]
    if len(seen) > 1:
        return _shape_of_many(seen, ident, company, after, early, late)
    titled = zone == "title"
    part = _part(math.inf if titled else first, early, late)
    place = (kind, zone, rule not in _HEADED, weak, part, "1", 1, zone in ASKING, titled)
    return ident, place, (kind, surface), (kind, run, crowd), cues, cues, company, after


def _shape_of_many(seen: Sequence[Sighting], ident: str, company: Company, after: str, early: float, late: float) -> Shape:
    kind = company[0]
    _, best, weak, (run, crowd, cues) = seen[0]
    first, always, zones = math.inf, cues, set()
    surfaces: dict[str, None] = {}
    for _, (_, _, surface, start, _, _, zone, _, _, _, _), general, (size, many_here, kinds) in seen:
        surfaces[surface] = None
        zones.add(zone)
        weak = weak and general
        run = max(run, size)
        crowd = max(crowd, many_here)
        cues |= kinds
        always &= kinds
        if start < first and zone != "title":
            first = start
    part = _part(first, early, late)
    times, headed, titled = many(len(seen)), not zones.isdisjoint(ASKING), "title" in zones
    place = (kind, best.zone, best.rule not in _HEADED, weak, part, times, len(zones), headed, titled)
    return ident, place, (kind, *surfaces), (kind, run, crowd), cues, always, company, after


def follower(text: str, end: int) -> str:
    """Return the word after offset `end` in lower case, or the sign if one stands there; "" at the end of the text."""
    tail = text[end : end + _WORD_REACH]
    if tail[:1] != " ":
        return tail[:1]
    words = tail.split(None, 1)
    return words[0].lower().rstrip(_END_MARKS) if words else ""


@lru_cache(maxsize=16384)
def _written(surface: str) -> tuple[int, bool, bool, bool]:
    """Return how words are written: their number, at most 3; a capital first, a capital inside, signs inside."""
    signs = not surface.isalpha() and not surface.replace(" ", "").replace("-", "").isalpha()
    return min(3, 1 + surface.count(" ")), surface[0].isupper(), surface[1:] != surface[1:].lower(), signs


def parts(length: int) -> tuple[float, float]:
    """Return up to which offset a text of `length` characters is early, and from which on it is late."""
    return _FIRST_PART * length, _LAST_PART * length


def _part(first: float, early: float, late: float) -> str:
    """Return the part of the text in which the first mention stands; an offset without end: only in the title."""
    return "early" if first < early else "middle" if first <= late else "late" if first < math.inf else "title"


def many(number: int) -> str:
    """Return the bucket of a number of mentions or skills."""
    return _BUCKETS[number] if number < _MANY else "9"


def density(skills: int, length: int) -> str:
    """Return how full of skills a posting with a text of `length` characters is: tens, at most 6; "short" for a short text."""
    return "short" if length < _SHORTEST else str(min(skills // 10, _DENSEST))


def counts(seen: Shape) -> bool:
    """Tell whether enough speaks for the skill; how it is written, which says little, is looked at only where it can decide."""
    ident, place, form, beside, cues, always, company, after = seen
    total = _PLACE[place] + _BESIDE[beside] + _CUES[cues] + _ALWAYS[always] + _COMPANY[company] + _AFTER[after] + known(ident, form[1])
    low, high = _doubtful(company[0])
    return total + _FORM[form] >= _least(company[0]) if low <= total <= high else total > high


def salience(seen: Shape) -> float:
    """Return how likely the skill belongs to the posting, 0 to 1."""
    return 1 / (1 + math.exp(-_sum(features(seen)) - known(seen[0], seen[2][1])))


def known(ident: str, surface: str) -> float:
    """Return what labelled texts say for or against a skill and the words it is first named by."""
    words = _words().get(ident)
    return _terms().get(ident, 0.0) + (words.get(surface.lower(), 0.0) if words else 0.0)


def features(seen: Shape) -> list[str]:
    """Return the names of all weights that count for a shape."""
    _, place, form, beside, cues, always, company, after = seen
    return _place(place) + _form(form) + _beside(beside) + _cues(cues) + _always(always) + _company(company) + _after(after)


def _place(place: Place) -> list[str]:
    kind, zone, cued, weak, part, times, zones, headed, titled = place
    out = ["bias", f"zone:{zone}", f"{kind}:zone:{zone}{'+' if cued else ''}", f"times:{times}", f"{kind}:times:{times}"]
    out += ["weak", f"{kind}:weak", f"weak:times:{times}"] * weak
    return out + [f"zones:{zones}", f"part:{part}"] + ["in requirements"] * headed + ["in title"] * titled


def _form(form: Form) -> list[str]:
    kind, first, *others = form
    words, capital, inner, signs = _written(first)
    for surface in others:
        more = _written(surface)
        words, capital, inner, signs = max(words, more[0]), capital or more[1], inner or more[2], signs or more[3]
    return _look(kind, words, capital, inner, signs)


def _look(kind: str, words: int, *signs: bool) -> list[str]:
    """Return the names of the weights of a way to write; `signs`: a capital first, a capital inside, signs inside."""
    return [f"{kind}:words:{words}", *compress((f"{kind}:capital", f"{kind}:inner capital", "signs"), signs)]


def _beside(beside: Beside) -> list[str]:
    kind, run, crowd = beside
    return [f"run:{run}", f"{kind}:run:{min(3, run)}", f"crowd:{crowd}"]


def _cues(cues: int) -> list[str]:
    return [f"cue:{name}" for name in names(cues)]


def _always(cues: int) -> list[str]:
    return [f"always:{name}" for name in names(cues)]


def _company(company: Company) -> list[str]:
    kind, category, peers, tens = company
    out = [f"peers:{peers}", f"{kind}:peers:{peers}", f"category:{category}"]
    return [*out, f"density:{tens}", f"{kind}:density:{tens}"]


def _after(word: str) -> list[str]:
    return [f"after:{word}"]


def _sum(named: Iterable[str]) -> float:
    """Return the sum of the weights of these names."""
    weights = _stored()["weights"]
    return sum(weights.get(name, 0.0) for name in named)


class _Sums(dict[_Group, float]):
    """The sum of the weights of each group of values, worked out when first asked for; forgotten when they become too many."""

    def __init__(self, named: Callable[[_Group], list[str]]) -> None:
        super().__init__()
        self._named = named

    def __missing__(self, group: _Group) -> float:
        if len(self) > _MOST_SUMS:
            self.clear()
        self[group] = _sum(self._named(group))
        return self[group]


_PLACE, _FORM, _BESIDE, _CUES, _ALWAYS, _COMPANY, _AFTER = (
    _Sums(_place),
    _Sums(_form),
    _Sums(_beside),
    _Sums(_cues),
    _Sums(_always),
    _Sums(_company),
    _Sums(_after),
)


@cache
def _least(kind: str) -> float:
    """Return the sum of weights below which a skill of `kind` is dropped."""
    share = _stored()["thresholds"].get(kind, 0.0)
    return math.log(share / (1 - share)) if share else -math.inf


@cache
def _doubtful(kind: str) -> tuple[float, float]:
    """Return between which sums of the other weights it can decide how a skill of `kind` is written."""
    looks = [_sum(_look(kind, words, *signs)) for words in (1, 2, 3) for signs in product((False, True), repeat=3)]
    return _least(kind) - max(looks), _least(kind) - min(looks)


@cache
def _stored() -> Stored:
    loaded: Stored = orjson.loads(WEIGHTS.read_bytes())
    return loaded


@cache
def _terms() -> dict[str, float]:
    return _stored()["terms"]


@cache
def _words() -> dict[str, dict[str, float]]:
    return _stored()["words"]
