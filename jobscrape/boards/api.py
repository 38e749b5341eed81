"""Boards behind an API: one answer, pages, feeds, and lists with a page per posting. A leaf says where and how to map."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from jobscrape.boards.mapping import Mapping, says
from jobscrape.boards.payload import PayloadError, expect_list, hash_of, read_json
from jobscrape.boards.spider import Ask, BoardSpider
from jobscrape.boards.visit import DEAD_PAGES_BORNE, Reject
from jobscrape.items import JobPosting, StatedPlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy.http import Response

    from jobscrape.boards.spider import Otherwise, Result
    from jobscrape.boards.visit import BoardVisit

Row = Any


@dataclass(slots=True, kw_only=True)
class Page:
    """A page of a list: its number and offset, and what a source wants to carry from page to page."""

    number: int = 1
    offset: int = 0
    rows: int = 0
    """Rows on the page, once read."""
    fresh: int = 0
    """Of those, ids not seen before in this visit."""
    cursor: Any = None
    carried: dict[str, Any] = field(default_factory=dict)


class ApiBoard(BoardSpider):
    """A board read through an API.

    A leaf gives `url` (with `{board}`) or overrides `page`, names the list by `rows_at`, and says in `fields` which key is which field;
    what no key says it adds in `posting`. For several pages it overrides `following`; for a page per posting it gives `detail_url`.
    """

    url: ClassVar[str] = ""
    """Address of the list, with `{board}`; with `{offset}` it is read on until the declared number of rows is reached."""
    detail_url: ClassVar[str] = ""
    """Address of a posting's own page, with `{board}` and `{id}`; "" = the row is all there is."""
    link: ClassVar[str] = ""
    """Public address of a posting, with `{board}` and `{id}`, where no key of the row says it."""
    fields: ClassVar[str] = ""
    """Which key is which field of `JobPosting`, in the words of `jobscrape.boards.mapping`: `title url=absolute_url`."""
    place_fields: ClassVar[str] = ""
    """The same for `StatedPlace`; the parts of the row that are places stand first: `offices: raw=name city`."""
    pay_fields: ClassVar[str] = ""
    """The same for `StatedPay`: `salaryRange: min max currency period=interval`."""
    unsaved: ClassVar[str] = ""
    """Keys that are left out of `raw` beside those of the description, as words."""
    rows_at: ClassVar[str] = ""
    """Key of the list of rows; "" = the answer is the list."""
    total_at: ClassVar[str] = ""
    """Key of the declared number of postings, dots descend; "" = not declared."""
    id_at: ClassVar[str] = "id"
    """Key of the id of a row."""
    volatile: ClassVar[str] = ""
    """Keys of a row that change without meaning, as words; left out of its hash."""
    conditional: ClassVar[bool] = True
    """One answer holds the whole board, so an unchanged body means an unchanged board."""
    cap: ClassVar[int | None] = None
    """A number of rows at which the API stops whatever the board holds."""
    gathers: ClassVar[bool] = False
    """Several rows may be one posting (one a place): all pages are read first, then rows of one id go through `merged`."""
    most_bytes: ClassVar[int | None] = None
    """Size limit of a list answer in bytes, where the general one (DOWNLOAD_MAXSIZE) is too small for the source."""
    expect: ClassVar[str] = "json"
    """What a list answers with: json, xml or html; anything else is asked for again."""
    detail_days: ClassVar[int] = 30
    """A posting's own page is read again after so many days even if its row did not change."""
    mapping: ClassVar[Mapping]
    """The words of `fields`, `place_fields`, `pay_fields` and `unsaved`, compiled."""
    unhashed: ClassVar[frozenset[str]] = frozenset()
    """The words of `volatile`."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Compile the words of a leaf. Raises MappingError for those that name no field or no key."""
        super().__init_subclass__(**kwargs)
        cls.unhashed = frozenset(cls.volatile.split())
        cls.mapping = Mapping(cls.__name__, cls.fields, cls.place_fields, cls.pay_fields, cls.unsaved)

    def open(self, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the first page."""
        yield self.ask_page(visit, Page())

    def ask_page(self, visit: BoardVisit, page: Page, *, otherwise: Otherwise | None = None) -> Any:
        """Return the request of a page, conditional if the board is one answer; `otherwise` as in `ask`."""
        request = self.ask(visit, self.page(visit.board, page), self.listed, expect=self.expect, otherwise=otherwise, page=page)
        if self.most_bytes is not None:
            request.meta["download_maxsize"] = self.most_bytes
        if self.conditional and page.number == 1 and visit.memory.validators:
            request.meta["validators"] = visit.memory.validators
        return request

    def listed(self, response: Response, visit: BoardVisit, page: Page) -> Iterator[Result]:
        """Read a page of the list: its rows, and what follows it."""
        if self.conditional and page.number == 1:
            visit.validators = response.meta.get("new_validators", {})
            if response.status == 304 or "unchanged" in response.flags:
                visit.unchanged = visit.natural_end = True
                visit.untouched = len(visit.memory.known.keys() - visit.memory.waiting)
                return
        payload = self.decode(response)
        if page.number == 1:
            visit.declared = self.declared(payload)
        rows = self.rows(payload)
        page.rows = len(rows)
        if self.gathers:
            yield from self.gathered(payload, rows, page, visit, response.url)
            return
        before = len(visit.ids)
        yield from self.taken_all(rows, visit, response.url)
        page.fresh = len(visit.ids) - before
        if not self.reached(visit):
            yield from self.continued(payload, page, visit)

    def taken_all(self, rows: Iterable[Row], visit: BoardVisit, url: str) -> Iterator[Result]:
        """Take rows until `-a limit=N` is reached."""
        for row in rows:
            yield from self.taken(row, visit, url)
            if self.reached(visit):
                visit.limited = "-a limit"
                return

    def gathered(self, payload: Any, rows: list[Row], page: Page, visit: BoardVisit, url: str) -> Iterator[Result]:
        """Keep the rows until the last page, then take them, those of one posting together."""
        by_id: dict[str, list[Row]] = page.carried.setdefault("rows", {})
        before = len(by_id)
        for row in rows:
            by_id.setdefault(self.row_id(row), []).append(row)
        page.fresh = len(by_id) - before
        following = self.following(payload, page, visit)
        if following is not None:
            following.number, following.carried = page.number + 1, page.carried
            yield self.ask_page(visit, following)
            return
        lost = by_id.pop("", [])
        visit.repeated += sum(len(same) - 1 for same in by_id.values())
        visit.natural_end = True
        yield from self.taken_all([*lost, *(self.merged(same) if len(same) > 1 else same[0] for same in by_id.values())], visit, url)

    def continued(self, payload: Any, page: Page, visit: BoardVisit) -> Iterator[Result]:
        """Ask for the next page, or note the end of the list."""
        following = self.following(payload, page, visit)
        if following is not None:
            following.number = page.number + 1
            yield self.ask_page(visit, following)
            return
        visit.natural_end = True
        if self.cap is not None and visit.listed >= self.cap:
            visit.capped = f"{visit.listed} postings reach the cap of {self.cap}"

    def taken(self, row: Row, visit: BoardVisit, url: str) -> Iterator[Result]:
        """Turn a row into a posting, a request for its own page, a touch if nothing changed, or a reject."""
        if not self.is_posting(row):
            visit.skipped += 1
            return
        source_id = self.row_id(row)
        if not source_id:
            visit.nameless += 1
            yield Reject(source="", board="", url=url, error="the row has no id", raw=row)
            return
        if not visit.add(source_id):
            return
        row_hash = self.row_hash(row)
        if visit.memory.known.get(source_id) == row_hash and self.is_fresh(source_id, visit):
            visit.seen.add(source_id)
            return
        ask = self.detail(row, visit.board)
        if ask is None:
            yield from self.mapped(row, None, visit, url, row_hash)
        else:
            visit.pages_asked += 1
            yield self.ask(visit, ask, self.detailed, essential=False, source_id=source_id, row=row, row_hash=row_hash)

    def detailed(self, response: Response, visit: BoardVisit, row: Row, row_hash: str) -> Iterator[Result]:
        """Read a posting's own page; one that says that the posting is closed makes it gone."""
        detail, source_id = self.decode_detail(response), self.row_id(row)
        if self.is_open(detail):
            yield from self.mapped(row, detail, visit, response.url, row_hash)
        else:
            visit.gone.add(source_id)
            visit.ids.discard(source_id)

    def mapped(self, row: Row, detail: Any, visit: BoardVisit, url: str, row_hash: str) -> Iterator[Result]:
        """Map one row; one that cannot be mapped becomes a reject."""
        try:
            posting = self.posting(row, visit.board) if detail is None else self.posting_with(row, detail, visit.board)
        except PayloadError as error:
            yield Reject(source="", board="", url=url, error=str(error), raw=row)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            yield Reject(source="", board="", url=url, error=f"unexpected shape: {type(error).__name__} {error}"[:200], raw=row)
        else:
            posting.row_hash = row_hash
            yield posting

    def reached(self, visit: BoardVisit) -> bool:
        """Tell whether `-a limit=N` is reached."""
        return self.limit is not None and visit.listed >= self.limit

    def is_fresh(self, source_id: str, visit: BoardVisit) -> bool:
        """Tell whether the posting's own page, if the source has one, was read within `detail_days`."""
        read = visit.memory.detailed.get(source_id)
        return read is None or (self.clock - read).days < self.detail_days

    def settle(self, visit: BoardVisit) -> Iterator[Result]:
        """After the last answer, judge the pages that gave nothing."""
        if visit.pending == 1:
            self.doubt_pages(visit)
        yield from super().settle(visit)

    def doubt_pages(self, visit: BoardVisit) -> None:
        """Take listed postings for gone only while most pages answer: else the address of the pages is wrong.

        A list with unread pages is asked for whole the next time, or those postings would wait until it changes.
        """
        if len(visit.dead) >= DEAD_PAGES_BORNE and 2 * len(visit.dead) > visit.pages_asked:
            visit.gone -= visit.dead
            visit.ids |= visit.dead
            visit.notes.append(f"{len(visit.dead)} of {visit.pages_asked} pages of listed postings answered 404: not believed")
        if self.conditional and (visit.dead or visit.failures):
            visit.validators = {}

    # what a leaf says

    def page(self, board: str, page: Page) -> Ask:
        """Return the request of a page."""
        return Ask(self.url.format(board=board, offset=page.offset))

    def decode(self, response: Response) -> Any:
        """Return the payload of a list answer. Raises PayloadError."""
        return read_json(response)

    def decode_detail(self, response: Response) -> Any:
        """Return the payload of a posting's own page. Raises PayloadError."""
        return self.decode(response)

    def rows(self, payload: Any) -> list[Row]:
        """Return the rows of a page. Raises PayloadError."""
        if not self.rows_at:
            return expect_list(payload, "the answer")
        if not isinstance(payload, dict) or self.rows_at not in payload:
            raise PayloadError(f"the answer has no list {self.rows_at!r}")
        return expect_list(payload[self.rows_at], self.rows_at)

    def declared(self, payload: Any) -> int | None:
        """Return the number of postings that the board says it has."""
        value = payload
        for key in self.total_at.split(".") if self.total_at else ():
            value = value.get(key) if isinstance(value, dict) else None
        return value if self.total_at and isinstance(value, int) else None

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        """Return the next page; None at the end."""
        read, declared = page.offset + page.rows, visit.declared or 0
        if "{offset}" not in self.url or read >= declared:
            return None
        if not page.rows:
            visit.fail(self.page(visit.board, page).url, f"an empty page at {read} of {declared}")
            return None
        return Page(offset=read)

    def is_posting(self, row: Row) -> bool:
        """Tell whether a row is an open posting."""
        return True

    def is_open(self, detail: Any) -> bool:
        """Tell whether a posting's own page shows an open posting."""
        return True

    def merged(self, same: list[Row]) -> Row:
        """Return one row for several of one id."""
        raise NotImplementedError

    def row_id(self, row: Row) -> str:
        """Return the source's id of a row; "" if it has none."""
        value = row.get(self.id_at) if isinstance(row, dict) else None
        return "" if value is None else str(value).strip()

    def row_hash(self, row: Row) -> str:
        """Return the hash of what matters in a row."""
        return hash_of(row, without=self.unhashed)

    def detail(self, row: Row, board: str) -> Ask | None:
        """Return the request of the posting's own page; None if the row is all there is."""
        return Ask(self.detail_url.format(board=board, id=self.row_id(row))) if self.detail_url else None

    def posting(self, row: Row, board: str) -> JobPosting:
        """Map a row by the words of `fields`; a leaf adds what no key says. Raises PayloadError."""
        if not self.fields:
            raise NotImplementedError
        source_id = self.row_id(row)
        return self.mapping.posting(row, source_id, self.link.format(board=board, id=source_id))

    def posting_with(self, row: Row, detail: Any, board: str) -> JobPosting:
        """Map a row and its own page as one record, in which the page has the last word. Raises PayloadError."""
        said = {key: value for key, value in detail.items() if says(value) and key != self.id_at}
        return self.posting({**row, **said}, board)

    @staticmethod
    def places(*names: Iterable[str]) -> list[str]:
        """Return the distinct non-empty names in order."""
        return list(dict.fromkeys(n.strip() for group in names for n in group if n and n.strip()))

    @classmethod
    def named_places(cls, *names: Iterable[str]) -> list[StatedPlace]:
        """Return the distinct places of which only the names are known."""
        return [StatedPlace(raw=name) for name in cls.places(*names)]
