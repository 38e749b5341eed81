"""Public sets of labelled spans, read as postings: SkillSpan (token BIO, layer "knowledge") and GREEN (token BIO, skills)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gold import shared

from jobscrape.skills.tagger import tag_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span = tuple[int, int]


@dataclass(slots=True)
class Labelled:
    """A text and its labelled spans, as offsets."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)

    def add(self, tokens: Iterable[str], tags: Iterable[str]) -> None:
        """Append a sentence on a line of its own."""
        self.text += "\n" if self.text else ""
        open_at = None
        for token, tag in zip(tokens, tags, strict=True):
            start = len(self.text) + (not self.text.endswith("\n") and bool(self.text))
            if open_at is not None and tag[0] != "I":
                self.spans.append((open_at, len(self.text)))
                open_at = None
            self.text += (" " if start > len(self.text) else "") + token
            if tag[0] == "B" or (tag[0] == "I" and open_at is None):
                open_at = start
        if open_at is not None:
            self.spans.append((open_at, len(self.text)))


def skillspan_tech() -> list[Labelled]:
    """Return the TECH postings of SkillSpan dev, lines after "Job description", knowledge spans."""
    postings: dict[int, Labelled] = {}
    begun: set[int] = set()
    for line in shared("skills", "gold", "dev", "skillspan", "dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["source"] != "tech":
            continue
        if row["idx"] in begun:
            postings.setdefault(row["idx"], Labelled()).add(row["tokens"], row["tags_knowledge"])
        if row["tokens"] == ["Job", "description"]:
            begun.add(row["idx"])
    return list(postings.values())


def green() -> list[Labelled]:
    """Return the sentences of GREEN dev."""
    blocks = shared("skills", "gold", "dev", "green", "dev.conll").read_text("utf-8").split("\n\n")
    out = []
    for block in blocks:
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        if rows:
            out.append(Labelled())
            out[-1].add([r[0].strip() for r in rows], [r[1].strip() for r in rows])
    return out


def found(text: str, *, soft: bool) -> list[Span]:
    """Return the spans of the mentions that the tagger keeps, in order."""
    return sorted({(m.start, m.end) for m in tag_text(text).mentions if soft or not m.id.startswith("soft.")})


def counts(items: Iterable[Labelled], *, soft: bool = False) -> Iterator[dict[str, int]]:
    """Yield per text the strict and overlapping matches, one to one, and the totals."""
    for item in items:
        guess = found(item.text, soft=soft)
        free = set(item.spans) - set(guess)
        overlap = 0
        for start, end in (g for g in guess if g not in set(item.spans)):
            hit = next((s for s in sorted(free) if s[0] < end and start < s[1]), None)
            if hit is not None:
                free.discard(hit)
                overlap += 1
        exact = len(set(item.spans) & set(guess))
        yield {"exact": exact, "overlap": exact + overlap, "gold": len(item.spans), "guess": len(guess)}
