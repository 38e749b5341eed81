"""Work mode and office days from words and flags."""

from __future__ import annotations

from typing import Any

import pytest

from jobscrape.fields import role, work_mode
from jobscrape.items import StatedPlace
from tests.fields.given import reading

ENGLISH = [
    ("This is a home-based position in Wales.", "remote"),
    ("This role may be conducted fully remotely, or from our hybrid hub.", "remote"),
    ("You come into the office twice a week.", "hybrid"),
    ("We ask for a few days per week in the office.", "hybrid"),
    ("Remote days on Mondays and Fridays", "hybrid"),
    ("Two days remote per week", "hybrid"),
    ("You work 50 hours/week in person with bakers.", "onsite"),
    ("This is a fully remote position.", "remote"),
    ("We are hiring for a 100% remote role.", "remote"),
    ("Location: Remote (US)", "remote"),
    ("This role will be remote, but is not eligible to be hired in Jersey.", "remote"),
    ("This role can be performed remotely from anywhere in Canada.", "remote"),
    ("All of our roles are remote.", "remote"),
    ("Work remotely from anywhere within the EU.", "remote"),
    ("You can work remote, or hybrid near one of our offices.", "remote"),
    ("#LI-Remote", "remote"),
    ("This is a hybrid role based in Austin.", "hybrid"),
    ("Our hybrid work model gives you flexibility.", "hybrid"),
    ("You will be in the office three days a week.", "hybrid"),
    ("We expect everybody on-site at least 2 days per week.", "hybrid"),
    ("Two days from home each week.", "hybrid"),
    ("We work from the office on Tuesdays and Thursdays.", "hybrid"),
    ("Up to 50% remote work is possible.", "hybrid"),
    ("#LI-Hybrid", "hybrid"),
    ("The job is primarily hybrid, with visits to our Leeds offices.", "hybrid"),
    ("Full time, home worker, with frequent travel to customers.", "remote"),
    ("Our hybrid working policy lets you work from anywhere you like.", "remote"),
    ("Work from our Leeds office or fully remotely.", "remote"),
    ("Arrangement\nHybrid / Remote", "remote"),
    ("Modality: Hybrid, with in-office presence", "hybrid"),
    ("Hybrid role based in Leeds, three days a week", "hybrid"),
    ("Unless approved for full remote work, you spend half of your time in-office.", "hybrid"),
    ("We work in the office together most days.", "hybrid"),
    ("Remote or hybrid work will not be considered.", "onsite"),
    ("This job requires daily travel to our Leeds office.", "onsite"),
    ("Mandatory office days on Tuesday and Thursday", "hybrid"),
    ("We bake in person, with an optional WFH day on Friday.", "hybrid"),
    ("Many people are in the office every day, others need more flexibility.", "hybrid"),
    ("This is a US-based telework position.", "remote"),
    ("This is an on-site position.", "onsite"),
    ("This role is fully in-person.", "onsite"),
    ("You will work five days a week in our office.", "onsite"),
    ("Remote work is not possible for this role.", "onsite"),
    ("This position is not eligible for remote work.", "onsite"),
    ("We do not offer remote or hybrid work.", "onsite"),
    ("We are an in-office company.", "onsite"),
    ("All roles are in person, in the old town.", "onsite"),
    ("Wähle, ob Büro oder remote, mit flexiblen Zeiten.", "hybrid"),
    ("Full-time, in-office internship in the old harbour.", "onsite"),
]
OTHER_LANGUAGES = [
    ("Du bist mehrmals pro Woche im Büro.", "hybrid"),
    ("Zweimal die Woche im Büro in Köln", "hybrid"),
    ("La présence sur place est demandée.", "onsite"),
    ("Du arbeitest 100 % remote.", "remote"),
    ("Die Stelle ist vollständig remote.", "remote"),
    ("Mobiles Arbeiten ist bei uns selbstverständlich.", "hybrid"),
    ("Zwei Tage Homeoffice pro Woche sind möglich.", "hybrid"),
    ("Hybrides Arbeitsmodell mit viel Freiheit", "hybrid"),
    ("3 Tage pro Woche im Büro in Köln", "hybrid"),
    ("Homeoffice ist nicht möglich.", "onsite"),
    ("Télétravail : 2 jours par semaine", "hybrid"),
    ("Poste en full remote", "remote"),
    ("Deux jours de télétravail par semaine", "hybrid"),
    ("Trabajo 100% remoto", "remote"),
    ("Modalidad: híbrida", "hybrid"),
    ("Modalidad presencial", "onsite"),
    ("Modelo hibrido", "hybrid"),
    ("Três dias por semana no escritório", "hybrid"),
    ("Modelo de trabalho híbrido", "hybrid"),
    ("Je werkt hybride: twee dagen thuis.", "hybrid"),
    ("Thuiswerken is mogelijk.", "hybrid"),
    ("Tre dagar i veckan på kontoret", "hybrid"),
    ("Möjlighet till hybridarbete", "hybrid"),
]
NOTHING = [
    "Enjoy working remotely from anywhere for up to 30 calendar days a year.",
    "From the bakery to the factory floor to the meeting room, all of us build.",
    "You have managed geographically distributed teams, and you lead distributed teams of bakers.",
    "You schedule hybrid workloads across clusters.",
    "You get a home office budget of 500 EUR.",
    "You may work from anywhere for four weeks a year.",
    "Remote work stipend of $100 a month",
    "You build hybrid cloud solutions for customers.",
    "You operate distributed systems at scale.",
    "Experience with remote access tools and remote support",
    "Our office is in the heart of Berlin.",
    "We have offices in London and Paris.",
    "The process ends with an on-site interview.",
    "We support remote, hybrid, field or office work schedules depending on the role.",
    "A great role for people with experience in hybrid and multi-cloud environments",
    "This is a hybrid role: part baker, part designer.",
    "Models (content-based, collaborative, hybrid)",
    "You enable companies to build hybrid teams of human and machine bakers.",
    "Lunch is catered into the office four days a week.",
    "We then schedule an onsite in our office.",
    "You keep the contact between the Leeds office and remote employees.",
    "This is a hybrid role for someone who loves both numbers and words.",
    "Our bakery is remote-first, but not remote-only.",
    "",
]


