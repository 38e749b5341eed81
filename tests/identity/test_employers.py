"""Employers: spellings and board tokens meet, placeholders and departments do not."""

from __future__ import annotations

import pytest

from jobscrape.identity.employers import Kin, block_names, employer_key, employer_keys, kin


def between(a: str, b: str) -> Kin:
    return kin(employer_keys(a, []), employer_keys(b, []))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Acme, Inc.", "ACME", Kin.SAME),
        ("Acme GmbH & Co. KG", "Acme", Kin.SAME),
        ("Nordwind Looms", "nordwindlooms", Kin.SAME),
        ("Lumen Labs", "Lumen", Kin.SAME),
        ("kestrellabs", "Kestrel", Kin.SAME),
        ("Forward%20Looms", "Forward Looms Ltd", Kin.SAME),
        ("Societe Générale", "Societe Generale SA", Kin.SAME),
        ("The Northern Baking Council (NBC)", "Northern Baking Council", Kin.SAME),
        ("Syntara", "Syntara Packaging Systems AG", Kin.ALIAS),
        ("NBRC", "Northern Baking Research Council", Kin.ACRONYM),
        ("International Business Machines", "IBM", Kin.SAME),
        ("Intel", "Intelligent Bakeries", Kin.OTHER),
        ("Sun", "Sun Microbakery", Kin.OTHER),
        ("Acme", "Bakery", Kin.OTHER),
        ("Confidential", "Confidential", Kin.UNKNOWN),
        ("Other", "Acme", Kin.UNKNOWN),
        ("", "", Kin.UNKNOWN),
    ],
)
def test_kinship(a: str, b: str, expected: Kin) -> None:
    assert between(a, b) == between(b, a) == expected


def test_a_department_in_the_company_field_gives_way_to_the_board_token() -> None:
    assert employer_keys("Engineering", ["acme"]) == ("acme",)
    assert employer_keys("Delta", ["acme"], is_department=True) == ("acme",)
    assert employer_keys("Acme", ["acme"], is_department=True) == ("acme",)
    assert employer_keys("Delta", ["acme"]) == ("delta", "acme")


def test_a_name_of_nothing_but_a_legal_form_is_kept() -> None:
    assert employer_key("Co Inc") == "co inc"


def test_aliases_meet_in_a_block() -> None:
    for a, b in [("Lumen Labs", "lumen"), ("Syntara", "Syntara Packaging Systems"), ("We Are Bakers", "we are")]:
        assert block_names(employer_keys(a, [])) & block_names(employer_keys(b, []))
