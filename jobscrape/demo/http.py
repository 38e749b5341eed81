"""What a simulated board is asked and answers, free of sockets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable

JSON, HTML, XML, TEXT = "application/json; charset=utf-8", "text/html; charset=utf-8", "application/xml", "text/plain; charset=utf-8"


class Ask(NamedTuple):
    """A request at an instant of the simulation."""

    host: str
    path: str
    """Percent-decoded, without the query."""
    query: dict[str, str]
    minute: int

    @property
    def parts(self) -> list[str]:
        """Return the parts of the path between slashes, empty ones left out."""
        return [part for part in self.path.split("/") if part]


def ask(url: str, minute: int) -> Ask:
    """Return the request for the absolute address `url` at `minute`; of a repeated parameter the last one counts."""
    split = urlsplit(url)
    return Ask(split.hostname or "", unquote(split.path), dict(parse_qsl(split.query, keep_blank_values=True)), minute)


def boards_under(domain: str) -> tuple[Callable[[str], bool], Callable[[Ask], str]]:
    """Return `owns` and `board` of a system whose boards are the subdomains of `domain`."""

    def owns(host: str) -> bool:
        return host.endswith(f".{domain}")

    def board(request: Ask) -> str:
        return request.host.removesuffix(f".{domain}")

    return owns, board


@dataclass(slots=True, kw_only=True)
class Answer:
    """What a board sends back."""

    body: bytes
    status: int = 200
    content_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    tagged: bool = False
    """True if the system sends an ETag, and 304 when it is asked with one."""


def as_json(value: Any, *, status: int = 200, tagged: bool = False) -> Answer:
    """Return an answer with `value` as JSON."""
    return Answer(body=orjson.dumps(value), status=status, tagged=tagged)


def as_text(words: str, *, status: int = 200, content_type: str = TEXT) -> Answer:
    """Return an answer with `words`, plain text unless said otherwise."""
    return Answer(body=words.encode(), status=status, content_type=content_type)


def not_found(words: str = "Not Found") -> Answer:
    """Return a 404 with plain text."""
    return as_text(words, status=404)
