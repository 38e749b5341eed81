"""docs/QUESTIONS.md, made from the catalogue and the claims: `python -m jobscrape.questions.describe > docs/QUESTIONS.md`."""

from __future__ import annotations

import sys

from jobscrape.questions.claims import claims
from jobscrape.questions.question import Question, catalogue
from jobscrape.questions.scope import ARRIVALS
from jobscrape.questions.where import FIELDS

BASES = {
    True: "new postings by month, on boards watched through all months",
    False: "postings that stood open in the period, on boards seen completely at least once",
}


def markdown() -> str:
    """Return the page."""
    lines = [
        "# Questions",
        "",
        "Generated from `jobscrape/questions`. `scrapy ask NAME` answers one, `scrapy report` all of them.",
        "",
        "Every answer carries: n and what is unknown, kept apart; the panel of boards and the share of postings it covers;",
        "95 % intervals with employers as the independent units; the counting level (`--level posting|job|role_group`);",
        "a sentence in plain words, or `Cannot tell` with the reason.",
        "",
        "```sh",
        "scrapy ask work_mode --since 2026-01 --until 2026-07 --where country=DE --json",
        "```",
        "",
        "`--where FIELD=VALUE` may be repeated; `a|b` = either, `!=` = not, `>=`, `<`, `unknown` = not said,",
        "`skill=ml.*` = a whole category.",
        f"Fields: {', '.join(f'`{name}`' for name in FIELDS)}.",
        "",
    ]
    for question in catalogue().values():
        lines += _question(question)
    return "\n".join([*lines, *_claims()]) + "\n"


def _question(question: Question) -> list[str]:
    caveats = [f"- {caveat}" for caveat in question.caveats]
    head = [f"## {question.name}", "", f"**{question.asks}**", "", question.reads, "", f"Looks at {BASES[question.basis == ARRIVALS]}."]
    return [*head, *(["", "Beware:", "", *caveats] if caveats else []), ""]


def _claims() -> list[str]:
    rows = [f"| {claim.says} | `{claim.question}` | {'; '.join(t.words for t in claim.tests)} |" for claim in claims()]
    return [
        "# Claims",
        "",
        "`scrapy report` judges these public claims (`jobscrape/questions/claims.yml`). Supported: the whole 95 % interval of",
        "every figure lies beyond its threshold. Not supported: that of one figure lies on the other side, or round no change.",
        "Else the data cannot tell.",
        "",
        "| claim | question | demands |",
        "|---|---|---|",
        *rows,
    ]


if __name__ == "__main__":
    sys.stdout.write(markdown())
