"""Visa sponsorship and security clearance."""

from __future__ import annotations

import pytest

from jobscrape.fields import clearance, visa
from tests.fields.given import reading

VISA = [
    ("Brodd only accepts applicants who can legally work in Germany.", "no"),
    ("A relocation package and/or visa support for those who need it", "yes"),
    ("You receive assistance with everything from visa and paperwork to housing.", "yes"),
    ("You make sure that no guest breaks visa regulations.", None),
    ("We are unable to sponsor visas for this role.", "no"),
    ("Visa sponsorship is not available.", "no"),
    ("No visa sponsorship", "no"),
    ("You must be authorized to work in the US without sponsorship.", "no"),
    ("Only candidates legally authorized to work in the UK are eligible to apply.", "no"),
    ("We cannot, at this time, for legal reasons, provide immigration-related sponsorship.", "no"),
    ("Do not apply if you will need sponsorship now or in the future; we will not provide it.", "no"),
    ("This role does not offer relocation or visa support.", "no"),
    ("We sponsor visas.", "yes"),
    ("We do sponsor visas! But we aren't able to sponsor visas for every role and candidate.", "yes"),
    ("Visa sponsorship available", "yes"),
    ("We offer relocation and visa support.", "yes"),
    ("Our company will help with your work permit: we support visa applications.", "yes"),
    ("Wir unterstützen dich beim Visum und beim Umzug.", "yes"),
    ("We can only accept applications from those eligible to live and work in Leeds.", "no"),
    ("Open to candidates with existing work authorization only; only with a valid work permit", "no"),
    ("Visa sponsorship if applicable", "yes"),
    ("We hire without regard to age, citizenship, family leave or immigration status.", None),
    ("Applicants will not require employer sponsored work authorization now or in the future.", "no"),
    ("We cannot accept applications that do not have the right to work in the UK.", "no"),
    ("Customers not limited to Immigration and Customs Enforcement", None),
    ("You must be authorized to work in Germany.", None),
    ("Will you now or in the future require visa sponsorship?", None),
    ("Company-sponsored health insurance", None),
    ("You manage event sponsorship packages.", None),
    ("You work with executive sponsors.", None),
    ("You build payment products with Visa and Mastercard.", None),
    ("", None),
]
CLEARANCE = [
    ("Active TS/SCI clearance required", True),
    ("Must be able to obtain a Secret security clearance", True),
    ("You hold or are eligible for SC clearance.", True),
    ("Bereitschaft zur Sicherheitsüberprüfung nach SÜG", True),
    ("Candidates undergo security vetting.", True),
    ("Habilitation secret défense exigée", True),
    ("Godkänd säkerhetsprövning krävs.", True),
    ("A polygraph is required.", True),
    ("Requirements: Java. Nice to have: Spring. Must-haves: active security clearance", True),
    ("You bake bread. Nice to have (not required): sourdough. Experience with rye. Active security clearance.", None),
    ("Security clearance is a plus.", None),
    ("Active clearance preferred", None),
    ("No security clearance required", None),
    ("A background check is part of the process.", None),
    ("You handle customs clearance.", None),
    ("Medical clearance is needed.", None),
    ("Subject to export control (ITAR)", None),
    ("You vet vendors.", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "answer"), VISA)
def test_visa(text: str, answer: str | None) -> None:
    found = visa.read(reading(text))
    assert (found["visa_sponsorship"].value if found else None) == answer


@pytest.mark.parametrize(("text", "answer"), CLEARANCE)
def test_clearance(text: str, answer: bool | None) -> None:
    found = clearance.read(reading(text))
    assert (found["clearance"].value if found else None) == answer


def test_clearance_in_the_title() -> None:
    assert clearance.read(reading(title="Engineer w/ TS/SCI"))["clearance"].evidence.source == "title"


def test_a_language_in_the_title_is_no_clearance() -> None:
    assert not clearance.read(reading("You write code.", title="Engineer JS/TS"))


def test_a_refusal_beats_an_offer() -> None:
    text = "We offer visa support in Germany.\nWe cannot sponsor visas in the US."
    assert visa.read(reading(text))["visa_sponsorship"].value == "no"
