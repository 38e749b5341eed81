"""Remote OK feed: its newest hundred postings, terms first, text decoded wrongly once, the reader's address at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobscrape.demo import text
from jobscrape.demo.http import Answer, Ask, as_json, as_text, not_found
from jobscrape.demo.places import city_line
from jobscrape.demo.plan import moment
from jobscrape.demo.postings import FEED, slug

if TYPE_CHECKING:
    from jobscrape.demo.market import Market, Shown

SOURCE = "remoteok"
TERMS = "Link back to the posting on Remote OK and name Remote OK as the source. (Simulated feed: nothing here is real.)"
READER = " <br/><br/>Please mention the word **PLOVER** and tag RMTI3LjAuMC4x when applying (#RMTI3LjAuMC4x)."
ROBOTS = "User-agent: *\nDisallow: /*?action=get_jobs\nDisallow: /?tags\nDisallow: /l/\n"


def owns(host: str) -> bool:
    """Tell whether `host` is the site's."""
    return host in ("remoteok.com", "www.remoteok.com")


def board(ask: Ask) -> str:
    """Return the token of the only feed."""
    return FEED


def answer(market: Market, ask: Ask) -> Answer:
    """Return the feed, robots.txt, or the page of a posting that is still sought."""
    if ask.path == "/robots.txt":
        return as_text(ROBOTS)
    if ask.path != "/api":
        return not_found()
    shown = market.feed(ask.minute)
    newest = max((item.posting.spans[0][0] for item in shown), default=ask.minute)
    return as_json([{"last_updated": newest * 60, "legal": TERMS}, *map(_row, shown)])


def _row(item: Shown) -> dict[str, Any]:
    posting, opening = item.posting, item.opening
    words = f"remote-{slug(opening.title)}-{opening.employer.slug}-{posting.source_id}"
    url = f"https://remoteOK.com/remote-jobs/{words}"
    pay = opening.pay
    in_dollars = pay is not None and pay.currency == "USD" and pay.period == "year" and opening.employer.pay_said != "text"
    return {
        "slug": words,
        "id": posting.source_id,
        "epoch": posting.published * 60,
        "date": moment(posting.published).isoformat(),
        "company": opening.employer.name,
        "company_logo": "",
        "position": opening.title,
        "tags": sorted({skill.lower() for skill in opening.skills[:4]} | {"digital nomad"}),
        "description": _misread(text.as_html(text.compose(opening, text.SAID - {"pay", "employment"}), "h3")) + READER,
        "location": city_line(opening.cities[0]),
        "apply_url": url,
        "salary_min": int(pay.min or 0) if pay and in_dollars else 0,
        "salary_max": int(pay.max) if pay and in_dollars else 0,
        "logo": "",
        "url": url,
    }


def _misread(words: str) -> str:
    """Return UTF-8 read as Latin-1, as the feed does."""
    return words.encode("utf-8").decode("latin-1")
