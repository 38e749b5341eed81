"""Floors on the hand-labelled postings of the development half; docs/QUALITY.md has the figures."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from typing import Any

import pytest

from jobscrape.fields.text import to_text
from jobscrape.skills.tagger import tag_text
from tests.shared import needs_shared, shared_path

FLOORS = {
    "skills strict (tech roles) F1": 0.74,
    "skills overlap (tech roles) F1": 0.80,
    "skills overlap (tech roles) P": 0.89,
    "skills overlap F1": 0.77,
    "skills strict recall, technology": 0.80,
    "skills strict recall, practice": 0.47,
    "skills strict recall, certification": 0.77,
    "skills strict recall, language": 0.93,
    "need macro-F1": 0.82,
}


def lines(*parts: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in shared_path(*parts).read_text("utf-8").splitlines() if line.strip()]


@pytest.mark.recorded
@needs_shared
def test_floors() -> None:
    spec = importlib.util.spec_from_file_location("score_gold", shared_path("tools", "score_gold.py"))
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    labels = {g["id"]: g for g in lines("gold", "dev.labels.jsonl")}
    total: Counter[Any] = Counter()
    for record in lines("gold", "dev.records.jsonl"):
        tags = tag_text(to_text(record["description"]), title=record["title"], company=record.get("company") or "")
        mentions = [{"id": m.id, "label": m.label, "surface": m.surface, "need": m.need} for m in tags.mentions if m.id in tags.skills]
        total += score.score_one(labels[record["id"]], {"skill_mentions": mentions})[0]
    figures = score.figures(total)
    assert {name: figures[name] for name in FLOORS if figures[name] < FLOORS[name]} == {}
