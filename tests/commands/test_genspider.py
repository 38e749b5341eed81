"""`scrapy genspider`: each template gives a source that passes the tests of all sources, fixture included."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from jobscrape.settings import TEMPLATES_DIR
from tests.commandline import ROOT, environment, scrapy

if TYPE_CHECKING:
    from pathlib import Path

CALL_ALL = """
import contextlib, json, sys
from scrapy.cmdline import execute
for call in json.loads(sys.argv[1]):
    with contextlib.suppress(SystemExit):
        execute(call)
"""
KINDS = {
    "board": "https://api.{board}.example/v1/{{board}}/jobs",
    "pages": "https://api.{board}.example/v1/{{board}}/jobs",
    "detail": "https://api.{board}.example/v1/{{board}}/jobs",
    "feed": "https://{board}.example/api/jobs",
    "site": "https://careers.{board}.example",
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with a new source of every kind."""
    there = tmp_path_factory.mktemp("project")
    for name in ("jobscrape", "tests"):
        shutil.copytree(ROOT / name, there / name, ignore=shutil.ignore_patterns("__pycache__", "demo"))
    for name in ("scrapy.cfg", "pyproject.toml"):
        shutil.copy(ROOT / name, there / name)
    calls = [["scrapy", "genspider", "-t", kind, f"tern-{kind}", url.format(board=f"tern-{kind}")] for kind, url in KINDS.items()]
    subprocess.run(
        [sys.executable, "-c", CALL_ALL, json.dumps(calls)], cwd=there, env=environment(None), check=True, capture_output=True, timeout=300
    )
    return there


def test_every_template_is_listed(copy: Path) -> None:
    listed = scrapy("genspider", "-l", cwd=copy).out.split()
    assert set(KINDS) <= set(listed)
    assert TEMPLATES_DIR.endswith("templates")


def test_the_page_explains_every_template() -> None:
    page = (ROOT / "docs" / "ADD-A-SOURCE.md").read_text("utf-8")
    assert [kind for kind in KINDS if f"| `{kind}` |" not in page] == []


def test_new_sources_pass_the_tests_of_all_sources(copy: Path) -> None:
    chosen = [sys.executable, "-m", "pytest", "tests/spiders/test_sources.py", "-q", "-k", "tern_", "-p", "no:cacheprovider"]
    done = subprocess.run(chosen, cwd=copy, env=environment(None), capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "passed" in done.stdout


def test_new_sources_are_in_good_order(copy: Path) -> None:
    found = sorted((copy / "jobscrape" / "spiders").glob("tern_*.py"))
    files = [str(path) for path in found]
    assert len(files) == len(KINDS)
    assert all(len(path.read_text("utf-8").splitlines()) <= 40 for path in found)
    for check in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *check, *files], cwd=copy, capture_output=True, text=True, timeout=240, check=False
        )
        assert done.returncode == 0, done.stdout


def test_new_sources_are_described_and_recognised(copy: Path) -> None:
    rows = {row["source"]: row for row in scrapy("sources", "--json", cwd=copy).json}
    assert {f"tern_{kind}" for kind in KINDS} <= set(rows)
    assert rows["tern_board"]["requests"] == "one"
    assert rows["tern_pages"]["requests"] == "pages"
    assert rows["tern_detail"]["requests"] == "pages + one a new posting"
    assert rows["tern_site"]["requests"] == "a page a posting"
    assert rows["tern_feed"]["horizon_days"] == 30


def test_an_unknown_template_makes_nothing(copy: Path) -> None:
    run = scrapy("genspider", "-t", "nosuch", "gull", "https://x.example/{board}", cwd=copy)
    assert run.status == 2
    assert "Unable to find template: nosuch" in run.out
    assert not (copy / "jobscrape" / "spiders" / "gull.py").exists()


def test_a_wrong_address_makes_nothing(copy: Path) -> None:
    run = scrapy("genspider", "gull", "x.example/{board}", cwd=copy)
    assert run.status == 2
    assert "'x.example/{board}' is no address" in run.err
    assert not (copy / "jobscrape" / "spiders" / "gull.py").exists()


def test_a_board_of_one_answer_is_the_usual_case(copy: Path) -> None:
    assert scrapy("genspider", "Auk", "https://x.example/{board}", cwd=copy).status == 0
    assert "class Auk(ApiBoard)" in (copy / "jobscrape" / "spiders" / "auk.py").read_text("utf-8")


def test_an_existing_source_is_not_overwritten(copy: Path) -> None:
    before = (copy / "jobscrape" / "spiders" / "greenhouse.py").read_text("utf-8")
    run = scrapy("genspider", "-t", "board", "greenhouse", "https://x.example/{board}", cwd=copy)
    assert run.status == 2
    assert "already exists" in run.out
    assert (copy / "jobscrape" / "spiders" / "greenhouse.py").read_text("utf-8") == before
