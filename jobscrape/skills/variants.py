"""Spelling variants that follow from an alias by rule: plural, British and American endings."""

from __future__ import annotations

import re

_PAIRS = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("yse ", "yze "),
    ("ysing", "yzing"),
    ("ise ", "ize "),
    ("modelling", "modeling"),
    ("labelling", "labeling"),
    ("centre", "center"),
    ("defence", "defense"),
    ("behaviour", "behavior"),
    ("colour", "color"),
    ("programme ", "program "),
    ("catalogue", "catalog"),
    ("licence", "license"),
    ("fulfilment", "fulfillment"),
    ("organis", "organiz"),
)
_NO_PLURAL = re.compile(r"(?:s|ing|ics|[^a-z]|ity|ware|ment|ance|ence|ship|tion|ized|ed|based|driven|oriented|native)$")
_NUMBERED = re.compile(r"\b(iso|iec|ul|nist|ieee|en|ifrs|asc) (\d)")
_SHORTEST_PLURAL = 5
_WIDE_SLASH = " / "
"""Stands for three spaces in a folded text."""
_UNCOUNTABLE = frozenset(
    {"support", "research", "knowledge", "care", "sales", "design", "code", "work", "data", "security", "software", "analysis"}
)


def variants(alias: str) -> list[str]:
    """Return further spellings of an alias that counts in any case, without itself; a single capitalised word is a name without plural."""
    text = f"{alias.lower()} "
    spellings = {text}
    for a, b in _PAIRS:
        spellings |= {s.replace(x, y) for s in tuple(spellings) for x, y in ((a, b), (b, a)) if x in s}
    if not (" " not in alias and alias[:1].isupper()):
        spellings |= {plural for s in tuple(spellings) if (plural := _plural(s.strip()))}
    spellings |= {_NUMBERED.sub(r"\1\2", s) for s in spellings}
    spellings |= {s.replace("/", _WIDE_SLASH) for s in spellings if "/" in s}
    return sorted({s.strip() for s in spellings} - {alias.lower()})


def _plural(text: str) -> str:
    last = text.rpartition(" ")[2]
    if len(last) < _SHORTEST_PLURAL or last in _UNCOUNTABLE or not text.isascii() or _NO_PLURAL.search(last):
        return ""
    return f"{text[:-1]}ies" if last[-1] == "y" and last[-2] not in "aeou" else f"{text}s"
