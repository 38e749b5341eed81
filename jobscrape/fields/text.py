"""HTML to clean text: blocks on lines of their own, list items as "- ", nothing glued together."""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser

_BREAK, _PARAGRAPH, _ITEM, _ITEM_END = "\x01", "\x01\x02", "\x03", "\x04"
_HIDDEN = ["script", "style", "template", "noscript", "iframe", "svg", "head"]
_BLOCKS = (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form header "
    "hr main nav option pre section summary"
)
_PARAGRAPHS = "p h1 h2 h3 h4 h5 h6 ul ol"
_MARK: dict[str, str] = {
    **{slash + tag: f"{_BREAK}<{slash}{tag}" for tag in _BLOCKS.split() for slash in ("", "/")},
    **{slash + tag: f"{_PARAGRAPH}<{slash}{tag}" for tag in _PARAGRAPHS.split() for slash in ("", "/")},
    "br": f"{_BREAK}<br",
    "li": f"{_BREAK}{_ITEM}<li",
    "/li": f"{_BREAK}{_ITEM_END}</li",
    # The parser moves text between cells out of the table, so tables become plain blocks.
    **{slash + tag: f"{_BREAK}<{slash}div" for tag in ("table", "tbody", "tfoot", "thead", "tr", "caption") for slash in ("", "/")},
    **dict.fromkeys(("td", "th"), "<span"),
    **{f"/{tag}": " </span" for tag in ("td", "th")},
}
_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*)")
_PRE = re.compile(r"<pre\b[^>]*>.*?</pre\b", re.IGNORECASE | re.DOTALL)
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|div|ul|ol|li|br|strong|b|h[1-6]|span|em)\b", re.IGNORECASE)
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200d\u2060\ufeff]")


def is_html(text: str) -> bool:
    """Tell whether `text` holds mark-up."""
    return "<" in text and (_TAG.search(text) is not None or "<!--" in text)


def to_text(body: str) -> str:
    """Return the clean text of `body`, which may be HTML, HTML escaped once too often, or plain text; never raises."""
    if "&lt;" in body and _ESCAPED_TAG.search(body):
        body = html.unescape(body)
    return _from_html(body) if is_html(body) else tidy(html.unescape(body))


def tidy(text: str) -> str:
    """Collapse spaces and blank lines, drop invisible characters, keep line breaks."""
    return _join(_without_invisible(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"))


def _without_invisible(text: str) -> str:
    return _DROPPED.sub("", text) if _DROPPED.search(text) else text


def _from_html(body: str) -> str:
    """Mark the breaks in the source, let the parser drop the tags, make lines of the marks."""
    body = _without_invisible(body)
    if "<pre" in body:
        body = _PRE.sub(lambda m: m[0].replace("\n", _BREAK), body)
    tree = LexborHTMLParser(_TAG.sub(_mark, body))
    tree.strip_tags(_HIDDEN)
    text = tree.root.text(deep=True, separator="") if tree.root is not None else ""
    return _join(text.split(_BREAK), marked=True)


def _mark(tag: re.Match[str]) -> str:
    return _MARK.get(tag[1]) or _MARK.get(tag[1].lower()) or tag[0]


def _join(pieces: list[str], *, marked: bool = False) -> str:
    """Join pieces to lines: at most one blank line between them, an item's dash before its first words."""
    out: list[str] = []
    gap = item = False
    for piece in pieces:
        if not piece or piece == "\x02":
            gap = gap or not marked or piece != ""
            continue
        line = " ".join(piece.replace("\x02", "").split())
        if line[:1] == _ITEM_END:
            item, line = False, line[1:].strip()
        elif line[:1] == _ITEM:
            item, line = True, line.replace(_ITEM, "").strip()
        if not line:
            gap = gap or piece[0] == "\x02"
            continue
        if gap and out and not (item and out[-1].startswith("- ")):
            out.append("")
        out.append(f"- {line}" if item else line)
        gap = item = False
    return "\n".join(out)
