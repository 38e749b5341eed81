"""Hacker News "Who is hiring?": a board is a monthly thread, a posting is a top-level comment, read through the Algolia API."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.payload import WrongBoardError, expect_list
from jobscrape.boards.thread import HiringThread
from jobscrape.items import Attribution


class Hackernews(HiringThread):
    name = "hackernews"
    system = "Hacker News"
    home = "https://news.ycombinator.com"
    url = "https://hn.algolia.com/api/v1/items/{board}"
    comments_url = "https://hn.algolia.com/api/v1/search_by_date?tags=comment,story_{board}&hitsPerPage=1000&page=0"
    threads_url = "https://hn.algolia.com/api/v1/search_by_date?tags=story,author_whoishiring&hitsPerPage=10"
    link = "https://news.ycombinator.com/item?id={id}"
    thread_title = "Ask HN: Who is hiring?"
    rows_at = "children"
    url_patterns = (r"news\.ycombinator\.com/item\?id=(?P<board>\d+)", r"hn\.algolia\.com/api/v1/items/(?P<board>\d+)")
    example = "49522897"
    horizon_days = 45
    delay, concurrency = 0.5, 1
    attribution = Attribution(name="Hacker News", url="https://news.ycombinator.com")
    terms = "The API is the authorised way (MIT-licensed docs); 10,000 requests an hour. No author names are stored (as of 2026-11-23)."

    def threads(self, answer: Any) -> list[tuple[str, str]]:
        return [(str(hit["objectID"]), hit.get("title") or "") for hit in answer["hits"]]

    def rows(self, payload: Any) -> list[Any]:
        if isinstance(payload, dict) and "hits" in payload:
            comments = [self.comment(hit) for hit in expect_list(payload["hits"], "hits")]
            return [row for row in comments if row.get("story_id") and row.get("parent_id") == row["story_id"]]
        if isinstance(payload, dict) and payload.get("parent_id"):
            raise WrongBoardError(f"{payload.get('id')} is a comment; its thread is {payload.get('story_id') or payload['parent_id']}")
        if isinstance(payload, dict):
            self.expect_thread(payload.get("title"))
        return super().rows(payload)

    def comment(self, hit: dict[str, Any]) -> dict[str, Any]:
        """Return a hit of the search in the keys of the tree. Raises WrongBoardError if it is of another thread."""
        self.expect_thread(hit.get("story_title"))
        return {**hit, "id": hit["objectID"], "text": hit.get("comment_text")}
