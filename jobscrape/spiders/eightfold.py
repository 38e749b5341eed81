"""Eightfold career sites: pages of a list and a page per posting. A board is a host, with `/domain` where that is another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from jobscrape.boards.api import Page
from jobscrape.boards.pages import ListedPages
from jobscrape.boards.payload import PayloadError, expect_list, pick, read_json
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting, StatedPlace

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from scrapy.http import Response

    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit


class Eightfold(ListedPages):
    name = "eightfold"
    system = "Eightfold"
    home = "https://eightfold.ai"
    board_is = "site"
    expect = "json"
    cap = 2000
    volatile = "t_update stars solrScore hot isHot"
    url_patterns = (
        r"//(?P<board>[\w.-]+)/(?:careers|api/\w+)(?:/[^?#]*)?\?(?:[^#]*&)?domain=(?P<domain>[\w.-]+)",
        r"//(?P<board>(?!www\.|app\.|static\.)[\w-]+\.eightfold\.ai)",
    )
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+(?:/[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)?"
    example = "careers.qualcomm.com"
    fold_case = True
    delay, concurrency = 1.0, 2
    terms = "Undocumented JSON of public career sites; robots.txt of each host is obeyed (as of 2026-11-23)."

    @classmethod
    def slot(cls) -> str:
        """Each host has a slot of its own."""
        return ""

    @classmethod
    def token_of(cls, hit: re.Match[str]) -> str:
        return f"{hit['board']}/{hit['domain']}" if hit.groupdict().get("domain") else hit["board"]

    @classmethod
    def tidy_token(cls, token: str) -> str:
        """Leave out the domain that goes without saying."""
        host, _, domain = token.lower().partition("/")
        return host if domain == own_domain(host) else token.lower()

    @classmethod
    def named_in(cls, token: str) -> str:
        return domain_of(token).partition(".")[0]

    def open(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the list; for that of the newer interface where it is not there."""
        yield self.ask_page(visit, Page(), otherwise=self.newer)

    def newer(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the newer interface's list."""
        yield self.ask_page(visit, Page(carried={"newer": True}))

    def page(self, board: str, page: Page) -> Ask:
        host, domain = board.partition("/")[0], domain_of(board)
        if page.carried.get("newer"):
            return Ask(f"https://{host}/api/pcsx/search?domain={domain}&query=&location=&start={page.offset}")
        return Ask(f"https://{host}/api/apply/v2/jobs?domain={domain}&start={page.offset}&num=10")

    def decode(self, response: Response) -> dict[str, Any]:
        payload = read_json(response)
        data: dict[str, Any] = (payload.get("data") or payload) if isinstance(payload, dict) else {}
        if "positions" not in data:
            raise PayloadError("the answer has no list 'positions'")
        return data

    def rows(self, payload: dict[str, Any]) -> list[dict[str, Any]]:
        return expect_list(payload["positions"], "positions")

    def declared(self, payload: dict[str, Any]) -> int | None:
        return payload.get("count")

    def following(self, payload: dict[str, Any], page: Page, visit: BoardVisit) -> Page | None:
        behind = page.offset + page.rows
        return Page(offset=behind, carried=page.carried) if page.fresh and behind < min(visit.declared or 0, self.cap or 0) else None

    def is_posting(self, row: dict[str, Any]) -> bool:
        return not row.get("isPrivate")

    def detail(self, row: dict[str, Any], board: str) -> Ask:
        host, domain = board.partition("/")[0], domain_of(board)
        if "positionUrl" in row:
            return Ask(f"https://{host}/careers/job/{row['id']}?domain={domain}")
        return Ask(f"https://{host}/api/apply/v2/jobs/{row['id']}?domain={domain}")

    def decode_detail(self, response: Response) -> dict[str, Any]:
        if "/api/" not in response.url:
            return super().decode_detail(response)
        detail: dict[str, Any] = read_json(response)
        return detail

    def posting_with(self, row: dict[str, Any], detail: dict[str, Any], board: str) -> JobPosting:
        host = board.partition("/")[0]
        return JobPosting(
            source_id=str(row["id"]),
            url=row.get("canonicalPositionUrl") or urljoin(f"https://{host}/", row.get("positionUrl") or f"careers/job/{row['id']}"),
            title=(row.get("posting_name") or row["name"]).strip(),
            description=detail.get("job_description") or detail.get("description") or "",
            requisition_id=row.get("display_job_id") or row.get("displayJobId") or row.get("ats_job_id"),
            locations=[StatedPlace(raw=place) for place in self.places(row.get("locations") or [row.get("location") or ""])],
            workplace=row.get("work_location_option") or row.get("workLocationOption"),
            department=row.get("department") or None,
            language=(row.get("locale") or "").replace("_", "-") or None,
            date_posted=row.get("t_create") or row.get("postedTs") or row.get("creationTs"),
            date_updated=row.get("t_update"),
            raw=pick(row, without=("job_description", "medallionProgram", "stars", "solrScore")),
        )


def own_domain(host: str) -> str:
    """Return the domain that a host stands for: the tenant's .com on the vendor's host, else the host without its first label."""
    labels = host.split(".")
    return f"{labels[0]}.com" if host.endswith(".eightfold.ai") else ".".join(labels[1:] if len(labels) > 2 else labels)


def domain_of(board: str) -> str:
    """Return the domain that a board's list is asked for."""
    host, _, domain = board.partition("/")
    return domain or own_domain(host)
