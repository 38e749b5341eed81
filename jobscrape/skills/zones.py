"""Which part of a posting a line belongs to: requirements, duties, benefits and so on, from headings and tell-tale sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml
from ahocorasick_rs import BytesAhoCorasick, MatchKind

from jobscrape.skills.alphabet import Alphabet
from jobscrape.skills.breaks import KINDS, breaks
from jobscrape.skills.taxonomy import read_labels

ZONES = ("title", "requirements", "preferred", "responsibilities", "about", "benefits", "legal", "unwanted", "other")

_LONGEST_HEADING = 90
_MOST_WORDS = 12
_LONG_LINE = 300
_FIRST_WORDS = 20
"""Characters of a line; a heading after them stands in its midst."""
_LEGAL = "legal_sentences"
_SENTENCE_ENDS = frozenset({". ", "! ", "? ", "; "})
_LEGAL_BEGINS = (". ", " - ", "• ")
_SILENT = frozenset({"about", "benefits", "legal"})
_SILENT_MOST = 1500
_NO_MARKS = bytes.maketrans(b"*#", b"  ")
_STICKY = frozenset({"requirements", "preferred", "responsibilities"})
ASKING = frozenset({"requirements", "preferred"})
"""Zones that say what a person must or should bring."""


class Zone(NamedTuple):
    """A stretch of text that belongs to one part of the posting."""

    start: int
    """Offset of its first character, in code points; a heading belongs to the zone it opens."""
    end: int
    """Offset after its last character."""
    name: str
    """One of `ZONES`."""
    heading: str
    """The heading that opened it as it stands there; "" if none did."""


def zones(text: str) -> list[Zone]:
    """Return the zones of clean `text` (one block a line), in order, without gaps; [] for an empty text.

    Text before the first heading is `other`. A heading of no known meaning goes on with requirements, preferred and
    responsibilities and ends every other zone. In a text without line breaks about, benefits and legal end after 1,500 characters:
    the next heading may be lost. A sentence of equal-opportunity or privacy text is `legal` wherever it stands.
    """
    return list(_zones(text)) if text else []


@lru_cache(maxsize=2)
def _zones(text: str) -> tuple[Zone, ...]:
    """Return the zones of `text`; kept for the next reader of the same posting."""
    coded = _coded(text)
    return tuple(_merge(_cut(_heading_marks(text, coded), _legal_lines(text, coded)), text))


def zone_at(spans: list[Zone], offset: int) -> Zone:
    """Return the zone of `spans` that holds `offset`; an `other` zone if there is none."""
    i = bisect_right(spans, offset, key=lambda z: z.start) - 1
    return spans[i] if 0 <= i < len(spans) else Zone(0, 0, "other", "")


def _heading_marks(text: str, coded: bytes) -> list[tuple[int, str, str]]:
    """Return (offset, zone, heading) wherever a zone begins; `coded`: the text in the alphabet of the phrases."""
    marks = [(0, "other", "")]
    offset, current, bare = 0, "other", True
    for line in text.split("\n"):
        name, size = None, len(line)
        prose = line[:1] not in ("", "-")
        if prose:
            name = _line_zone(line, bare) if size <= _LONGEST_HEADING else inline_heading(line)
        label = _label_zones().get(name) if name else None
        if label:
            name = current if current in _STICKY and label in _STICKY else label
        elif name == "?":
            name = None if current in _STICKY else "other"
        if name is not None and (name != current or label):
            marks.append((offset, name, line))
            current = name
        if prose and (size > _LONG_LINE or line.find(": ", _FIRST_WORDS) > 0):
            marks += _glued(line, coded[offset : offset + size], offset)
            current = marks[-1][1]
        bare = not line
        offset += size + 1
    return marks


@lru_cache(maxsize=16384)
def _line_zone(line: str, bare: bool) -> str | None:
    """Return the zone a short line opens, "?" for a heading of unknown meaning, None for no heading; `bare`: after a blank line."""
    if line[-1] in ".,;" or line.count(" ") >= _MOST_WORDS:
        return inline_heading(line)
    key = heading_key(line)
    name = heading_zone(key, colon=line[-1] == ":", words=key.count(" ") + 1)
    if name is not None:
        return name
    inline = inline_heading(line)
    return inline or ("?" if key and (line[-1] == ":" or (bare and line[0] not in "•*·–◦●▪" and key.count(" ") < 8)) else None)


def heading_key(line: str) -> str:
    """Return a heading for comparison: lower case, straight apostrophes, without bullets, numbers, emoji and end marks."""
    low = line.lower().replace("’", "'").replace("`", "'")
    start, end = 0, len(low)
    while start < end and (not low[start].isalnum() or low[start].isdecimal()):
        start += 1
    while start < end and not low[end - 1].isalnum():
        end -= 1
    return " ".join(low[start:end].split())


def heading_zone(key: str, *, colon: bool, words: int) -> str | None:
    """Return the zone or kind of label that heading `key` names, None if it names none; `colon`: the line ends with one."""
    whole, starts, inside = _headings()
    named = _labels().get(key) or whole.get(key)
    if named is not None:
        return named
    if words > (_MOST_WORDS if colon else 8):
        return None
    hit = starts.match(key) if words > 1 else None
    found = inside.search(key) if colon or words <= 5 else None
    names = [whole[m[0]] for m in (hit, found) if m is not None]
    if "preferred" in names:
        return "preferred"
    return names[0] if names else None


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load(Path(__file__).with_name("zones.yml").read_text("utf-8"))
    return loaded


@cache
def _label_zones() -> dict[str, str]:
    """Return the zone that each kind of label opens."""
    return {kind: str(label["zone"]) for kind, label in read_labels().items()}


@cache
def _labels() -> dict[str, str]:
    return {heading: kind for kind, label in read_labels().items() for heading in label["headings"]}


def label_of(key: str) -> str:
    """Return the kind of label that a heading key is ("technologies", "industry"), "" for another heading."""
    return _labels().get(key, "")


@cache
def _headings() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """Return the zone of each phrase, and patterns of those that begin a heading and of those that stand in one."""
    data = {zone: kinds for zone, kinds in _data().items() if zone != _LEGAL}
    whole = {phrase: zone for zone, kinds in reversed(data.items()) for phrase in (*kinds["word"], *kinds["start"])}
    starts, inside = (
        _by_first_letter([phrase for kinds in data.values() for phrase in sorted(kinds[kind], key=len, reverse=True)])
        for kind in ("start", "word")
    )
    return whole, re.compile(starts), re.compile(rf"(?<!\w){inside}")


def _by_first_letter(phrases: list[str]) -> str:
    """Return a pattern of whole phrases, earlier ones first; those of one first letter are tried together, as `re` tries one by one."""
    groups: dict[str, list[str]] = {}
    for phrase in phrases:
        groups.setdefault(phrase[0], []).append(re.escape(phrase[1:]))
    tried = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())
    return rf"(?:{tried})(?!\w)"


def inline_heading(line: str) -> str | None:
    """Return the zone of a line such as "Requirements: five years of Java"."""
    at = line.find(":", 0, 60)
    return _named(line[:at]) if at > 0 else None


@lru_cache(maxsize=4096)
def _named(words: str) -> str | None:
    key = heading_key(words)
    return _labels().get(key) or _headings()[0].get(key)


def _glued(line: str, coded: bytes, offset: int) -> list[tuple[int, str, str]]:
    """Return the headings inside a line that lost its breaks: known words, capitalised, at the end of a sentence or item."""
    hits: list[tuple[int, str, str]] = []
    known = _phrases()
    for i, start, stop in known.inside.find_matches_as_indexes(b" " + coded.translate(_NO_MARKS)):
        phrase, zone = known.headings[i]
        end = stop - 1
        if line[start].isupper() and _stands_as_heading(line, start, end, " " in phrase):
            hits.append((offset + start, zone, line[start:end]))
    return hits


def _stands_as_heading(line: str, start: int, end: int, several_words: bool) -> bool:
    """Tell whether what stands around a known heading inside a line speaks for a lost line break; in a short line only a sentence
    before and a colon after it do.
    """
    before, after = line[max(0, start - 2) : start], line[end : end + 3]
    if len(line) <= _LONG_LINE:
        return before in _SENTENCE_ENDS and after[:2] == ": "
    if before and (before[-1] not in " *#" or before[0] in ",(&/"):
        return False
    if after[:1] == ":" or after[:2] in (" -", " •", " –", " *", " ·"):
        return True
    if not several_words and before and before[0] not in '.!?:;)*”"':
        return False
    return after[:1] == " " and (after[1:2].isupper() or after[1:2].isdigit())


class _Phrases(NamedTuple):
    """What is looked for in the midst of lines."""

    headings: list[tuple[str, str]]
    """Headings looked for inside a line, and their zones."""
    inside: BytesAhoCorasick
    """Finds them where a word begins."""
    legal: BytesAhoCorasick


@cache
def _phrases() -> _Phrases:
    headings = [(phrase, zone) for phrase, zone in _headings()[0].items() if len(phrase) >= 6]
    inside, legal = (
        BytesAhoCorasick(list(map(_alphabet().phrase, phrases)), matchkind=MatchKind.LeftmostLongest)
        for phrases in ([f" {phrase}" for phrase, _ in headings], _data()[_LEGAL]["word"])
    )
    return _Phrases(headings, inside, legal)


@cache
def _alphabet() -> Alphabet:
    """Return the characters of all headings and legal words, and of the signs that end sentences."""
    return Alphabet([*_headings()[0], *_data()[_LEGAL]["word"], *KINDS], lambda text: lower(text).replace("’", "'"))


@lru_cache(maxsize=2)
def _coded(text: str) -> bytes:
    """Return `text` in the alphabet; kept for the next reader of the same posting."""
    return _alphabet().text(text)


@cache
def _kinds() -> bytes:
    return _alphabet().table(KINDS)


def breaks_of(text: str) -> list[int]:
    """Return the offsets in `text` at which sentences and list items end, in order."""
    return breaks(_coded(text).translate(_kinds()))


@lru_cache(maxsize=2)
def lower(text: str) -> str:
    """Return `text` in lower case with the same offsets (characters whose lower case is longer are kept); kept for the next reader."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _legal_lines(text: str, coded: bytes) -> list[tuple[int, int]]:
    """Return the spans of sentences that hold equal-opportunity or privacy text, at most one line each."""
    spans: list[tuple[int, int]] = []
    for _, start, end in _phrases().legal.find_matches_as_indexes(coded):
        if spans and start < spans[-1][1]:
            continue
        line = text.rfind("\n", 0, start)
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        full = text.find(". ", end, stop)
        spans.append((max(line, *[text.rfind(mark, line + 1, start) for mark in _LEGAL_BEGINS]) + 1, stop if full < 0 else full))
    return spans


def _cut(marks: list[tuple[int, str, str]], legal: list[tuple[int, int]]) -> list[tuple[int, str, str]]:
    """Return the marks with the legal spans cut in."""
    if not legal:
        return marks
    offsets = [m[0] for m in marks]
    out = [m for m in marks if not any(a <= m[0] < b for a, b in legal)]
    for a, b in legal:
        _, name, heading = marks[bisect_right(offsets, b) - 1]
        out += [(a, "legal", ""), (b, name, heading)]
    return sorted(out, key=lambda m: m[0])


def _merge(marks: list[tuple[int, str, str]], text: str) -> list[Zone]:
    ends = [m[0] for m in marks[1:]] + [len(text)]
    out: list[Zone] = []
    for (start, name, heading), end in zip(marks, ends, strict=True):
        stop = end
        if name in _SILENT and end - start > _SILENT_MOST and "\n" not in text[start + _LONGEST_HEADING : start + _SILENT_MOST]:
            stop = start + _SILENT_MOST
        if stop > start:
            out.append(Zone(start, stop, name, heading))
        if end > stop:
            out.append(Zone(stop, end, "other", ""))
    return out
