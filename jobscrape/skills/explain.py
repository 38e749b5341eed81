"""Why a posting got its skills, and why other words of it did not count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobscrape.skills.matcher import matcher
from jobscrape.skills.salience import counts, salience
from jobscrape.skills.tagger import see, weigh

if TYPE_CHECKING:
    from jobscrape.items import Mention

AROUND = 40


@dataclass(slots=True, kw_only=True)
class Reason:
    """One skill found in a posting."""

    id: str
    """Canonical skill id."""
    label: str
    """Canonical name."""
    kept: bool
    """False: the words are there, but too little speaks for them."""
    salience: float
    """How likely the skill belongs to the posting, 0 to 1; 1 for what is not weighed, degrees and what a line states as a field."""
    mentions: list[Mention]
    """The places, the one that decides the need first."""


def explain(text: str, *, title: str = "", company: str = "") -> list[Reason]:
    """Return every skill whose words stand in the posting, kept ones first, then by salience."""
    engine = matcher()
    seen = see(engine, text, title=title, company=company)
    out = []
    for ident, look in weigh(engine, seen, text, title):
        mentions = [mention for _, mention, _, _ in seen if mention.id == ident]
        score = 1.0 if look is None else salience(look)
        out.append(
            Reason(
                id=ident,
                label=mentions[0].label,
                kept=look is None or counts(look),
                salience=round(score, 2),
                mentions=mentions,
            )
        )
    return sorted(out, key=lambda r: (not r.kept, -r.salience, r.id))


def excerpt(mention: Mention, text: str, title: str) -> str:
    """Return the words around a mention, the mention itself in square brackets."""
    whole = title if mention.field == "title" else text
    before, after = whole[max(0, mention.start - AROUND) : mention.start], whole[mention.end : mention.end + AROUND]
    words = f"{before}[{whole[mention.start : mention.end]}]{after}"
    return " ".join(words.split())
