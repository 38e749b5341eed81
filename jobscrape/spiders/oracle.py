"""Oracle Recruiting Cloud candidate sites: pages of a list and a page per posting. A board is `host/site`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.boards.api import ApiBoard, Page
from jobscrape.boards.payload import PayloadError, expect_list, joined, pick
from jobscrape.boards.spider import Ask
from jobscrape.items import JobPosting, StatedPlace

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from scrapy.http import Response

    from jobscrape.boards.spider import Result
    from jobscrape.boards.visit import BoardVisit

LIMIT = 200
CAP = 10_000
REST = "/hcmRestApi/resources/latest"
FACETS = "LOCATIONS%3BWORK_LOCATIONS%3BWORKPLACE_TYPES%3BTITLES%3BCATEGORIES%3BORGANIZATIONS%3BPOSTING_DATES%3BFLEX_FIELDS"
EXPAND = "requisitionList.workLocation,requisitionList.secondaryLocations"
SECTIONS = (
    ("", "ExternalDescriptionStr"),
    ("Responsibilities", "ExternalResponsibilitiesStr"),
    ("Qualifications", "ExternalQualificationsStr"),
    ("About us", "CorporateDescriptionStr"),
    ("", "OrganizationDescriptionStr"),
)
UNSAVED = ("ExternalContactName", "ExternalContactEmail", "HiringManager", "media", "links", *(name for _, name in SECTIONS))


class Oracle(ApiBoard):
    name = "oracle"
    system = "Oracle Recruiting Cloud"
    home = "https://www.oracle.com/human-capital-management/recruiting/"
    id_at = "Id"
    conditional = False
    volatile = "Distance Relevancy TrendingFlag HotJobFlag BeFirstToApplyFlag"
    url_patterns = (
        r"//(?P<host>[\w.-]+)/hcmUI/CandidateExperience/(?:[\w-]+/)?sites/(?P<board>[^/?#]+)",
        r"//(?P<host>[\w.-]+)/hcmRestApi/.*siteNumber=(?P<board>[\w-]+)",
    )
    board_pattern = r"[A-Za-z0-9][\w.-]*\.[a-z]{2,}/[^/?#\s,;]+"
    example = "ibqbjb.fa.ocs.oraclecloud.com/CX_1"
    follows = False
    delay, concurrency = 1.0, 2
    terms = "The vendor marks this resource as its own (docs.oracle.com); robots.txt of each host is obeyed (as of 2026-11-23)."

    @classmethod
    def slot(cls) -> str:
        """Each tenant's host has a slot of its own."""
        return ""

    @classmethod
    def token_of(cls, hit: re.Match[str]) -> str:
        return f"{hit['host'].lower()}/{hit['board']}"

    @classmethod
    def named_in(cls, token: str) -> str:
        host, _, site = token.partition("/")
        return host.partition(".")[0] if site.startswith("CX") else site

    def page(self, board: str, page: Page) -> Ask:
        host, _, site = board.partition("/")
        finder = f"findReqs;siteNumber={site},facetsList={FACETS},limit={LIMIT},offset={page.offset},sortBy=POSTING_DATES_DESC"
        finder += page.carried.get("facet", "")
        return Ask(f"https://{host}{REST}/recruitingCEJobRequisitions?onlyData=true&expand={EXPAND}&finder={finder}")

    def rows(self, payload: Any) -> list[Any]:
        return expect_list(answer_of(payload).get("requisitionList"), "requisitionList")

    def declared(self, payload: Any) -> int | None:
        return answer_of(payload).get("TotalJobsCount")

    def continued(self, payload: Any, page: Page, visit: BoardVisit) -> Iterator[Result]:
        """Go on; a list that is longer than its offsets reach is read category by category."""
        categories = answer_of(payload).get("categoriesFacet") or []
        if page.number == 1 and (visit.declared or 0) >= CAP and categories and all(c["TotalCount"] < CAP for c in categories):
            visit.notes.append(f"{visit.declared} postings: read in {len(categories)} categories")
            for category in categories:
                part = {"total": category["TotalCount"], "facet": f",selectedCategoriesFacet={category['Id']}"}
                yield self.ask_page(visit, Page(number=2, carried=part))
        else:
            yield from super().continued(payload, page, visit)

    def following(self, payload: Any, page: Page, visit: BoardVisit) -> Page | None:
        """Return the next page: one may hold fewer rows than asked for, so the offset goes by the limit."""
        behind = page.offset + LIMIT
        total = page.carried.get("total", visit.declared)
        more = page.rows > 0 and (page.rows == LIMIT if total is None else behind < total)
        return Page(offset=behind, carried=page.carried) if more and behind < CAP else None

    def detail(self, row: dict[str, Any], board: str) -> Ask:
        host, _, site = board.partition("/")
        finder = f"ById;Id=%22{row['Id']}%22,siteNumber={site}"
        return Ask(f"https://{host}{REST}/recruitingCEJobRequisitionDetails?expand=all&onlyData=true&finder={finder}")

    def decode_detail(self, response: Response) -> dict[str, Any]:
        items = expect_list(self.decode(response).get("items"), "items")
        return items[0] if items else {}

    def is_open(self, detail: dict[str, Any]) -> bool:
        return bool(detail)

    def posting_with(self, row: dict[str, Any], detail: dict[str, Any], board: str) -> JobPosting:
        whole = {**row, **{k: v for k, v in detail.items() if v not in (None, "", [])}}
        host, _, site = board.partition("/")
        flex = [(field.get("Prompt") or "", str(field.get("Value") or "")) for field in whole.get("requisitionFlexFields") or []]
        shown = [(title, whole.get(name) or "") for title, name in SECTIONS]
        return JobPosting(
            source_id=str(row["Id"]),
            url=f"https://{host}/hcmUI/CandidateExperience/en/sites/{site}/job/{row['Id']}",
            title=row["Title"].strip(),
            description="\n".join(f"<h3>{title}</h3>{text}" if title else text for title, text in shown if text),
            locations=self.locations(whole),
            workplace=whole.get("WorkplaceType") or (whole.get("WorkplaceTypeCode") or "").replace("ORA_", "").replace("_", "-") or None,
            employment_type=joined(whole.get(key) for key in ("JobSchedule", "JobType", "ContractType")) or None,
            seniority=whole.get("JobLevel") or whole.get("ManagerLevel"),
            education=whole.get("StudyLevel"),
            salary="; ".join(v for name, v in flex if v and any(w in name.lower() for w in ("pay", "salary", "compensation"))) or None,
            department=whole.get("Department") or whole.get("JobFunction") or whole.get("Category") or whole.get("JobFamily"),
            date_posted=row.get("PostedDate") or whole.get("ExternalPostedStartDate"),
            valid_through=row.get("PostingEndDate") or whole.get("ExternalPostedEndDate"),
            raw=pick({k: v for k, v in whole.items() if not k.startswith("Internal")}, without=UNSAVED),
        )

    @staticmethod
    def locations(whole: dict[str, Any]) -> list[StatedPlace]:
        point: dict[str, Any] = next(iter(whole.get("primaryLocationCoordinates") or []), {})
        first = StatedPlace(
            raw=whole.get("PrimaryLocation") or "",
            country=whole.get("PrimaryLocationCountry"),
            lat=float(point["Latitude"]) if point.get("Latitude") else None,
            lon=float(point["Longitude"]) if point.get("Longitude") else None,
        )
        others = [
            StatedPlace(raw=p.get("Name") or "", country=p.get("CountryCode"), lat=p.get("Latitude"), lon=p.get("Longitude"))
            for p in whole.get("secondaryLocations") or []
        ]
        return [place for place in (first, *others) if place.raw or place.country]


def answer_of(payload: Any) -> dict[str, Any]:
    """Return the one item of a list answer. Raises PayloadError if there is none."""
    items = payload.get("items") if isinstance(payload, dict) else None
    if not items:
        raise PayloadError("the answer has no items")
    answer: dict[str, Any] = items[0]
    return answer
