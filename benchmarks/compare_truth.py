"""What the recorded payloads say, field by field: a small extraction that shares nothing with the spiders, corrected by hand.

`compare_judgements.yml` holds what needs a person: pay and work mode of texts, employers' names, countries of bare places.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jobscrape.replay import Answer, Answers, load

FIELDS = (
    "id",
    "title",
    "company",
    "locations",
    "country",
    "posted",
    "employment type",
    "remote/hybrid",
    "department",
    "pay min",
    "pay max",
    "pay currency",
    "pay period",
    "body",
)
PAY = FIELDS[9:13]
UK = "29247e57dbaf46fb855b224e03170bc7"
Row = dict[str, Any]


@dataclass(frozen=True)
class Board:
    """A recorded board: its token, what each side is asked for, the answers, and the rows with their own page (if they have one)."""

    system: str
    token: str
    ours: str
    theirs: str
    answers: Answers
    rows: tuple[tuple[Row, Row], ...]


@cache
def judgements() -> dict[str, Any]:
    """Return what was read by hand."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "compare_judgements.yml").read_text("utf-8"))
    return loaded


def boards(shared: Path) -> list[Board]:
    """Return the recorded boards that both sides can read."""
    found = []
    for name in judgements()["companies"]:
        system, _, token = name.partition("/")
        folder = shared / "sources" / system / "samples"
        answers = load([folder])
        rows, more = globals()[f"_{system}"](token, answers, folder)
        site = f"https://{token.partition('/')[0]}.myworkdayjobs.com/{token.rpartition('/')[2]}"
        ours = f"{site}?locationCountry={UK}" if "motorola" in token else token
        both = Answers([*more, *answers])
        found.append(Board(system, token, ours, site if system == "workday" else token, both, tuple(rows)))
    return found


def truth(board: Board) -> dict[str, dict[str, Any]]:
    """Return {id: {field: value}}; None = the posting does not say."""
    names = judgements()["companies"][f"{board.system}/{board.token}"]
    return {t["id"]: t for row, page in board.rows for t in [_judged(_READ[board.system](row, page), names)]}


def _judged(said: dict[str, Any], names: list[str]) -> dict[str, Any]:
    by_hand, ident = judgements(), said["id"]
    low, high, currency, period = by_hand["pay"].get(ident) or said.pop("pay")
    said.pop("pay", None)
    mode = by_hand["modes"].get(ident) or said["remote/hybrid"]
    kind = by_hand["types"].get(ident) or by_hand["employment"].get(said["employment type"])
    countries = {code for place in [*said["locations"], *said.pop("areas")] for code in [_country(place)] if code}
    pay = {"pay min": low, "pay max": high, "pay currency": currency, "pay period": period}
    return {**said, **pay, "company": names, "remote/hybrid": mode, "employment type": kind, "country": sorted(countries) or None}


