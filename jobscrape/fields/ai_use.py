"""What the role does with AI: trains models, builds with them, supports AI systems, uses AI tools, or nothing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jobscrape.fields.cues import proof
from jobscrape.fields.found import Found, found
from jobscrape.fields.rules import data, pattern, rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobscrape.fields.reading import Reading

FIELDS = ("ai_in_role",)
AFTER = ("role",)

_NAME = "ai_in_role"
MOST = 20
"""Sentences about AI after which no more are needed."""
Proofs = dict[str, list[Found]]
"""Sentences of a posting by what they say about AI."""


def read(reading: Reading) -> Mapping[str, Found]:
    """Return ai_in_role; unknown only where there is no text and no telling title."""
    role = reading.value("role")
    proofs, weights = _weighed(reading)
    value = _decide(role, weights)
    if value == "none":
        return {_NAME: found("none", source="text", text="", rule="nothing_said")} if reading.text else {}
    first = next(
        (hits[0] for kind in (value, "builds_with", "knows", "supports", "trains", "uses_tools", "mention") if (hits := proofs.get(kind))),
        None,
    )
    if first is None:
        return {_NAME: found(value, source="title", text=reading.title, rule="role_family")}
    return {_NAME: Found(value, first.evidence)}


def _weighed(reading: Reading) -> tuple[Proofs, Counter[str]]:
    """Return the sentences about AI by kind, outside of what employer and benefits say about themselves, and the weight of each kind."""
    out: Proofs = {}
    weights: Counter[str] = Counter()
    book = data("ai_use")
    for sentence in reading.cues.sentences("ai_use")[:MOST]:
        hit = rules("ai_use").first(sentence.low) if sentence.zone not in book["quiet_zones"] else None
        if hit is not None and hit[0].value is not None:
            out.setdefault(hit[0].value, []).append(proof(sentence, *hit, reading.text))
            weights[hit[0].value] += 2 if sentence.zone in book["sure_zones"] or pattern("ai_use", "duty").search(sentence.low) else 1
    if pattern("ai_use", "title").search(reading.title.lower()):
        weights["title"] = 2
    return out, weights


def _decide(role: str | None, weights: Counter[str]) -> str:
    """Return the strongest thing that this role does; what a salesperson or lawyer is near to is support, not building."""
    trains, builds, supports, uses, title = (weights[kind] for kind in ("trains", "builds_with", "supports", "uses_tools", "title"))
    if role in data("ai_use")["makers"]:
        builds += weights["knows"]
    else:
        uses += weights["knows"]
    if role in ("ml_engineering", "ai_research") or (role == "data_science" and trains + builds + weights["knows"] > 1):
        return "trains"
    if role == "ai_engineering":
        return "trains" if trains > builds and trains > 4 else "builds_with"
    if role == "mlops":
        return "supports"
    if role == "product_management" and uses + weights["mention"] > 3:
        return "builds_with"
    if role in data("ai_use")["keepers"]:
        supports, title = supports + title, 0
    if role in data("ai_use")["makers"]:
        if trains > 4 and trains > builds:
            return "trains"
        if builds + title > 1 and builds + title >= supports:
            return "builds_with"
    elif supports > 1 or (builds + title + weights["mention"] // 2 > 2 and role in data("ai_use")["near"]):
        return "supports"
    return "supports" if supports > 1 else "uses_tools" if uses else "none"
