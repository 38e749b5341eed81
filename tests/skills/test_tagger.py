"""The tagger as a whole: offsets, zones that do not count, employer's own names, speed on hostile input."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobscrape.fields.reading import Reading
from jobscrape.items import JobPosting
from jobscrape.skills.explain import explain
from jobscrape.skills.fold import fold
from jobscrape.skills.tagger import read_mentions, tag, tag_text
from tests.ending import ends

WORDS = [
    "Python",
    "C++",
    "Node.js",
    "retrieval-augmented generation",
    "İ",
    "ß",
    "ﬁ",
    "😀",
    "\n- ",
    " ",
    ".",
    "(",
    "R&D",
    "5+ years",
    "Go",
    "Größe",
    "@x.de",
    "#",
]
POSTING = (
    "About Acme\nAcme runs on Salesforce.\n\nWhat you'll do\n- Build APIs in Python\n- Deploy to Kubernetes\n\n"
    "Requirements\n- 3+ years of Python\n- SQL, Docker\n- communication skills\n\n"
    "Nice to have\n- Kafka\n\nBenefits\n- Zoom yoga with Excel\n"
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=30).map("".join))
def test_offsets_slice_to_the_surface(text: str) -> None:
    assert len(fold(text)) == len(text) + 2
    for m in read_mentions(text, title=text[:40]):
        assert (text[:40] if m.field == "title" else text)[m.start : m.end] == m.surface


def test_tag_reads_a_posting() -> None:
    stated = JobPosting(source_id="1", url="https://example.com/1", title="Python Developer", company="Acme")
    tags = tag(Reading(stated, POSTING, datetime(2026, 1, 1, tzinfo=timezone.utc)))
    assert {"lang.python", "lang.sql", "infra.docker"} <= set(tags.skills_required)
    assert tags.skills_preferred == ["data.apache-kafka"]
    assert "infra.kubernetes" in tags.skills_used
    assert tags.soft_skills == ["soft.communication"]
    assert tags.skill_years == {"lang.python": 3.0}


SOFT = [
    ("Strong communication skills and a sense of ownership", {"soft.communication", "soft.ownership"}),
    ("You are a team player with analytical skills", {"soft.collaboration", "soft.analytical-thinking"}),
]
NO_SOFT = [
    "Acme is the leading platform for dog owners and a leader in its market.",
    "Our organization believes in flexible work and is driven by its mission.",
    "We are backed by leading investors.",
]


@pytest.mark.parametrize(("line", "wanted"), SOFT)
def test_soft_skills_that_are_asked_for(line: str, wanted: set[str]) -> None:
    assert wanted <= set(tag_text(_posting("We build software for dogs.", line), title="Developer").soft_skills)


@pytest.mark.parametrize("about", NO_SOFT)
def test_what_firms_say_of_themselves_is_no_soft_skill(about: str) -> None:
    assert tag_text(_posting(about, "Python and SQL"), title="Developer").soft_skills == []


def _posting(about: str, line: str) -> str:
    duties = ["Build our data platform with Python", "Run it on Kubernetes and AWS"]
    asked = ["Three years of work with Python", line, "Knowledge of Docker and PostgreSQL", "Experience with CI/CD and testing"]
    offered = [
        "30 days of holiday, a laptop of your choice and a budget for books",
        "A dog in the office on each day of the week",
        "A good pension and a bicycle, whichever you prefer, from the first day on",
        "A canteen that cooks well and not only with meat, and a garden behind the house",
    ]
    sections = {"What you will do": duties, "Requirements": asked, "Benefits": offered}
    return f"About us\n{about}\n" + "".join(
        f"\n{heading}\n" + "".join(f"- {item}\n" for item in items) for heading, items in sections.items()
    )


def test_skills_under_what_is_not_wanted_do_not_count() -> None:
    text = "Requirements\n- Go and Kafka\n\nWho you are not\n- Focused on business analytics and Tableau\n\nBenefits\n- A dog"
    assert {m.id for m in read_mentions(text)} == {"lang.go", "data.apache-kafka"}


def test_benefits_and_legal_text_hold_no_skills() -> None:
    found = {m.id for m in read_mentions(POSTING)}
    assert not found & {"tool.zoom", "analytics.microsoft-excel"}
    assert not read_mentions("We are an equal opportunity employer and use Python without regard to race.")


def test_employer_is_no_skill_outside_requirements() -> None:
    text = "Databricks carries the data platform.\n\nRequirements\n- Spark"
    assert "data.databricks" not in {m.id for m in read_mentions(text, company="Databricks")}
    assert "data.databricks" in {m.id for m in read_mentions(text, company="Acme")}
    assert "data.databricks" in {m.id for m in read_mentions("Requirements\n- Databricks", company="Databricks")}


def test_products_of_the_employer_are_no_skills_outside_requirements() -> None:
    text = "Responsibilities\n- Sell Adobe Photoshop and other tools, with Figma"
    assert {m.id for m in read_mentions(text, company="Adobe")} & {"design-tool.adobe-photoshop", "design-tool.figma"} == {
        "design-tool.figma"
    }
    assert "design-tool.adobe-photoshop" in {m.id for m in read_mentions(text, company="Acme")}


@pytest.mark.parametrize(
    ("text", "ident", "counts"),
    [
        ("Work with data scientists and product designers.", "domain.data-science", False),
        ("Requirements\n- Years of work as a data scientist", "domain.data-science", True),
        ("You join a team of Unity developers.", "game.unity", True),
        ("Draw boards in Altium Designer.", "domain.altium", True),
    ],
)
def test_colleagues_are_no_skills(text: str, ident: str, counts: bool) -> None:
    assert (ident in {m.id for m in read_mentions(text)}) is counts


def test_lists_and_demands_speak_for_a_word() -> None:
    listed = explained("Requirements\n- Experience with Kubernetes, Terraform, Ansible, deployment and monitoring")
    alone = explained("We are a leading company whose deployment makes our customers happy.")
    assert listed["ops.deployment"] > alone["ops.deployment"]


def explained(text: str) -> dict[str, float]:
    return {r.id: r.salience for r in explain(text)}


def test_applicant_tracking_systems_count_in_requirements_only() -> None:
    assert not {m.id for m in read_mentions("Apply with Workday")} & {"tool.workday"}
    assert "tool.workday" in {m.id for m in read_mentions("Requirements\n- Workday and SAP")}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "- ", "...", "😀", "\ud800"])
def test_odd_texts(text: str) -> None:
    assert tag_text(text).skills == []


@pytest.mark.parametrize(
    "piece", ["(" * 50, "a" * 50, "Python, ", "- ", "5 years ", "Requirements: ", "@", ". ", "or ", "https://", "a@b.c ", "\n"]
)
def test_hostile_input_is_read_to_its_end(piece: str) -> None:
    with ends():
        tag_text(piece * (100_000 // len(piece)))


@pytest.mark.parametrize(
    ("title", "skills"),
    [
        ("React Native Developer", ["web.react-native"]),
        ("Salesforce Administrator (m/f/d)", ["tool.salesforce"]),
        ("Senior Engineer - AWS, Terraform", ["cloud.aws", "infra.terraform"]),
        ("Snowflake Architect", ["data.snowflake"]),
        ("Account Executive", []),
        ("Team Assistant", []),
    ],
)
@pytest.mark.parametrize("text", ["", "We are a small company in Porto and look for colleagues."])
def test_title_says_the_skills_of_a_posting_with_hardly_a_text(title: str, text: str, skills: list[str]) -> None:
    assert tag_text(text, title=title).skills == skills


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("Follow us on LinkedIn, Twitter, Instagram and YouTube!", set()),
        ("Learn more on our YouTube channel and join our Discord.", set()),
        ("- Experience running paid campaigns on TikTok and Reddit", {"marketing.tiktok", "marketing.reddit"}),
        ("You manage our Instagram and YouTube channels.", {"marketing.instagram", "marketing.youtube"}),
        ("- Paid campaigns (Google, Meta, LinkedIn, TikTok)", {"marketing.linkedin", "marketing.tiktok"}),
    ],
)
def test_platforms_are_skills_where_the_work_is_on_them(text: str, skills: set[str]) -> None:
    platforms = {
        f"marketing.{name}" for name in ("tiktok", "instagram", "facebook", "x-twitter", "youtube", "discord", "reddit", "linkedin")
    }
    assert {m.id for m in read_mentions(text)} & platforms == skills
