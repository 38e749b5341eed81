"""From pairwise links to clusters, the same whatever the order in which postings and links came.

A component of links is divided like a minimum spanning forest: strongest link first, and two groups grow together only if
no pair across them is decided against. So an aggregator's "anywhere" copy joins one of five city requisitions and never
glues the five together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jobscrape.identity.decide import MERGE, POSSIBLE, decide

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from jobscrape.identity.keys import Keys

JOIN, SPLIT = "join", "split"


@dataclass(slots=True, frozen=True)
class Link:
    """An undirected link between two postings, `a` < `b`. `kind`: merge, possible, or by hand join or split."""

    a: str
    b: str
    kind: str
    rule: str
    scores: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ends(self) -> tuple[str, str]:
        """Both postings, in order."""
        return self.a, self.b


def make_link(a: str, b: str, keys_a: Keys, keys_b: Keys) -> Link | None:
    """Return the link the decision asks for, None if it asks for none."""
    first, second = sorted((a, b))
    decision = decide(keys_a, keys_b)
    if decision.link in {MERGE, POSSIBLE}:
        return Link(first, second, decision.link, decision.rule, decision.scores)
    return None


def strength(link: Link) -> tuple[Any, ...]:
    """Return the sort key of a link: by hand, then common ids, then the better place and text; ties by name."""
    places = {"equal": 4, "same": 3, "nested": 2, "open": 1}
    text = max(link.scores.get("jaccard", 0.0), link.scores.get("containment", 0.0))
    is_id = link.rule in {"common id", "same source and id"}
    return (link.kind != JOIN, not is_id, -places.get(link.scores.get("place", ""), 0), -text, link.a, link.b)


def divide(members: Mapping[str, Keys], links: Iterable[Link]) -> list[list[str]]:
    """Return the clusters of `members`, each sorted, in the order of their first member."""
    groups = {m: [m] for m in members}
    known = [link for link in links if link.a in members and link.b in members]
    apart = {link.ends for link in known if link.kind == SPLIT}
    for link in sorted((x for x in known if x.kind in {MERGE, JOIN}), key=strength):
        left, right = groups[link.a], groups[link.b]
        if left is right or (link.kind != JOIN and link.ends in apart):
            continue
        sure = link.kind == JOIN or not strength(link)[1]
        if not _against(left, right, members, apart, sure):
            left += right
            groups.update(dict.fromkeys(right, left))
    return sorted(sorted(g) for g in {id(g): g for g in groups.values()}.values())


def _against(left: Collection[str], right: Collection[str], members: Mapping[str, Keys], apart: set[tuple[str, str]], sure: bool) -> bool:
    """Tell whether any pair across two groups must stay apart; what ids or a hand join is held back by a hand only."""
    for p in left:
        for q in right:
            if (min(p, q), max(p, q)) in apart:
                return True
            if not sure and decide(members[p], members[q]).is_conflict:
                return True
    return False
