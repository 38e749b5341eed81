"""Each command of the README, run in its order as a newcomer would, on recorded boards."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest
from commandline import ROOT, scrapy
from pymongo import MongoClient
from shared import needs_shared, shared_path

from jobscrape.replay import ReplayServer, load
from jobscrape.store import embedded

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.e2e, pytest.mark.recorded, needs_shared]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^scrapy (?!db init).+$", "\n".join(re.findall(r"```sh\n(.+?)```", README, re.DOTALL)), re.MULTILINE)
SNIPPET = re.search(r"```python\n(.+?)```", README, re.DOTALL)
PIPELINE = [{"$unwind": "$skills"}, {"$sortByCount": "$skills"}, {"$limit": 10}]


def test_the_commands_of_the_readme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "mongodb"
    (tmp_path / "jobs.csv").write_text("title,company,description\nData Engineer,Acme,Python and SQL\n")
    env = {"JOBSCRAPE_DATA": str(data), "SCRAPY_SETTINGS_MODULE": "jobscrape.settings", "PYTHONPATH": str(ROOT)}
    sources = [shared_path("sources", s, "samples") for s in ("greenhouse", "lever", "ashby", "hackernews")]
    with ReplayServer(load(sources)) as server:
        for command in COMMANDS:
            arguments = shlex.split(command)[1:]
            if arguments[0] == "crawl":
                arguments += ["-s", f"REPLAY_ORIGIN={server.origin}"]
            run = scrapy(*arguments, env=env, cwd=tmp_path)
            assert run.status in ((0, 4) if arguments[0] == "crawl" else (0,)), f"{command}: {run.out}{run.err}"
            assert "Traceback" not in run.err, command
    assert (tmp_path / "report.html").exists()
    assert (tmp_path / "postings.jsonl").read_text("utf-8").count("\n") >= 5
    assert '"lang.python"' in (tmp_path / "jobs.jsonl").read_text("utf-8")
    assert SNIPPET is not None
    uri = embedded.status(data).uri  # type: ignore[union-attr]
    exec(SNIPPET[1].replace("mongodb://127.0.0.1:27917/?directConnection=true", uri), {})  # noqa: S102 - the page that we ship
    client: MongoClient[dict[str, Any]] = MongoClient(uri)
    counted = [f"{row['_id']} {row['count']}" for row in client["jobscrape"]["postings"].aggregate(PIPELINE)]
    client.close()
    embedded.stop(data)
    assert counted
    assert len(capsys.readouterr().out.splitlines()) == len(counted)
