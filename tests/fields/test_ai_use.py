"""What a role does with AI."""

from __future__ import annotations

import pytest

from jobscrape.fields import ai_use, role
from tests.fields.given import reading

CASES = [
    ("Onboarding Coordinator", "Use AI in day-to-day implementation work and AI-driven workflow tools.", "uses_tools"),
    ("Graphic Designer", "You follow design trends and AI-powered tools.", "uses_tools"),
    ("Machine Learning Engineer", "You train models for ranking.", "trains"),
    ("Data Scientist", "You develop machine learning models for churn.", "trains"),
    ("Research Scientist, AI", "You publish.", "trains"),
    ("Backend Engineer", "You build LLM-powered features for our customers.\n- You design RAG pipelines.", "builds_with"),
    ("AI Engineer", "You ship agents.", "builds_with"),
    ("Product Manager", "You define the roadmap for our AI agents.\n- You launch AI-powered features.", "builds_with"),
    ("Automation Engineer", "You develop LLM-based automation tools for invoices.", "builds_with"),
    ("MLOps Engineer", "You run pipelines.", "supports"),
    ("Cloud Engineer", "You operate GPU clusters for AI training workloads.\n- You scale AI infrastructure.", "supports"),
    ("Account Executive", "You sell our AI platform to enterprises.\n- You demo AI products.", "supports"),
    ("Security Engineer", "You secure AI systems against prompt injection.\n- You protect LLM products.", "supports"),
    ("Data Engineer", "You build features for ML models.\n- You train models with the team.", "supports"),
    ("Product Manager, ML Platform", "You run inference infrastructure.\n- You support AI workloads.", "supports"),
    ("AI Trainer", "You talk to people.", "supports"),
    ("Backend Developer", "You review code written by AI agents.", "uses_tools"),
    ("Illustrator", "You draw with Midjourney.", "uses_tools"),
    ("Backend Developer", "The usage of AI tools is highly encouraged!", "uses_tools"),
    ("SEO Specialist", "Requirements:\n- Experience with keyword research, search intent, and AI - assisted workflows", "uses_tools"),
    ("DevOps Engineer", "Responsible for building and scaling the AI cloud infrastructure.", "supports"),
    ("Data Scientist", "You know machine learning.", "trains"),
    ("Mobile Developer", "You will improve our bakery app, integrating AI agents into it.", "builds_with"),
    ("Banker", "You refine AI-generated drafts.", "uses_tools"),
    ("Backend Engineer", "You are fine-tuning performance for the bakery.", "none"),
    ("Backend Engineer", "You work with other disciplines, including design, product and machine learning.", "none"),
    ("Engineering Manager, AI Cloud Platform", "You lead the team.", "supports"),
    ("Fullstack Developer", "We are hiring a developer to help build our suite of AI products.", "builds_with"),
    ("Accountant", "You use ChatGPT and other AI tools daily.", "uses_tools"),
    ("Frontend Developer", "You work with GitHub Copilot and Cursor.", "uses_tools"),
    ("Redakteurin", "Du nutzt KI-Tools im Alltag.", "uses_tools"),
    ("Accountant", "You close the books.", "none"),
    ("Maintenance Engineer", "You maintain the air conditioning.", "none"),
]


@pytest.mark.parametrize(("title", "text", "kind"), CASES)
def test_roles(title: str, text: str, kind: str) -> None:
    assert read(title, f"Responsibilities\n- {text}") == kind


@pytest.mark.parametrize(
    "text",
    [
        "About us\nWe are the leading AI company and build LLM agents.",
        "Nice to have\n- Experience with AI tools",
        "Benefits\n- A ChatGPT licence",
        "We may use AI tools to review applications.",
        "Brodd will not be utilizing artificial intelligence in its hiring process.",
        "Please do not use AI during the interview.",
        "The Bakers is building a source of truth and AI tools for bread.",
        "Our AI oven handles the dough.",
        "Requirements\n- Experience in finance at bread and AI companies",
        "Responsibilities\n- You work closely with ML engineers and bakers.",
        "Responsibilities\n- A chance to work with generative AI",
        "We've created an oven powered by AI.",
        "We are the leading baking and safety platform for the AI era.",
        "Responsibilities\n- You stay up to date with the latest AI developments.",
        "We spend every day on our AI-powered oven.",
        "The bakers build towards an AI-driven operating model.",
        "Not permitted: Using AI assistance in conversations.",
        "Responsibilities\n- You sell bread.\n- Interest in AI tools is a plus.",
    ],
)
def test_what_says_nothing_of_the_role(text: str) -> None:
    assert read("Accountant", text) == "none"


def test_the_employer_is_no_tool() -> None:
    given = reading("Responsibilities\n- You keep the books of Cursor.", title="Accountant", company="Cursor")
    assert ai_use.read(given)["ai_in_role"].value == "none"


def test_unknown_without_text() -> None:
    assert read("Accountant", "") is None
    assert read("Machine Learning Engineer", "") == "trains"


def read(title: str, text: str) -> str | None:
    given = reading(text, title=title)
    given.found.update(role.read(given))
    found = ai_use.read(given)
    return found["ai_in_role"].value if found else None
