"""What must hold for every history: order, repetition, late arrival, and what closing demands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobscrape.store.lifecycle import Observation, PostingState, Sighting
from tests.store.scenes import START, Scene

IDS = "abcd"
HOUR = timedelta(hours=1)
LENGTH = 400
FEW = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class World:
    """When each posting was really shown (hours), and the crawls somebody made."""

    shown: dict[str, tuple[tuple[int, int], ...]]
    crawls: tuple[Observation, ...]

    def there(self, id_: str, at: datetime) -> bool:
        """Tell the truth."""
        hour = (at - START) / HOUR
        return any(first <= hour < end for first, end in self.shown[id_])


@st.composite
def worlds(
    draw: st.DrawFn, outcomes: tuple[str, ...] = ("complete", "complete", "partial", "failed", "blocked"), dead_pages: bool = False
) -> World:
    """Draw postings that come and go and crawls at distinct hours."""
    shown = {}
    for id_ in IDS:
        cuts = sorted(draw(st.lists(st.integers(0, LENGTH), min_size=2, max_size=6, unique=True)))
        shown[id_] = tuple((a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    hours = sorted(draw(st.lists(st.integers(0, LENGTH), min_size=1, max_size=20, unique=True)))
    world = World(shown, ())
    crawls = []
    for hour in hours:
        at = START + hour * HOUR
        outcome = draw(st.sampled_from(outcomes))
        there = [id_ for id_ in IDS if world.there(id_, at)]
        seen = {"complete": there, "partial": [i for i in there if draw(st.booleans())]}.get(outcome, [])
        gone = frozenset(i for i in IDS if dead_pages and i not in there and draw(st.booleans()))
        what = Observation(
            board="b", run=f"r{hour}", started=at, finished=at, outcome=outcome, seen=dict.fromkeys(seen, Sighting()), gone=gone
        )
        crawls.append(what)
    return World(shown, tuple(crawls))


def replay(crawls: tuple[Observation, ...] | list[Observation]) -> Scene:
    """Take in the crawls in the order given."""
    scene = Scene()
    for crawl in crawls:
        scene.observe(crawl)
    return scene


def essence(posting: PostingState) -> tuple[object, ...]:
    """Return what must not depend on the order of arrival."""
    spell = posting.spells[-1]
    return (
        posting.status,
        posting.first_seen,
        posting.last_seen,
        posting.absent_since,
        posting.reason,
        spell.closed_between,
        spell.confirmed,
    )


@FEW
@given(worlds(dead_pages=True))
def test_nothing_closes_without_two_looks_or_a_dead_page(world: World) -> None:
    scene = Scene()
    looks: list[Observation] = []
    for crawl in world.crawls:
        before = {p.id: p.status for p in scene.postings.values()}
        scene.observe(crawl)
        looks += [crawl] if crawl.outcome == "complete" else []
        for posting in scene.postings.values():
            if posting.status == "closed" and before.get(posting.id) == "open":
                without = [look.started for look in looks if look.started > posting.last_seen]
                assert all(posting.id not in look.seen for look in looks if look.started in without)
                proven = len(without) >= 2 and without[-1] - without[0] >= 20 * HOUR
                assert proven or posting.id in crawl.gone


@FEW
@given(worlds())
def test_everything_absent_from_two_looks_is_closed(world: World) -> None:
    scene = replay(world.crawls)
    for posting in scene.postings.values():
        without = [c.started for c in world.crawls if c.outcome == "complete" and c.started > posting.last_seen]
        proven = bool(without) and without[-1] - without[0] >= 20 * HOUR
        assert (posting.status == "closed") == proven
        assert posting.absent_since == (without[0] if without else None)


@FEW
@given(worlds(dead_pages=True))
def test_spells_are_disjoint_and_intervals_hold_the_truth(world: World) -> None:
    for posting in replay(world.crawls).postings.values():
        assert posting.spells[0].opened == posting.first_seen
        assert posting.spells[-1].seen_until == posting.last_seen
        assert [s.closed_between is None for s in posting.spells[:-1]] == [False] * (len(posting.spells) - 1)
        for spell in posting.spells:
            assert spell.opened <= spell.seen_until
            assert world.there(posting.id, spell.opened)
            assert world.there(posting.id, spell.seen_until)
            if spell.closed_between is not None:
                last, absent = spell.closed_between
                assert spell.confirmed is not None
                assert last == spell.seen_until < absent <= spell.confirmed
                assert not world.there(posting.id, absent)
        for earlier, later in pairwise(posting.spells):
            assert earlier.confirmed is not None
            assert earlier.confirmed < later.opened


@FEW
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(world: World, random: object) -> None:
    shuffled = list(world.crawls)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    ordered, late = replay(world.crawls), replay(shuffled)
    assert {k: essence(p) for k, p in late.postings.items()} == {k: essence(p) for k, p in ordered.postings.items()}
    assert (late.board.looks, late.board.present, late.board.latest) == (ordered.board.looks, ordered.board.present, ordered.board.latest)
    for posting in late.postings.values():
        for spell in posting.spells:
            assert spell.opened <= spell.seen_until
        for earlier, later in pairwise(posting.spells):
            assert earlier.closed_between is not None
            assert earlier.seen_until < earlier.closed_between[1] <= later.opened


@FEW
@given(worlds(("complete", "partial", "failed", "missing", "unchanged")), st.data())
def test_repeating_a_crawl_at_once_or_later_changes_no_posting(world: World, data: st.DataObject) -> None:
    scene = Scene()
    past: list[Observation] = []
    for crawl in world.crawls:
        if crawl.outcome == "unchanged" and past:
            continue
        scene.observe(crawl)
        past.append(crawl)
        before = {k: p.document() for k, p in scene.postings.items()}
        again = scene.observe(data.draw(st.sampled_from(past)))
        assert {k: p.document() for k, p in scene.postings.items()} == before
        assert (again.counts.new, again.counts.closed, again.counts.reopened) == (0, 0, 0)


@FEW
@given(worlds(("complete", "complete", "missing", "failed")))
def test_a_vanished_board_closes_nothing(world: World) -> None:
    scene = Scene()
    for crawl in world.crawls:
        closed = {p.id for p in scene.postings.values() if p.status == "closed"}
        scene.observe(crawl)
        if crawl.outcome == "missing":
            assert {p.id for p in scene.postings.values() if p.status == "closed"} == closed
        if scene.board.state == "vanished":
            assert "open" not in {p.status for p in scene.postings.values()}