def _country(place: str) -> str | None:
    table = judgements()["countries"]
    return next(
        (table[words] for words in sorted(table, key=len, reverse=True) if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", place)), None
    )


def words_of(markup: str) -> Counter[str]:
    """Return the words of HTML or text with their numbers."""
    plain = html.unescape(re.sub(r"<[^>]+>", " ", html.unescape(markup)))
    return Counter(re.findall(r"\w+", plain.lower()))


def _file(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text("utf-8"))


def _find(answers: Answers, url: str) -> Any:
    answer = answers.find("GET", url)
    return json.loads(answer.body) if answer else None


def _greenhouse(token: str, answers: Answers, folder: Path) -> tuple[list[tuple[Row, Row]], list[Answer]]:
    url = f"https://boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true"
    if token != "codepath":
        return [(row, {}) for row in _find(answers, url)["jobs"]], []
    jobs = [_file(folder, path.name) for path in sorted(folder.glob("codepath_job_*"))]
    whole = {"jobs": jobs, "meta": {"total": len(jobs)}}
    return [(row, {}) for row in jobs], [Answer.of_json(u, whole) for u in (url, f"{url}&pay_transparency=true")]


def _lever(token: str, answers: Answers, folder: Path) -> tuple[list[tuple[Row, Row]], list[Answer]]:
    return [(row, {}) for row in _find(answers, f"https://api.lever.co/v0/postings/{token}?mode=json")], []


def _ashby(token: str, answers: Answers, folder: Path) -> tuple[list[tuple[Row, Row]], list[Answer]]:
    url = f"https://api.ashbyhq.com/posting-api/job-board/{token}?includeCompensation=true"
    return [(row, {}) for row in _find(answers, url)["jobs"]], []


def _smartrecruiters(token: str, answers: Answers, folder: Path) -> tuple[list[tuple[Row, Row]], list[Answer]]:
    root = f"https://api.smartrecruiters.com/v1/companies/{token}/postings"
    rows = _find(answers, f"{root}?limit=100&offset=0")["content"]
    return [(row, page) for row in rows if (page := _find(answers, f"{root}/{row['id']}"))], []


def _workable(token: str, answers: Answers, folder: Path) -> tuple[list[tuple[Row, Row]], list[Answer]]:
    url = f"https://apply.workable.com/api/v1/widget/accounts/{token}"
    answer = answers.find("GET", f"{url}?details=true") or answers.find("GET", url)
    payload = json.loads(answer.body) if answer else {}
    by_code: dict[str, list[Row]] = {}
    for row in payload["jobs"]:
        by_code.setdefault(row["shortcode"], []).append(row)
    return [(same[0], {"rows": same}) for same in by_code.values()], [Answer.of_json(url, payload)]


def _workday(token: str, answers: Answers, folder: Path) -> tuple[list[tuple[Row, Row]], list[Answer]]:
    place, _, site = token.partition("/")
    root = f"https://{place}.myworkdayjobs.com/wday/cxs/{place.partition('.')[0]}/{site}"
    uk = ("motorolasolutions_jobs_uk_p1.json", "motorolasolutions_jobs_uk_p2.json")
    names = uk if "motorola" in token else ("workday_jobs_remotetype_trimmed.json",)
    pages = [_file(folder, name) for name in names]
    rows = [row for page in pages for row in page["jobPostings"]]
    pages[0]["total"] = len(rows)
    both = [(row, page["jobPostingInfo"]) for row in rows if (page := _find(answers, root + row["externalPath"]))]
    bodies = [{"appliedFacets": {}, "limit": 20, "offset": 20 * n, "searchText": ""} for n in range(len(pages))]
    first = [Answer.of_json(f"{root}/jobs", p, method="POST", request_body=b) for p, b in zip(pages, bodies, strict=True)]
    return both, first


def _day(value: Any) -> str | None:
    if isinstance(value, int):
        return f"{datetime.fromtimestamp(value / 1000, timezone.utc):%Y-%m-%d}"
    if not value:
        return None
    stamp = datetime.fromisoformat(value.replace("Z", "+00:00"))
    return f"{stamp.astimezone(timezone.utc) if stamp.tzinfo else stamp:%Y-%m-%d}"


def _said(
    ident: Any, title: str, places: list[str], posted: Any, kind: str | None, mode: str | None, body: str, **other: Any
) -> dict[str, Any]:
    places = list(dict.fromkeys(p.strip() for p in places if p and p.strip()))
    common = {"id": str(ident), "title": title, "locations": places, "posted": _day(posted), "employment type": kind, "remote/hybrid": mode}
    return {**common, "body": body, "department": None, "areas": [], "pay": (None, None, None, None), **other}


def _read_greenhouse(row: Row, page: Row) -> dict[str, Any]:
    kind = next((f["value"] for f in row.get("metadata") or [] if f["name"] == "Employment Type"), None)
    places = row["location"]["name"].split(";")
    groups = [d["name"].strip() for d in row.get("departments") or []]
    return _said(
        row["id"], row["title"], places, row.get("first_published"), kind, None, row.get("content") or "", department=groups or None
    )


def _read_lever(row: Row, page: Row) -> dict[str, Any]:
    kinds, pay = row["categories"], row.get("salaryRange") or {}
    lists = "".join(f"<b>{part['text']}</b> {part['content']}" for part in row.get("lists") or [])
    body = f"{row.get('description') or row.get('descriptionPlain') or ''} {lists} {row.get('additional') or ''}"
    places = [kinds.get("location"), *(kinds.get("allLocations") or [])]
    period = {"per-year-salary": "year", "per-hour-wage": "hour"}.get(pay.get("interval", ""))
    said: dict[str, Any] = {"department": [v for v in (kinds.get("department"), kinds.get("team")) if v] or None}
    if pay.get("min"):
        said["pay"] = (pay["min"], pay["max"], pay["currency"], period)
    mode = {"unspecified": None, "on-site": "onsite"}.get(str(row.get("workplaceType")), row.get("workplaceType"))
    return _said(row["id"], row["text"], places, row["createdAt"], kinds.get("commitment"), mode, body, **said)


def _read_ashby(row: Row, page: Row) -> dict[str, Any]:
    places = [row["location"], *(part["location"] for part in row.get("secondaryLocations") or [])]
    tiers = (row.get("compensation") or {}).get("compensationTiers") or []
    parts = [c for tier in tiers for c in tier["components"] if c["compensationType"] == "Salary" and c["minValue"]]
    area = ((row.get("address") or {}).get("postalAddress") or {}).get("addressCountry")
    said: dict[str, Any] = {
        "department": [v for v in (row.get("department"), row.get("team")) if v] or None,
        "areas": [area] if area else [],
    }
    if parts:
        period = parts[0]["interval"].rpartition(" ")[2].lower()
        said["pay"] = (parts[0]["minValue"], parts[0]["maxValue"], parts[0]["currencyCode"], period)
    mode = (row.get("workplaceType") or "").lower() or None
    body = row.get("descriptionHtml") or row.get("descriptionPlain") or ""
    return _said(row["id"], row["title"], places, row["publishedAt"], row.get("employmentType"), mode, body, **said)


def _read_smartrecruiters(row: Row, page: Row) -> dict[str, Any]:
    place = row["location"]
    groups = [g["label"] for g in (row.get("department"), row.get("function")) if g and g.get("label")]
    body = " ".join(part.get("text") or "" for part in page["jobAd"]["sections"].values() if "text" in part)
    words = ", ".join(place[key] for key in ("city", "region") if place.get(key))
    mode = "hybrid" if place.get("hybrid") else "remote" if place.get("remote") else None
    kind = (row.get("typeOfEmployment") or {}).get("label")
    said = {"department": groups or None, "areas": [place["country"]]}
    return _said(row["id"], row["name"], [words], row["releasedDate"], kind, mode, body, **said)


def _read_workable(row: Row, page: Row) -> dict[str, Any]:
    shown = [p for r in page["rows"] for p in r.get("locations") or [r] if not p.get("hidden")]
    places = [", ".join(v for v in (p.get("city"), p.get("country")) if v) for p in shown]
    group, kind = row.get("department") or row.get("function"), row.get("employment_type") or None
    mode = "remote" if row.get("telecommuting") else None
    body = row.get("description") or ""
    return _said(row["shortcode"], row["title"], places, row["published_on"], kind, mode, body, department=[group] if group else None)


def _read_workday(row: Row, page: Row) -> dict[str, Any]:
    mode = (page.get("remoteType") or row.get("remoteType") or "").lower() or None
    places = [page["location"], *(page.get("additionalLocations") or [])]
    ident = row["externalPath"].rpartition("/")[2]
    return _said(ident, page["title"], places, page.get("startDate"), page.get("timeType"), mode, page.get("jobDescription") or "")


_READ = {
    "greenhouse": _read_greenhouse,
    "lever": _read_lever,
    "ashby": _read_ashby,
    "smartrecruiters": _read_smartrecruiters,
    "workable": _read_workable,
    "workday": _read_workday,
}
