"""Tables for the pure parts of the net."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.http import Headers, JsonRequest, Request, Response
from scrapy.settings import Settings

from jobscrape.errors import UsageError
from jobscrape.net.clock import crawl_time
from jobscrape.net.conditional import body_hash, new_validators
from jobscrape.net.limits import UNDECODABLE, defect
from jobscrape.net.replay import replay_origin, replayed
from jobscrape.net.retry import backoff, retry_after
from jobscrape.net.slots import VendorSlots

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": " 0 "}, 0),
        ({"Retry-After": "1.5"}, 1.5),
        ({"Retry-After": "-3"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "12 monkeys"}, None),
        ({"Retry-After": ""}, None),
        ({"Retry-After": "Sun, 01 Mar 2026 06:01:30 GMT"}, 90),
        ({"Retry-After": "Sunday, 01-Mar-26 06:00:10 GMT"}, 10),
        ({"Retry-After": "Sun, 01 Mar 2026 05:00:00 GMT"}, 0),
        ({"Retry-After": "Sun, 01 Mar 2026 06:01:30 GMT", "Date": "Sun, 01 Mar 2026 06:01:00 GMT"}, 30),
        ({"Retry-After": "Sun, 01 Mar 2026 06:01:30 GMT", "Date": "yesterday"}, 90),
        ({"Retry-After": "Sun, 31 Feb 2026 06:01:30 GMT"}, None),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(Headers(headers), NOW) == seconds


def test_backoff_doubles_up_to_the_most() -> None:
    for attempt, full in enumerate((1, 2, 4, 8, 10, 10), start=1):
        waits = [backoff(attempt, 1, 10) for _ in range(50)]
        assert all(full / 2 <= wait <= full for wait in waits)
        assert len(set(waits)) > 1
    assert backoff(10_000, 1, 10) <= 10


JSON, HTML = "application/json; charset=utf-8", "text/html"


@pytest.mark.parametrize(
    ("expect", "kind", "body", "found"),
    [
        (None, JSON, b'{"a": 1}', None),
        (None, JSON, b" [1]\n", None),
        (None, JSON, b"\xef\xbb\xbf[1]", None),
        (None, JSON, b"null", None),
        (None, JSON, b")]}',\n{}", None),
        (None, JSON, b'{"a": [1, 2', "truncated"),
        (None, JSON, b"{", "truncated"),
        (None, JSON, b"  ", "empty"),
        (None, JSON, b"<html>", "wrong_type"),
        (None, "application/vnd.api+json", b"[1", "truncated"),
        (None, HTML, b"[1", None),
        (None, HTML, b"", None),
        ("json", HTML, b"[1", "truncated"),
        ("json", HTML, b"[1]", None),
        ("json", HTML, b"12", None),
        ("json", HTML, b'"a"', None),
        ("json", HTML, b"true", None),
        ("json", HTML, b"Please wait", "wrong_type"),
        ("json", HTML, b"<!doctype html>", "wrong_type"),
        ("xml", HTML, b"<?xml version='1.0'?><rss></rss>", None),
        ("xml", HTML, b"<rss><item></it", "truncated"),
        ("xml", HTML, b"<!DOCTYPE html><html></html>", "wrong_type"),
        ("xml", HTML, b"{}", "wrong_type"),
        ("html", JSON, b"<html>", None),
        ("html", JSON, b"{}", "wrong_type"),
        ("html", HTML, b"", "empty"),
    ],
)
def test_defect(expect: str | None, kind: str, body: bytes, found: str | None) -> None:
    request = Request("https://a.test/", meta={"expect": expect} if expect else {})
    assert defect(request, Response(request.url, headers={"Content-Type": kind}, body=body)) == found


def test_defect_looks_at_good_answers_only() -> None:
    cut = {"headers": {"Content-Type": JSON}, "body": b"["}
    assert defect(Request("https://a.test/"), Response("https://a.test/", status=404, **cut)) is None
    assert defect(Request("https://a.test/"), Response("https://a.test/", status=304)) is None
    assert defect(Request("https://a.test/", method="HEAD"), Response("https://a.test/", **cut)) is None
    assert defect(Request("https://a.test/"), Response("https://a.test/", flags=[UNDECODABLE])) == UNDECODABLE


@pytest.mark.parametrize(
    ("status", "headers", "old", "new"),
    [
        (
            200,
            {"ETag": '"a"', "Last-Modified": "Sun, 01 Mar 2026 06:00:00 GMT"},
            {},
            {"etag": '"a"', "last_modified": "Sun, 01 Mar 2026 06:00:00 GMT"},
        ),
        (200, {}, {"etag": '"gone"'}, {}),
        (304, {}, {"etag": '"a"', "body_hash": "h", "last_modified": None}, {"etag": '"a"', "body_hash": "h"}),
        (304, {"ETag": '"b"'}, {"etag": '"a"', "body_hash": "h"}, {"etag": '"b"', "body_hash": "h"}),
    ],
)
def test_new_validators(status: int, headers: dict[str, str], old: dict[str, Any], new: dict[str, str]) -> None:
    response = Response("https://a.test/", status=status, headers=headers, body=b"x" if status == 200 else b"")
    assert new_validators(response, old) == ({**new, "body_hash": body_hash(b"x")} if status == 200 else new)


@pytest.mark.parametrize(
    ("value", "utc"),
    [
        ("2026-03-01T06:00:00Z", "2026-03-01T06:00:00"),
        ("2026-03-01t06:00:00z", "2026-03-01T06:00:00"),
        ("2026-03-01T06:00:00+02:00", "2026-03-01T04:00:00"),
        ("2026-03-01T06:00:00-0530", "2026-03-01T11:30:00"),
        ("2026-03-01 06:00", "2026-03-01T06:00:00"),
        ("2026-03-01T06:00:00.25Z", "2026-03-01T06:00:00.250000"),
        (" 2026-03-01 ", "2026-03-01T00:00:00"),
        (datetime(2026, 3, 1, 6), "2026-03-01T06:00:00"),  # noqa: DTZ001
        (datetime(2026, 3, 1, 6, tzinfo=timezone(timedelta(hours=1))), "2026-03-01T05:00:00"),
    ],
)
def test_crawl_time(value: object, utc: str) -> None:
    moment = crawl_time(Settings({"CRAWL_TIME": value}))
    assert moment.tzinfo is timezone.utc
    assert moment == datetime.fromisoformat(utc).replace(tzinfo=timezone.utc)


@pytest.mark.parametrize("value", [None, ""])
def test_crawl_time_is_now_unless_set(value: str | None) -> None:
    assert abs(crawl_time(Settings({"CRAWL_TIME": value})) - datetime.now(timezone.utc)) < timedelta(seconds=5)


@pytest.mark.parametrize("value", ["yesterday", "2026-02-30", "2026-03-01T25:00:00Z", "2026", 20260301, "0001-01-01T00:00:00+10:00"])
def test_crawl_time_errors_are_one_line(value: object) -> None:
    with pytest.raises(UsageError) as caught:
        crawl_time(Settings({"CRAWL_TIME": value}))
    assert "CRAWL_TIME" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("value", "origin"),
    [("", None), (None, None), ("http://127.0.0.1:8765/", "http://127.0.0.1:8765"), ("https://a.test", "https://a.test")],
)
def test_replay_origin(value: str | None, origin: str | None) -> None:
    assert replay_origin(Settings({"REPLAY_ORIGIN": value})) == origin


@pytest.mark.parametrize(
    "value", ["127.0.0.1:8765", "http://", "ftp://a.test", "http://a.test/path", "http://a.test?x", "http://a.test:port", "8765"]
)
def test_replay_origin_errors_are_one_line(value: str) -> None:
    with pytest.raises(UsageError, match="REPLAY_ORIGIN must be an origin"):
        replay_origin(Settings({"REPLAY_ORIGIN": value}))


def test_replayed_request_differs_in_its_origin_only() -> None:
    meta = {"proxy": "http://proxy.test", "download_slot": "acme"}
    request = JsonRequest(
        "https://a.test:8443/x%20y/z?b=2&a=%C3%A9&a=#part", data={"offset": 20}, meta=meta, headers={"Accept": "application/json"}
    )
    sent = replayed(request, "http://127.0.0.1:8765")
    assert sent.url == "http://127.0.0.1:8765/x%20y/z?b=2&a=%C3%A9&a="
    assert (sent.method, sent.body) == ("POST", b'{"offset": 20}')
    assert sent.headers["X-Replay-URL"] == b"https://a.test:8443/x%20y/z?b=2&a=%C3%A9&a="
    assert sent.headers["Accept"] == b"application/json"
    assert sent.meta == {"download_slot": "acme"}
    assert request.meta["proxy"] == "http://proxy.test"
    assert "X-Replay-URL" not in request.headers


@pytest.mark.parametrize(
    ("of_spider", "meta", "slot"),
    [
        ("acme", {}, "acme"),
        ("acme", {"download_slot": "own"}, "own"),
        ("acme", {"download_slot": ""}, "acme"),
        ("", {}, None),
        ("", {"download_slot": ""}, None),
        (None, {}, None),
        (None, {"download_slot": "own"}, "own"),
    ],
)
def test_slot_of_a_request(of_spider: str | None, meta: dict[str, str], slot: str | None) -> None:
    spider = SimpleNamespace() if of_spider is None else SimpleNamespace(slot=lambda: of_spider)
    request = Request("https://a.test/", meta=meta)
    VendorSlots(SimpleNamespace(spider=spider)).process_request(request)  # type: ignore[arg-type]
    assert request.meta.get("download_slot") == slot
    assert "" not in request.meta.values()
