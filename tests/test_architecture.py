"""Who may import whom: the functional core knows neither Scrapy nor MongoDB, spiders know boards, nobody knows the commands."""

from __future__ import annotations

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import jobscrape

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(jobscrape.__file__).parent
CORE = ("fields", "skills", "identity", "questions", "store.lifecycle")
OF_A_SPIDER = ("jobscrape.boards.", "jobscrape.items", "jobscrape.layoffs.", "scrapy.http", "parsel", "orjson")
HEAVY = ("numpy", "matplotlib", "pyarrow", "scipy", "polars", "jinja2", "dateutil", "extruct", "rich", "selectolax")


def modules(package: str) -> list[str]:
    """Return the names of the modules of a package of ours, itself included."""
    path = ROOT.joinpath(*package.split("."))
    return [f"jobscrape.{package}", *(m.name for m in pkgutil.walk_packages([str(path)], f"jobscrape.{package}."))]


def imported(file: Path) -> Iterator[str]:
    """Yield the names of the modules that a file imports anywhere, for types too."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def loaded(names: list[str], watched: tuple[str, ...]) -> set[str]:
    """Return which of `watched` a fresh interpreter has loaded after importing `names`."""
    program = "import importlib, sys\nfor name in sys.argv[2].split(): importlib.import_module(name)\n"
    program += "print(*(w for w in sys.argv[1].split() if w in sys.modules))"
    command = [sys.executable, "-c", program, " ".join(watched), " ".join(names)]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("package", CORE)
def test_the_core_loads_neither_scrapy_nor_a_database(package: str) -> None:
    assert loaded(modules(package), ("scrapy", "twisted", "pymongo", "bson")) == set()


def test_the_watch_would_notice() -> None:
    assert loaded(["jobscrape.store.client"], ("pymongo", "scrapy")) >= {"pymongo"}


@pytest.mark.parametrize("file", sorted((ROOT / "spiders").glob("*.py")), ids=lambda file: file.stem)
def test_a_spider_imports_boards_and_items_only(file: Path) -> None:
    foreign = [m for m in imported(file) if m.partition(".")[0] not in sys.stdlib_module_names]
    assert [m for m in foreign if not m.startswith(OF_A_SPIDER)] == []


def test_nothing_imports_the_commands() -> None:
    others = [f for f in ROOT.rglob("*.py") if f.parent != ROOT / "commands"]
    assert [f for f in others if any(m.startswith("jobscrape.commands") for m in imported(f))] == []


def test_a_command_imports_no_other() -> None:
    for file in (ROOT / "commands").glob("*.py"):
        assert [m for m in imported(file) if m.startswith("jobscrape.commands")] == [], file.name


def test_every_call_of_scrapy_stays_light() -> None:
    assert loaded(modules("commands"), HEAVY) == set()
