"""Scrapy asks each class in a module of commands or spiders what it inherits; on Python 3.10 `dict[str, Any]` passes for a class."""

from __future__ import annotations

import importlib
import pkgutil
from types import GenericAlias

import pytest

import jobscrape.commands
import jobscrape.spiders

MODULES = [
    f"{package.__name__}.{m.name}" for package in (jobscrape.commands, jobscrape.spiders) for m in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_no_alias_of_a_type_stands_in_the_module(name: str) -> None:
    assert [n for n, value in vars(importlib.import_module(name)).items() if isinstance(value, GenericAlias)] == []
