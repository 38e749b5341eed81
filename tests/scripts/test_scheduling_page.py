"""docs/SCHEDULING.md: its files parse, its commands exist."""

from __future__ import annotations

import ast
import configparser
import re
import shlex
from pathlib import Path

import pytest
import yaml

from jobscrape.boards.recognise import spiders

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "SCHEDULING.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("block", [body for kind, body in BLOCKS if kind == "yaml"])
def test_yaml_parses(block: str) -> None:
    assert isinstance(yaml.safe_load(block), dict)


@pytest.mark.parametrize("block", [body for kind, body in BLOCKS if kind == "ini"])
def test_units_parse(block: str) -> None:
    unit = configparser.ConfigParser(interpolation=None, strict=True)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(block)
    assert "Unit" in unit


def test_python_parses() -> None:
    for kind, body in BLOCKS:
        if kind == "python":
            ast.parse(body)


def test_cron_lines_have_five_times_and_a_command() -> None:
    (block,) = [body for kind, body in BLOCKS if kind == "cron"]
    lines = [line for line in block.splitlines() if "=" not in line.split(" ")[0]]
    assert lines
    for line in lines:
        times, command = line.split(" ", 5)[:5], line.split(" ", 5)[5]
        assert all(re.fullmatch(r"\*|\d+", time) for time in times)
        assert shlex.split(command)[0] == "cd"


def test_sources_and_commands_exist() -> None:
    for source in re.findall(r"scrapy crawl (\w+)", TEXT):
        assert source in spiders()
    for command in re.findall(r"scrapy (\w+) ", TEXT):
        assert (ROOT / "jobscrape" / "commands" / f"{command}.py").exists(), command


def test_workflows_and_scripts_exist() -> None:
    for path in re.findall(r"(?:\.github/workflows|scripts)/\w+\.\w+", TEXT):
        assert (ROOT / path).exists(), path
