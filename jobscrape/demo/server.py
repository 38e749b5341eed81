"""Serve a simulated market on loopback under the rules of REPLAY_ORIGIN, at a date that can be set.

`python -m jobscrape.demo.server` runs it alone and prints its origin.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections import Counter
from datetime import datetime, timezone
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from jobscrape.demo.boards import tokens
from jobscrape.demo.faults import Schedule, spoil, wire
from jobscrape.demo.http import Answer, as_json, ask, not_found
from jobscrape.demo.market import Market
from jobscrape.demo.plan import Plan, minute_of, moment
from jobscrape.demo.shapes import shape_of
from jobscrape.replay.faults import Reply
from jobscrape.replay.server import ReplayServer, Seen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobscrape.demo.http import Ask
    from jobscrape.demo.shapes import Shape

CONTROL = "/-/demo/"


class DemoServer(ReplayServer):
    """A market behind HTTP; a context manager. `when`: the simulated date, aware. Without a schedule nothing goes wrong."""

    def __init__(self, market: Market, when: datetime | None = None, *, schedule: Schedule | None = None, port: int = 0) -> None:
        super().__init__(port=port)
        self.market = market
        self.schedule = schedule
        self._minute = market.plan.begin if when is None else minute_of(when)
        self._apart: dict[tuple[str, str], int] = {}
        self._hits: Counter[tuple[str, str, int]] = Counter()
        self._counts: Counter[str] = Counter()
        # The market keeps what it made; one request at a time makes it, and any number is sent at once.
        self._making = threading.Lock()

    @property
    def time(self) -> datetime:
        """Return the simulated date."""
        return moment(self._minute)

    def set_time(self, when: datetime, boards: Iterable[tuple[str, str]] | None = None) -> None:
        """Move to `when`, aware; if `boards` (source, token) are named, only these, and all others stay as they are."""
        if boards is None:
            self._minute = minute_of(when)
            self._apart.clear()
        else:
            self._apart.update(dict.fromkeys(((source, token.lower()) for source, token in boards), minute_of(when)))
        self._hits.clear()

    def reply(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Reply:
        """Return what to send for a request; `url` is the original one, or a path of the control pages."""
        if url.startswith(CONTROL):
            return _plain(self._control(url))
        if not urlsplit(url).hostname:
            url = f"https://{headers.get('host', '')}{url}"
        reply = self._simulated(url, headers)
        self._counts.update({"requests": 1, f"status/{reply.status}": 1, "bytes": len(reply.body)})
        self.seen.append(Seen(time.monotonic(), method, url, headers, body, reply.status))
        return reply

    def _simulated(self, url: str, headers: dict[str, str]) -> Reply:
        request = ask(url, self._minute)
        shape = shape_of(request.host)
        if shape is None or (request.path == "/robots.txt" and shape.SOURCE not in ("remoteok", "jsonld")):
            return _plain(not_found())
        board = shape.board(request)
        request = request._replace(minute=self._apart.get((shape.SOURCE, board.lower()), self._minute))
        with self._making:
            return self._troubled(shape, board, request, headers)

    def _troubled(self, shape: Shape, board: str, request: Ask, headers: dict[str, str]) -> Reply:
        answer = shape.answer(self.market, request)
        trouble = self.schedule.at(shape.SOURCE, board, request.minute) if self.schedule else None
        if trouble is None or request.path == "/robots.txt":
            return _conditional(answer, headers)
        self._hits[shape.SOURCE, board, request.minute] += 1
        self._counts[f"trouble/{trouble.kind}"] += 1
        fault = wire(trouble, self._hits[shape.SOURCE, board, request.minute])
        reply = _conditional(spoil(answer, trouble), headers)
        return reply.under(fault) if fault else reply

    def _control(self, url: str) -> Answer:
        """Answer the control pages: time[?at=ISO], boards[?source=NAME], stats."""
        split = urlsplit(url)
        page, query = split.path.removeprefix(CONTROL), dict(parse_qsl(split.query))
        if page == "time":
            if "at" in query:
                self.set_time(_aware(query["at"]))
            return as_json({"time": self.time.isoformat()})
        if page == "boards":
            return as_json(tokens(self.market, self._minute, query.get("source")))
        return as_json(dict(self._counts)) if page == "stats" else not_found()


def _conditional(answer: Answer, headers: dict[str, str]) -> Reply:
    """Return the answer with its ETag, or 304 if the client has it."""
    if not answer.tagged:
        return _plain(answer)
    tag = f'W/"{blake2b(answer.body, digest_size=12).hexdigest()}"'
    known = {part.strip() for part in headers.get("if-none-match", "").split(",")}
    if tag in known and answer.status == 200:
        return Reply(304, {"ETag": tag}, b"")
    reply = _plain(answer)
    return Reply(reply.status, {**reply.headers, "ETag": tag}, reply.body)


def _plain(answer: Answer) -> Reply:
    return Reply(answer.status, {"Content-Type": answer.content_type, **answer.headers}, answer.body)


def main(arguments: list[str] | None = None) -> None:
    """Serve until the input ends or the process is stopped; the origin is the first line of the output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plan", default="{}", help="fields of the plan as JSON, see jobscrape.demo.plan")
    parser.add_argument("--at", default="", help="simulated date, ISO 8601, UTC if it names no zone")
    parser.add_argument("--faults", type=float, default=0.0, help="share of the weeks of a board in which something goes wrong")
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args(arguments)
    plan = Plan(**json.loads(options.plan))
    schedule = Schedule(plan, options.faults) if options.faults else None
    with DemoServer(Market(plan), _aware(options.at) if options.at else None, schedule=schedule, port=options.port) as server:
        sys.stdout.write(f"{server.origin}\n")
        sys.stdout.flush()
        sys.stdin.read()


def _aware(words: str) -> datetime:
    when = datetime.fromisoformat(words.replace("Z", "+00:00").replace(" ", "+"))
    return when if when.tzinfo else when.replace(tzinfo=timezone.utc)


if __name__ == "__main__":
    main()
