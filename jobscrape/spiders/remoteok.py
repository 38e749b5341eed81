"""Remote OK: one feed of the newest hundred postings; link back and name it as the source."""

from __future__ import annotations

import html
import re
from typing import Any

from jobscrape.boards.api import ApiBoard
from jobscrape.boards.payload import hash_of, pick
from jobscrape.items import Attribution, JobPosting, StatedPay, StatedPlace

READER_MARK = re.compile(r"(?:<p>|<br\s*/?>|\n)*\s*Please mention the word .{0,400}?#R[A-Za-z0-9+/=]+.{0,400}\Z", re.DOTALL | re.IGNORECASE)
READER_ADDRESS = re.compile(r"#R[A-Za-z0-9+/=]{8,}")


class Remoteok(ApiBoard):
    name = "remoteok"
    system = "Remote OK"
    home = "https://remoteok.com"
    url = "https://remoteok.com/api"
    board_is = "feed"
    board_pattern = r"all"
    url_patterns = (r"(?i)remoteok\.com(?P<board>)",)
    default_boards = ("all",)
    horizon_days = 30
    cap = 90
    delay, concurrency = 1.0, 1
    attribution = Attribution(name="Remote OK", url="https://remoteok.com")
    terms = "The feed asks to link back to the Remote OK page and to name Remote OK; no logo (read 2026-10-02). robots.txt: Crawl-delay 1."

    @classmethod
    def tidy_token(cls, token: str) -> str:
        return token or "all"

    def is_posting(self, row: dict[str, Any]) -> bool:
        return "legal" not in row and bool(row.get("position") or row.get("company"))

    def row_hash(self, row: dict[str, Any]) -> str:
        body = clean(row.get("description") or "")
        return hash_of({**row, "description": body}, without=("epoch", "company_logo", "logo", "original", "verified"))

    def posting(self, row: dict[str, Any], board: str) -> JobPosting:
        slug = row.get("slug") or str(row["id"])
        place = repaired(row.get("location") or "").strip(" ,")
        low, high = row.get("salary_min") or None, row.get("salary_max") or None
        url = row.get("url") or f"https://remoteok.com/remote-jobs/{slug}"
        return JobPosting(
            source_id=str(row["id"]),
            url=re.sub(r"(?i)^https?://(?:www\.)?remoteok\.com", "https://remoteok.com", url),
            apply_url=row.get("apply_url") if row.get("apply_url") != row.get("url") else None,
            title=html.unescape(repaired(row.get("position") or "")),
            company=html.unescape(repaired(row.get("company") or "")).strip(),
            description=clean(row.get("description") or ""),
            locations=[StatedPlace(raw=place)] if place else [],
            workplace="remote",
            pay=[StatedPay(min=low, max=high, currency="USD", period="year")] if low or high else [],
            tags=[str(t) for t in row.get("tags") or []],
            date_posted=row.get("date") or row.get("epoch"),
            raw=pick(row, without=("description", "company_logo", "logo")),
        )


def repaired(text: str) -> str:
    """Undo UTF-8 read as Windows-1252 or Latin-1, where the round trip gives valid UTF-8; other text comes back as it is."""
    if "â" not in text and "Ã" not in text and "Â" not in text and "ð" not in text:
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return _mixed(text)


def _mixed(text: str) -> str:
    """Repair run by run: the two encodings stand side by side in one text."""

    def repair(run: re.Match[str]) -> str:
        raw = b"".join(_byte(c) for c in run[0])
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return run[0]

    return re.sub(r"[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2,}", repair, text)


def _byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1", "replace")


def clean(body: str) -> str:
    """Return the body repaired and without the line that holds the reader's own address."""
    return READER_ADDRESS.sub("", READER_MARK.sub("", repaired(body)))
