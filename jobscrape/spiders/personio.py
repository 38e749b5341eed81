"""Personio positions feed: one XML answer a company and language; positions without text are asked for in the next language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.payload import read_xml
from jobscrape.boards.shapes import body
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsel import Selector
    from scrapy.http import Response

    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit

LANGUAGES = ("en", "de", "fr", "es", "nl", "it")
PLAIN = ("id", "name", "subcompany", "office", "department", "recruitingCategory", "employmentType", "schedule", "seniority")
MORE = ("yearsOfExperience", "occupation", "occupationCategory", "keywords", "createdAt")


class Personio(ApiBoard):
    name = "personio"
    system = "Personio"
    home = "https://www.personio.com"
    url = "https://{board}.jobs.personio.de/xml?language={language}"
    expect = "xml"
    gathers = True
    url_patterns = (r"//(?P<board>[\w-]+)\.jobs\.personio\.(?:de|com)",)
    board_pattern = r"[A-Za-z0-9][A-Za-z0-9-]*"
    example = "personio"
    fold_case = True
    follows = False
    missing_at = r"//(?:www\.)?personio\.(?:com|de)"
    delay, concurrency = 15.0, 1
    terms = "The feed is described for the employer's own site, without a key; robots.txt allows all (notes of 2026-10-21)."
    link = "https://{board}.jobs.personio.de/job/{id}"
    fields = """
        title=name company=subcompany employment_type=employmentType+schedule seniority department date_posted=createdAt
    """
    pay_fields = "pay: min max currency=currencyCode period=type"
    unsaved = "sections"

    def page(self, board: str, page: Page) -> Ask:
        return Ask(self.url.format(board=board, language=LANGUAGES[page.number - 1]))

    def decode(self, response: Response) -> list[dict[str, Any]]:
        return [row_of(position) for position in read_xml(response, root="workzag-jobs").xpath("/workzag-jobs/position")]

    def gathered(self, payload: Any, rows: list[Any], page: Page, visit: BoardVisit, url: str) -> Iterator[Result]:
        """Keep the rows of the first language, fill in texts of the others, then take them all."""
        held: dict[str, Any] = page.carried.setdefault("rows", {row["id"]: row for row in rows})
        for row in rows:
            if row["sections"] and not held.get(row["id"], row)["sections"]:
                held[row["id"]] = row
        if page.number < len(LANGUAGES) and not all(row["sections"] for row in held.values()):
            following = Page(number=page.number + 1, carried=page.carried)
            yield self.ask_page(visit, following, otherwise=lambda visit: self.ended(held, visit, url))
        else:
            yield from self.ended(held, visit, url)

    def ended(self, held: dict[str, Any], visit: BoardVisit, url: str) -> Iterator[Result]:
        """Take the rows; a language that does not answer leaves some without text, which must not replace the text of known ones."""
        visit.natural_end = True
        for row in held.values():
            if not row["sections"] and row["id"] in visit.memory.known:
                visit.add(row["id"])
                visit.seen.add(row["id"])
        yield from self.taken_all((row for row in held.values() if row["id"] not in visit.seen), visit, url)

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting = super().posting(row, board)
        posting.description = body(row["sections"])
        posting.locations = self.named_places(row["office"].split(";"), row["offices"])
        posting.tags = [tag.strip() for tag in row["keywords"].split(",") if tag.strip()]
        return posting


def row_of(position: Selector) -> dict[str, Any]:
    """Return a position as plain values; words that a search marked with <em> are unmarked."""
    row: dict[str, Any] = {key: position.xpath(f"string({key})").get("").strip() for key in PLAIN + MORE}
    row["offices"] = position.xpath("additionalOffices/office/text()").getall()
    row["pay"] = {part.root.tag: part.xpath("string()").get("").strip() for part in position.xpath("salaryInformation/*")}
    parts = [
        (p.xpath("string(name)").get("").strip(), p.xpath("string(value)").get("").strip()) for p in position.xpath(".//jobDescription")
    ]
    row["sections"] = [[name, text.replace("<em>", "").replace("</em>", "")] for name, text in parts if text]
    return row
