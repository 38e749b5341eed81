"""Hiring threads: a board is a thread, a posting is a comment whose first line says what is offered."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, ClassVar

import orjson
from scrapy.http import Request

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.hiring_line import Line, parse_line
from jobscrape.boards.payload import WrongBoardError, hash_of
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting, StatedPlace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit

LATEST = "latest"


class HiringThread(ApiBoard):
    """A thread of comments {id, text, created_at, deleted, dead}; the board `latest` is the newest threads, which a search names."""

    board_is: ClassVar[str] = "thread"
    board_pattern: ClassVar[str] = rf"\d+|{LATEST}"
    default_boards: ClassVar[tuple[str, ...]] = (LATEST,)
    threads_url: ClassVar[str] = ""
    """Address of the search for threads, newest first."""
    comments_url: ClassVar[str] = ""
    """Address of the search for the comments of `{board}`, asked where the thread is not there as a tree."""
    thread_title: ClassVar[str] = ""
    """How the title of every hiring thread begins."""
    newest_threads: ClassVar[int] = 2
    """How many threads `latest` is."""

    async def start(self) -> AsyncIterator[Any]:
        """Find the newest threads if none is named."""
        if LATEST in self.boards():
            named = [b for b in self.boards() if b != LATEST]
            self.wanted = ",".join([*named, *await self.newest()]) or LATEST
        async for request in super().start():
            yield request

    async def newest(self) -> list[str]:
        """Return the ids of the newest threads; [] if the search does not answer."""
        response = await self.crawler.engine.download_async(Request(self.threads_url, meta={"download_slot": self.slot()}))
        try:
            found = self.threads(orjson.loads(response.body))
        except (ValueError, KeyError, TypeError):
            return []
        return [ident for ident, title in found if self.is_thread(title)][: self.newest_threads]

    def open(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the thread; if it is not there as a tree, for its comments by search, which may show only some."""
        yield self.ask_page(visit, Page(), otherwise=None if visit.board == LATEST else self.searched)

    def searched(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the comments of the thread."""
        yield self.ask_page(visit, Page(number=2))

    def page(self, board: str, page: Page) -> Ask:
        """Return the request of the thread, of the search for its comments, or of that for threads."""
        address = self.threads_url if board == LATEST else self.url if page.number == 1 else self.comments_url
        return Ask(address.format(board=board))

    def is_thread(self, title: str) -> bool:
        """Tell whether a title is that of a hiring thread."""
        return title.lower().startswith(self.thread_title.lower())

    def expect_thread(self, title: str | None) -> None:
        """Raise WrongBoardError for the title of another thread."""
        if title and not self.is_thread(title):
            raise WrongBoardError(f"the thread {title!r} is no {self.thread_title!r} thread")

    def is_posting(self, row: dict[str, Any]) -> bool:
        """Tell whether a comment is there and offers a job."""
        return bool(row.get("text")) and not row.get("deleted") and not row.get("dead") and parse_line(row["text"]) is not None

    def row_hash(self, row: dict[str, Any]) -> str:
        """Return the hash of the words alone: answers to a comment do not change it."""
        return hash_of(row.get("text"))

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        """Map a comment by its first line."""
        line, source_id = parse_line(row["text"]) or Line(), self.row_id(row)
        return JobPosting(
            source_id=source_id,
            url=self.link.format(board=board, id=source_id),
            apply_url=line.url,
            title=line.title,
            company=line.company,
            company_domain=line.domain,
            description=html.unescape(row["text"]) if "&lt;p" in row["text"] else row["text"],
            locations=[StatedPlace(raw=p) for p in line.places],
            workplace=line.workplace,
            employment_type=line.employment,
            salary=line.pay,
            date_posted=row.get("created_at"),
            raw={"id": row["id"], "line": line.words},
        )

    # what a leaf says

    def threads(self, answer: Any) -> list[tuple[str, str]]:
        """Return id and title of the threads that the search names. May raise KeyError, TypeError or ValueError."""
        raise NotImplementedError
