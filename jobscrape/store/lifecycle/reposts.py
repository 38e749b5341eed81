"""A new id that repeats a posting of the same board gone shortly before: linked, so that the job's life goes on."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jobscrape.store.lifecycle.states import Keys, PostingState

REPOST_WITHIN = timedelta(days=30)
"""From the first complete crawl without the old one to the first sighting of the new one."""
UNSEEN_WITHIN = timedelta(days=60)
"""From the last sighting of the old one, for boards seen rarely."""

TIES: tuple[tuple[str, Callable[[Keys], tuple[str, ...]]], ...] = (
    ("internal id, title and place", attrgetter("internal", "title", "place")),
    ("internal id and title", attrgetter("internal", "title")),
    ("requisition, title and place", attrgetter("requisition", "title", "place")),
    ("requisition and title", attrgetter("requisition", "title")),
    ("title, place and text", attrgetter("title", "place", "text")),
    ("title and text", attrgetter("title", "text")),
    ("title and place", attrgetter("title", "place")),
    ("internal id", lambda k: (k.internal,)),
    ("title", lambda k: (k.title,)),
    ("text", lambda k: (k.text,)),
)
"""What ties two ids together, strongest first; every part must be known. A requisition alone ties nothing: on real boards
dozens of openings share one ("Pipeline")."""


def link_reposts(opened: list[PostingState], gone: Iterable[PostingState]) -> int:
    """Write its predecessor into each of `opened` that has one in `gone` within 30 days, one to one; return how many have."""
    if not opened:
        return 0
    start = min(new.first_seen for new in opened)
    recent = [old for old in gone if old.absent_since is not None and old.absent_since >= start - REPOST_WITHIN]
    recent = sorted((old for old in recent if old.last_seen >= start - UNSEEN_WITHIN), key=lambda old: old.last_seen, reverse=True)
    links = list(matches(opened, recent)) if recent else []
    for new, old, tie in links:
        new.reposts = [{"of": old.id, "by": tie, "gone": old.last_seen}]
    return len(links)


def matches(opened: list[PostingState], gone: list[PostingState]) -> Iterator[tuple[PostingState, PostingState, str]]:
    """Yield (new, predecessor, tie), the strongest ties first; no posting twice."""
    free_new = {new.id: new for new in opened}
    free_old = {old.id: old for old in gone}
    for tie, key_of in TIES:
        waiting: dict[tuple[str, ...], list[PostingState]] = defaultdict(list)
        for old in reversed(free_old.values()):
            waiting[key_of(old.keys)].append(old)
        for new in list(free_new.values()):
            key = key_of(new.keys)
            if all(key) and waiting.get(key):
                old = waiting[key].pop()
                del free_new[new.id], free_old[old.id]
                yield new, old, tie