@pytest.mark.parametrize(("text", "mode"), ENGLISH + OTHER_LANGUAGES)
def test_words(text: str, mode: str) -> None:
    assert read(text) == (mode, days_of(text))


@pytest.mark.parametrize("text", NOTHING)
def test_no_statement(text: str) -> None:
    assert read(text) == (None, None)


def days_of(text: str) -> int | None:
    """Days that the table's sentences name."""
    named = {
        "twice a week": 2,
        "Zweimal die Woche": 2,
        "three days a week": 3,
        "2 days per week": 2,
        "Tuesdays and Thursdays": 2,
        "Tuesday and Thursday": 2,
        "five days a week": 5,
        "3 Tage": 3,
        "Três dias": 3,
        "Tre dagar": 3,
    }
    return next((days for words, days in named.items() if words in text), None)


FLAGS: list[tuple[str, dict[str, Any], str | None]] = [
    ("", {"remote": True}, "remote"),
    ("", {"remote": False}, None),
    ("", {"workplace": "Hybrid", "remote": True}, "hybrid"),
    ("", {"workplace": "On-site"}, "onsite"),
    ("", {"workplace": "TELECOMMUTE"}, "remote"),
    ("", {"workplace": "Homeoffice möglich"}, "hybrid"),
    ("", {"workplace": "Home Office"}, "remote"),
    ("", {"workplace": "Office"}, "onsite"),
    ("", {"workplace": "unspecified"}, None),
    ("You come to the office three days a week.", {"remote": True}, "hybrid"),
    ("This is a hybrid role.", {"workplace": "remote"}, "hybrid"),
    ("#LI-Remote\nYou are in the office two days a week.", {}, "hybrid"),
    ("This is a fully remote role.", {"workplace": "On-site"}, "remote"),
    ("This is not a remote position.", {"workplace": "remote"}, "onsite"),
    ("This is a remote-first company.", {"remote": True}, "remote"),
    ("Homeoffice budget", {"workplace": "remote"}, "remote"),
    ("", {"title": "Accountant (Remote)"}, "remote"),
    ("", {"title": "Accountant - Hybrid"}, "hybrid"),
    ("", {"title": "Remote Sensing Scientist"}, None),
    ("", {"title": "Hybrid Cloud Engineer"}, None),
    ("", {"locations": [StatedPlace(raw="Remote - US")]}, "remote"),
    ("", {"locations": [StatedPlace(raw="Anywhere in Spain, Portugal")]}, "remote"),
    ("You fill the shelves.", {"title": "Shop Assistant", "workplace": "remote"}, "onsite"),
    ("You are in the office several times a week.", {"remote": True}, "hybrid"),
    ("", {"locations": [StatedPlace(raw="Anywhere in the World")]}, "remote"),
    ("", {"locations": [StatedPlace(raw="Berlin Office")]}, None),
    ("", {"locations": [StatedPlace(raw="London (Hybrid)")]}, "hybrid"),
    ("Work from home is not possible.", {}, "onsite"),
]


