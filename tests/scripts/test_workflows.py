"""The workflows: sound, injection-safe, and the shell of their steps does what it should (with a stand-in for `scrapy`)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
BASH = shutil.which("bash") or "bash"


def load(path: Path) -> dict[str, Any]:
    """A workflow; `on` is read as True by YAML 1.1."""
    return dict(yaml.safe_load(path.read_text("utf-8")))


def steps() -> list[Any]:
    """All steps that run a shell."""
    found = []
    for path in WORKFLOWS:
        for job, one in load(path)["jobs"].items():
            found += [
                pytest.param(path.name, job, step, id=f"{path.stem}-{job}-{step.get('name', '')}") for step in one["steps"] if "run" in step
            ]
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_jobs_are_bounded_and_need_what_exists(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 350, name
        needs = job.get("needs", [])
        assert set([needs] if isinstance(needs, str) else needs) <= workflow["jobs"].keys()
        assert all(("uses" in step) != ("run" in step) for step in job["steps"]), name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_outputs_that_are_read_are_written(path: Path) -> None:
    text, workflow = path.read_text("utf-8"), load(path)
    for job, output in re.findall(r"needs\.(\w+)\.outputs\.(\w+)", text):
        assert output in workflow["jobs"][job]["outputs"]
    for job in workflow["jobs"].values():
        for expression in job.get("outputs", {}).values():
            step, name = re.findall(r"steps\.(\w+)\.outputs\.(\w+)", expression)[0]
            body = next(s["run"] for s in job["steps"] if s.get("id") == step)
            assert f"{name}=" in body


@pytest.mark.parametrize(("workflow", "job", "step"), steps())
def test_shell_is_sound_and_takes_nothing_from_expressions(workflow: str, job: str, step: dict[str, Any]) -> None:
    assert "${{" not in step["run"], f"{workflow} {job}: expressions belong into env"
    done = subprocess.run([BASH, "-n"], input=step["run"], text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_pinned_scripts_exist() -> None:
    for path in WORKFLOWS:
        for script in re.findall(r"python (scripts/\w+\.py)", path.read_text("utf-8")):
            assert (ROOT / script).exists(), script


class Runner:
    """Runs the steps of a job as GitHub does: bash -e, one folder, files for outputs and summary."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.folder = folder
        bin_ = folder / "bin"
        bin_.mkdir()
        for name, text in (("scrapy", STAND_IN), ("python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')):
            (bin_ / name).write_text(text)
            (bin_ / name).chmod(0o755)
        (folder / "scripts").symlink_to(ROOT / "scripts")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MONGODB_", "JOBSCRAPE_", "GITHUB_"))}
        files = {"GITHUB_OUTPUT": str(folder / "output"), "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
        self.env = {**kept, **files, "PATH": f"{bin_}:{os.environ['PATH']}", **env}

    def run(self, workflow: str, job: str, name: str) -> subprocess.CompletedProcess[str]:
        """Run one step by name."""
        step = next(s for s in load(FOLDER / workflow)["jobs"][job]["steps"] if s.get("name") == name)
        flags = ["-eo", "pipefail"] if step.get("shell") == "bash" else ["-e"]
        return subprocess.run(
            [BASH, *flags, "-c", step["run"]], cwd=self.folder, env=self.env, text=True, capture_output=True, check=False, timeout=240
        )

    def outputs(self) -> dict[str, str]:
        """What the steps wrote for other jobs."""
        return dict(line.split("=", 1) for line in (self.folder / "output").read_text().splitlines())


STAND_IN = """#!/usr/bin/env bash
echo "$*" >> called
failed='[{"board": "a", "outcome": "failed", "why": "500"}]'
complete='[{"board": "a", "outcome": "complete", "why": ""}]'
case "$1 $2" in
  "crawl lever"*) echo '{"source": "lever", "exit_status": 4, "verdict": "incomplete", "boards": '"$failed}"; exit 4;;
  "crawl "*) echo '{"exit_status": 0, "verdict": "complete", "source": "'"$2"'", "boards": '"$complete}";;
  report*) echo "supported  a claim"; touch report.html;;
esac
"""


def test_the_plan_names_sources_and_where_the_data_go(tmp_path: Path) -> None:
    runner = Runner(tmp_path, SOURCES="greenhouse remoteok", MONGODB_URI="")
    assert runner.run("crawl.yml", "plan", "Plan").returncode == 0
    made = runner.outputs()
    entries = json.loads(made["matrix"])["include"]
    assert {"source": "greenhouse", "part": "1/2"} in entries
    assert {"source": "remoteok", "part": "1/1"} in entries
    assert made["database"] == "embedded"
    assert with_own_store(tmp_path / "own").outputs()["database"] == "own"


def with_own_store(folder: Path) -> Runner:
    """A runner whose plan step saw a database."""
    folder.mkdir()
    runner = Runner(folder, SOURCES="remoteok", MONGODB_URI="mongodb://db.example")
    runner.run("crawl.yml", "plan", "Plan")
    return runner


def test_a_source_that_does_not_exist_stops_the_plan(tmp_path: Path) -> None:
    done = Runner(tmp_path, SOURCES="nowhere", MONGODB_URI="").run("crawl.yml", "plan", "Plan")
    assert done.returncode != 0
    assert "no source nowhere" in done.stderr


@pytest.mark.parametrize(("source", "status"), [("greenhouse", 0), ("lever", 1)])
def test_a_crawl_fails_only_when_its_verdict_says_so(tmp_path: Path, source: str, status: int) -> None:
    runner = Runner(tmp_path, SOURCE=source, PART="2/3")
    assert runner.run("crawl.yml", "crawl", "Crawl").returncode == 0
    assert f"crawl {source} -a part=2/3 --json" in (tmp_path / "called").read_text()
    assert runner.run("crawl.yml", "crawl", "Judge").returncode == status
    summary = (tmp_path / "summary.md").read_text()
    assert f"| {source} |" in summary


def test_the_embedded_night_crawls_all_and_keeps_what_it_has(tmp_path: Path) -> None:
    matrix = {
        "include": [{"source": "greenhouse", "part": "1/2"}, {"source": "greenhouse", "part": "2/2"}, {"source": "lever", "part": "1/1"}]
    }
    runner = Runner(tmp_path, MATRIX=json.dumps(matrix))
    assert runner.run("crawl.yml", "crawl-embedded", "Crawl").returncode == 0
    assert runner.run("crawl.yml", "crawl-embedded", "Report and export").returncode == 0
    called = (tmp_path / "called").read_text().splitlines()
    assert called == [
        "crawl greenhouse --json",
        "crawl lever --json",
        "report -o report.html",
        "export -o export --format parquet --partition month",
        "db stop",
    ]
    assert runner.run("crawl.yml", "crawl-embedded", "Judge").returncode == 1
    assert "1 boards gave less than everything" in (tmp_path / "summary.md").read_text()


def test_the_canary_takes_five_boards(tmp_path: Path) -> None:
    runner = Runner(tmp_path, SOURCE="greenhouse", SOURCES="greenhouse hackernews")
    assert runner.run("canary.yml", "plan", "Plan").returncode == 0
    assert json.loads(runner.outputs()["sources"]) == ["greenhouse", "hackernews"]
    assert runner.run("canary.yml", "canary", "Crawl").returncode == 0
    called = (tmp_path / "called").read_text()
    boards = re.search(r"-a boards=(\S+) -a limit=40", called)
    assert boards
    assert len(boards[1].split(",")) == 5
    assert runner.run("canary.yml", "canary", "Judge").returncode == 0


def test_a_feed_needs_no_boards(tmp_path: Path) -> None:
    runner = Runner(tmp_path, SOURCE="remoteok")
    assert runner.run("canary.yml", "canary", "Crawl").returncode == 0
    assert (tmp_path / "called").read_text() == "crawl remoteok -a limit=40 --json\n"
