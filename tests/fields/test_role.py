"""Role families of titles, and of bodies where the title is general."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from jobscrape.fields import role
from jobscrape.fields.role import areas, title_family
from tests.fields.given import reading

FAMILIES: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("titles.yml").read_text("utf-8"))["families"]
TITLES = [(title, family) for family, titles in FAMILIES.items() for title in titles]


@pytest.mark.parametrize(("title", "family"), TITLES)
def test_titles(title: str, family: str) -> None:
    assert title_family(title)[0] == family


def test_the_first_part_of_a_title_counts_more() -> None:
    assert title_family("Technical Program Manager, Communications")[0] == "project_program_management"
    assert title_family("Senior Manager, Sales - EMEA")[0] == "sales"
    assert title_family("Software Engineer - Marketing Technology")[0] == "software_general"
    assert title_family("Software Engineer - Data Platform")[0] == "data_engineering"
    assert title_family("[Remote] Data Engineer, AI Products")[0] == "data_engineering"


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("You write firmware for microcontrollers, embedded software and device drivers on an RTOS.", "embedded"),
        ("You build LLM features: RAG pipelines, AI agents, prompt engineering and LangChain workflows.", "ai_engineering"),
        ("Full-stack engineer wanted: across the stack, full-stack, React and Node.", "fullstack"),
        ("You train models for speech recognition and fine-tune deep learning networks in PyTorch.", "ml_engineering"),
        ("Backend services, distributed systems, gRPC microservices, Kafka and Postgres.", "backend"),
        ("You write good software.", "software_general"),
        ("", "software_general"),
    ],
)
def test_a_general_title_is_narrowed_by_the_body(text: str, family: str) -> None:
    given = reading(f"What you will do\n- {text}", title="Software Engineer")
    assert role.read(given)["role"].value == family


def test_what_the_employer_says_of_itself_narrows_nothing() -> None:
    text = "About us\nWe build LLM agents, RAG, generative AI and agentic workflows.\n\nBenefits\n- LLM, RAG and AI agents for all"
    assert role.read(reading(text, title="Software Engineer"))["role"].value == "software_general"


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("Ingeniero Mecánico", "hardware"),
        ("IT-Systemelektroniker (m/w/d)", "it_support"),
        ("Administrateur Serveur Linux", "cloud_infrastructure"),
        ("Semi-conductor Engineer", "software_general"),
    ],
)
def test_crafts_leave_their_namesakes(title: str, family: str) -> None:
    assert title_family(title)[0] == family


@pytest.mark.parametrize(
    ("title", "family"), [("Hydrologist", "science_research"), ("Head Sweeper", "trades_manufacturing"), ("Blorp", "other")]
)
def test_nouns_of_occupations_decide_last(title: str, family: str) -> None:
    assert title_family(title)[0] == family


def test_every_family_has_an_area() -> None:
    assert set(FAMILIES) == set(areas())
    assert role.read(reading(title="Nurse"))["role_area"].value == "other"
    assert role.read(reading(title="MLOps Engineer"))["role_area"].value == "data_ai"
