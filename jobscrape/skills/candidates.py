"""Words shaped like technology that the taxonomy does not know: how the vocabulary drifts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jobscrape.skills.fold import fold_term
from jobscrape.skills.matcher import matcher
from jobscrape.skills.zones import zone_at, zones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SAMPLES = 3
SAMPLE_LENGTH = 160

_ZONES = frozenset({"requirements", "preferred", "responsibilities", "other"})
_WORD = re.compile(r"(?<![\w@/.&'’-])[A-Za-z][\w+#]*(?:[.-][A-Za-z0-9+#]+)*(?![\w@])")
_LISTED = re.compile(r"(?:[,(/]|\b(?:and|or|with|using|in|like|as)) $")
_SHORTEST, _LONGEST = 2, 24
_PLAIN = re.compile(r"[A-Z]?[a-z-]+|[A-Z]+(?:-[A-Z]+)*s?")


@dataclass(slots=True)
class Candidate:
    """An unknown word."""

    term: str
    """As most postings write it."""
    postings: int
    """Number of postings that hold it."""
    employers: int
    """Number of employers among them."""
    samples: list[str] = field(default_factory=list)
    """At most three places where it stands."""


def unknown_terms(text: str, company: str = "") -> Iterator[tuple[str, int]]:
    """Yield (word, offset) of words shaped like technology where skills are named, without those we know and the employer's name."""
    hits, _, _ = matcher().find(text)
    known = sorted((h.start, h.end) for h in hits)
    spans = zones(text)
    own = set(fold_term(company).split())
    at = 0
    for m in _WORD.finditer(text):
        while at < len(known) and known[at][1] <= m.start():
            at += 1
        if at < len(known) and known[at][0] < m.end():
            continue
        if _tech_shaped(m[0], text, m.start()) and fold_term(m[0]) not in own and zone_at(spans, m.start()).name in _ZONES:
            yield m[0], m.start()


def _tech_shaped(word: str, text: str, start: int) -> bool:
    """Tell whether a word is written like a product: inner capitals, digits or signs, or a capitalised word in a list."""
    if not _SHORTEST <= len(word) <= _LONGEST:
        return False
    if not _PLAIN.fullmatch(word):
        return any(c.isupper() for c in word[1:]) or any(c in "+#" for c in word)
    if not (word[0].isupper() and word[1:].islower() and len(word) > _SHORTEST):
        return False
    return _LISTED.search(text, max(0, start - 6), start) is not None


def count(postings: Iterable[tuple[str, str]], least: int = 2) -> list[Candidate]:
    """Return the unknown words of (text, company) pairs in at least `least` postings of two employers, most frequent first."""
    spelled: dict[str, Counter[str]] = {}
    seen: Counter[str] = Counter()
    employers: dict[str, set[str]] = {}
    samples: dict[str, list[str]] = {}
    for text, company in postings:
        here: dict[str, int] = {}
        for word, start in unknown_terms(text, company):
            key = word.lower()
            here.setdefault(key, start)
            spelled.setdefault(key, Counter())[word] += 1
        for key, start in here.items():
            seen[key] += 1
            employers.setdefault(key, set()).add(company)
            if len(samples.setdefault(key, [])) < SAMPLES:
                samples[key].append(_sample(text, start))
    found = [k for k, n in seen.most_common() if n >= least and len(employers[k]) > 1]
    return [Candidate(spelled[k].most_common(1)[0][0], seen[k], len(employers[k]), samples[k]) for k in found]


def _sample(text: str, start: int) -> str:
    begin = max(text.rfind("\n", 0, start) + 1, start - SAMPLE_LENGTH // 2)
    return " ".join(text[begin : begin + SAMPLE_LENGTH].partition("\n")[0].split())
