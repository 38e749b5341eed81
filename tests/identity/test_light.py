"""The light look at texts: language and country of pay."""

from __future__ import annotations

import pytest

from jobscrape.identity import light


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You will work with the team and this is what our people are like", "en"),
        ("Wir suchen für das Team eine Bäckerin und der Ofen wartet", "de"),
        ("Nous cherchons une personne pour notre équipe dans les fours", "fr"),
        ("Você vai trabalhar em nossa equipe e não está só, com uma missão", "pt"),
        ("", ""),
        ("SAP ABAP COBOL", ""),
    ],
)
def test_language(text: str, expected: str) -> None:
    assert light.language(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pay is 90,000 CAD a year", "CA"),
        ("£50,000 to £60,000", "GB"),
        ("CAN base pay range per year: $150,000 - $200,000", "CA"),
        ("The Canada pay range is $1 - $2", "CA"),
        ("The US base salary range is $1", "US"),
        ("$150,000 to $180,000", ""),
        ("from 50.000 EUR", ""),
        ("£50,000 in London, 90,000 CAD in Toronto", ""),
        ("at the start of the pay range", ""),
    ],
)
def test_country_of_pay(text: str, expected: str) -> None:
    assert light.pay_country(text) == expected
