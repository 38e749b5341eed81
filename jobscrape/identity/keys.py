"""The keys by which one posting is compared with another: made once, stored, enough to decide without the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from jobscrape.identity import light, places, signature
from jobscrape.identity.employers import employer_keys
from jobscrape.identity.ids import references
from jobscrape.identity.titles import bag_of, segments, title_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from jobscrape.identity.ids import StrongId

DEPARTMENT_SOURCES = frozenset({"lever"})
_COUNTRY_PREFIX = re.compile(r"([A-Z]{2})[-–:]")


@dataclass(slots=True, kw_only=True, frozen=True)
class Keys:
    """What `decide` looks at.

    `posted`: first publication, UTC, as stated or first seen; None = unknown. `last_seen`: last sighting of a stored posting; None
    for foreign records. `opening`: the system's own id of the opening behind several postings, "" if it has none.
    """

    source: str
    board: str = ""
    source_id: str = ""
    ids: tuple[str, ...] = ()
    ats_ids: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()
    is_employer_sure: bool = True
    levels: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    compact: str = ""
    plain: str = ""
    head: str = ""
    places: tuple[str, ...] = (places.OPEN,)
    title_places: tuple[str, ...] = ()
    language: str = ""
    pay_country: str = ""
    opening: str = ""
    posted: datetime | None = None
    last_seen: datetime | None = None
    content_hash: str = ""
    n_tokens: int = 0
    n_features: int = 0
    sketch: NDArray[np.uint32]
    bands: tuple[int, ...] = ()

    @property
    def bag(self) -> str:
        """Sorted content words of the title."""
        return bag_of(self.core)

    @property
    def title_key(self) -> str:
        """Content words, then levels."""
        return self.bag + (f"|{' '.join(self.levels)}" if self.levels else "")


def make_keys(
    *,
    source: str,
    title: str,
    company: str,
    found: list[StrongId],
    place_keys: tuple[str, ...],
    posted: datetime | None,
    text: str,
    source_id: str = "",
    board: str = "",
    refs: Iterable[str] = (),
    tokens: Iterable[str] = (),
    language: str | None = None,
    pay_country: str | None = None,
    opening: str = "",
) -> Keys:
    """Return the keys for facts read elsewhere."""
    boards = [s.board for s in found if s.board] + [t for t in tokens if t]
    employers = employer_keys(company, boards, source in DEPARTMENT_SOURCES)
    title_places, without = _title_places(title, place_keys, employers)
    key = title_key(title, without)
    sign = signature.sign(text)
    parts = segments(title)
    return Keys(
        source=source,
        board=board,
        source_id=source_id,
        ids=tuple(s.text for s in found),
        ats_ids=tuple(s.text for s in found if s.is_ats),
        refs=tuple(dict.fromkeys([*refs, *references(text)])),
        employers=employers,
        is_employer_sure=bool(boards) or source not in DEPARTMENT_SOURCES,
        levels=key.levels,
        core=key.core,
        compact=key.compact,
        plain=key.plain,
        head=title_key(parts[0], without).bag if parts else "",
        places=place_keys or (places.OPEN,),
        title_places=title_places,
        language=light.language(text) if language is None else language,
        pay_country=light.pay_country(text) if pay_country is None else pay_country,
        opening=opening,
        posted=posted,
        content_hash=sign.content_hash,
        n_tokens=sign.n_tokens,
        n_features=sign.n_features,
        sketch=sign.sketch,
        bands=sign.bands,
    )


def _title_places(title: str, place_keys: tuple[str, ...], employers: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the places a title names in a part of its own, and the words of it that say only where or for whom."""
    named: dict[str, None] = {}
    without: set[str] = set()
    own = {part for key in place_keys for part in key.split("|") if len(part) > 3}
    names = {e.replace(" ", "") for e in employers}
    parts = segments(title)
    for part in parts[0 if len(parts) == 1 else 1 :]:
        if part in own or places.is_title_place(part):
            named.update(dict.fromkeys(places.read_places(part)))
            without.update(re.findall(r"\w+", part))
        elif part.replace(" ", "") in names:
            without.update(part.split())
    whole = " ".join(parts)
    without.update(word for city in own if whole.endswith(f" {city}") or f" in {city}" in whole for word in city.split())
    prefix = _COUNTRY_PREFIX.match(title)
    if prefix and prefix[1] in {k.rpartition("|")[2] for k in place_keys}:
        without.add(prefix[1].lower())
    return tuple(k for k in named if k != places.OPEN), frozenset(without)


def read_date(value: Any) -> datetime | None:
    """Return a stated date as aware UTC: ISO text, RFC 822 text, epoch seconds or milliseconds; None for anything else."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=timezone.utc)
    text = str(value or "").strip()
    if re.fullmatch(r"\d{9,13}(?:\.\d+)?", text):
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, tz=timezone.utc)
    return _parsed(text) if re.search(r"(?:19|20)\d\d", text) else None


def _parsed(text: str) -> datetime | None:
    from dateutil import parser  # noqa: PLC0415 - slow to import, needed for records only

    try:
        found = parser.parse(text)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)
