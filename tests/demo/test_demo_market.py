"""What must hold of the truth."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from demo.market import MINUTE, WHEN, day, market

from jobscrape.demo import truth
from jobscrape.demo.boards import tokens
from jobscrape.demo.layoffs import events
from jobscrape.demo.lives import APART, in_view_until
from jobscrape.demo.market import Market
from jobscrape.demo.plan import DAY, Plan, minute_of, moment
from jobscrape.demo.postings import AGGREGATOR
from jobscrape.demo.tables import cities, roles


def all_lives() -> list:
    return [life for one in market().employers for life in market().lives(one)]


def test_employers_have_names_and_tokens_of_their_own() -> None:
    many = Market(Plan(employers=1000)).employers
    assert len({one.name for one in many}) == len({one.slug for one in many}) == 1000
    boards = [(system.source, system.token) for one in many for system in one.systems]
    assert len(set(boards)) == len(boards)


def test_every_source_has_boards() -> None:
    found = tokens(market(), MINUTE)
    assert set(found) == {
        "ashby",
        "greenhouse",
        "hackernews",
        "jsonld",
        "lever",
        "pinpoint",
        "recruitee",
        "remoteok",
        "smartrecruiters",
        "workable",
    }
    assert all(found.values())
    assert AGGREGATOR in found["jsonld"]


def test_life_goes_forward() -> None:
    for life in all_lives():
        assert life.opened < life.closed
        for gap in (life.hidden, life.reposted):
            assert gap is None or life.opened < gap[0] < gap[1] < life.closed
        assert life.changed is None or life.opened < life.changed < life.closed
        assert not (life.hidden and life.reposted)


def test_openings_appear_on_working_days() -> None:
    assert {moment(life.opened).weekday() for life in all_lives()} == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("scenario", ["default", "contrary"])
def test_openings_of_one_title_in_one_city_never_meet(scenario: str) -> None:
    made = market(scenario)
    groups: dict[tuple, list] = {}
    for one in made.employers:
        for life in made.lives(one):
            for city in life.cities:
                title = made.opening(life, life.opened).title
                groups.setdefault((one.number, title, city.name), []).append((life.opened, in_view_until(one, life)))
    for spans in groups.values():
        assert all(later[0] - earlier[1] > APART for earlier, later in pairwise(sorted(spans)))


def test_nothing_shows_an_opening_after_it_is_out_of_view() -> None:
    times = [day(number) for number in range(0, 364, 21)]
    ends = {life.key: in_view_until(one, life) for one in market().employers for life in market().lives(one)}
    for when in times:
        assert all(minute_of(when) < ends[key] for mention in truth.mentions(market(), [when]) for key in mention.openings)


def test_ids_are_unique() -> None:
    found = [(p.source, p.board, p.source_id) for life in all_lives() for p in market().postings(life)]
    assert len(set(found)) == len(found)


def test_a_repost_is_a_new_id_of_the_same_opening() -> None:
    reposted = [life for life in all_lives() if life.reposted and len(market().employers[life.employer].systems) == 1]
    assert len(reposted) > 100
    for life in reposted[:50]:
        first, second = market().own(life)[:2]
        assert first.source_id != second.source_id
        assert first.spans[-1][1] == life.reposted[0] < life.reposted[1] == second.spans[0][0]


def test_hidden_openings_come_back_under_their_id() -> None:
    hidden = next(life for life in all_lives() if life.hidden and len(market().employers[life.employer].systems) == 1)
    posting = market().own(hidden)[0]
    assert posting.shown_at(hidden.hidden[0] - 1)
    assert not posting.shown_at(hidden.hidden[0] + 1)
    assert posting.shown_at(hidden.hidden[1])


def test_boards_show_what_is_open() -> None:
    for (source, token), (one, system) in market().owners.items():
        shown = market().board(source, token, MINUTE)
        if shown is None:
            assert not system.since <= MINUTE < system.until
            continue
        keys = [item.opening.key for item in shown]
        assert len(set(keys)) == len(keys)
        assert all(item.posting.life.open_at(MINUTE) and item.posting.life.employer == one.number for item in shown)


def test_a_board_shows_its_own_postings_only() -> None:
    crowd = Market(Plan(employers=150, postings=8))
    assert any(one.systems[0].token == one.systems[-1].token for one in crowd.employers if len(one.systems) > 1)
    for source, token in crowd.owners:
        for item in crowd.board(source, token, MINUTE) or []:
            assert (item.posting.source, item.posting.board.lower()) == (source, token)


def test_an_employer_that_moves_leaves_its_old_board_empty_handed() -> None:
    moving = [one for one in Market(Plan(employers=200)).employers if len(one.systems) == 2 and not one.systems[0].areas]
    assert len(moving) > 5
    large = Market(Plan(employers=200))
    old, new = moving[0].systems
    assert large.board(old.source, old.token, old.until - 1)
    assert large.board(old.source, old.token, old.until) is None
    assert large.board(new.source, new.token, new.since - 1) is None
    before = {item.opening.key for item in large.board(old.source, old.token, old.until - 1) or []}
    after = {item.opening.key for item in large.board(new.source, new.token, new.since) or []}
    assert len(before & after) > 0.8 * len(before)


def test_a_layoff_closes_many_openings_at_once_but_few_in_ai_and_infrastructure() -> None:
    crowd = Market(Plan(employers=120))
    table = roles("default")
    closed, kept = Counter[str](), Counter[str]()
    for one in crowd.employers:
        for life in crowd.lives(one) if one.layoff else ():
            if life.opened <= one.layoff.minute <= life.closed:
                safe = "safe" if table[life.role].area in ("data_ai", "infrastructure") else "other"
                (closed if life.reason == "layoff" else kept)[safe] += 1
    assert closed["other"] > 2 * kept["other"]
    assert kept["safe"] > 5 * closed["safe"]


def test_the_feed_holds_the_newest_remote_openings() -> None:
    feed = market().feed(MINUTE)
    assert len(feed) == 100
    assert [int(item.posting.source_id) for item in feed] == sorted((int(item.posting.source_id) for item in feed), reverse=True)
    assert {item.opening.work_mode for item in feed} == {"remote"}
    assert any(not item.posting.life.open_at(MINUTE) for item in feed), "the feed shows closed openings too"
    assert all(item.posting.published <= MINUTE - DAY for item in feed)


def test_threads_are_monthly_and_comments_stay() -> None:
    threads = market().threads(MINUTE)
    assert [moment(minute).strftime("%Y-%m") for _, minute in threads[:3]] == ["2025-06", "2025-05", "2025-04"]
    old = market().comments(threads[1][0], MINUTE)
    assert [c.comment_id for c in old] == [c.comment_id for c in market().comments(threads[1][0], MINUTE + 100 * DAY)]
    numbers = [int(c.comment_id) for thread, _ in threads for c in market().comments(thread, MINUTE)]
    assert len(set(numbers)) == len(numbers)


def test_truth_counts_what_boards_show() -> None:
    shown = {item.opening.key for key in market().owners for item in market().board(*key, MINUTE) or []}
    assert shown == {opening.key for opening in truth.seen_openings(market(), WHEN)}
    assert sum(truth.stock(market(), WHEN, "role").values()) == len(shown)


def test_flows_add_up_to_the_change_of_the_stock() -> None:
    since, until = day(30), day(37)
    opened, closed = (sum(f(market(), since, until, "role").values()) for f in (truth.inflow, truth.outflow))
    before, after = (sum(1 for _ in market().open_lives(minute_of(when))) for when in (since, until))
    assert after - before == opened - closed


def test_jobs_partition_the_postings() -> None:
    times = [day(10), day(17), day(24)]
    clusters = truth.jobs(market(), times)
    documents = [document for cluster in clusters.values() for document in cluster]
    assert len(set(documents)) == len(documents)
    single = {mention.document for mention in truth.mentions(market(), times) if len(mention.openings) == 1}
    assert single == set(documents)
    assert sum(len(cluster) > 1 for cluster in clusters.values()) > 100


def test_role_groups_are_one_title_in_several_places() -> None:
    groups = truth.role_groups(market(), WHEN)
    openings = {opening.key: opening for opening in truth.seen_openings(market(), WHEN)}
    assert groups
    for keys in groups.values():
        assert len({openings[key].title for key in keys}) == 1
        assert len({openings[key].cities[0].name for key in keys}) == len(keys)
        assert len({openings[key].requisition for key in keys}) == len(keys)


@pytest.mark.parametrize(("scenario", "rises"), [("default", True), ("contrary", False)])
def test_the_list_of_layoffs_follows_its_trend(scenario: str, rises: bool) -> None:
    found = events(market(scenario))
    days = [(event.day - moment(market().plan.begin).date()).days for event in found]
    early, late = sum(d < 120 for d in days), sum(d > 244 for d in days)
    assert (late > 1.4 * early) is rises
    assert (early > 1.4 * late) is not rises
    assert {one.name for one in market(scenario).employers if one.layoff} <= {event.company for event in found}


def test_places_are_words() -> None:
    """YAML takes some codes for booleans."""
    found = [(code, city) for code, group in cities().items() for city in group]
    assert len(found) > 50
    for code, city in found:
        assert all(isinstance(value, str) for value in (code, city.name, city.region, city.currency))
