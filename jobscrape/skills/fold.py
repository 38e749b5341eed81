"""A copy of a text for matching: lower case, accents and punctuation gone, every offset kept."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

_PLANE = 0x10000
_SPACE, _DOT, _PLUS, _HASH = (ord(c) for c in " .+#")
_KEPT = "&.+#%"
_NOISE = re.compile(r"(?:https?://|www\.)\S+|@|\.(?:com|org)\b")
_MAIL_REACH = 80
_SUFFIXES = ("js", "ne", "io", "ai")

Codes = npt.NDArray[np.uint32]


def fold(text: str) -> str:
    """Return `text` folded for matching, one space before and after it: position i of `text` is i + 1 of the result.

    Letters become lower case without accents, punctuation becomes a space except inside names (`node.js`, `.net`, `c++`,
    `c#`, `r&d`, `5%`); web and mail addresses become spaces.
    """
    codes = np.full(len(text) + 2, _SPACE, dtype=np.uint32)
    raw: Codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    np.take(_table()[0], raw, mode="clip", out=codes[1:-1])
    if "@" in text or "://" in text or "www." in text or ".org" in text or ".com" in text:
        _blank_addresses(codes, text)
    _settle_dots(codes, text)
    _settle_signs(codes)
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def fold_term(term: str) -> str:
    """Return an alias as it stands in a folded text, without the spaces around it; " / " stays three spaces wide."""
    return "   ".join(" ".join(fold(part).split()) for part in term.split(" / ")).strip()


@cache
def _table() -> tuple[Codes, npt.NDArray[np.bool_]]:
    """Return the folding of each code of the first plane and whether it is part of a word; the last code stands for all others."""
    codes = np.fromiter((_folded(chr(i)) for i in range(_PLANE)), dtype=np.uint32, count=_PLANE)
    codes[-1] = _SPACE
    word = np.fromiter((chr(c).isalnum() if not 0xD800 <= c < 0xE000 else False for c in codes), dtype=np.bool_, count=_PLANE)
    return codes, word


def _folded(char: str) -> int:
    if not char.isalnum():
        return ord(char) if char in _KEPT else _SPACE
    base = unicodedata.normalize("NFKD", char)[0] if ord(char) < 0x250 else char
    low = base.lower()
    return ord(low) if len(low) == 1 else ord(base)


def _blank_addresses(codes: Codes, text: str) -> None:
    done = 0
    for m in _NOISE.finditer(text):
        start, end = m.span()
        if start < done:
            continue
        if text[start] == ".":
            while start > 0 and m.start() - start < _MAIL_REACH and (text[start - 1].isalnum() or text[start - 1] in "-."):
                start -= 1
            if "-" not in text[start:end]:
                continue
        elif text[start] == "@":
            while start > 0 and m.start() - start < _MAIL_REACH and not text[start - 1].isspace():
                start -= 1
            while end < len(text) and end - m.end() < _MAIL_REACH and not text[end].isspace():
                end += 1
        codes[start + 1 : end + 1] = _SPACE
        done = end


def _settle_dots(codes: Codes, text: str) -> None:
    """Keep a dot only where it is part of a name: before a word character, and not between two glued sentences."""
    at = np.flatnonzero(codes == _DOT)
    if not at.size:
        return
    inside = _table()[1][codes[at + 1]]
    codes[at[~inside]] = _SPACE
    for i in at[inside].tolist():
        if text[i : i + 1].isupper() and text[i - 2 : i - 1].islower() and not text[i : i + 2].lower().startswith(_SUFFIXES):
            codes[i] = _SPACE


def _settle_signs(codes: Codes) -> None:
    """Keep "+" after a word or "+" and not between two words, "#" only after a word and before none."""
    word = _table()[1]
    for sign in (_PLUS, _HASH):
        at = np.flatnonzero(codes == sign)
        if at.size:
            after_word, before_word = word[codes[at - 1]], word[codes[at + 1]]
            twin = codes[at - 1] == _PLUS
            keep = (after_word & ~before_word) | twin if sign == _PLUS else after_word & ~before_word
            codes[at[~keep]] = _SPACE
