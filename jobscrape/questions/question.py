"""A question: what is asked, how its answer is computed and read, and what to beware of."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from jobscrape.questions.answer import Answer
from jobscrape.questions.requests import Request
from jobscrape.questions.scope import STANDING, Scope

Steps = Generator[Request, Any, Answer]
"""A question in progress: it yields requests, is sent their results, and returns its answer."""


@dataclass(slots=True, kw_only=True, frozen=True)
class Question:
    """One question of the catalogue."""

    name: str
    asks: str
    """The question, as a reader would put it."""
    reads: str
    """How to read the answer."""
    steps: Callable[[Scope], Steps]
    caveats: tuple[str, ...] = ()
    basis: str = STANDING
    topic: str = "demand"
    """Section of the report."""


@cache
def catalogue() -> dict[str, Question]:
    """Return all questions by name: every module of `jobscrape.questions.catalogue` holds one as QUESTION."""
    package = import_module("jobscrape.questions.catalogue")
    names = sorted(module.name for module in iter_modules(package.__path__) if not module.name.startswith("_"))
    return {name: import_module(f"jobscrape.questions.catalogue.{name}").QUESTION for name in names}
