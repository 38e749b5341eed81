"""`scrapy skills` and what it prints; unknown words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from scrapy.cmdline import execute

from jobscrape.skills.candidates import Drift, count, unknown_terms
from jobscrape.skills.explain import excerpt, explain
from tests.ending import ends

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Requirements:\n- Kubernetes is required\n- Rust is a plus"


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        execute(["scrapy", "skills", *args])
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


def test_explain_text(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "explain", TEXT)
    assert status == 0
    assert "infra.kubernetes  Kubernetes  required" in out
    assert "[Rust] is a plus" in out


def test_explain_file_as_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "posting.txt").write_text(TEXT, "utf-8")
    status, out, _ = run(capsys, "explain", str(tmp_path / "posting.txt"), "--json")
    assert status == 0
    assert {r["id"]: r["mentions"][0]["need"] for r in json.loads(out)} == {"infra.kubernetes": "required", "lang.rust": "preferred"}


def test_show(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "show", "lang.go")
    assert status == 0
    assert "golang" in out
    assert "below it" not in out


def test_show_tells_what_is_below(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "show", "fin.tax")
    assert status == 0
    assert "--where skill=fin.tax+" in out
    assert "fin.transfer-pricing" in json.loads(run(capsys, "show", "fin.tax", "--json")[1])["narrower"]


def test_show_suggests(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "show", "python")
    assert status == 2
    assert "lang.python" in err


def test_lint(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "lint")
    assert status == 0
    assert "0 problems" in out


@pytest.mark.parametrize("args", [(), ("sing",), ("explain",), ("show",), ("lint", "x")])
def test_usage(capsys: pytest.CaptureFixture[str], args: tuple[str, ...]) -> None:
    status, _, err = run(capsys, *args)
    assert status == 2
    assert err.startswith("scrapy skills: ")


def test_explain_tells_what_did_not_count() -> None:
    reasons = explain("About us\nWe love marketing.\n\nRequirements\n- Kubernetes")
    assert [r.id for r in reasons if r.kept] == ["infra.kubernetes"]
    assert any(not r.kept for r in reasons)
    assert excerpt(reasons[0].mentions[0], "About us\nWe love marketing.\n\nRequirements\n- Kubernetes", "").endswith("[Kubernetes]")


def test_unknown_terms() -> None:
    text = "Requirements\n- Experience with Python, FrobnicatorDB and Zorbly\n\nBenefits\n- QuuxPass"
    assert [word for word, _ in unknown_terms(text, "Acme")] == ["FrobnicatorDB", "Zorbly"]


def test_candidates_need_two_employers() -> None:
    text = "Requirements\n- Python, FrobnicatorDB"
    assert count([(text, "A"), (text, "A")]) == []
    found = count([(text, "A"), (text, "B"), ("Requirements\n- SQL", "C")])
    assert [(c.term, c.postings, c.employers) for c in found] == [("FrobnicatorDB", 2, {"A", "B"})]
    assert found[0].samples[0] == "- Python, FrobnicatorDB"


def test_drift_forgets_the_rarest() -> None:
    drift = Drift(most=10)
    for n in range(40):
        drift.add(f"Requirements:\n- Experience with QuuxDB and Zap{n}Db", "Acme")
    found = drift.found()
    assert (found[0].term, found[0].postings) == ("QuuxDB", 40)
    assert len(found) <= 11
    assert len(found[0].samples) == 3


def test_drift_counts_a_word_once_a_posting() -> None:
    drift = Drift()
    drift.add("Requirements:\n- QuuxDB\n- More QuuxDB, and Python", "Acme")
    assert [(c.term, c.postings) for c in drift.found()] == [("QuuxDB", 1)]
    assert not drift.found(employers=2)


@pytest.mark.parametrize("unit", ["a", "A.a", "Aa-", "A1@", "+#", "Zap4Db, ", "a.B ", "\n- X"])
def test_unknown_words_are_found_in_linear_time(unit: str) -> None:
    with ends():
        list(unknown_terms(unit * (100_000 // len(unit))))
