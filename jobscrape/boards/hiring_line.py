"""The first line of a "Who is hiring?" comment: Company | Role | Place | REMOTE | Full-time | pay | url, in any order."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from jobscrape.fields.text import to_text

_LINK = re.compile(r'<a\s[^>]*href="([^"]+)"', re.IGNORECASE)
_URL = re.compile(
    r"https?://\S+|\b(?:www\.)?[\w-]+\.(?:com|io|ai|co|org|dev|net|app|so|tech|health|eu|de|uk|ca|me)(?:/\S*)?\b", re.IGNORECASE
)
_PAY = re.compile(
    r"[$€£¥]\s*\d|\b\d{2,3}\s*-\s*\d{2,3}\s*k\b|\d+\s*k\b.*(?:usd|eur|gbp|cad|chf)|(?:usd|eur|gbp|chf|cad)\s*\d", re.IGNORECASE
)
_EMPLOYMENT = re.compile(
    r"\b(full[- ]?time|part[- ]?time|contract(?:or)?|freelance|intern(?:ship)?s?|permanent|temporary|\bft\b)", re.IGNORECASE
)
_MODE = re.compile(r"\b(remote|hybrid|on-?\s?site|in[- ](?:office|person)|wfh|distributed|anywhere)\b", re.IGNORECASE)
_VISA = re.compile(r"\b(visa|sponsor|h-?1b|relocat)", re.IGNORECASE)
_ROLE = re.compile(
    r"engineer|developer|\bdev\b|designer|manager|scientist|architect|\bsre\b|devops|analyst|lead\b|head of|director|"
    r"\bcto\b|\bvp\b|founding|researcher|programmer|administrator|product|full[- ]?stack|front[- ]?end|back[- ]?end|"
    r"multiple|various|roles|positions|\bswe\b|intern\b|data|\bml\b|writer|marketer|marketing|sales|recruiter|"
    r"consultant|specialist|support|operations|technician|associate|hacker|advocate",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^[A-Z][\w.'’ -]+(?:,\s*[\w.'’ -]+)*(?:\s*(?:/|or|and|&|\+|;)\s*[A-Z][\w.'’ -]+(?:,\s*[\w.'’ -]+)*)*$")
_HIRING = re.compile(
    r"\bopen (?:roles|positions)\b|\b(?:we['’]re|we are|is|are) (?:now |currently |actively )?(?:hiring|recruiting)\b", re.IGNORECASE
)
_BAR = re.compile(r"\s*[|｜¦]\s*")
_DASH = re.compile(r"(?<![\dkK])\s+[–—-]{1,2}\s+|\s+[–—-]{1,2}\s+(?![$€£]?\d)")
_ALTERNATIVES = re.compile(r"\s*(?:/|;|\bor\b|\band\b|&|\+)\s*")
LONGEST_LINE = 400


@dataclass(slots=True, kw_only=True)
class Line:
    """What the first line says; empty = not said."""

    words: str = ""
    company: str = ""
    title: str = ""
    places: list[str] = field(default_factory=list)
    workplace: str | None = None
    employment: str | None = None
    pay: str | None = None
    url: str | None = None
    domain: str | None = None


def parse_line(comment: str) -> Line | None:
    """Read the first line of a comment's HTML; None if the comment is no posting (no parts, or neither role, mode nor place)."""
    text = to_text(comment)
    words = text.split("\n", 1)[0].strip()
    separator = _BAR if _BAR.search(words) else _DASH
    parts = [p.strip(" *-") for p in separator.split(words) if p.strip(" *-")]
    if len(parts) == 1 and _HIRING.search(text):
        return _unlined(comment, text)
    if len(parts) < 2 or len(words) > 3 * LONGEST_LINE or words.endswith("?"):
        return None
    line = Line(words=words[:LONGEST_LINE])
    line.company, line.domain = _company(parts[0])
    link = _LINK.search(comment)
    line.url = html.unescape(link[1]) if link else None
    for part in parts[1:]:
        _sort(part, line)
    if not line.title:
        line.title = _role_in(text) or ""
    if not (line.title or line.workplace or line.places):
        return None
    line.title = line.title or "Multiple roles"
    return line


def _unlined(comment: str, text: str) -> Line | None:
    """Read a posting without the usual line, where its first line is the employer's name and another one names a role."""
    words = html.unescape(re.sub(r"<(?!p\b)[^>]*>", "", re.split(r"<p>|\n", comment, maxsplit=1)[0])).strip()
    parts = [part.strip() for part in re.split(r"[•·*:;.\n]|\s-\s", text[len(words) :])]
    title = ", ".join([p for p in parts if _is_role(p) and len(p) < 80 and not _HIRING.search(p)][:5])
    if not title or not 1 < len(words) < 60 or _HIRING.search(words) or words.endswith((".", "!", "?")) or not words[0].isupper():
        return None
    company, domain = _company(words)
    link = _LINK.search(comment)
    return Line(words=words, company=company, domain=domain, title=title, url=html.unescape(link[1]) if link else None)


def _company(part: str) -> tuple[str, str | None]:
    """Return the employer's name and its domain, where the line gives one beside it."""
    url = _URL.search(part)
    name = re.sub(r"\(\s*(?:YC\s*)?[\w' ]*\)|\(\s*\)", lambda m: m[0] if "YC" not in m[0] and m[0].strip("() ") else "", _URL.sub("", part))
    name = name.strip(" ()[]-,:") or (url[0] if url else part)
    domain = re.sub(r"^https?://|^www\.|/.*$", "", url[0].lower().replace("https://www.", "")) if url else None
    return name[:120], domain


def _sort(part: str, line: Line) -> None:
    """Put one part of the line where it belongs, judged by what it says."""
    rest = _URL.sub("", part).strip()
    if rest.startswith("(") == rest.endswith(")") and "(" not in rest[1:]:
        rest = rest.strip("() ")
    if not rest or (_VISA.search(rest) and not _ROLE.search(rest)):
        return
    if _PAY.search(rest) and not _is_role(rest):
        line.pay = line.pay or rest
        return
    mode, job = _MODE.search(rest), _EMPLOYMENT.search(rest)
    if job and not (_is_role(rest) and not line.title):
        line.employment = line.employment or job[0]
    if mode and not _is_role(rest):
        line.workplace = f"{line.workplace}, {rest}" if line.workplace else rest
        _add_places(_MODE.sub("", _EMPLOYMENT.sub("", rest)), line)
    elif _is_role(rest):
        line.title = f"{line.title}, {rest}"[:300] if line.title else rest[:300]
    elif not job:
        _add_places(rest, line)


def _is_role(part: str) -> bool:
    return _ROLE.search(part) is not None


_NO_PLACE = re.compile(
    r"hours|time ?zones?|required|preferred|equity|benefits|speak|language|visa|relocat"
    r"|^(?:[ECMP][SD]?T|CES?T|GMT|UTC|BST|IST|ONLY|FT|YC)$",
    re.IGNORECASE,
)


def _add_places(part: str, line: Line) -> None:
    words = part.strip(" ()[],;:/-")
    if words and len(words) < 80 and _PLACE.match(words):
        parts = (q.strip(" ,()") for q in _ALTERNATIVES.split(words))
        line.places.extend(p for p in parts if len(p) > 1 and p not in line.places and not _NO_PLACE.search(p))


def _role_in(text: str) -> str | None:
    """Return the first short line of the body that names a role."""
    for row in text.split("\n")[1:12]:
        words = row.strip("-•* ").strip()
        if 4 < len(words) < 80 and _is_role(words) and not words.endswith((".", ":", "!")):
            return words
    return None
