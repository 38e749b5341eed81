"""Any career site: schema.org JobPosting on its pages, found by sitemap or by a list of addresses."""

from __future__ import annotations

from jobscrape.boards.site import JsonLdSite


class Jsonld(JsonLdSite):
    name = "jsonld"
    system = "schema.org JobPosting"
    home = "https://schema.org/JobPosting"
    example = "careers.example.com"
    delay, concurrency = 1.0, 2
    terms = "robots.txt of each host is obeyed, its Crawl-delay kept; pages of an old lastmod are not read again (as of 2026-11-23)."
