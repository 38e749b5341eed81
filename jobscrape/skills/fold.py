"""A copy of a text for matching: lower case, accents and punctuation gone, every offset kept."""

from __future__ import annotations

import re
import unicodedata
from codecs import utf_32_le_decode
from functools import cache

import numpy as np

from jobscrape.skills.alphabet import PLANE, Codes, codes_of

_SPACE = ord(" ")
_KEPT = "&%"
_DOT = re.compile(r"\.(?=\S)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|@|\.(?:com|org)\b")
_MAIL_REACH = 80
_SUFFIXES = ("js", "ne", "io", "ai")


def fold(text: str) -> str:
    """Return `text` folded for matching, one space before and after it: position i of `text` is i + 1 of the result.

    Letters become lower case without accents, punctuation becomes a space except inside names (`node.js`, `.net`, `c++`,
    `c#`, `r&d`, `5%`); web and mail addresses become spaces.
    """
    dots = _name_dots(text)
    plain = _without_addresses(text, dots)
    codes = _table().take(codes_of(f" {plain} "), mode="clip")
    _keep_dots(codes, plain, text, dots)
    if "+" in plain or "#" in plain:
        _keep_signs(codes, plain)
    return utf_32_le_decode(codes.data, "surrogatepass")[0]


def fold_term(term: str) -> str:
    """Return an alias as it stands in a folded text, without the spaces around it; " / " stays three spaces wide."""
    return "   ".join(" ".join(fold(part).split()) for part in term.split(" / ")).strip()


@cache
def _table() -> Codes:
    """Return the folding of each code of the first plane; the last code stands for all others."""
    codes = np.fromiter((_folded(chr(i)) for i in range(PLANE)), dtype=np.uint32, count=PLANE)
    codes[-1] = _SPACE
    return codes


def _folded(char: str) -> int:
    if not char.isalnum():
        return ord(char) if char in _KEPT else _SPACE
    base = unicodedata.normalize("NFKD", char)[0] if ord(char) < 0x250 else char
    low = base.lower()
    return ord(low) if len(low) == 1 else ord(base)


def _without_addresses(text: str, dots: list[int]) -> str:
    """Return `text` with web and mail addresses turned into spaces."""
    pieces: list[str] = []
    done = 0
    for start, end in _addresses(text, dots):
        pieces += (text[done:start], " " * (end - start))
        done = end
    return "".join(pieces) + text[done:] if pieces else text


def _addresses(text: str, dots: list[int]) -> list[tuple[int, int]]:
    """Return the spans of web and mail addresses, apart and in order; of names such as "shop.com" only those with a dash."""
    spans: list[tuple[int, int]] = []
    read = 0
    for at in sorted(_address_starts(text, dots)):
        match = _ADDRESS.match(text, at) if at >= read else None
        if match is None:
            continue
        read = match.end()
        if spans and at < spans[-1][1]:
            continue
        start, end = _widened(text, at, read)
        if text[at] != "." or "-" in text[start:end]:
            while spans and start < spans[-1][1]:
                start = min(start, spans.pop()[0])
            spans.append((start, end))
    return spans


def _address_starts(text: str, dots: list[int]) -> list[int]:
    """Return where an address may begin; plain searches, as one pattern of all beginnings stops at every "h" and "w"."""
    starts = places_of("@", text)
    starts += [at - (5 if text.startswith("https", max(0, at - 5)) else 4) for at in places_of("://", text) if at > 3]
    for dot in dots:
        if text.startswith(("com", "org"), dot + 1):
            starts.append(dot)
        if text.startswith("www", max(0, dot - 3)):
            starts.append(dot - 3)
    return starts


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the whole name around ".com" or ".org", of the whole address around "@"."""
    least, most = start - _MAIL_REACH, end + _MAIL_REACH
    if text[start] == ".":
        while start > max(0, least) and (text[start - 1].isalnum() or text[start - 1] in "-."):
            start -= 1
    elif text[start] == "@":
        while start > max(0, least) and not text[start - 1].isspace():
            start -= 1
        while end < min(len(text), most) and not text[end].isspace():
            end += 1
    return start, end


def _name_dots(text: str) -> list[int]:
    """Return where dots stand that do not end a sentence."""
    return [m.start() for m in _DOT.finditer(text)]


def places_of(word: str, text: str) -> list[int]:
    """Return where `word` stands in `text`."""
    out = []
    at = text.find(word)
    while at >= 0:
        out.append(at)
        at = text.find(word, at + 1)
    return out


def _keep_dots(codes: Codes, plain: str, text: str, dots: list[int]) -> None:
    """Keep a dot only where it is part of a name: before a word character, and not between two glued sentences."""
    for at in dots:
        if plain[at] == " " or plain[at + 1] == " ":
            continue
        glued = text[at + 1].isupper() and text[at - 1 : at].islower() and not text[at + 1 : at + 3].lower().startswith(_SUFFIXES)
        if not glued and _is_word(codes, at + 2):
            codes[at + 1] = ord(".")


def _keep_signs(codes: Codes, text: str) -> None:
    """Keep "+" after a word or "+" and not between two words, "#" only after a word and before none."""
    for sign in "+#":
        for at in places_of(sign, text):
            twin = sign == "+" and text[at - 1 : at] == "+"
            if twin or (_is_word(codes, at) and not _is_word(codes, at + 2)):
                codes[at + 1] = ord(sign)


def _is_word(codes: Codes, at: int) -> bool:
    return chr(int(codes[at])).isalnum()
