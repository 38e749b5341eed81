"""Hacker News "Who is hiring?": a board is a monthly thread, a posting is a top-level comment, read through the Algolia API."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import orjson
from scrapy.http import Request

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.hiring_line import Line, parse_line
from jobscrape.boards.payload import WrongBoardError, expect_list, hash_of
from jobscrape.boards.spider import Ask
from jobscrape.items import Attribution, JobPosting, StatedPlace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit

API = "https://hn.algolia.com/api/v1"
THREADS = f"{API}/search_by_date?tags=story,author_whoishiring&hitsPerPage=10"
THREAD_TITLE = re.compile(r"Ask HN: Who is hiring\?", re.IGNORECASE)
NEWEST_THREADS = 2


class Hackernews(ApiBoard):
    name = "hackernews"
    system = "Hacker News"
    home = "https://news.ycombinator.com"
    url = API + "/items/{board}"
    rows_at = "children"
    board_is = "thread"
    board_pattern = r"\d+|latest"
    url_patterns = (r"news\.ycombinator\.com/item\?id=(?P<board>\d+)", r"hn\.algolia\.com/api/v1/items/(?P<board>\d+)")
    example = "49522897"
    default_boards = ("latest",)
    horizon_days = 45
    delay, concurrency = 0.5, 1
    attribution = Attribution(name="Hacker News", url="https://news.ycombinator.com")
    terms = "The API is the authorised way (MIT-licensed docs); 10,000 requests an hour. No author names are stored (as of 2026-11-23)."

    async def start(self) -> AsyncIterator[Any]:
        """Find the newest threads if none is named."""
        if "latest" in self.boards():
            named = [b for b in self.boards() if b != "latest"]
            self.wanted = ",".join([*named, *await self.newest()]) or "latest"
        async for request in super().start():
            yield request

    async def newest(self) -> list[str]:
        """Return the ids of the newest threads; [] if the search does not answer."""
        response = await self.crawler.engine.download_async(Request(THREADS, meta={"download_slot": self.slot()}))
        try:
            hits = orjson.loads(response.body)["hits"]
        except (ValueError, KeyError, TypeError):
            return []
        return [str(h["objectID"]) for h in hits if THREAD_TITLE.match(h.get("title") or "")][:NEWEST_THREADS]

    def open(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the thread; if it is not there as a tree, for its comments by search, which shows a thousand at most."""
        yield self.ask_page(visit, Page(), otherwise=None if visit.board == "latest" else self.searched)

    def searched(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the comments of the thread."""
        yield self.ask_page(visit, Page(number=2))

    def page(self, board: str, page: Page) -> Ask:
        if board == "latest":
            return Ask(THREADS)
        search = f"{API}/search_by_date?tags=comment,story_{board}&hitsPerPage=1000&page=0"
        return Ask(self.url.format(board=board) if page.number == 1 else search)

    def rows(self, payload: Any) -> list[Any]:
        if isinstance(payload, dict) and "hits" in payload:
            if any(not THREAD_TITLE.match(h.get("story_title") or "Ask HN: Who is hiring?") for h in expect_list(payload["hits"], "hits")):
                raise WrongBoardError("the comments are of no 'Who is hiring?' thread")
            comments = [h for h in payload["hits"] if h.get("story_id") and h.get("parent_id") == h["story_id"]]
            return [{**h, "id": h["objectID"], "text": h.get("comment_text")} for h in comments]
        if isinstance(payload, dict) and payload.get("parent_id"):
            raise WrongBoardError(f"{payload.get('id')} is a comment; its thread is {payload.get('story_id') or payload['parent_id']}")
        if isinstance(payload, dict) and not THREAD_TITLE.match(payload.get("title") or "Ask HN: Who is hiring?"):
            raise WrongBoardError(f"the thread {payload.get('title')!r} is no 'Who is hiring?' thread")
        return super().rows(payload)

    def is_posting(self, row: dict[str, Any]) -> bool:
        return bool(row.get("text")) and not row.get("deleted") and not row.get("dead") and parse_line(row["text"]) is not None

    def row_hash(self, row: dict[str, Any]) -> str:
        return hash_of(row.get("text"))

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        line: Line = parse_line(row["text"]) or Line()
        return JobPosting(
            source_id=str(row["id"]),
            url=f"https://news.ycombinator.com/item?id={row['id']}",
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
