"""HTML to clean text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import needs_shared, shared_path

from jobscrape.fields.text import to_text

CASES = [
    ("<p>Build <b>great</b>\n things</p>", "Build great things"),
    ("<h2>Role</h2><p>Text</p>", "Role\n\nText"),
    ("<ul><li>One</li><li><p>Two</p></li><li></li></ul>", "- One\n- Two"),
    ("<ul><li>One<ul><li>Deep</li></ul></li></ul>", "- One\n- Deep"),
    ("One<br>Two<br/>Three", "One\nTwo\nThree"),
    ("<div>A</div><div>B</div>", "A\nB"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    ("Fish &amp; chips &lt;3", "Fish & chips <3"),
    ("&lt;p&gt;Escaped &amp;amp; once&lt;/p&gt;", "Escaped & once"),
    ("<p>Zero\u200bwidth and soft\u00adhyphen</p>", "Zerowidth and softhyphen"),
    ("<p>nbsp&nbsp;here</p>", "nbsp here"),
    ("<script>alert(1)</script><style>p{}</style><p>Seen</p>", "Seen"),
    ("<!-- <p>hidden</p> --><p>Seen</p>", "Seen"),
    ("plain\r\n\r\n\r\ntext  here", "plain\n\ntext here"),
    ("a < b and c > d", "a < b and c > d"),
    ("<pre>one\n  two</pre>", "one\ntwo"),
    ("<p>unclosed <b>bold", "unclosed bold"),
    ("C++ <span>/</span> C#", "C++ / C#"),
    ("<P>Upper</P><UL><LI>Case</LI></UL>", "Upper\n\n- Case"),
    ("", ""),
]


@pytest.mark.parametrize(("body", "text"), CASES)
def test_text(body: str, text: str) -> None:
    assert to_text(body) == text


@given(st.text(max_size=400))
def test_it_never_raises_and_is_tidy(body: str) -> None:
    text = to_text(body)
    assert "\n\n\n" not in text
    assert text == text.strip()


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9), min_size=1, max_size=20))
def test_words_are_neither_lost_nor_glued(words: list[str]) -> None:
    assert to_text("".join(f"<li>{word}</li>" for word in words)).replace("- ", "").split() == words


@pytest.mark.parametrize("body", ["<" * 100_000, "<p>" * 50_000, "<li>" * 50_000, "&lt;" * 50_000, "<!--" * 30_000, " \n" * 50_000])
def test_hostile_bodies_end(body: str) -> None:
    to_text(body)


@needs_shared
@pytest.mark.recorded
def test_real_bodies_keep_the_words_that_the_board_itself_shows() -> None:
    kept = total = extra = count = 0
    for line in shared_path("normalise", "ashby_postings.jsonl").read_text("utf-8").splitlines():
        posting = json.loads(line)
        want, got = (set(t.lower().split()) for t in (posting["descriptionPlain"], to_text(posting["descriptionHtml"])))
        kept, total, extra, count = kept + len(want & got), total + len(want), extra + len(got - want), count + len(got)
    assert kept / total >= 0.98
    assert extra / count <= 0.01
