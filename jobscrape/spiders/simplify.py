"""Community lists of junior roles on GitHub (SimplifyJobs, vanshb03): rows without texts, seeds for company boards."""

from __future__ import annotations

from typing import Any

from jobscrape.boards.api import ApiBoard
from jobscrape.items import Attribution, JobPosting


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
    fields = """
        title url apply_url=url company=company_name locations education=degrees department=category date_posted date_updated
    """
    unsaved = "source"

    def is_posting(self, row: dict[str, Any]) -> bool:
        return row.get("active") is not False and row.get("is_visible") is not False

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        posting, is_internship = super().posting(row, board), bool(row.get("terms") or row.get("season"))
        posting.seniority = "intern" if is_internship else "entry"
        posting.employment_type = "internship" if is_internship else None
        posting.tags = [row["sponsorship"]] if row.get("sponsorship") not in (None, "", "Other") else []
        return posting
