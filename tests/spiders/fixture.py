"""A source's fixture: one YAML file with invented answers in the true shape of its API and the postings expected of them.

boards:
  acme:                       # token given to -a boards=
    outcome: complete         # complete, partial, failed, missing, blocked
    expected:                 # one entry a posting, in any order; only the fields named are compared
      - source_id: "101"
        title: Data Engineer
    rejects: 0
answers:
  - url: https://api.example/v1/acme
    json: {...}               # or text: "..."; status, method, headers, request (JSON body) where they matter
"""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from jobscrape.replay import Answer, Answers

if TYPE_CHECKING:
    from jobscrape.items import JobPosting

FOLDER = Path(__file__).parent / "fixtures"


def load_fixture(source: str) -> dict[str, Any]:
    """Return the fixture of a source."""
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / f"{source}.yml").read_text("utf-8"))
    return loaded


def answers_of(fixture: dict[str, Any]) -> Answers:
    """Return the fixture's answers for the replay server and `drive`."""
    return Answers([_answer(entry) for entry in fixture["answers"]])


def _answer(entry: dict[str, Any]) -> Answer:
    common = {"method": entry.get("method", "GET"), "status": entry.get("status", 200), "request_body": entry.get("request")}
    headers = entry.get("headers", {})
    if "json" in entry:
        return Answer.of_json(entry["url"], entry["json"], headers=headers, **common)
    text: str = entry.get("text", "")
    start = text.lstrip()[:200].lower()
    kind = (
        "text/html" if "<html" in start or start.startswith("<!doctype") else "application/xml" if start.startswith("<") else "text/plain"
    )
    return Answer(url=entry["url"], content=text.encode(), headers={"Content-Type": f"{kind}; charset=utf-8", **headers}, **common)


def differences(posting: JobPosting, expected: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return {field: (expected, got)} for the fields that differ; `description_has` lists words the body must hold."""
    found: dict[str, tuple[Any, Any]] = {}
    for name, want in expected.items():
        if name == "description_has":
            missing = [words for words in want if words not in posting.description]
            if missing:
                found[name] = (missing, posting.description[:400])
            continue
        got = plain(getattr(posting, name))
        if got != want:
            found[name] = (want, got)
    return found


def plain(value: Any) -> Any:
    """Return dataclasses as dicts without empty values; a place that has only words as the words."""
    if isinstance(value, list):
        return [plain(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        kept = {k: v for k, v in asdict(value).items() if v not in (None, "", [], {})}
        return kept["raw"] if set(kept) == {"raw"} else kept
    return value
