"""Community lists of junior roles on GitHub (SimplifyJobs, vanshb03): rows without texts, seeds for company boards."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.api import ApiBoard
from jobscrape.boards.payload import pick
from jobscrape.items import Attribution, JobPosting, StatedPlace


class Simplify(ApiBoard):
    name = "simplify"
    system = "SimplifyJobs lists"
    home = "https://github.com/SimplifyJobs/New-Grad-Positions"
    url = "https://raw.githubusercontent.com/{board}/dev/.github/scripts/listings.json"
    board_is = "list"
    board_pattern = r"[\w-]+/[\w-]+"
    url_patterns = (r"(?:raw\.githubusercontent|github)\.com/(?P<board>(?:SimplifyJobs|vanshb03)/[\w-]+)",)
    default_boards = (
        "SimplifyJobs/New-Grad-Positions",
        "SimplifyJobs/Summer2027-Internships",
        "vanshb03/New-Grad-2027",
        "vanshb03/Summer2027-Internships",
    )
    volatile = "date_updated source"
    delay, concurrency = 1.0, 1
    attribution = Attribution(name="SimplifyJobs", url="https://github.com/SimplifyJobs")
    terms = "Simplify: no licence, facts with credit; vanshb03: MIT; not for spam (read 2026-09-25). Contributors' names are not stored."

    def is_posting(self, row: dict[str, Any]) -> bool:
        return row.get("active") is not False and row.get("is_visible") is not False

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        return JobPosting(
            source_id=row["id"],
            url=row["url"],
            apply_url=row["url"],
            title=row["title"],
            company=row.get("company_name") or "",
            locations=[StatedPlace(raw=p) for p in row.get("locations") or [] if p],
            seniority="intern" if row.get("terms") or row.get("season") else "entry",
            employment_type="internship" if row.get("terms") or row.get("season") else None,
            education=", ".join(row.get("degrees") or []) or None,
            department=row.get("category"),
            tags=[row["sponsorship"]] if row.get("sponsorship") not in (None, "", "Other") else [],
            date_posted=row.get("date_posted"),
            date_updated=row.get("date_updated"),
            raw=pick(row, without=("source",)),
        )
