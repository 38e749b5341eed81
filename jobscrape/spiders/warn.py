"""US WARN notices: layoffs that employers announce by law, from state job centers (a board is a state) and lists as CSV (by address)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urljoin

from scrapy.http import Response

from jobscrape.boards.payload import PayloadError
from jobscrape.boards.spider import Ask, BoardSpider
from jobscrape.boards.visit import BoardVisit, Reject
from jobscrape.layoffs.notices import notice_of

JOB_CENTERS = {
    "AZ": "https://www.azjobconnection.gov",
    "DE": "https://joblink.delaware.gov",
    "KS": "https://www.kansasworks.com",
    "ME": "https://joblink.maine.gov",
    "OK": "https://okjobmatch.com",
    "VT": "https://www.vermontjoblink.com",
}
WINDOW = timedelta(days=120)


class Warn(BoardSpider):
    name = "warn"
    system = "US WARN notices"
    home = "https://www.dol.gov/agencies/eta/layoffs/warn"
    board_is = "state or list"
    board_pattern = r"[A-Z]{2}|https?://\S+\.csv"
    example = "OK"
    default_boards = tuple(JOB_CENTERS)
    delay, concurrency = 2.0, 1
    terms = "Public records, published by the states without a key (read 2026-08); contact persons are not stored."

    @classmethod
    def token(cls, text: str) -> str:
        return super().token(text) if not text.startswith("http") else text.strip()

    def open(self, visit: BoardVisit) -> Iterator[Any]:
        if visit.board.startswith("http"):
            yield self.ask(visit, Ask(visit.board), self.table)
        elif visit.board not in JOB_CENTERS:
            raise PayloadError(f"no job center is known for {visit.board}; known: {', '.join(JOB_CENTERS)}")
        else:
            yield self.ask(visit, Ask(self.search(visit.board)), self.center)

    def search(self, state: str) -> str:
        """Return the address of the notices of the last four months."""
        query = {
            "utf8": "✓",
            "q[employer_name_cont]": "",
            "q[main_contact_contact_info_addresses_full_location_city_matches]": "",
            "q[zipcode_code_start]": "",
            "q[service_delivery_area_id_eq]": "",
            "q[notice_on_gteq]": f"{self.clock - WINDOW:%Y-%m-%d}",
            "q[notice_on_lteq]": f"{self.clock:%Y-%m-%d}",
            "q[notice_eq]": "",
            "commit": "Search",
        }
        return f"{JOB_CENTERS[state]}/search/warn_lookups?{urlencode(query)}"

    def center(self, response: Response, visit: BoardVisit) -> Iterator[Any]:
        """Read a page of a job center's search."""
        rows = response.xpath("//table[.//th]//tbody/tr")
        heads = [" ".join(h.xpath("string()").get("").split()) for h in response.xpath("//table//thead//th")]
        if not heads and not re.search(r"no (?:results|records|entries)", response.text, re.IGNORECASE):
            raise PayloadError("the page holds no table of notices")
        for row in rows:
            cells = [" ".join(c.xpath("string()").get("").split()) for c in row.xpath("td")]
            link = row.xpath(".//a/@href").get()
            yield from self.taken(dict(zip(heads, cells, strict=False)), visit, urljoin(response.url, link) if link else response.url)
        following = response.css("a.next_page::attr(href)").get()
        if following:
            yield self.ask(visit, Ask(urljoin(response.url, following)), self.center)
        else:
            visit.natural_end = True

    def table(self, response: Response, visit: BoardVisit) -> Iterator[Any]:
        """Read a list as CSV; the state is taken from the file's name (co.csv)."""
        reader = csv.DictReader(io.StringIO(response.text))
        if not reader.fieldnames or len(reader.fieldnames) < 2:
            raise PayloadError("no table: its first line has no columns")
        for row in reader:
            yield from self.taken(row, visit, visit.board)
        visit.natural_end = True

    def taken(self, row: dict[str, Any], visit: BoardVisit, url: str) -> Iterator[Any]:
        """Map one row."""
        named = re.search(r"/([a-z]{2})\.csv$", visit.board)
        visit.listed += 1
        notice = notice_of(row, "warn", region=named[1].upper() if named else visit.board if len(visit.board) == 2 else None)
        if notice is None:
            yield Reject(source="", board="", url=url, error="the row names no company", raw=row)
        else:
            notice.url = url
            yield notice
