"""Tell a changed posting from a noisy one: a hash over chosen fields, parsed and free of order, and the list of differences.

What moves without meaning stays out: the source's own time stamps, order of lists and keys, tracking parameters, mark-up,
ids of the vendor, the reader's address in RemoteOK bodies, fields a vendor fills for everybody at once (language, geodata).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import xxhash

from jobscrape.fields.text import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jobscrape.items import JobPosting, StatedPay, StatedPlace

_TRACKING = re.compile(
    r"^(?:utm_.*|ref|refid|referrer|referer|source|src|gh_src|lever-.*|fbclid|gclid|msclkid|mc_.*|trk.*|sid|session.*|jsessionid|tracking.*|"
    r"cid|campaign.*|iis|iisn|__.*)$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[\w+#%$€£]+")
_READER = re.compile(r"mention the word \W{0,3}\w+\W{0,3} and tag ([\w+/=]{4,80})", re.IGNORECASE)
_SPACE = re.compile(r"\s+")

STATED_FIELDS = ("title", "company", "department", "employment_type", "locations", "url", "valid_through")
"""Fields of a stored posting that repeat the source: always compared."""
READ_FIELDS = ("countries", "work_mode", "office_days", "remote_scope", "pay", "seniority")
"""Fields of a stored posting that our rules read: compared only if both sides were read by the same rules."""
BODY_FIELD = "content_hash"
COMPARED = (*STATED_FIELDS, *READ_FIELDS, BODY_FIELD, "fingerprint", "versions.fields")
"""Fields of a stored posting that `diff` and its callers look at."""
PAY_PARTS = ("min", "max", "currency", "period", "kind")


def fingerprint(posting: JobPosting, text: str | None = None) -> str:
    """Return the hash of what `posting` says; equal hashes mean that nothing a reader would notice changed.

    `text`: its clean text, if already made. 16 hex digits.
    """
    body = to_text(posting.description) if text is None else text
    return _hash([*_stated(posting), _body_words(body)])


def raw_fingerprint(posting: JobPosting) -> str:
    """Return a cheap hash of the same fields without cleaning the body: equal means unchanged, different means look closer."""
    return _hash([*_stated(posting), posting.description])


def place_key(places: Iterable[StatedPlace]) -> str:
    """Return all places as one string for comparison, free of order and of regions (which vendors re-normalise)."""
    return "|".join(sorted({_place(place) for place in places} - {""}))


def bare_url(url: str) -> str:
    """Return `url` without scheme, www, fragment and tracking parameters, the others in alphabetical order."""
    parts = urlsplit(url)
    kept = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k))
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def diff(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the differences between two stored states of a posting: [{field, from, to}]; None = was or is not known.

    `old` and `new`: documents of `postings`. Bodies are compared by `content_hash`. Fields read by rules are left out if the
    rules changed in between (`versions.fields`), since then the posting did not.
    """
    same_rules = _rules(old) == _rules(new)
    fields = (*STATED_FIELDS, *(READ_FIELDS if same_rules else ()), BODY_FIELD)
    found = ((field, _comparable(field, old.get(field)), _comparable(field, new.get(field))) for field in fields)
    return [{"field": field, "from": before, "to": after} for field, before, after in found if _key(before) != _key(after)]


def _rules(document: Mapping[str, Any]) -> Any:
    return (document.get("versions") or {}).get("fields")


def _comparable(field: str, value: Any) -> Any:
    """Return `value` reduced to what is compared and kept in the history."""
    if value in (None, "", [], {}):
        return None
    if field == "company":
        return value.get("name")
    if field == "locations":
        return sorted({_stored_place(place) for place in value} - {""}) or None
    if field == "pay":
        return {part: value[part] for part in PAY_PARTS if value.get(part) is not None}
    if field == "url":
        return bare_url(value)
    return sorted(value) if isinstance(value, list) else value


def _key(value: Any) -> Any:
    """Fold what differs to the eye only."""
    return _fold(value) if isinstance(value, str) else [_fold(v) for v in value] if isinstance(value, list) else value


def _stored_place(place: Mapping[str, Any]) -> str:
    city, country = place.get("city"), place.get("country")
    return ", ".join(filter(None, (city, country))) if city else place.get("raw") or country or ""


def _stated(posting: JobPosting) -> list[str]:
    """Return the chosen fields besides the body, each as one string, always in the same order."""
    return [
        _fold(posting.title),
        _fold(posting.company),
        _fold(posting.department or ""),
        _fold(posting.employment_type or ""),
        _fold(posting.workplace or ""),
        str(posting.remote),
        _fold(posting.seniority or ""),
        _fold(posting.salary or ""),
        place_key(posting.locations),
        _set(posting.remote_locations),
        _set(posting.tags),
        "|".join(sorted(_pay(pay) for pay in posting.pay)),
        str(posting.valid_through or "")[:10],
        bare_url(posting.url),
        urlsplit(posting.apply_url).netloc if posting.apply_url else "",
    ]


def _pay(pay: StatedPay) -> str:
    return f"{_number(pay.min)} {_number(pay.max)} {_fold(pay.currency or '')} {_fold(pay.period or '')}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _place(place: StatedPlace) -> str:
    if place.city:
        return _fold(f"{place.city}, {place.country or ''}")
    return _fold(place.raw or place.region or place.country or "")


def _set(words: Iterable[str]) -> str:
    return "|".join(sorted({_fold(word) for word in words}))


def _fold(words: str) -> str:
    return _SPACE.sub(" ", words).strip().casefold()


def _body_words(text: str) -> str:
    """Return the words of a body: bullets, quotes, mark-up and the reader's mark in RemoteOK bodies do not count."""
    if "mention the word" in text:
        tags = set(_READER.findall(text))
        text = _READER.sub("", text)
        for tag in tags:
            text = text.replace(tag, "")
    return " ".join(_WORDS.findall(text)).casefold()


def _hash(parts: list[str]) -> str:
    return xxhash.xxh3_64_hexdigest("\x1f".join(parts).encode("utf-8", "replace"))
