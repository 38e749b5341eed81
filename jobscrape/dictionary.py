"""docs/DATA-DICTIONARY.md, made from the docstrings of `jobscrape.items`: `python -m jobscrape.dictionary > docs/DATA-DICTIONARY.md`."""

from __future__ import annotations

import ast
import sys
import typing
from functools import cache
from pathlib import Path

from jobscrape import items

PARTS = (
    (
        "Posting, as normalised",
        items.Normalised,
        "Fields of `postings` that were read from the source's words; `evidence.FIELD` says from which.",
    ),
    ("Employer", items.Company, "`company`"),
    ("Place of work", items.Place, "`locations[]`"),
    ("Pay", items.Pay, "`pay`"),
    ("Evidence", items.Evidence, "`evidence.FIELD`"),
    ("Skill mention", items.Mention, "`skill_mentions[]` of `scrapy enrich` and `scrapy skills explain`"),
    ("Posting, as stated", items.JobPosting, "What the source said, in its own words: `stated.*` of `postings`, and the spider's item."),
    ("Stated place", items.StatedPlace, "`stated.locations[]`"),
    ("Stated pay", items.StatedPay, "`stated.pay[]`"),
    ("Attribution", items.Attribution, "`attribution`"),
    (
        "Layoff notice",
        items.LayoffNotice,
        "`layoffs`: city, region and country stand in `place`; `company_key` joins it to `postings.company.key`",
    ),
)
LIFECYCLE = """\
## Posting, its life

| field | type | meaning |
|---|---|---|
| `_id` | string | `source:board:source_id`; the same from every entry point |
| `first_seen`, `last_seen` | date | first and last crawl that saw it, UTC |
| `status` | string | open, closed or unknown |
| `absent_since` | date or null | first complete crawl without it since the last sighting; null = none |
| `status_reason` | string or null | why closed (absent, page_gone) or unknown (board_gone, horizon); null while open |
| `spells` | array | `{opened, seen_until, closed_between: [a, b] or null, confirmed, reason}`: stretches of being open; closed in (a, b] |
| `reposts` | array | `{of, by, gone}`: postings of the board gone shortly before that this one repeats under a new id, and what ties them |
| `changes` | array | `{at, field, from, to}`: what the employer changed; bodies by `content_hash` |
| `fingerprint` | string | hash of the fields whose change counts |
| `detailed_at` | date | when it was last read in full |
| `content_hash` | string or null | key of its text in `descriptions`; null = the source gives no text |
| `versions` | object | versions of the rules that read it: fields, taxonomy, identity |
"""


@cache
def docstrings() -> dict[str, dict[str, str]]:
    """Return {class: {field: docstring}} of `jobscrape.items`."""
    tree = ast.parse(Path(items.__file__).read_text("utf-8"))
    return {node.name: _of_class(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _of_class(node: ast.ClassDef) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, text in zip(node.body, node.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr):
            found[field.target.id] = " ".join(str(ast.literal_eval(text.value)).split())
    return found


def shown_type(hint: object) -> str:
    """Return a type as readers of MongoDB name it."""
    text = str(hint).replace("typing.", "").replace("jobscrape.items.", "").replace("datetime.datetime", "date")
    text = text.removeprefix("<class '").removesuffix("'>").replace("NoneType", "null").replace("None", "null")
    names = {"str": "string", "float": "number", "bool": "bool", "int": "int", "list": "array", "dict": "object"}
    return " ".join(names.get(w, w) for w in text.replace("|", " or ").split()).replace("str", "string").replace("stringing", "string")


def markdown() -> str:
    """Return the page."""
    lines = [
        "# Data dictionary",
        "",
        'Generated from `jobscrape/items.py`; null or an empty list means unknown, never "no".',
        "",
        LIFECYCLE,
    ]
    for title, kind, where in PARTS:
        hints = typing.get_type_hints(kind)
        lines += [f"## {title}", "", where, "", "| field | type | meaning |", "|---|---|---|"]
        for name in hints:
            shown = "from" if kind is items.Evidence and name == "source" else name
            lines.append(f"| `{shown}` | {shown_type(hints[name])} | {docstrings()[kind.__name__][name].replace('|', '/')} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(markdown())
