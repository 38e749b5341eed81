"""Sites with schema.org data: robots.txt names a sitemap, the sitemap names a page a posting, each page carries a JobPosting."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from jobscrape.demo import text
from jobscrape.demo.http import HTML, XML, Answer, Ask, as_text, not_found
from jobscrape.demo.plan import moment
from jobscrape.demo.postings import AGGREGATOR, iso

if TYPE_CHECKING:
    from jobscrape.demo.market import Market, Shown
    from jobscrape.demo.openings import Opening
    from jobscrape.demo.tables import City

SOURCE = "jsonld"
TYPES = {"full_time": "FULL_TIME", "part_time": "PART_TIME", "contract": "CONTRACTOR", "temporary": "TEMPORARY", "internship": "INTERN"}
PAGES_A_SITEMAP = 500


def owns(host: str) -> bool:
    """Tell whether `host` is one of the market's invented sites."""
    return host.endswith(".example")


def board(ask: Ask) -> str:
    """Return the host."""
    return ask.host


def answer(market: Market, ask: Ask) -> Answer:
    """Return robots.txt, a sitemap or a page; a page whose posting is gone answers 404."""
    shown = market.site(ask.host, ask.minute)
    if shown is None:
        return not_found()
    if ask.path == "/robots.txt":
        return as_text(f"User-agent: *\nDisallow: /apply\nSitemap: https://{ask.host}/sitemap.xml\n")
    if ask.path.startswith("/sitemap"):
        return _sitemap(shown, ask)
    one = next((item for item in shown if item.posting.source_id == ask.path), None)
    return as_text(_page(one, ask.host), content_type=HTML) if one else as_text("<h1>Gone</h1>", status=404, content_type=HTML)


def _sitemap(shown: list[Shown], ask: Ask) -> Answer:
    """Return the index of the job site, or a list of pages; in the job site's list stand pages that are no postings."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    if ask.host == AGGREGATOR and ask.path == "/sitemap.xml":
        parts = range(max(1, -(-len(shown) // PAGES_A_SITEMAP)))
        rows = "".join(f"<sitemap><loc>https://{ask.host}/sitemap-{n}.xml</loc></sitemap>" for n in parts)
        return as_text(f"{head}<sitemapindex {namespace}>{rows}</sitemapindex>", content_type=XML)
    chosen = shown[_part(ask) * PAGES_A_SITEMAP :][:PAGES_A_SITEMAP] if ask.host == AGGREGATOR else shown
    rows = "".join(_entry(f"https://{ask.host}{item.posting.source_id}", iso(_stamp(item))) for item in chosen)
    return as_text(f"{head}<urlset {namespace}>{_entry(f'https://{ask.host}/about', '')}{rows}</urlset>", content_type=XML)


def _part(ask: Ask) -> int:
    digits = ask.path.removeprefix("/sitemap-").removesuffix(".xml")
    return int(digits) if digits.isdigit() else 0


def _stamp(item: Shown) -> int:
    """Return the minute of the last change of a page's content; these sites touch nothing in bulk."""
    changed = item.opening.life.changed
    return changed if item.opening.version and changed is not None and changed > item.posting.published else item.posting.published


def _entry(url: str, changed: str) -> str:
    return f"<url><loc>{url}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</url>"


def _page(item: Shown, host: str) -> str:
    opening = item.opening
    data = json.dumps(_node(item, host), ensure_ascii=False).replace("</", "<\\/")
    title = html.escape(opening.title)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<script type="application/ld+json">{data}</script></head>'
        f"<body><h1>{title}</h1>{_body(opening)}<a href='/apply{item.posting.source_id}'>Apply</a></body></html>"
    )


def _body(opening: Opening) -> str:
    says = text.SAID if opening.work_mode == "remote" else text.SAID - {"mode"}
    return text.as_html(text.compose(opening, says), "h3")


def _node(item: Shown, host: str) -> dict[str, Any]:
    posting, opening = item.posting, item.opening
    one = opening.employer
    node: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": opening.title,
        "description": _body(opening),
        "datePosted": f"{moment(posting.published):%Y-%m-%d}",
        "url": f"https://{host}{posting.source_id}",
        "employmentType": TYPES[opening.employment_type],
        "hiringOrganization": {
            "@type": "Organization",
            "name": one.legal_name if host == AGGREGATOR else one.name,
            "sameAs": f"https://www.{one.domain}",
            "numberOfEmployees": one.headcount,
        },
        "jobLocation": [_place(city) for city in opening.cities],
    }
    if host != AGGREGATOR:
        node["identifier"] = {"@type": "PropertyValue", "name": one.name, "value": opening.requisition}
    if opening.work_mode == "remote" and one.mode_said != "text":
        node["jobLocationType"] = "TELECOMMUTE"
    if opening.pay and one.pay_said != "text":
        node["baseSalary"] = _salary(opening)
    return node


def _place(city: City) -> dict[str, Any]:
    address = {"@type": "PostalAddress", "addressLocality": city.name, "addressRegion": city.region, "addressCountry": city.country}
    return {"@type": "Place", "address": address}


def _salary(opening: Opening) -> dict[str, Any]:
    pay = opening.pay
    bounds = {} if pay is None else {"minValue": pay.min, "maxValue": pay.max, "unitText": pay.period.upper()}
    value = {"@type": "QuantitativeValue", **{name: bound for name, bound in bounds.items() if bound is not None}}
    return {"@type": "MonetaryAmount", "currency": pay.currency if pay else None, "value": value}
