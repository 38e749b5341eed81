"""Strong ids: which requisition or advert an address, an apply link or a payload names, on any common system.

An id is "platform:id" in lower case. Two records with a common id are the same posting whatever their texts say.
Two different ids of one applicant tracking system are two requisitions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TRACKING = re.compile(
    r"utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|ref|refid|referrer|source|src|se|v|trk|trackingid|gh_src|lever-source|lever-origin"
    r"|jobboardsource|cid|_ga|pkey|session\w*|sid|iis|iisn"
)
_SPECIFIC = re.compile(r"\d{3,}|[a-z0-9]+-[a-z0-9]+-[a-z0-9]+")
_NESTED = re.compile(r"https?(?::|%3a)")
_NUMBERED = re.compile(r"[:#] ?#?(?P<id>[A-Za-z]{0,5}[-_]?\d{2,12}(?:[-/]\d{1,6})?)(?!\d)")
_LABEL = re.compile(
    r"(?:requisition|req|job|posting|position|vacancy|reference|referenz|ref|stellen|kenn)[ -]?"
    r"(?:id|no|nr|number|nummer|code|ziffer)?\.? ?(?:id|no\.?|number|nummer|code)?\.? ?#?$",
    re.IGNORECASE,
)
LABEL_LENGTH = 32
_BARE_REFERENCE = re.compile(r"R(?:(?<=\bR)|(?<=\bJR)|EQ)[-_]?\d{3,9}\b")
MAX_URL = 2000


@dataclass(slots=True, frozen=True)
class Platform:
    """One way a system writes the id of a posting in an address."""

    name: str
    kind: str
    needle: str
    pattern: re.Pattern[str]


@dataclass(slots=True, frozen=True)
class StrongId:
    """An id read from an address. `board` is the employer's token there, "" if the address does not name it."""

    platform: str
    id: str
    board: str
    is_ats: bool

    @property
    def text(self) -> str:
        """The id as stored."""
        return f"{self.platform}:{self.id}"


@cache
def platforms() -> tuple[Platform, ...]:
    """Return the systems known, in the order of the data file."""
    lines = (files(__package__) / "data" / "platforms.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(Platform(name, kind, needle, re.compile(pattern)) for name, kind, needle, pattern in rows)


@cache
def ats_names() -> frozenset[str]:
    """Return the names of the applicant tracking systems, where one id is one requisition."""
    return frozenset(p.name for p in platforms() if p.kind != "board")


def ids_of_url(url: str) -> list[StrongId]:
    """Return the ids `url` names, those of an address nested in a redirect included; [] for a page without an id; never raises."""
    if not url or len(url) > MAX_URL:
        return []
    low = url.strip().lower()
    if len(_NESTED.findall(low)) > 1:
        low = unquote(unquote(low))
    return list({s.text: s for s in _matches(low)}.values())


def _matches(url: str) -> Iterator[StrongId]:
    for platform in platforms():
        if platform.needle in url and (match := platform.pattern.search(url)):
            parts = match.groupdict()
            board = unquote(parts.get("board") or "")
            slug = parts.get("slug")
            value = parts.get("id") or parts.get("id2") or "/".join(filter(None, (board, slug)))
            if platform.kind == "tenant":
                value = f"{board or urlsplit(url).netloc}/{value}"
            yield StrongId(platform.name, value, board, platform.kind != "board")


def canonical_url(url: str) -> str | None:
    """Return host, path and telling parameters of `url`, None unless its path names one posting."""
    try:
        parts = urlsplit(url.strip().lower())
        query = parse_qsl(parts.query)
    except ValueError:
        return None
    kept = sorted((k, v) for k, v in query if not _TRACKING.fullmatch(k))
    path = unquote(parts.path).rstrip("/")
    tail = path.rpartition("/")[2]
    if not parts.netloc or not (_SPECIFIC.search(tail) or any(_SPECIFIC.search(v) for _, v in kept)):
        return None
    return parts.netloc.removeprefix("www.") + path + (f"?{urlencode(kept)}" if kept else "")


def strong_ids(urls: Iterable[str | None]) -> list[StrongId]:
    """Return the distinct ids named by `urls`, in order; a posting page of an unknown system counts by its canonical address."""
    found: dict[str, StrongId] = {}
    for url in urls:
        if not url:
            continue
        ids = ids_of_url(url)
        if not ids and len(url) <= MAX_URL and (page := canonical_url(url)):
            ids = [StrongId("url", page, "", False)]
        found.update((s.text, s) for s in ids if s.text not in found)
    return list(found.values())


def references(text: str) -> list[str]:
    """Return the employer's requisition numbers that `text` states ("Req ID: R-1234"), capitals without signs, sorted."""
    found = {m["id"] for m in _NUMBERED.finditer(text) if _LABEL.search(text[max(0, m.start() - LABEL_LENGTH) : m.start()])}
    found |= {m[0] for m in _BARE_REFERENCE.finditer(text)}
    return sorted({re.sub(r"[-_/ ]", "", f).upper() for f in found})
