"""Base of all spiders: arguments, board tokens, polite requests, and one ledger entry per board whatever happens."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote

import scrapy
from scrapy.http import JsonRequest, Request, Response
from scrapy.utils.asyncio import sleep
from scrapy.utils.httpobj import urlparse_cached

from jobscrape.boards.payload import PayloadError, WrongBoardError, impersonal
from jobscrape.boards.registry import facts_of, is_selector, readable, registered, select
from jobscrape.boards.visit import BoardVisit, Memory, Reject
from jobscrape.errors import UsageError
from jobscrape.items import Attribution, JobPosting, LayoffNotice
from jobscrape.net.clock import crawl_time
from jobscrape.net.retry import VendorRefusal
from jobscrape.net.robots import RobotsRefusal, RobotsUnreachable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure
    from typing_extensions import Self

    Result = JobPosting | LayoffNotice | Reject | Request | BoardVisit
    Then = Callable[..., Iterable[Result]]
    Otherwise = Callable[[BoardVisit], Iterable[Result]]

REDIRECTS = (301, 302, 303, 307, 308)
ERROR_STATUSES = [304, *range(400, 600)]
OPEN_BOARDS = 32
EMPLOYERS = ("company", "site")
"""Kinds of board that belong to one employer."""


@dataclass(slots=True, frozen=True)
class Ask:
    """A request a source wants: address, method, JSON body, headers."""

    url: str
    method: str = "GET"
    json: Any = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True, kw_only=True)
class Asked:
    """What is remembered of a request until its answer comes."""

    then: Then
    essential: bool
    source_id: str
    otherwise: Otherwise | None
    kwargs: dict[str, Any]


class BoardSpider(scrapy.Spider):
    """A spider over one or more boards; leaves declare the attributes and say how an answer becomes postings.

    Arguments (`-a`): `boards` tokens, URLs or selectors (`tag:ai+country:DE`) separated by commas, or `@file`
    with one a line; `limit` postings a board at most; `part` i/n takes every n-th board, stable by name; `verbose` 1 prints a row a board.
    """

    system: ClassVar[str] = ""
    """Name of the board or applicant-tracking system."""
    home: ClassVar[str] = ""
    """Its home page."""
    board_is: ClassVar[str] = "company"
    """What one board is: company, feed, site, thread."""
    board_pattern: ClassVar[str] = r"[A-Za-z0-9][A-Za-z0-9._-]*"
    """What a token looks like."""
    url_patterns: ClassVar[tuple[str, ...]] = ()
    """Regular expressions with a group `board` that find the token in any public URL of a board."""
    example: ClassVar[str] = ""
    """A token for the documentation."""
    default_boards: ClassVar[tuple[str, ...]] = ()
    """Boards crawled if none is given and none is registered (feeds: their only one)."""
    fold_case: ClassVar[bool] = False
    """Tokens mean the same in any case: store them in lower case."""
    vendor: ClassVar[str] = ""
    """Slot that all its hosts share; the spider's name if empty."""
    delay: ClassVar[float] = 1.0
    """Seconds between two requests to the vendor."""
    concurrency: ClassVar[int] = 2
    """Requests under way at once to the vendor."""
    keys: ClassVar[tuple[str, ...]] = ()
    """Environment variables that must hold the user's keys."""
    off: ClassVar[str] = ""
    """Why it is off until the user allows it (JOBSCRAPE_ALLOW); "" = on."""
    attribution: ClassVar[Attribution | None] = None
    """What the board asks to be shown beside its data."""
    terms: ClassVar[str] = ""
    """What its robots.txt and terms say, with the date read."""
    follows: ClassVar[bool] = True
    """False: the vendor's API never redirects on purpose, so a redirect is no answer (a missing board, maintenance)."""
    missing_at: ClassVar[str] = ""
    """Regular expression for the address to which a vendor that `follows` = False redirects instead of answering 404."""
    horizon_days: ClassVar[int | None] = None
    """A feed of the newest postings proves no absence: they become unknown after so many days. None = the board is whole."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Turn `delay` and `concurrency` into the settings of the vendor's slot, or of every host's if each has its own."""
        super().__init_subclass__(**kwargs)
        slot = {"concurrency": cls.concurrency, "delay": cls.delay, "jitter": 0.2}
        each = {"DOWNLOAD_DELAY": cls.delay, "CONCURRENT_REQUESTS_PER_DOMAIN": cls.concurrency}
        cls.custom_settings = {"DOWNLOAD_SLOTS": {cls.slot(): slot}} if cls.slot() else each

    def __init__(self, boards: str = "", limit: str = "", verbose: str = "", part: str = "", **unknown: Any) -> None:
        super().__init__()
        self.limit, self.part = _whole(limit, "limit"), _fraction(part)
        self.verbose = verbose not in ("", "0", "false", "no")
        if unknown:
            names = ", ".join(sorted(unknown))
            raise UsageError(f"{self.name} knows no argument {names}; it takes boards, limit, part, verbose")
        self.wanted = boards
        self.visits: dict[str, BoardVisit] = {}
        self.clock: datetime
        self.run = ""

    @classmethod
    def slot(cls) -> str:
        """Name of the download slot of the vendor."""
        return cls.vendor or getattr(cls, "name", "") or cls.__name__

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider with the crawl's clock and run id."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        now = crawl_time(crawler.settings)
        spider.clock = now.replace(microsecond=now.microsecond // 1000 * 1000)
        spider.run = crawler.settings.get("JOBSCRAPE_RUN") or f"{spider.clock:%Y%m%dT%H%M%S}-{cls.name}"
        return spider

    @classmethod
    def allowed(cls, settings: Mapping[str, Any]) -> None:
        """Raise UsageError if the user must first turn the source on or give it a key."""
        missing = [key for key in cls.keys if not os.environ.get(key)]
        if missing:
            raise UsageError(f"{cls.name} needs {' and '.join(missing)} in the environment; {cls.home} gives keys")
        if cls.off and cls.name not in str(settings.get("JOBSCRAPE_ALLOW") or "").replace(",", " ").split():
            raise UsageError(f"{cls.name} is off: {cls.off}; to turn it on anyway: -s JOBSCRAPE_ALLOW={cls.name}")

    @staticmethod
    def secret(key: str) -> str:
        """Return a key of the user's from the environment."""
        return os.environ.get(key, "")

    # boards

    @classmethod
    def token(cls, text: str) -> str:
        """Return the token in `text`: a token or any public URL of a board. Raises UsageError if it is neither."""
        text = text.strip()
        for pattern in cls.url_patterns:
            hit = re.search(pattern, text)
            if hit:
                return cls.tidy_token(unquote(cls.token_of(hit)))
        if ("/" in text and "://" in text) or not re.fullmatch(cls.board_pattern, text):
            hint = f"; a {cls.board_is} looks like {cls.example}" if cls.example else ""
            raise UsageError(f"{cls.name} knows no board in {text[:120]!r}{hint}")
        return cls.tidy_token(text)

    @classmethod
    def token_of(cls, hit: re.Match[str]) -> str:
        """Return the token that a URL pattern found."""
        return hit["board"]

    @classmethod
    def tidy_token(cls, token: str) -> str:
        """Return the one spelling of a token."""
        return token.lower() if cls.fold_case else token

    @classmethod
    def employer_of(cls, token: str) -> str:
        """Return the employer's name behind a board whose postings name none: the registered one, else what the token says."""
        return facts_of(cls.name, token).get("name") or cls.named_in(token)

    @classmethod
    def named_in(cls, token: str) -> str:
        """Return the name that a token says."""
        return readable(token)

    def token_in(self, text: str) -> str:
        """Return the token in an argument; a leaf may remember more of it."""
        return self.token(text)

    def boards(self) -> list[str]:
        """Return the tokens to crawl: those asked for, else the registered ones, else the default ones."""
        added = self.settings.get("JOBSCRAPE_BOARDS_ADDED") or ()
        asked = _listed(self.wanted)
        if self.wanted and not asked:
            raise UsageError(f"no board is named in {self.wanted!r}; without -a boards= the registered ones are crawled")
        tokens: list[str] = []
        for text in asked:
            tokens += [r["token"] for r in select(registered(self.name, added), text)] if is_selector(text) else [self.token_in(text)]
        tokens = tokens or [r["token"] for r in registered(self.name, added)] or list(self.default_boards)
        if not tokens:
            raise UsageError(f"{self.name} has no registered boards; say which: -a boards={self.example or 'NAME'}")
        return [t for t in dict.fromkeys(tokens) if _in_part(t, self.part)]

    async def start(self) -> AsyncIterator[Any]:
        """Open board after board, a bounded number at once."""
        for board in self.boards():
            while sum(1 for v in self.visits.values() if v.pending) >= OPEN_BOARDS:
                await sleep(0.05)
            visit = BoardVisit(source=self.name, board=board, run=self.run, started=self.clock, memory=await self.recall(board))
            self.visits[board] = visit
            for result in self.opened(visit):
                yield result

    def opened(self, visit: BoardVisit) -> Iterator[Result]:
        """Open a board; one that asks for nothing is closed at once."""
        visit.newest_only = self.horizon_days is not None
        yield from self.guarded(visit, "", self.open(visit))
        if visit.pending == 0:
            visit.finished = self.clock
            yield visit

    async def recall(self, board: str) -> Memory:
        """Return what the store knows of `board`; nothing without a store."""
        store = getattr(self.crawler, "jobscrape_store", None)
        return await store.recall(self.name, board) if store else Memory()

    def open(self, visit: BoardVisit) -> Iterable[Result]:
        """Return the first requests of a board."""
        raise NotImplementedError

    # requests

    def ask(
        self,
        visit: BoardVisit,
        ask: Ask,
        then: Then,
        *,
        essential: bool = True,
        source_id: str = "",
        expect: str = "",
        otherwise: Otherwise | None = None,
        **kwargs: Any,
    ) -> Request:
        """Return a request of `visit` whose answer goes to `then(response, visit, **kwargs)`.

        `essential`: without its answer the visit proves nothing. `source_id`: the posting whose own page it is. `expect`: json, xml
        or html; another kind of answer is asked for again before it counts as a failure. `otherwise(visit)`: what is done instead
        if there is no usable answer, which then is a note of the visit and no failure.
        """
        visit.pending += 1
        visit.requests += 1
        about = Asked(then=then, essential=essential, source_id=source_id, otherwise=otherwise, kwargs=kwargs)
        meta: dict[str, Any] = {"handle_httpstatus_list": ERROR_STATUSES if self.follows else [*REDIRECTS, *ERROR_STATUSES]}
        if self.slot():
            meta["download_slot"] = self.slot()
        if expect:
            meta["expect"] = expect
        common: dict[str, Any] = {
            "method": ask.method,
            "headers": dict(ask.headers),
            "callback": self.answered,
            "errback": self.failed,
            "cb_kwargs": {"visit": visit, "about": about},
            "meta": meta,
            "dont_filter": True,
        }
        if ask.json is not None:
            return JsonRequest(ask.url, data=ask.json, **common)
        return Request(ask.url, **common)

    def answered(self, response: Response, visit: BoardVisit, about: Asked) -> Iterator[Result]:
        """Count an answer, hand a good one on, note a bad one; close the visit after its last answer."""
        visit.statuses[str(response.status)] += 1
        visit.received += len(response.body)
        if response.status in (200, 304):
            results = about.then(response, visit, **about.kwargs)
            yield from self.guarded(visit, response.url, results, essential=about.essential, otherwise=about.otherwise)
        elif about.otherwise is not None:
            yield from self.instead(visit, response.url, f"HTTP {response.status}", about.otherwise)
        else:
            self.refused(response, visit, about)
        yield from self.settle(visit)

    def failed(self, failure: Failure) -> Iterator[Result]:
        """Note a request that got no answer; once the crawl is being stopped, boards are left as cut off instead."""
        if not self.crawler.crawling:
            return
        request = failure.request  # type: ignore[attr-defined]
        visit, about = request.cb_kwargs["visit"], request.cb_kwargs["about"]
        reason = f"{failure.type.__name__}: {failure.getErrorMessage()}"[:200] if failure.type else "no answer"
        visit.statuses[failure.type.__name__ if failure.type else "error"] += 1
        error = failure.value
        if isinstance(error, VendorRefusal) or (isinstance(error, RobotsRefusal) and not isinstance(error, RobotsUnreachable)):
            visit.blocked = reason
        elif about.otherwise is not None:
            yield from self.instead(visit, request.url, reason, about.otherwise)
            yield from self.settle(visit)
            return
        visit.fail(request.url, reason, essential=about.essential)
        yield from self.settle(visit)

    def instead(self, visit: BoardVisit, url: str, reason: str, otherwise: Otherwise) -> Iterator[Result]:
        """Go another way after a request without a usable answer."""
        visit.notes.append(f"{reason} at {url}")
        yield from self.guarded(visit, url, otherwise(visit))

    def refused(self, response: Response, visit: BoardVisit, about: Asked) -> None:
        """Note an answer with an error status."""
        status, essential, source_id = response.status, about.essential, about.source_id
        if source_id and status in (404, 410):
            visit.dead.add(source_id)
            visit.gone.add(source_id)
            visit.ids.discard(source_id)
            return
        reason = f"HTTP {status}"
        if status in REDIRECTS:
            target = (response.headers.get("Location") or b"").decode("latin-1")
            reason = f"HTTP {status} to {target or 'nowhere'}"
            if essential and not visit.listed and self.missing_at and re.search(self.missing_at, target):
                visit.missing = reason
        elif essential and status in (404, 410) and not visit.listed:
            visit.missing = f"HTTP {status}"
        elif essential and status in (401, 403):
            visit.blocked = f"HTTP {status}"
        visit.fail(response.url, reason, status, essential=essential)

    def guarded(
        self, visit: BoardVisit, url: str, results: Iterable[Result], *, essential: bool = True, otherwise: Otherwise | None = None
    ) -> Iterator[Result]:
        """Pass results on; an unreadable payload is a failure of the visit, never of the crawl."""
        try:
            for result in results:
                if isinstance(result, JobPosting | Reject | LayoffNotice):
                    self.complete(result, visit, url)
                yield result
        except PayloadError as error:
            if otherwise is None or isinstance(error, WrongBoardError):
                visit.fail(url, str(error), essential=essential)
            else:
                yield from self.instead(visit, url, str(error), otherwise)
        except Exception as error:
            self.logger.exception("%s: %s could not be read", self.name, url or visit.board)
            self.crawler.stats.inc_value("jobscrape/spider_errors")
            visit.fail(url, f"unexpected {type(error).__name__}: {error}", essential=essential)

    def complete(self, result: JobPosting | Reject | LayoffNotice, visit: BoardVisit, url: str) -> None:
        """Fill what the base class knows."""
        visit.yielded += 1
        result.source, result.board = self.name, visit.board
        result.raw = impersonal(result.raw)
        if isinstance(result, Reject):
            visit.rejected += 1
            result.url = result.url or url
        elif isinstance(result, JobPosting):
            result.attribution = result.attribution or self.attribution
            result.company = result.company.strip() or (self.employer_of(visit.board) if self.board_is in EMPLOYERS else "")

    def settle(self, visit: BoardVisit) -> Iterator[Result]:
        """Count a request as done; after the last one, close the visit."""
        visit.pending -= 1
        if visit.pending == 0:
            visit.finished = self.clock
            yield visit

    @staticmethod
    def host(response: Response) -> str:
        """Host that answered."""
        return urlparse_cached(response).hostname or ""


def _listed(text: str) -> list[str]:
    """Split a `boards` argument; `@file` has one a line, `#` starts a comment."""
    if not text.startswith("@"):
        return [t for t in (part.strip() for part in text.split(",")) if t]
    path = Path(text[1:])
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the list of boards {path}: {getattr(error, 'strerror', None) or 'not UTF-8 text'}") from error
    return [t for t in (line.partition("#")[0].strip() for line in lines) if t]


def _whole(text: str, name: str) -> int | None:
    if not text:
        return None
    if not text.isdigit() or int(text) < 1:
        raise UsageError(f"{name} takes a whole number from 1 (got {text!r})")
    return int(text)


def _fraction(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    hit = re.fullmatch(r"(\d+)/(\d+)", text)
    if not hit or not 1 <= int(hit[1]) <= int(hit[2]):
        raise UsageError(f"part takes i/n with 1 <= i <= n (got {text!r})")
    return int(hit[1]), int(hit[2])


def _in_part(token: str, part: tuple[int, int] | None) -> bool:
    if part is None:
        return True
    import xxhash  # noqa: PLC0415

    return xxhash.xxh3_64_intdigest(token.encode()) % part[1] == part[0] - 1
