"""`scrapy match`: pairs in, verdicts out, wrong input said in one line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.commandline import scrapy
from tests.identity.adverts import prose

if TYPE_CHECKING:
    from pathlib import Path

TEXT = prose("match")
PAIR = {
    "pair": "p1",
    "relation": "label of a gold file",
    "a": {
        "source": "greenhouse",
        "source_id": "1",
        "title": "Senior Baker",
        "company": "Acme Inc.",
        "location": "Leeds",
        "description": TEXT,
    },
    "b": {
        "source": "feed",
        "source_id": 2,
        "title": "Sr Baker",
        "company": "ACME",
        "location": "Leeds, UK",
        "description": f"<p>{TEXT}</p>",
    },
}


def test_verdicts_in_order_with_the_keys_of_the_line(tmp_path: Path) -> None:
    source, target = tmp_path / "pairs.jsonl", tmp_path / "verdicts.jsonl"
    bare = {"a": {}, "b": {"title": None, "description": None, "date": "soon", "location": None}}
    source.write_text("\n".join([json.dumps(PAIR), "", json.dumps(bare)]), "utf-8")
    done = scrapy("match", "-i", str(source), "-o", str(target))
    assert (done.status, done.out, done.err) == (0, "", "")
    first, second = map(json.loads, target.read_text("utf-8").splitlines())
    assert (first["pair"], first["relation"], first["evidence"]["rule"]) == ("p1", "same_posting", "same title, place and text")
    assert "a" not in first
    assert second["relation"] == "different"


def test_standard_streams() -> None:
    done = scrapy("match", stdin=json.dumps(PAIR) + "\n")
    assert (done.status, done.json["relation"]) == (0, "same_posting")


@pytest.mark.parametrize(
    ("arguments", "stdin", "says"),
    [
        ((), "{", "line 1 is not JSON"),
        ((), "[1]\n", "line 1 is no pair"),
        ((), '\n{"a": {}}\n', "line 2 is no pair"),
        (("-i", "/nowhere/pairs.jsonl"), "", "cannot open /nowhere/pairs.jsonl: No such file or directory"),
        (("surplus",), "", "unexpected argument 'surplus'"),
    ],
)
def test_wrong_input_is_one_line_and_status_2(arguments: tuple[str, ...], stdin: str, says: str) -> None:
    done = scrapy("match", *arguments, stdin=stdin)
    assert done.status == 2
    assert done.err.startswith(f"scrapy match: {says}")
    assert done.err.count("\n") == 1


def test_help_shows_examples() -> None:
    done = scrapy("match", "-h")
    assert done.status == 0
    assert "scrapy match -i pairs.jsonl -o verdicts.jsonl" in done.out
