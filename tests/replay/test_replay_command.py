"""`scrapy replay` as a process."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from jobscrape.replay import ReplayServer

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "scrapy", "replay"]


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *args], capture_output=True, text=True, timeout=120, cwd=ROOT, check=False)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_serves_folders_until_it_is_stopped(tmp_path: Path, how: signal.Signals) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "jobs.json").write_text(json.dumps([name]))
        (tmp_path / name / "replay.json").write_text(json.dumps({"answers": [{"url": f"https://{name}.test/{name}", "file": "jobs.json"}]}))
    places = [str(tmp_path / "a"), str(tmp_path / "b" / "replay.json")]
    with subprocess.Popen([*COMMAND, *places], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        origin = process.stdout.readline().strip()
        for name in ("a", "b"):
            with urllib.request.urlopen(f"{origin}/{name}", timeout=60) as response:  # noqa: S310
                assert json.load(response) == [name]
        process.send_signal(how)
        _, log = process.communicate(timeout=60)
    assert (process.returncode, log) == (0, "2 recorded answers; stop with Ctrl-C\n")


@pytest.mark.parametrize(
    ("args", "words"),
    [((), "say which"), (("nowhere",), "nowhere: no such file or folder"), (("--port", "99999", "pyproject.toml"), "not JSON")],
)
def test_usage_errors_are_one_line(args: tuple[str, ...], words: str) -> None:
    done = run(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("scrapy replay: ")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_taken_port_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "replay.json").write_text('{"answers": []}')
    with ReplayServer() as server:
        done = run(str(tmp_path), "--port", server.origin.rpartition(":")[2])
    assert done.returncode == 2
    assert "cannot listen on" in done.stderr
    assert done.stderr.count("\n") == 1
