"""The README's commands are the ones that CI runs."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_ci_runs_the_test_command_of_the_readme() -> None:
    demo, check = re.findall(r"```sh\n(.+?)\n```", README, re.DOTALL)[:2]
    assert demo.endswith(".venv/bin/scrapy demo")
    assert check in (ROOT / ".ci" / "run").read_text("utf-8")


def test_its_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)", README):
        assert (ROOT / target).exists(), target


def test_its_commands_exist() -> None:
    commands = {p.stem for p in (ROOT / "jobscrape" / "commands").glob("*.py")} | {"genspider"}
    assert set(re.findall(r"^scrapy (\w+)", README, re.MULTILINE)) <= commands
