"""Labelled postings and the scorer, from the folder of recorded data beside the repository (JOBSCRAPE_SHARED)."""

from __future__ import annotations

import importlib.util
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jobscrape.fields.text import to_text
from jobscrape.skills.fold import fold_term
from jobscrape.skills.taxonomy import read_skills


@dataclass(slots=True)
class Record:
    """A posting of the gold, read as the pipeline would."""

    id: str
    title: str
    company: str
    text: str


def shared(*parts: str) -> Path:
    """Return a path in the folder of recorded data."""
    root = Path(os.environ.get("JOBSCRAPE_SHARED") or Path(__file__).parents[2] / "shared")
    return root.joinpath(*parts)


@cache
def scorer() -> Any:
    """Return the module that scores predictions against labels."""
    spec = importlib.util.spec_from_file_location("score_gold", shared("tools", "score_gold.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def soft_skills(gold: dict[str, Any]) -> set[str]:
    """Return the ids of the soft skills of a posting's labels; names that no soft skill of ours has are left out."""
    return {ident for name in gold["soft"] if (ident := _soft_names().get(fold_term(name)))}


@cache
def _soft_names() -> dict[str, str]:
    return {fold_term(alias.text): skill.id for skill in read_skills() if skill.kind == "soft" for alias in skill.aliases}


@cache
def skill_gold() -> list[tuple[Record, dict[str, Any]]]:
    """Return the development postings with their labels."""
    labels = {g["id"]: g for g in map(json.loads, shared("gold", "dev.labels.jsonl").read_text("utf-8").splitlines())}
    out = []
    for line in shared("gold", "dev.records.jsonl").read_text("utf-8").splitlines():
        r = json.loads(line)
        out.append((Record(r["id"], " ".join(r["title"].split()), r.get("company") or "", to_text(r["description"])), labels[r["id"]]))
    return out
