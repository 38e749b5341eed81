"""Names of tools that are common words in some language count only where they are written as names and something speaks for them."""

from __future__ import annotations

import pytest

from jobscrape.skills.tagger import read_mentions
from jobscrape.skills.taxonomy import read_skills

NO_SKILLS = [
    "We act when challenges arise.",
    "You work to tight timescales.",
    "It is vitally important that you adjust to change.",
    "We use modern money rails.",
    "With the right checkpoints you decide.",
    "Vous aimez aider les clients, sinon rien; mes collègues aussi.",
    "Du bist für den technischen Zustand unserer Wohnmobile verantwortlich.",
    "A sales professional of high calibre.",
    "As a Mechanical Assembler you work in our plant.",
    "This falls within the purview of the board.",
    "All figures are in CAD and depend on your place.",
    "The base salary is 75,000 CAD to 90,000 CAD.",
    "We are headquartered in Palo Alto, California.",
    "The first interview is on Zoom.",
    "You take the helm of our fleet.",
    "Our customers are challenger brands.",
    "Accounts with routing numbers and IBANs.",
    "Easy-to-use tax products for everyone.",
    "WAS ZEICHNET SIE AUS",
    "Eng mit allen Schnittstellen im Haus.",
]
SKILLS = [
    ("Requirements: Terraform", "infra.terraform"),
    ("Requirements: Go, SQL", "lang.go"),
    ("Nice to have: Jenkins", "infra.jenkins"),
    ("Experience with React, Redux and Zustand", "web.zustand"),
    ("Experience with Ruby on Rails", "backend.ruby-on-rails"),
    ("Experience with LangChain, RASA or similar", "ml.rasa"),
    ("Experience with TimescaleDB", "db.timescaledb"),
    ("You read CAD drawings made with SolidWorks", "domain.cad"),
    ("Experience with Palo Alto firewalls", "infra.palo-alto-networks"),
    ("Experience with Zoom, Slack and Notion", "tool.zoom"),
    ("You use Helm to deploy on Kubernetes", "infra.helm"),
    ("Excellent knowledge of GCP and ICH in clinical trials", "comp.good-clinical-practice"),
    ("Experience with AWS, Azure or GCP", "cloud.gcp"),
    ("An active R.N. license", "cert.registered-nurse"),
]
TOOLS = {
    "ml.arize",
    "db.timescaledb",
    "tool.vitally",
    "analytics.adjust",
    "backend.ruby-on-rails",
    "infra.check-point",
    "ml.aider",
    "test.sinon",
    "domain.manufacturing-execution-systems",
    "web.zustand",
    "domain.siemens-calibre",
    "lang.assembly-language",
    "sec.microsoft-purview",
    "backend.apis",
    "backend.reverse-proxies",
    "cert.sie",
    "domain.cad",
    "fin.sales-and-use-tax",
    "infra.helm",
    "infra.palo-alto-networks",
    "infra.routing-and-switching",
    "sales.challenger-sale",
    "tool.zoom",
}


@pytest.mark.parametrize("text", NO_SKILLS)
def test_common_words_are_no_tools(text: str) -> None:
    assert TOOLS.isdisjoint({m.id for m in read_mentions(text)})


@pytest.mark.parametrize(("text", "ident"), SKILLS)
def test_names_are(text: str, ident: str) -> None:
    assert ident in {m.id for m in read_mentions(text)}


def test_the_tools_are_known() -> None:
    assert {skill.id for skill in read_skills()} >= TOOLS
