"""docs/NETWORK.md names every setting, stat and error of the net."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import jobscrape.net
from jobscrape.net.addon import SETTINGS

PACKAGE = Path(jobscrape.net.__file__).parent
TEXT = (PACKAGE.parents[1] / "docs" / "NETWORK.md").read_text(encoding="utf-8")
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.glob("*.py")))


def test_settings_are_documented() -> None:
    assert not [name for name in SETTINGS if name.startswith(("NET_", "REPLAY_")) and name not in TEXT]


def test_settings_that_are_read_are_set() -> None:
    read = set(re.findall(r'"(NET_[A-Z_]+)"', SOURCE))
    assert read == {name for name in SETTINGS if name.startswith("NET_")}


def test_errors_are_documented() -> None:
    classes = [
        node for node in ast.walk(ast.parse(SOURCE.replace("from __future__ import annotations", ""))) if isinstance(node, ast.ClassDef)
    ]
    errors = {node.name for node in classes if {"Exception", "IgnoreRequest", "RobotsRefusal"} & {ast.unparse(base) for base in node.bases}}
    assert len(errors) == 6
    assert not [name for name in errors if f"`{name}`" not in TEXT]


def test_stats_are_documented() -> None:
    counted = set(re.findall(r'_count\(f?"([a-z_]+(?:/[a-z_]+)?)[/"]', SOURCE)) | set(re.findall(r'inc_value\("net/([a-z_/]+)"', SOURCE))
    assert len(counted) > 12
    assert not [name for name in counted if name.rpartition("/")[2] not in TEXT]
