"""Recorded answers: reading replay.json files and finding the answer to a request."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from jobscrape.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

HOP_BY_HOP = frozenset({"content-length", "content-encoding", "transfer-encoding", "connection", "keep-alive", "date", "server"})
Key = tuple[str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Answer:
    """A request and the answer recorded for it.

    `request_body`: parsed JSON, text, or None for any body. `content`: the body of the answer, or the file that holds it.
    """

    url: str
    method: str = "GET"
    request_body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | Path = b""

    @classmethod
    def of_json(cls, url: str, value: Any, **other: Any) -> Answer:
        """Return an answer with `value` as its JSON body."""
        headers = {"Content-Type": "application/json", **other.pop("headers", {})}
        return cls(url=url, content=json.dumps(value).encode(), headers=headers, **other)

    @cached_property
    def body(self) -> bytes:
        """The body of the answer."""
        return self.content.read_bytes() if isinstance(self.content, Path) else self.content

    @property
    def host(self) -> str:
        """Host (and port) the answer was recorded from, in lower case."""
        return urlsplit(self.url).netloc.lower()

    @property
    def key(self) -> Key:
        """What a request must share with this answer, apart from host and body."""
        return request_key(self.method, self.url)


def request_key(method: str, url: str) -> Key:
    """Return method, decoded path and sorted query of a request; HEAD counts as GET."""
    parts = urlsplit(url)
    query = tuple(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return ("GET" if method.upper() == "HEAD" else method.upper(), unquote(parts.path) or "/", query)


class Answers:
    """Recorded answers by request. Of two answers to the same request the first one given wins."""

    def __init__(self, answers: Iterable[Answer] = ()) -> None:
        self._by_key: dict[Key, list[Answer]] = defaultdict(list)
        for answer in answers:
            self.add(answer)

    def __iter__(self) -> Iterator[Answer]:
        """Iterate over all answers."""
        return (answer for same in self._by_key.values() for answer in same)

    def __len__(self) -> int:
        """Return the number of answers."""
        return sum(map(len, self._by_key.values()))

    def add(self, answer: Answer) -> None:
        """Add an answer behind the others."""
        self._by_key[answer.key].append(answer)

    def replace(self, answer: Answer) -> None:
        """Put an answer in the place of those to the same request, as a board that changed between two crawls."""
        same = (answer.host, answer.request_body)
        kept = [other for other in self._by_key[answer.key] if (other.host, other.request_body) != same]
        self._by_key[answer.key] = [answer, *kept]

    def find(self, method: str, url: str, body: bytes = b"") -> Answer | None:
        """Return the answer to a request, None if there is none.

        `url`: absolute (its host must be the recorded one) or path and query only (any host). A recorded JSON body matches an
        equal one, then one that holds it (recordings may leave parts of a request out); the fullest match wins.
        """
        host = urlsplit(url).netloc.lower()
        found = [answer for answer in self._by_key.get(request_key(method, url), ()) if not host or answer.host == host]
        ranked = [(body_match(answer.request_body, body), -place, answer) for place, answer in enumerate(found)]
        best = max(ranked, key=lambda entry: entry[:2], default=(-1, 0, None))
        return best[2] if best[0] >= 0 else None

    def near(self, url: str) -> list[str]:
        """Return recorded requests for the same path, at most ten, to explain a miss."""
        path = unquote(urlsplit(url).path) or "/"
        return [f"{answer.method} {answer.url}" for key, same in self._by_key.items() if key[1] == path for answer in same][:10]


def body_match(recorded: Any, sent: bytes) -> int:
    """Return how well a request body fits a recorded one: -1 not at all, otherwise greater is better."""
    if recorded is None:
        return 0
    try:
        value = json.loads(sent)
    except ValueError:
        value = sent.decode("utf-8", "replace")
    if isinstance(recorded, str) and not isinstance(value, str):
        recorded = _parsed(recorded)
    if value == recorded:
        return 1_000_000
    return 1 + _leaves(recorded) if _holds(value, recorded) else -1


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _holds(value: Any, recorded: Any) -> bool:
    if isinstance(recorded, dict):
        return isinstance(value, dict) and all(key in value and _holds(value[key], part) for key, part in recorded.items())
    return bool(value == recorded)


def _leaves(value: Any) -> int:
    return sum(map(_leaves, value.values())) if isinstance(value, dict) else 1


def load(places: Iterable[Path]) -> Answers:
    """Read replay.json files, or all of them below folders; a UsageError names what cannot be read."""
    return Answers(answer for place in places for path in replay_files(place) for answer in read_file(path))


def replay_files(place: Path) -> list[Path]:
    """Return the replay.json files a file or folder stands for."""
    if place.is_file():
        return [place]
    if not place.is_dir():
        raise UsageError(f"{place}: no such file or folder")
    files = sorted(place.rglob("replay.json"))
    if not files:
        raise UsageError(f"{place}: holds no replay.json")
    return files


def read_file(path: Path) -> list[Answer]:
    """Read the answers of one replay.json; its files are relative to it."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"{path}: not JSON ({error})") from error
    entries = content.get("answers") if isinstance(content, dict) else content
    if not isinstance(entries, list):
        raise UsageError(f"{path}: has no list of answers")
    return [_read_entry(path, place, entry) for place, entry in enumerate(entries)]


def _read_entry(path: Path, place: int, entry: Any) -> Answer:
    try:
        headers = {name: str(value) for name, value in (entry.get("headers") or {}).items() if name.lower() not in HOP_BY_HOP}
        content = path.parent / entry["file"] if entry.get("file") else b""
        answer = Answer(entry["url"], entry.get("method") or "GET", entry.get("body"), int(entry.get("status") or 200), headers, content)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{path}: answer {place} is malformed ({error!r})") from error
    if isinstance(content, Path) and not content.is_file():
        raise UsageError(f"{path}: answer {place} names a missing file, {entry['file']}")
    return answer
