"""`scrapy match`: pairs in, verdicts out, wrong input said in one line."""

from __future__ import annotations

import json
import random
from argparse import Namespace
from typing import TYPE_CHECKING, Any

import pytest

from jobscrape.commands.match import Command
from jobscrape.errors import UsageError
from jobscrape.identity.decide import DIFFERENT, LEVEL, PLACE, SAME, UNDECIDABLE
from jobscrape.identity.records import match_pair
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
    ("lines", "says"),
    [
        ("{", "line 1 is not JSON"),
        ("[1]\n", "line 1 is no pair"),
        ('\n{"a": {}}\n', "line 2 is no pair"),
    ],
)
def test_wrong_lines_are_said(tmp_path: Path, lines: str, says: str) -> None:
    source = tmp_path / "pairs.jsonl"
    source.write_text(lines, "utf-8")
    with pytest.raises(UsageError, match=says):
        Command().execute([], Namespace(input=str(source), output=str(tmp_path / "out"), rejects=None))


def test_wrong_lines_do_not_stop_the_others(tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    done = scrapy("match", "--rejects", str(rejects), stdin=f"{{\n{json.dumps(PAIR)}\n[1]\n{json.dumps(PAIR)}\n")
    verdicts = [json.loads(line) for line in done.out.splitlines()]
    assert (done.status, [verdict["relation"] for verdict in verdicts]) == (0, ["undecidable", "same_posting"] * 2)
    assert verdicts[2]["evidence"]["rule"].startswith("line 3 is no pair")
    assert done.err.startswith("scrapy match: 2 pairs judged, 2 lines cannot be used; line 1 is not JSON")
    kept = [json.loads(line) for line in rejects.read_text("utf-8").splitlines()]
    assert [(row["line"], row["raw"]) for row in kept] == [(1, "{"), (3, "[1]")]


def test_wrong_use_is_said() -> None:
    with pytest.raises(UsageError, match=r"cannot read /nowhere/pairs\.jsonl: No such file or directory"):
        Command().execute([], Namespace(input="/nowhere/pairs.jsonl", output="-", rejects=None))
    with pytest.raises(UsageError, match="unexpected argument 'surplus'"):
        Command().execute(["surplus"], Namespace(input="-", output="-", rejects=None))


def test_an_error_is_one_line_and_status_2() -> None:
    done = scrapy("match", stdin="{")
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert done.err.startswith("scrapy match: no line could be used; line 1 is not JSON")


def test_records_of_any_shape_are_judged() -> None:
    odd: list[Any] = [
        None,
        "",
        0,
        1e400,
        True,
        [],
        {},
        "\ud800",
        "x" * 9000,
        ["a", None],
        {"a": {"b": [1]}},
        "2026-13-45",
        "http://[bad",
        "(((",
    ]
    names = ("source", "id", "title", "company", "location", "url", "date", "description")
    rng = random.Random(5)
    for _ in range(150):
        a, b = ({name: rng.choice(odd) for name in names} for _ in "ab")
        assert match_pair(a, b)["relation"] in {SAME, PLACE, LEVEL, DIFFERENT, UNDECIDABLE}


def test_help_shows_examples() -> None:
    assert "scrapy match -i pairs.jsonl -o verdicts.jsonl" in Command().long_desc()