@pytest.mark.parametrize(("text", "stated", "mode"), FLAGS)
def test_flags_against_words(text: str, stated: dict[str, Any], mode: str | None) -> None:
    assert read(text, **stated)[0] == mode


def test_a_flag_that_collectors_add_needs_a_word_of_the_posting() -> None:
    assert read("We sell bread.", source="himalayas", workplace="remote")[0] is None
    assert read("We are a remote-first company.", source="himalayas", workplace="remote")[0] == "remote"


def test_manual_work_is_on_site() -> None:
    assert read("You lift up to 50 pounds.", title="Machine Operator")[0] == "onsite"
    assert read("You lift up to 50 pounds.", title="Lawyer")[0] is None
    assert read("You lift up to 50 pounds.", title="Registered Nurse")[0] == "onsite"


@pytest.mark.parametrize(
    ("title", "text", "mode"),
    [
        ("Warehouse Associate, Nights", "You pack boxes.", "onsite"),
        ("Assistant Store Manager", "You lead the shift.", "onsite"),
        ("Pharmacy Technician, Nights", "You fill prescriptions.", "onsite"),
        ("Kosmetikerin (m/w/d)", "Du behandelst Gäste.", "onsite"),
        ("KFZ-Meister (m/w/d)", "Du leitest die Werkstatt.", "onsite"),
        ("Préparateur de commandes (H/F)", "Vous préparez les colis.", "onsite"),
        ("Baker Liaison, Kochi", "You write to bakers.", None),
        ("Shop Assistant", "You fill the shelves.", "onsite"),
        ("Store Manager", "This is a hybrid role.", "hybrid"),
        ("Online Store Manager", "You look after our shop on the web.", None),
        ("Data Warehouse Engineer", "You model tables.", None),
        ("Moulding Technician", "You work on the manufacturing floor.", "onsite"),
    ],
)
def test_titles_of_shops_and_warehouses(title: str, text: str, mode: str | None) -> None:
    assert read(text, title=title)[0] == mode


def test_policy_that_explains_all_models_says_nothing_of_this_role() -> None:
    text = "Our hybrid roles combine the best of both. Office Flex means 3 days a week in the office.\nYou write tests."
    assert read(text) == (None, None)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3 days in the office per week", 3),
        ("in the office 4 days a week", 4),
        ("at least two (2) days a week on-site", 2),
        ("2-3 days per week in our office", 2),
        ("onsite Tuesday, Wednesday and Thursday", 3),
        ("We are in the office every day.", 5),
        ("two days from home", None),
        ("hybrid, 50 %", None),
    ],
)
def test_office_days(text: str, days: int | None) -> None:
    assert read(text)[1] == days


def test_evidence_quotes_the_words() -> None:
    found = work_mode.read(reading("Hello. This is a hybrid role in Ghent."))["work_mode"]
    assert found.evidence.source == "text"
    assert "hybrid role" in found.evidence.text


def read(text: str, **stated: Any) -> tuple[str | None, int | None]:
    given = reading(text, **stated)
    given.found.update(role.read(given))
    found = work_mode.read(given)
    return tuple(found[field].value if field in found else None for field in ("work_mode", "office_days"))  # type: ignore[return-value]


def test_a_hybrid_field_outweighs_the_onsite_tag() -> None:
    assert read("#LI-Onsite", workplace="Hybrid")[0] == "hybrid"
    assert read("#LI-Onsite", workplace="Remote")[0] == "onsite"
