"""Workday career sites: a list in pages of twenty and a page per posting, behind the JSON that the sites themselves use.

A board is `tenant.wd5/Site`, or `wd5/tenant/Site` for sites on myworkdaysite.com.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.parts import parts_of
from jobscrape.boards.payload import pick
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting, StatedPlace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

    from jobscrape.boards.parts import Facet
    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit

LIMIT = 20
CAP = 2000
LOCALE = r"(?:[a-z]{2}-[A-Z]{2}/)?"
UNSAVED = ("jobDescription", "postedOn", "logoImage", "questionnaireId", "secondaryQuestionnaireId", "includeResumeParsing")


class Workday(ApiBoard):
    name = "workday"
    system = "Workday"
    home = "https://www.workday.com"
    rows_at, total_at = "jobPostings", "total"
    conditional = False
    volatile = "postedOn"
    url_patterns = (
        r"//(?P<tenant>[\w-]+)\.(?P<pod>wd\d+)\.myworkdayjobs\.com/wday/cxs/[\w-]+/(?P<board>[^/?#]+)",
        rf"//(?P<tenant>[\w-]+)\.(?P<pod>wd\d+)\.myworkdayjobs\.com/{LOCALE}(?!wday/)(?P<board>[^/?#]+)",
        rf"//(?P<pod>wd\d+)\.myworkdaysite\.com/(?:wday/cxs/|{LOCALE}recruiting/)(?P<tenant>[\w-]+)/(?P<board>[^/?#]+)",
    )
    board_pattern = r"(?:[\w-]+\.wd\d+|wd\d+/[\w-]+)/[^/?#\s,]+"
    example = "motorolasolutions.wd5/Careers"
    follows = False
    delay, concurrency = 1.0, 2
    terms = "Undocumented JSON of public sites; robots.txt is obeyed; whether the site terms cover them is disputed (as of 2026-11-23)."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facets: dict[str, Facet] = {}

    @classmethod
    def slot(cls) -> str:
        """Each tenant's host has a slot of its own."""
        return ""

    @classmethod
    def token_of(cls, hit: re.Match[str]) -> str:
        place = f"{hit['pod']}/{hit['tenant']}" if "myworkdaysite" in hit[0] else f"{hit['tenant']}.{hit['pod']}"
        return f"{place}/{hit['board']}"

    @classmethod
    def named_in(cls, token: str) -> str:
        tenant = token.split("/")[-2].partition(".wd")[0]
        return tenant.replace("_", " ")

    def token_in(self, text: str) -> str:
        """Return the token; facets chosen in the address narrow the board."""
        token = self.token(text)
        chosen = {k: v for k, v in parse_qs(urlsplit(text).query).items() if all(re.fullmatch(r"[0-9a-f]{32}", part) for part in v)}
        if chosen:
            self.facets[token] = chosen
        return token

    def open(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the first page."""
        facets = self.facets.get(visit.board, {})
        visit.limited = "only the facets in the address" if facets else None
        yield self.ask_page(visit, Page(carried={"facets": facets}))

    @staticmethod
    def roots(board: str) -> tuple[str, str]:
        """Return the addresses under which a board's API and its public pages lie."""
        *place, tenant, site = board.split("/")
        if place:
            host = f"https://{place[0]}.myworkdaysite.com"
            return f"{host}/wday/cxs/{tenant}/{site}", f"{host}/recruiting/{tenant}/{site}"
        host = f"https://{tenant}.myworkdayjobs.com"
        return f"{host}/wday/cxs/{tenant.partition('.wd')[0]}/{site}", f"{host}/{site}"

    def page(self, board: str, page: Page) -> Ask:
        body = {"appliedFacets": page.carried["facets"], "limit": LIMIT, "offset": page.offset, "searchText": ""}
        return Ask(f"{self.roots(board)[0]}/jobs", method="POST", json=body)

    def continued(self, payload: Any, page: Page, visit: BoardVisit) -> Iterator[Result]:
        """Go on; a query that reaches the cap is put in parts, as its pages behind the cap may be the first ones again."""
        if page.number == 1 and (payload.get("total") or 0) == CAP:
            parts, covered = parts_of(payload.get("facets") or [], CAP)
            if covered >= CAP:
                visit.notes.append(f"the list is cut at {CAP}: read in {len(parts)} parts by {next(iter(parts[0]))}")
                visit.declared = None
                for part in parts:
                    yield self.ask_page(visit, Page(number=2, carried={"facets": {**page.carried["facets"], **part}, "part": True}))
                return
            visit.capped = f"the list is cut at {CAP} and cannot be put in parts"
        yield from super().continued(payload, page, visit)

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        """Return the next page: `total` is right on a query's first page only, and offsets may loop."""
        total = page.carried.setdefault("total", payload.get("total") or 0)
        seen: set[str] = page.carried.setdefault("seen", set())
        before = len(seen)
        seen.update(self.row_id(row) for row in payload[self.rows_at])
        if len(seen) > before and page.offset + LIMIT < total:
            return Page(offset=page.offset + LIMIT, carried=page.carried)
        if page.carried.get("part") and len(seen) < total:
            visit.fail(self.page(visit.board, page).url, f"a part of the list declares {total} postings, {len(seen)} were listed")
        return None

    def row_id(self, row: dict[str, Any]) -> str:
        return str(row.get("externalPath") or "").rstrip("/").rpartition("/")[2]

    def detail(self, row: dict[str, Any], board: str) -> Ask:
        return Ask(self.roots(board)[0] + row["externalPath"], headers=(("Accept", "application/json"),))

    def decode_detail(self, response: Response) -> dict[str, Any]:
        info: dict[str, Any] = self.decode(response)["jobPostingInfo"]
        return info

    def is_open(self, detail: dict[str, Any]) -> bool:
        return detail.get("posted") is not False

    def refused(self, response: Response, visit: BoardVisit, about: Any) -> None:
        """403 with code S22 is a posting that is gone; 422 is a tenant without this site."""
        if about.source_id and response.status == 403 and b"S22" in response.body:
            response = response.replace(status=404)
        elif about.essential and response.status == 422 and not visit.listed:
            visit.missing = "HTTP 422"
        super().refused(response, visit, about)

    def posting_with(self, row: dict[str, Any], detail: dict[str, Any], board: str) -> JobPosting:
        where = detail.get("jobRequisitionLocation") or {}
        country = (where.get("country") or {}).get("alpha2Code") or (detail.get("country") or {}).get("descriptor")
        places = self.places([detail.get("location") or ""], detail.get("additionalLocations") or [])
        return JobPosting(
            source_id=self.row_id(row),
            url=detail.get("externalUrl") or self.roots(board)[1] + row["externalPath"],
            title=(detail.get("title") or row["title"]).strip(),
            description=detail.get("jobDescription") or "",
            requisition_id=detail.get("jobReqId"),
            internal_id=detail.get("id"),
            locations=[StatedPlace(raw=name, country=country if number == 0 else None) for number, name in enumerate(places)],
            workplace=detail.get("remoteType") or row.get("remoteType"),
            employment_type=detail.get("timeType") or row.get("timeType"),
            date_posted=detail.get("startDate"),
            valid_through=detail.get("endDate"),
            raw=pick(detail, without=UNSAVED),
        )
