"""BambooHR careers JSON: one list a company, and a page per posting for text, date and pay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.boards.api import ApiBoard
from jobscrape.boards.payload import joined
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting, StatedPlace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit

WORKPLACES = {"0": "on-site", "1": "remote", "2": "hybrid"}


class Bamboohr(ApiBoard):
    name = "bamboohr"
    system = "BambooHR"
    home = "https://www.bamboohr.com"
    url = "https://{board}.bamboohr.com/careers/list"
    detail_url = "https://{board}.bamboohr.com/careers/{id}/detail"
    rows_at, total_at = "result", "meta.totalCount"
    url_patterns = (r"//(?!www\.|api\.|app\.|help\.|documentation\.|partners\.)(?P<board>[\w-]+)\.bamboohr\.com",)
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9-]*"
    example = "premise"
    fold_case = True
    follows = False
    missing_at = r"//www\.bamboohr\.com"
    delay, concurrency = 0.5, 2
    terms = "Undocumented endpoint of the careers page; robots.txt of each subdomain is obeyed (as of 2026-11-23)."
    link = "https://{board}.bamboohr.com/careers/{id}"
    fields = """
        title=jobOpeningName description employment_type=employmentStatusLabel seniority=minimumExperience salary=compensation
        department=departmentLabel date_posted=datePosted
    """
    unsaved = "isRemote"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names: dict[str, str] = {}

    def open(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the company's name, which no other answer holds, then for the list."""
        ask = Ask(f"https://{visit.board}.bamboohr.com/careers/company-info/")
        yield self.ask(visit, ask, self.introduced, otherwise=super().open, expect="json")

    def introduced(self, response: Response, visit: BoardVisit) -> Iterator[Result]:
        """Remember the name."""
        self.names[visit.board] = (self.decode(response).get("result") or {}).get("name") or ""
        yield from super().open(visit)

    def decode_detail(self, response: Response) -> dict[str, Any]:
        opening: dict[str, Any] = self.decode(response)["result"]["jobOpening"]
        return opening

    def is_open(self, detail: dict[str, Any]) -> bool:
        return (detail.get("jobOpeningStatus") or "Open") == "Open"

    def posting_with(self, row: dict[str, Any], detail: dict[str, Any], board: str) -> JobPosting:
        posting, whole = super().posting_with(row, detail, board), {**row, **{k: v for k, v in detail.items() if v is not None}}
        posting.company = self.names.get(board, "")
        posting.locations = self.locations(whole.get("location") or {}, row.get("atsLocation") or {}, detail.get("atsLocation") or {})
        posting.workplace = WORKPLACES.get(str(whole.get("locationType")))
        return posting

    @staticmethod
    def locations(*parts: dict[str, Any]) -> list[StatedPlace]:
        """Return the first place that says anything: that of a remote posting stands under another name."""
        for part in parts:
            names = (part.get("city"), part.get("state") or part.get("province"), part.get("addressCountry") or part.get("country"))
            city, region, country = ((name or "").strip() or None for name in names)
            words = joined((city, region, country))
            if words:
                return [StatedPlace(raw=words, city=city, region=region, country=country)]
        return []
