"""Public sets of labelled spans, read as postings: SkillSpan (token BIO, layer "knowledge") and GREEN (token BIO, skills)."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.gold import shared
from jobscrape.skills.tagger import tag_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jobscrape.items import Mention

Span = tuple[int, int]
MARKER = ["Job", "description"]


@dataclass(slots=True)
class Labelled:
    """A text, its tokens and its labelled spans, as offsets."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    tokens: list[Span] = field(default_factory=list)

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
            self.tokens.append((start, len(self.text)))
            if tag[0] == "B" or (tag[0] == "I" and open_at is None):
                open_at = start
        if open_at is not None:
            self.spans.append((open_at, len(self.text)))

    def whole_tokens(self, span: Span) -> Span:
        """Return `span` widened to the tokens it touches: the set knows no smaller unit ("MongoDB)" is one token)."""
        first = bisect_right(self.tokens, span[0], key=lambda t: t[0]) - 1
        last = bisect_left(self.tokens, span[1], key=lambda t: t[1])
        return self.tokens[max(first, 0)][0], self.tokens[min(last, len(self.tokens) - 1)][1]


def skillspan(part: str = "dev", source: str = "tech") -> list[Labelled]:
    """Return the postings of a source of SkillSpan, knowledge spans; of TECH the lines after "Job description", with or without colon."""
    postings: dict[int, Labelled] = {}
    begun: set[int] = set()
    for line in shared("skills", "gold", "dev", "skillspan", f"{part}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["source"] != source:
            continue
        if row["idx"] in begun or source != "tech":
            postings.setdefault(row["idx"], Labelled()).add(row["tokens"], row["tags_knowledge"])
        if [token.rstrip(":") for token in row["tokens"]] == MARKER:
            begun.add(row["idx"])
    return list(postings.values())


def green(part: str = "dev") -> list[Labelled]:
    """Return the sentences of GREEN."""
    blocks = shared("skills", "gold", "dev", "green", f"{part}.conll").read_text("utf-8").split("\n\n")
    out = []
    for block in blocks:
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        if rows:
            out.append(Labelled())
            out[-1].add([r[0].strip() for r in rows], [r[1].strip() for r in rows])
    return out


def found(item: Labelled, *, soft: bool) -> list[Span]:
    """Return the spans of the mentions that the tagger keeps, in whole tokens, in order."""
    mentions: list[Mention] = tag_text(item.text).mentions
    return sorted({item.whole_tokens((m.start, m.end)) for m in mentions if soft or not m.id.startswith("soft.")})


def counts(items: Iterable[Labelled], *, soft: bool = False) -> Iterator[dict[str, int]]:
    """Yield per text the totals, the strict matches, and two counts of overlap: each with any other, and one to one.

    `touching`: found spans that touch a labelled one, `touched`: labelled spans that a found one touches; `paired`: matches where
    each span is used once.
    """
    for item in items:
        guess = found(item, soft=soft)
        exact = len(set(item.spans) & set(guess))
        yield {
            "exact": exact,
            "touching": sum(_touches(g, item.spans) for g in guess),
            "touched": sum(_touches(s, guess) for s in item.spans),
            "paired": exact + _paired(item.spans, guess),
            "gold": len(item.spans),
            "guess": len(guess),
        }


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _paired(spans: list[Span], guess: list[Span]) -> int:
    """Return how many found spans that are not exact touch a labelled one that is still free."""
    free = set(spans) - set(guess)
    pairs = 0
    for found_one in sorted(set(guess) - set(spans)):
        hit = next((s for s in sorted(free) if _touches(found_one, [s])), None)
        if hit is not None:
            free.discard(hit)
            pairs += 1
    return pairs
