"""Hacker News through the Algolia API: monthly "Who is hiring?" threads, a posting being a top-level comment."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from jobscrape.demo import money, text
from jobscrape.demo.dice import share
from jobscrape.demo.http import Answer, Ask, as_json, not_found
from jobscrape.demo.places import MODE_WORDS
from jobscrape.demo.plan import moment
from jobscrape.demo.postings import iso

if TYPE_CHECKING:
    from jobscrape.demo.market import Comment, Market
    from jobscrape.demo.openings import Opening
    from jobscrape.demo.text import Section

SOURCE = "hackernews"
EMPLOYMENT = {
    "full_time": "Full-time",
    "part_time": "Part-time",
    "contract": "Contract",
    "temporary": "Temporary",
    "internship": "Internship",
}
TOLD = ("role", "duties", "required", "preferred", "stack", "place")
"""Parts of an advert that a comment tells; the first line says the rest."""

LONG = 100
"""Words from which a comment is shortened."""


def owns(host: str) -> bool:
    """Tell whether `host` is the API's."""
    return host == "hn.algolia.com"


def board(ask: Ask) -> str:
    """Return the id of the thread."""
    parts = ask.parts
    if parts[:3] == ["api", "v1", "items"] and len(parts) == 4:
        return parts[3]
    return ask.query.get("tags", "").partition("story_")[2]


def answer(market: Market, ask: Ask) -> Answer:
    """Return the search for threads, a thread with its comments, or the search for the comments of a thread."""
    if ask.path == "/api/v1/search_by_date" and "author_whoishiring" in ask.query.get("tags", ""):
        return as_json(_threads(market, ask))
    threads = dict(market.threads(ask.minute))
    thread = board(ask)
    if thread not in threads:
        return as_json({"status": 404, "error": "Not Found"}, status=404) if ask.parts[:2] == ["api", "v1"] else not_found()
    comments = market.comments(thread, ask.minute)
    title = f"Ask HN: Who is hiring? ({moment(threads[thread]):%B %Y})"
    if ask.path == "/api/v1/search_by_date":
        return as_json(_hits([_hit(comment, title) for comment in comments], ask))
    return as_json(_item(thread, title, threads[thread], comments))


def _threads(market: Market, ask: Ask) -> dict[str, Any]:
    """Return the threads of the author, among them those that are no job postings and must not be read."""
    found = []
    for thread, minute in market.threads(ask.minute):
        stated = {"author": "whoishiring", "created_at": iso(minute), "created_at_i": minute * 60}
        for offset, title in enumerate(("Who is hiring?", "Who wants to be hired?", "Freelancer? Seeking freelancer?")):
            words = f"Ask HN: {title} ({moment(minute):%B %Y})"
            found.append({"objectID": str(int(thread) - offset), "title": words, **stated})
    return _hits(found, ask)


def _hits(rows: list[dict[str, Any]], ask: Ask) -> dict[str, Any]:
    size, page = min(int(ask.query.get("hitsPerPage") or 20), 1000), int(ask.query.get("page") or 0)
    return {
        "hits": rows[page * size : (page + 1) * size],
        "nbHits": len(rows),
        "page": page,
        "nbPages": -(-len(rows) // size),
        "hitsPerPage": size,
    }


def _item(thread: str, title: str, minute: int, comments: list[Comment]) -> dict[str, Any]:
    story = int(thread)
    children = [_child(comment, story) for comment in comments]
    return {
        "id": story,
        "created_at": iso(minute),
        "created_at_i": minute * 60,
        "type": "story",
        "author": "whoishiring",
        "title": title,
        "url": None,
        "text": "State the location and whether remote work is fine. (Simulated thread: nothing here is real.)",
        "points": 200 + len(comments),
        "parent_id": None,
        "story_id": story,
        "options": [],
        "children": children,
    }


def _child(comment: Comment, story: int) -> dict[str, Any]:
    number = int(comment.comment_id)
    question = share("question", number) < 0.15
    reply = _node(number + 1, number, story, "Do you sponsor visas for this one?", comment.written + 90, [])
    return _node(number, story, story, body(comment), comment.written, [reply] if question else [])


def _node(number: int, parent: int, story: int, words: str, minute: int, children: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": number,
        "created_at": iso(minute),
        "created_at_i": minute * 60,
        "type": "comment",
        "author": "simulated",
        "title": None,
        "url": None,
        "text": words,
        "points": None,
        "parent_id": parent,
        "story_id": story,
        "options": [],
        "children": children,
    }


def _hit(comment: Comment, title: str) -> dict[str, Any]:
    return {
        "objectID": comment.comment_id,
        "author": "simulated",
        "comment_text": body(comment),
        "created_at": iso(comment.written),
        "created_at_i": comment.written * 60,
        "parent_id": int(comment.thread),
        "story_id": int(comment.thread),
        "story_title": title,
        "_tags": ["comment", "author_simulated", f"story_{comment.thread}"],
    }


def body(comment: Comment) -> str:
    """Return the comment as the site stores it: first line by convention, paragraphs opened and never closed, entities in hexadecimal."""
    first = comment.openings[0]
    url = f"https://{comment.employer.domain}/jobs"
    lines = _lines(first)
    link = f'<a href="{_escaped(url)}" rel="nofollow">{_escaped(url)}</a>'
    return "<p>".join([f"{_escaped(headline(comment))} | {link}", *map(_escaped, lines)])


def _lines(opening: Opening) -> list[str]:
    """Return what is said below the first line; a long comment leaves out the introduction and the duties that any such role has."""
    sections = [s for s in text.compose(opening, text.SAID) if s.kind in TOLD]
    is_long = sum(len(words.split()) for s in sections for words in (*s.sentences, *s.items)) > LONG
    left_out = text.common_duties() if is_long else frozenset()
    lines: list[str] = []
    for section in sections:
        lines += [] if is_long and section.kind == "role" else section.sentences
        lines += [f"- {_lead(section)}{item}" for item in section.items if item not in left_out]
    return lines


def _lead(section: Section) -> str:
    """Return what a comment, which has no headings, writes before an item: that it is only wished for."""
    return f"{section.heading}: " if section.kind == "preferred" else ""


def headline(comment: Comment) -> str:
    """Return the first line without the address: employer, roles, places, work mode, employment, pay."""
    first = comment.openings[0]
    titles = " | ".join(opening.title.replace(" - ", ", ") for opening in comment.openings)
    places = " / ".join(dict.fromkeys(f"{city.name}, {city.country_name}" for opening in comment.openings for city in opening.cities))
    parts = [comment.employer.name, titles, places, _mode(first), EMPLOYMENT[first.employment_type]]
    if first.pay and len(comment.openings) == 1:
        parts.append(money.write(first.pay).replace(" - ", "-").replace(" – ", "–"))
    return " | ".join(part for part in parts if part)


def _mode(opening: Opening) -> str:
    if opening.work_mode is None:
        return ""
    words = MODE_WORDS[opening.work_mode].upper().replace("ON-SITE", "ONSITE")
    if opening.office_days:
        return f"{words} ({opening.office_days} days a week in the office)"
    return f"{words} ({', '.join(opening.remote_scope)})" if opening.remote_scope else words


def _escaped(words: str) -> str:
    return html.escape(words, quote=False).replace("'", "&#x27;").replace("/", "&#x2F;")
