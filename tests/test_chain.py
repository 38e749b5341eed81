"""The chain from words to a document, as `scrapy enrich` and the crawl run it."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timezone

import pytest
from shared import needs_shared, shared_path

from jobscrape.chain import key, read, tagged
from jobscrape.fields.enrich import stated_from, to_record
from jobscrape.items import JobPosting, Normalised

CLOCK = datetime(2026, 11, 1, tzinfo=timezone.utc)
TEXT = "Requirements\n- Strong Python and Kubernetes\n- Excellent communication and teamwork\nNice to have\n- Terraform"


def test_hard_and_soft_skills_are_proven_apart() -> None:
    values = read(stated_from({"title": "Platform Engineer", "company": "Acme", "description": TEXT}), CLOCK).normalised
    assert values is not None
    record = to_record(values, "1")
    assert {m["id"] for m in record["skill_mentions"]} == set(values.skills)
    assert {"lang.python", "infra.kubernetes"} <= set(values.skills_required)
    assert {m["id"] for m in record["soft_mentions"]} == set(values.soft_skills) != set()


@pytest.mark.parametrize("step", [tagged, key])
def test_a_step_without_the_one_before_says_so(step: object) -> None:
    with pytest.raises(ValueError, match="have not been read"):
        step(JobPosting(source_id="1", url="https://x.example", title="T"))  # type: ignore[operator]


@needs_shared
@pytest.mark.recorded
def test_enrich_meets_the_targets_on_hand_labels() -> None:
    from benchmarks.gold import scorer

    records, labels = (
        [json.loads(x) for x in shared_path("gold", f"dev.{name}.jsonl").read_text("utf-8").splitlines()] for name in ("records", "labels")
    )
    predicted = {r["id"]: to_record(read(stated_from(r), CLOCK).normalised or Normalised(), r["id"]) for r in records}
    counts = (scorer().score_one(gold, predicted[gold["id"]])[0] for gold in labels)
    figures = scorer().figures(sum(counts, Counter()))
    floors = {
        "skills strict (tech roles) F1": 0.66,
        "skills overlap (tech roles) F1": 0.76,
        "skills overlap (tech roles) P": 0.88,
        "skills overlap F1": 0.65,
        "need macro-F1": 0.75,
        "pay F1": 0.92,
        "work_mode accuracy": 0.90,
        "role_family accuracy": 0.78,
    }
    assert {name: figures[name] for name, floor in floors.items() if figures[name] < floor} == {}
