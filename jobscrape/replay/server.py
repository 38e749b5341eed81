"""The replay server: threads of the standard library on loopback, HTTP/1.1 with kept connections."""

from __future__ import annotations

import json
import os
import socket
import struct
import threading
import time
from collections import deque
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from jobscrape.errors import UsageError
from jobscrape.replay.answers import Answer, Answers
from jobscrape.replay.faults import Fault, Faults, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from typing_extensions import Self

ORIGINAL_URL = "X-Replay-URL"
KEPT_REQUESTS = 20_000


@dataclass(frozen=True, slots=True)
class Seen:
    """A request the server got: `at` is `time.monotonic()`, `url` the original one, header names in lower case."""

    at: float
    method: str
    url: str
    headers: dict[str, str]
    body: bytes
    status: int


class ReplayServer:
    """Serves answers on loopback; a context manager that starts and stops.

    `answers`: an `Answers` or answers. `faults`: laid over them, see `Fault`. `port` 0 takes any free one. `seen`: the requests
    so far (the last 20,000). `answers` and `faults` may be changed while it runs.
    """

    def __init__(
        self, answers: Answers | Iterable[Answer] = (), *, faults: Iterable[Fault] = (), port: int = 0, host: str = "127.0.0.1"
    ) -> None:
        self.answers = answers if isinstance(answers, Answers) else Answers(answers)
        self.faults = Faults(faults)
        self.seen: deque[Seen] = deque(maxlen=KEPT_REQUESTS)
        try:
            self._http = _Server((host, port), _handler_of(self))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UsageError(f"cannot listen on {host}:{port}: {reason}; choose another --port") from error
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), name="replay", daemon=True)

    @property
    def origin(self) -> str:
        """What REPLAY_ORIGIN must be."""
        host, port = self._http.server_address[:2]
        return f"http://{host if isinstance(host, str) else host.decode()}:{port}"

    def __enter__(self) -> Self:
        """Start to serve."""
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop to serve."""
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def serve(self) -> None:
        """Serve in this thread until interrupted."""
        try:
            self._http.serve_forever(0.2)
        finally:
            self._http.server_close()

    def reply(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Reply:
        """Return what to send for a request, faults included, and remember it. `url` without host matches any host."""
        reply = self._recorded(method, url, headers, body)
        for fault in self.faults.hit(url):
            reply = reply.under(fault)
        self.seen.append(Seen(time.monotonic(), method, url, headers, body, reply.status))
        return reply

    def _recorded(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Reply:
        answer = self.answers.find(method, url, body)
        if answer is None:
            miss = {"error": "not recorded", "method": method, "url": url, "recorded_for_this_path": self.answers.near(url)}
            return Reply(404, {"Content-Type": "application/json"}, json.dumps(miss, indent=1).encode())
        if answer.status == 200 and _is_current(answer, headers):
            return Reply(304, {name: value for name, value in answer.headers.items() if name.lower() != "content-type"}, b"")
        return Reply(answer.status, answer.headers, answer.body)


def _is_current(answer: Answer, asked: dict[str, str]) -> bool:
    own = {name.lower(): value for name, value in answer.headers.items()}
    if "if-none-match" in asked:
        tags = {tag.strip().removeprefix("W/") for tag in asked["if-none-match"].split(",")}
        return own.get("etag", "").removeprefix("W/") in tags - {""}
    return "last-modified" in own and asked.get("if-modified-since") == own["last-modified"]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up are part of the game."""


def _handler_of(replay: ReplayServer) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        owner = replay

    return Handler


class _Handler(BaseHTTPRequestHandler):
    owner: ReplayServer
    protocol_version = "HTTP/1.1"
    server_version = "jobscrape-replay"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 60

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.owner.reply(self.command, self.headers.get(ORIGINAL_URL) or self.path, headers, body)
        time.sleep(reply.delay)
        self._send(reply)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = _answer  # noqa: N815

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status not in {204, 304}:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body[: reply.sent])
        self.wfile.flush()
        if reply.sent is not None:
            self._hang_up(reply.reset)

    def _hang_up(self, reset: bool) -> None:
        self.close_connection = True
        if reset:
            # Wait until the client has read its part: a reset throws away what it has not.
            time.sleep(0.05)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            os.close(self.connection.detach())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing for each request."""
