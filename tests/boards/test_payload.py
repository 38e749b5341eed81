"""Answers that are nearly JSON are read; those that are none say what they are."""

from __future__ import annotations

import pytest
from scrapy.http import Response

from jobscrape.boards.payload import PayloadError, read_json


def answer(body: bytes, kind: str = "application/json") -> Response:
    return Response("https://tern.example/jobs", body=body, headers={"Content-Type": kind})


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (b'{"title": "Cook"}', "application/json", {"title": "Cook"}),
        (
            b'{"title": "Cook \\ud83d", "\\udc00": ["\\ud83d\\ude80"]}',
            "application/json",
            {"title": "Cook \ufffd", "\ufffd": ["\U0001f680"]},
        ),
        (b'[{"score": NaN, "rank": -Infinity}]', "application/json", [{"score": None, "rank": None}]),
        (b"[NaN, 123456789012345678, 1234567890123456789012]", "application/json", [None, 123456789012345678, 1.2345678901234568e21]),
        (b'["a\tb"]', "application/json", ["a\tb"]),
        (b'["caf\xff"]', "application/json", ["caf\ufffd"]),
        (b'["caf\xe9"]', "application/json; charset=ISO-8859-1", ["caf\xe9"]),
        (b'\xef\xbb\xbf["a"]', "text/html", ["a"]),
    ],
)
def test_what_strict_readers_refuse_is_read(body: bytes, kind: str, expected: object) -> None:
    assert read_json(answer(body, kind)) == expected


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty body"),
        (b"<html>", "HTML"),
        (b'{"jobs": [', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"a": NaN} trailing', "not JSON"),
    ],
)
def test_what_is_no_json_says_so(body: bytes, words: str) -> None:
    with pytest.raises(PayloadError, match=words):
        read_json(answer(body))
