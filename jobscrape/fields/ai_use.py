"""What the role does with AI: trains models, builds with them, supports AI systems, uses AI tools, or nothing."""

from __future__ import annotations

from collections import defaultdict
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
SHORTEST_NAME = 4
"""Letters of an employer's name from which on it is told from common words."""
SURE = 4
"""Weight above which what the sentences say outdoes what the role makes likely."""
Proofs = dict[str, list[Found]]
"""Sentences of a posting by what they say about AI."""
Weights = defaultdict[str, int]
"""Weight of each kind of sentence."""


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


def _weighed(reading: Reading) -> tuple[Proofs, Weights]:
    """Return the sentences about AI by kind, outside of what employer and benefits say about themselves, and the weight of each kind."""
    out: Proofs = {}
    weights: Weights = defaultdict(int)
    book = data("ai_use")
    company = reading.stated.company.lower()
    for sentence in reading.cues.sentences("ai_use")[:MOST]:
        if sentence.zone in book["quiet_zones"]:
            continue
        hit = rules("ai_use").first(_without(company, sentence.low))
        if hit is not None and hit[0].value is not None:
            out.setdefault(hit[0].value, []).append(proof(sentence, *hit, reading.text))
            weights[hit[0].value] += 2 if sentence.zone in book["sure_zones"] or pattern("ai_use", "duty").search(sentence.low) else 1
    title = reading.title.lower()
    if pattern("ai_use", "title").search(title):
        weights["title"] = 2
        weights["supports"] += 3 if pattern("ai_use", "title_keeps").search(title) else 0
    return out, weights


def _without(company: str, low: str) -> str:
    """Return the sentence with the employer's name blanked: it may be that of a tool."""
    return low.replace(company, "~" * len(company)) if len(company) >= SHORTEST_NAME and company in low else low


def _decide(role: str | None, weights: Weights) -> str:
    """Return the strongest thing that this role does; what a salesperson or lawyer is near to is support, not building."""
    book = data("ai_use")
    trains, builds, title = (weights[kind] for kind in ("trains", "builds_with", "title"))
    if role in ("ml_engineering", "ai_research") or (role == "data_science" and _says_more_than_once(weights)):
        return "trains"
    if role == "mlops":
        return "supports"
    if role == "ai_engineering" and not (builds + title == 0 and max(weights["supports"], weights["uses_tools"]) > SURE):
        return "trains" if trains > builds + SURE else "builds_with"
    if role == "product_management" and weights["uses_tools"] + weights["mention"] + weights["knows"] > 3 and not weights["supports"]:
        return "builds_with"
    if role in book["makers"]:
        return _of_maker(role, weights)
    near = role in book["near"] and builds + weights["mention"] // 2 > 2 + weights["uses_tools"]
    return "supports" if weights["supports"] > 1 or title or near else _least(weights)


def _says_more_than_once(weights: Weights) -> bool:
    return bool(weights["trains"]) or sum(weights.values()) - weights["employer"] > 1


def _of_maker(role: str | None, weights: Weights) -> str:
    """Return what somebody who makes products or systems does with AI: what is built with it, unless more is said of keeping it running."""
    trains, builds, supports, title = (weights[kind] for kind in ("trains", "builds_with", "supports", "title"))
    if role in data("ai_use")["keepers"]:
        supports, title = supports + title, 0
    if role in data("ai_use")["hosts"]:
        supports, builds = supports + builds, 0
    if role in data("ai_use")["feeders"]:
        supports, trains = supports + trains, 0
    if trains > max(SURE, builds):
        return "trains"
    if builds < supports and supports > 1:
        return "supports"
    known = weights["knows"] if builds + title else 0
    if builds + title + known > 1:
        return "builds_with"
    return "trains" if trains > 1 and not weights["uses_tools"] else _least(weights)


def _least(weights: Weights) -> str:
    """Return that the role uses tools, where any sentence speaks for it."""
    return "uses_tools" if weights["uses_tools"] + weights["knows"] else "none"
