"""What the role does with AI: trains models, builds with them, supports AI systems, uses AI tools, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobscrape.fields.found import Found, found
from jobscrape.fields.rules import data, first, rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobscrape.fields.reading import Reading

FIELDS = ("ai_in_role",)
AFTER = ("role",)

_NAME = "ai_in_role"
Proofs = dict[str, list[Found]]
"""Sentences of a posting by what they say about AI."""


def read(reading: Reading) -> Mapping[str, Found]:
    """Return ai_in_role; unknown only where there is no text and no telling title."""
    role = reading.value("role")
    proofs = _proofs(reading)
    value = _decide(role, {kind: len(hits) for kind, hits in proofs.items()})
    if value == "none":
        return {_NAME: found("none", source="text", text="", rule="nothing_said")} if reading.text else {}
    proof = next((hits[0] for kind in (value, "builds_with", "supports", "trains", "mention") if (hits := proofs.get(kind))), None)
    if proof is None:
        return {_NAME: found(value, source="title", text=reading.title, rule="role_family")}
    return {_NAME: Found(value, proof.evidence)}


def _proofs(reading: Reading) -> Proofs:
    """Return the sentences about AI by kind, outside of what employer and benefits say about themselves."""
    out: Proofs = {}
    quiet = data("ai_use")["quiet_zones"]
    for sentence in reading.cues.sentences("ai_use"):
        hit = first(rules("ai_use"), sentence.low) if sentence.zone not in quiet else None
        if hit is not None and hit[0].value is not None:
            start = sentence.start + hit[1].start()
            words = reading.text[start : sentence.start + hit[1].end()]
            out.setdefault(hit[0].value, []).append(found(hit[0].value, source="text", text=words, rule=hit[0].name))
    return out


def _decide(role: str | None, count: dict[str, int]) -> str:
    """Return the strongest thing that this role does; what a salesperson or lawyer is near to is support, not building."""
    trains, builds, supports, uses = (count.get(kind, 0) for kind in ("trains", "builds_with", "supports", "uses_tools"))
    if role in ("ml_engineering", "ai_research") or (role == "data_science" and trains):
        return "trains"
    if role == "ai_engineering":
        return "trains" if trains > builds and trains > 2 else "builds_with"
    if role == "mlops":
        return "supports"
    if role in data("ai_use")["makers"]:
        if trains > 2 and trains > builds:
            return "trains"
        if builds and builds >= supports:
            return "builds_with"
    elif builds + supports > 1 or supports:
        return "supports"
    return "supports" if supports else "uses_tools" if uses else "none"
