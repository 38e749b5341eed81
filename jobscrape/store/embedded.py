"""The embedded MongoDB server: SecantusDB as a process of its own on loopback, started on demand and reused.

Layout of the data directory (0700): `db/` the storage, `server.json` {pid, uri, started}, `server.log`, `server.lock`.
Facts about the server: flags `--standalone --cache-size 256M`; it prints its port at log level INFO; acknowledged writes
survive SIGKILL only with `journal=True` (measured), which `jobscrape.store.client` always sets.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobscrape.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

START_SECONDS = 60.0
STOP_SECONDS = 20.0
KILL_SECONDS = 10.0
_LISTENING = re.compile(r"listening on ([\d.]+):(\d+)")
_NO_SERVER = (
    "no MongoDB: MONGODB_URI is not set and the embedded server (package secantusdb, CPython 3.10 to 3.13) is not installed here; "
    "set MONGODB_URI, or install requirements.txt on one of these versions"
)


@dataclass(slots=True, kw_only=True)
class Server:
    """A running embedded server."""

    pid: int
    uri: str
    started: str
    """Start time, ISO 8601 UTC."""


_children: dict[int, subprocess.Popen[bytes]] = {}
"""Servers started by this process: they must be waited for, and outlive it if nobody stops them."""


def data_directory(path: str | os.PathLike[str] | None = None) -> Path:
    """Return the data directory: `path`, else JOBSCRAPE_DATA, else ./data/mongodb."""
    return Path(path or os.environ.get("JOBSCRAPE_DATA") or "data/mongodb").absolute()


def status(directory: Path) -> Server | None:
    """Return the running server of `directory`, None if none runs."""
    try:
        server = Server(**json.loads((directory / "server.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return server if _alive(server.pid) and _answers(server.uri) else None


def start(directory: Path, port: int = 0) -> Server:
    """Return the running server of `directory`, starting it if need be.

    Safe to call from several processes at once. Raises StoreError with one line for every way it can fail.
    """
    _prepare(directory)
    with _locked(directory):
        running = status(directory)
        if running is not None and port and not running.uri.startswith(f"mongodb://127.0.0.1:{port}/"):
            raise StoreError(f"the server of {directory} runs already, on {running.uri}; `scrapy db stop` first to change its port")
        if running is None:
            _end_strays(directory)
        return running or _spawn(directory, port)


def stop(directory: Path) -> bool:
    """Stop the server of `directory`; False if none ran. Raises StoreError if it cannot be ended.

    One that hangs in its own shutdown (seen rarely with 0.7.0b3) is killed after 20 s: writes were journalled, so nothing is lost.
    """
    server = status(directory)
    if server is None:
        return False
    if not (_ended(server.pid, signal.SIGTERM, STOP_SECONDS) or _ended(server.pid, signal.SIGKILL, KILL_SECONDS)):
        raise StoreError(f"the embedded server (pid {server.pid}) cannot be ended; see {directory / 'server.log'}")
    (directory / "server.json").unlink(missing_ok=True)
    return True


def _end_strays(directory: Path) -> None:
    """End servers whose files were deleted under them: at their next checkpoint they would write over those of a new one (Linux)."""
    storage = str(directory / "db")
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if storage in (process / "cmdline").read_text("utf-8", "replace").split("\0") and _has_lost_files(process, storage):
                _ended(int(process.name), signal.SIGKILL, KILL_SECONDS)


def _has_lost_files(process: Path, storage: str) -> bool:
    opened = [str(link.readlink()) for link in (process / "fd").iterdir()]
    return any(name.startswith(f"{storage}/") and name.endswith(" (deleted)") for name in opened)


def _ended(pid: int, sign: int, seconds: float) -> bool:
    """Send a signal; tell whether the process ended within `seconds`."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, sign)
    deadline = time.monotonic() + seconds
    while _alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _prepare(directory: Path) -> None:
    try:
        (directory / "db").mkdir(parents=True, exist_ok=True, mode=0o700)
        directory.chmod(0o700)
        (directory / "db").chmod(0o700)
        (directory / "secantusd.toml").touch()
    except OSError as error:
        raise StoreError(f"cannot use {directory} as data directory: {error.strerror}; choose another with JOBSCRAPE_DATA") from error


def _spawn(directory: Path, port: int) -> Server:
    log = directory / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(_command(directory, port), stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    _children[process.pid] = process
    uri = _wait(process, log, directory, port)
    server = Server(pid=process.pid, uri=uri, started=datetime.now(timezone.utc).isoformat(timespec="seconds"))
    target = directory / "server.json"
    partial = target.with_suffix(".new")
    partial.write_text(json.dumps(asdict(server)), "utf-8")
    partial.replace(target)
    return server


def _command(directory: Path, port: int) -> list[str]:
    beside = Path(sys.executable).parent / "secantusd-py"
    program = str(beside) if beside.exists() else shutil.which("secantusd-py")
    if program is None:
        raise StoreError(_NO_SERVER)
    flags = ["--host", "127.0.0.1", "--port", str(port), "--standalone", "--cache-size", "256M", "--log-level", "INFO"]
    return [program, *flags, "--storage-path", str(directory / "db"), "--config", str(directory / "secantusd.toml")]


def _wait(process: subprocess.Popen[bytes], log: Path, directory: Path, port: int) -> str:
    """Return the URI once the server answers; StoreError if it ends or stays silent."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        text = log.read_text("utf-8", "replace")
        if process.poll() is not None:
            raise StoreError(_why(text, directory, port))
        where = _LISTENING.search(text)
        if where:
            uri = f"mongodb://{where[1]}:{where[2]}/?directConnection=true"
            if _answers(uri):
                return uri
        time.sleep(0.05)
    process.terminate()
    raise StoreError(f"the embedded server did not answer within {START_SECONDS:.0f} s; see {log}")


def _why(log: str, directory: Path, port: int) -> str:
    if "Device or resource busy" in log or "Resource temporarily unavailable" in log:
        what = f"the data directory {directory} is in use by another server"
        return f"{what}; stop that one (`scrapy db stop`) or choose another with JOBSCRAPE_DATA"
    if "Address already in use" in log:
        return f"port {port} is taken; choose another with `scrapy db start --port N`, or 0 for any free one"
    if "No space left" in log:
        return f"no space left on the disk of {directory}; free some or choose another with JOBSCRAPE_DATA"
    last = next((line.strip() for line in reversed(log.splitlines()) if line.strip()), "no output")
    return f"the embedded server could not start on {directory}: {last[:200]} (see {directory / 'server.log'})"


def _answers(uri: str) -> bool:
    from pymongo import MongoClient  # noqa: PLC0415 - the driver is heavy, and `scrapy` loads this module with all its commands
    from pymongo.errors import PyMongoError  # noqa: PLC0415

    client: MongoClient[dict[str, Any]] = MongoClient(uri, serverSelectionTimeoutMS=500, connectTimeoutMS=2000, socketTimeoutMS=10_000)
    try:
        client.admin.command("ping")
    except PyMongoError:
        return False
    finally:
        client.close()
    return True


def _alive(pid: int) -> bool:
    if pid in _children and _children[pid].poll() is not None:
        del _children[pid]
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextlib.contextmanager
def _locked(directory: Path) -> Iterator[None]:
    """Let one process at a time start a server here (no lock where the platform has no fcntl)."""
    try:
        import fcntl  # noqa: PLC0415 - absent on Windows
    except ImportError:
        yield
        return
    with (directory / "server.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
