"""`scrapy report`: the JSON, the page, and the page in a browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from jobscrape.questions.claims import CANNOT_TELL, NOT_SUPPORTED, SUPPORTED, claims
from jobscrape.questions.question import catalogue
from tests.commandline import scrapy
from tests.commands.filled import filled  # noqa: F401 - fixture

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("matplotlib", reason="matplotlib is not installed: pip install -r requirements-report.txt")
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium")
VOID = {"meta", "link", "br", "input", "img", "hr", "path", "use", "circle"}


@pytest.fixture(scope="module")
def page(filled: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811
    """The report on a small market."""
    target = tmp_path_factory.mktemp("report") / "report.html"
    run = scrapy("report", "-o", str(target), "--title", "Tests & <trials>", env=filled)
    assert run.status == 0, run.err
    assert f"{len(catalogue())} questions, {len(claims())} claims" in run.out
    return target


class Outline(HTMLParser):
    """What a page holds, and whether its tags match."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.charts: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a":
            self.links.append(str(given.get("href")))
        if tag == "svg":
            self.charts.append(given)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def test_the_page_is_sound_and_needs_no_network(page: Path) -> None:
    text = page.read_text("utf-8")
    outline = Outline()
    outline.feed(text)
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    for link in outline.links:
        assert link.startswith("https://") or link.removeprefix("#") in outline.ids, link
    assert len(outline.charts) >= 12
    for chart in outline.charts:
        assert chart["role"] == "img"
        assert all(part in outline.ids for part in str(chart["aria-labelledby"]).split())
    assert not re.search(r'(?:src|href)="(?!#|https://[^"]*"\s|data:)', text.replace('rel="noreferrer"', ""))
    assert "Tests &amp; &lt;trials&gt;" in text
    assert "default-src 'none'" in text


def test_every_claim_has_a_verdict_and_evidence(filled: dict[str, str]) -> None:  # noqa: F811
    report = scrapy("report", "--json", env=filled).json
    assert [one["claim"] for one in report["claims"]] == [claim.name for claim in claims()]
    for one in report["claims"]:
        assert one["verdict"] in (SUPPORTED, NOT_SUPPORTED, CANNOT_TELL)
        assert one["why"]
        assert one["verdict"] == CANNOT_TELL or one["figures"]
    assert report["answers"].keys() == catalogue().keys()
    assert report["method"]
    assert report["attribution"] == ["greenhouse: the employers' own postings"]


@browser
@pytest.mark.parametrize("width", [1280, 360])
def test_it_runs_in_a_browser_without_errors_and_fits(page: Path, width: int, tmp_path: Path) -> None:
    probe = tmp_path / "probe.html"
    script = (
        "<script>const told=[];addEventListener('error',e=>told.push(e.message));</script>",
        "<script>addEventListener('load',()=>{const box=document.getElementById('skill-search');box.value='python';"
        "box.dispatchEvent(new Event('input'));"
        "const shown=[...document.querySelectorAll('#skill-table tbody tr')].filter(r=>!r.hidden).length;"
        "document.title=JSON.stringify({told,shown,wide:document.documentElement.scrollWidth-innerWidth});});</script>",
    )
    text = page.read_text("utf-8")
    probe.write_text(text.replace("<head>", f"<head>{script[0]}", 1).replace("</body>", f"{script[1]}</body>", 1), "utf-8")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", f"--window-size={width},900", "--dump-dom")
    done = subprocess.run(
        [str(CHROMIUM), *flags, probe.as_uri()],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    title = re.search(r"<title>(\{.*?\})</title>", done.stdout)
    assert title, done.stderr[-500:]
    seen = json.loads(title[1])
    assert seen["told"] == []
    assert seen["shown"] == 1
    assert seen["wide"] <= 0
    assert "CONSOLE" not in done.stderr
