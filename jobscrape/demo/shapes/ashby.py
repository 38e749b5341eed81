"""Ashby posting API: whole board in one answer, pay in tiers, no ETag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.demo import money, text
from jobscrape.demo.http import Answer, Ask, as_json, not_found
from jobscrape.demo.places import MODE_WORDS
from jobscrape.demo.plan import moment
from jobscrape.demo.postings import second

if TYPE_CHECKING:
    from jobscrape.demo.market import Market, Shown
    from jobscrape.demo.openings import Opening
    from jobscrape.demo.tables import City

SOURCE = "ashby"
TYPES = {"full_time": "FullTime", "part_time": "PartTime", "contract": "Contract", "temporary": "Temporary", "internship": "Intern"}
INTERVALS = {"year": "1 YEAR", "month": "1 MONTH", "hour": "1 HOUR"}


def owns(host: str) -> bool:
    """Tell whether `host` is the API's."""
    return host == "api.ashbyhq.com"


def board(ask: Ask) -> str:
    """Return the name of the board."""
    parts = ask.parts
    return parts[2] if len(parts) == 3 and parts[:2] == ["posting-api", "job-board"] else ""


def answer(market: Market, ask: Ask) -> Answer:
    """Return all postings of a board."""
    name = board(ask)
    shown = market.board(SOURCE, name, ask.minute) if name else None
    if shown is None:
        return not_found()
    with_pay = ask.query.get("includeCompensation") == "true"
    return as_json({"jobs": [_job(item, name, with_pay) for item in shown], "apiVersion": "1"})


def _job(item: Shown, name: str, with_pay: bool) -> dict[str, Any]:
    posting, opening = item.posting, item.opening
    sections = text.compose(opening, text.SAID)
    area = opening.role_area.replace("_", " ").title()
    mode = opening.work_mode if opening.employer.mode_said != "text" else None
    url = f"https://jobs.ashbyhq.com/{name}/{posting.source_id}"
    first, *others = opening.cities
    job: dict[str, Any] = {
        "id": posting.source_id,
        "title": opening.title,
        "department": area,
        "team": opening.life.team or area,
        "employmentType": TYPES[opening.employment_type],
        "location": first.name,
        "secondaryLocations": [{"location": city.name, "address": _address(city)} for city in others],
        "publishedAt": f"{moment(posting.published):%Y-%m-%dT%H:%M}:{second(posting.source_id):02d}.{posting.published % 1000:03d}+00:00",
        "isListed": True,
        "isRemote": None if mode is None else mode != "onsite",
        "workplaceType": MODE_WORDS[mode].replace("On-site", "OnSite") if mode else None,
        "address": _address(first),
        "jobUrl": url,
        "applyUrl": f"{url}/application",
        "descriptionHtml": text.as_html(sections, "h2"),
        "descriptionPlain": text.as_plain(sections),
    }
    if with_pay:
        job.update(_compensation(opening))
    return job


def _address(city: City) -> dict[str, Any]:
    return {"postalAddress": {"addressLocality": city.name, "addressRegion": city.region, "addressCountry": city.country_name}}


def _compensation(opening: Opening) -> dict[str, Any]:
    pay = opening.pay
    shown = pay is not None and opening.employer.pay_said != "text"
    if pay is None or not shown:
        empty: dict[str, Any] = {
            "compensationTierSummary": None,
            "scrapeableCompensationSalarySummary": None,
            "compensationTiers": [],
            "summaryComponents": [],
        }
        return {"shouldDisplayCompensationOnJobPostings": False, "compensation": empty}
    written = money.write(pay)
    part = {
        "compensationType": "Salary",
        "interval": INTERVALS[pay.period],
        "currencyCode": pay.currency,
        "minValue": pay.min,
        "maxValue": pay.max,
    }
    tier = {
        "id": f"tier-{opening.internal_id}",
        "tierSummary": written,
        "title": None,
        "additionalInformation": None,
        "components": [{"id": f"part-{opening.internal_id}", "summary": written, **part}],
    }
    summary = {"compensationTierSummary": written, "scrapeableCompensationSalarySummary": written}
    return {
        "shouldDisplayCompensationOnJobPostings": True,
        "compensation": {**summary, "compensationTiers": [tier], "summaryComponents": [part]},
    }
