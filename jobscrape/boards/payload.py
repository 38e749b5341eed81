"""Reading answers: JSON, XML, and the errors that say what was wrong with them."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson
import xxhash
from parsel import Selector
from w3lib.encoding import http_content_type_encoding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.http import Response


DIGITS_OF_64_BITS = 18
_HALF = re.compile("[\ud800-\udfff]")


class PayloadError(Exception):
    """An answer that is not what the API documents: says what was found instead."""


class WrongBoardError(PayloadError):
    """An answer that shows that the board is none of the source's: no other way is tried."""


def read_json(response: Response) -> Any:
    """Return the JSON of an answer. Raises PayloadError for HTML, truncated or empty bodies.

    One emoji cut in half or one NaN is no reason to lose a board: what strict readers refuse is read as U+FFFD or None.
    """
    try:
        return orjson.loads(response.body)
    except orjson.JSONDecodeError as error:
        try:
            return _forgiving(response)
        except (ValueError, RecursionError):
            raise PayloadError(_why(response, "JSON", str(error))) from error


def _forgiving(response: Response) -> Any:
    declared = http_content_type_encoding((response.headers.get("Content-Type") or b"").decode("latin-1"))
    text = response.body.decode(declared or "utf-8", "replace").removeprefix("\ufeff")
    return _whole(json.loads(text, strict=False, parse_int=_number, parse_constant=lambda _: None))


def _number(text: str) -> int | float:
    """Return a whole number as strict readers do: what no 64 bits hold becomes a float."""
    return float(text) if len(text) > DIGITS_OF_64_BITS else int(text)


def _whole(value: Any) -> Any:
    """Return `value` with U+FFFD for each half of a character."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(one) for key, one in value.items()}
    return value


def read_xml(response: Response, *, root: str = "") -> Selector:
    """Return the XML document of an answer. Raises PayloadError if it is none, is cut, or has another root element than `root`."""
    body = response.body.lstrip()
    text = body.decode("utf-8", "replace")
    if not body.startswith(b"<") or body[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise PayloadError(_why(response, "XML", "no XML document"))
    selector = Selector(text=text, type="xml", huge_tree=True)
    found = selector.root.tag if isinstance(getattr(selector.root, "tag", None), str) else ""
    if not found or (f"</{found.rpartition('}')[2]}" not in text[-400:].replace(" ", "") and "/>" not in text[-200:]):
        raise PayloadError(_why(response, "XML", "it ends too early"))
    selector.remove_namespaces()
    if root and selector.root.tag != root:
        raise PayloadError(f"an XML document <{selector.root.tag}> where <{root}> was expected")
    return selector


def _why(response: Response, wanted: str, detail: str) -> str:
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0]
    start = response.body[:200].lstrip().lower()
    if not response.body:
        return f"empty body where {wanted} was expected"
    if start.startswith((b"<!doctype html", b"<html")) or kind == "text/html":
        return f"HTML ({len(response.body)} bytes) where {wanted} was expected"
    return f"not {wanted} ({kind or 'no content type'}, {len(response.body)} bytes): {detail[:120]}"


def expect_list(value: Any, what: str) -> list[Any]:
    """Return `value` if it is a list. Raises PayloadError that names `what`."""
    if not isinstance(value, list):
        raise PayloadError(f"{what} is {type(value).__name__}, not a list")
    return value


def joined(parts: Iterable[str | None]) -> str:
    """Return the parts that say something, with commas between them."""
    return ", ".join(part for part in parts if part)


def pick(record: dict[str, Any], *, without: Iterable[str]) -> dict[str, Any]:
    """Return `record` without the named keys and without empty values: what is kept as `raw`."""
    drop = frozenset(without)
    return {k: v for k, v in record.items() if k not in drop and v not in (None, "", [], {})}


PEOPLE = re.compile(
    r"(?:e?mails?|phones?|phonenumbers?|telephone|fax|contacts?|contactlist|contactpoints?|contactpersons?|contactname|recruiters?"
    r"|hiringmanagers?|creators?|authors?|reportingto|postedby|courriel|ansprechpartner|kontaktperson)$"
)
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")


def impersonal(value: Any) -> Any:
    """Return a source's record without what belongs to people: contacts, recruiters, their telephones; e-mail addresses are masked."""
    if isinstance(value, dict):
        return {k: impersonal(v) for k, v in value.items() if not _of_people(str(k))}
    if isinstance(value, list):
        return [impersonal(part) for part in value]
    return EMAIL.sub("(e-mail)", value) if isinstance(value, str) and "@" in value else value


@lru_cache(maxsize=4096)
def _of_people(key: str) -> bool:
    return PEOPLE.search(re.sub(r"[^a-z]", "", key.lower())) is not None


def hash_of(record: Any, *, without: Iterable[str] = ()) -> str:
    """Return the hash of a row: the same for another key order, blind to the keys that change without meaning."""
    drop = frozenset(without)
    kept = {k: v for k, v in record.items() if k not in drop} if drop and isinstance(record, dict) else record
    return xxhash.xxh3_64_hexdigest(orjson.dumps(kept, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS))
